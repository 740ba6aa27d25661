"""Each draft can be compared with other articles than the site's drafts usually are."""

import pytest
from playwright.sync_api import Locator, expect

from wordpress.articles import PIER_BLOCKS
from wordpress.conftest import Configure
from wordpress.editor import Editor
from wordpress.site import Site
from wordpress.test_route import Person
from wordpress.upstream import Upstream


def choice(editor: Editor) -> Locator:
    return editor.panel.get_by_label("Compared with")


def kept(site: Site, post: int) -> str:
    return site.php(f"echo get_post_meta({post}, '_copydesk_profile', true);")


def test_a_choice_stays_with_the_post(editor: Editor, site: Site, upstream: Upstream) -> None:
    """It is scored at once, and after the page is loaded anew; the sentence names the articles."""
    post = site.write(PIER_BLOCKS)
    editor.open(post).read()
    expect(choice(editor)).to_have_value("default")
    expect(choice(editor)).to_contain_text("News at large (usual)")
    choice(editor).select_option("politics")
    expect(editor.score("Anonymous sources")).to_contain_text("politics articles")
    assert kept(site, post) == "politics"
    editor.open(post).read()
    expect(choice(editor)).to_have_value("politics")
    assert [one.article["profile"] for one in upstream.scored] == [
        "default",
        "politics",
        "politics",
    ]
    assert not editor.is_dirty


def test_the_sites_own_is_not_kept(
    editor: Editor, site: Site, upstream: Upstream, configure: Configure
) -> None:
    """So the post follows the settings when they change."""
    post = site.write(PIER_BLOCKS)
    editor.open(post).read()
    choice(editor).select_option("sport")
    expect(editor.score("Anonymous sources")).to_contain_text("sports articles")
    choice(editor).select_option("default")
    expect(editor.score("Anonymous sources")).not_to_contain_text("sports articles")
    assert kept(site, post) == ""
    configure(upstream.url, profile="sport")
    editor.open(post).read()
    expect(choice(editor)).to_have_value("sport")


def test_a_stored_post_is_scored_against_its_own(site: Site, upstream: Upstream) -> None:
    """And one that the service no longer has is ignored."""
    post = site.write(PIER_BLOCKS)
    for name, used in (("opinion", "opinion"), ("gone", "default")):
        site.php(f"update_post_meta({post}, '_copydesk_profile', '{name}');")
        site.php(f"Copydesk\\score_post({post});")
        assert upstream.scored[-1].article["profile"] == used


@pytest.mark.parametrize(
    ("user", "profile", "status"),
    [("author", "politics", 403), ("subscriber", "politics", 403), ("admin", "no name", 400)],
)
def test_who_may_not_edit_the_post_may_not_choose(
    site: Site, user: str, profile: str, status: int
) -> None:
    post = site.write(PIER_BLOCKS)
    answer = Person(site, user).post("profile", None, {"post": post, "profile": profile})
    assert answer.status_code == status
    assert kept(site, post) == ""
