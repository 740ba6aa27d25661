"""Saved posts are scored in the background; lists and dashboard show the figures."""

import json
import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect
from service_process import free_port

from wordpress.articles import PIER, PIER_BLOCKS
from wordpress.conftest import KEY, Configure
from wordpress.editor import Editor, paragraphs
from wordpress.site import Site
from wordpress.test_prompts import DECIDE
from wordpress.test_route import Person
from wordpress.upstream import Upstream, problem

QUIET_BLOCKS = paragraphs(PIER[0], PIER[3])
DUMP = """
global $wpdb;
echo json_encode([
    $wpdb->get_col("SELECT meta_value FROM $wpdb->postmeta WHERE meta_key LIKE '%copydesk%'"),
    $wpdb->get_col("SELECT option_value FROM $wpdb->options
                    WHERE option_name LIKE '%copydesk%' OR option_name = 'cron'"),
], JSON_UNESCAPED_UNICODE);
"""
CLEAR = """
foreach (get_posts(['numberposts' => -1, 'post_status' => 'any', 'post_type' => ['post', 'page']])
    as $post) wp_delete_post($post->ID, true);
wp_unschedule_hook('copydesk_score_post');
"""


@pytest.fixture(autouse=True)
def on_save(configured: None, site: Site, upstream: Upstream, configure: Configure) -> None:
    """An empty site that scores posts when they are saved."""
    del configured
    site.php(CLEAR)
    configure(upstream.url, key=KEY, on_save=True)


def planned(site: Site, post: int) -> list[list[int]]:
    """Return how many tries went before each planned one, and in how many seconds it is due."""
    read: list[list[int]] = json.loads(
        site.php(
            "$found = []; foreach (_get_cron_array() as $at => $hooks)"
            " foreach ($hooks['copydesk_score_post'] ?? [] as $event)"
            f" if ($event['args'][0] === {post})"
            " $found[] = [$event['args'][1], $at - time()]; echo json_encode($found);"
        )
    )
    return read


def meta(site: Site, post: int, key: str) -> Any:
    return json.loads(
        site.php(f"echo json_encode(get_post_meta({post}, '_copydesk_{key}', true));")
    )


def run_planned(site: Site) -> None:
    """What WordPress does a moment after a visit."""
    assert httpx.get(f"{site.url}/wp-cron.php", timeout=300).status_code == 200


def score(site: Site, post: int, tries: int = 0) -> None:
    site.php(f"do_action('copydesk_score_post', {post}, {tries});")


def titles(person: Person, **query: str) -> list[str]:
    """Return the titles in the list of posts, from top to bottom."""
    page = person.http.get("/wp-admin/edit.php", params=query).text
    return re.findall(r'class="row-title"[^>]*>([^<]+)<', page)


def test_saving_does_not_wait(editor: Editor, site: Site, upstream: Upstream) -> None:
    """While the service takes its time the post is saved; the next background job scores it."""
    upstream.gate.clear()
    editor.open(site.write(PIER_BLOCKS))
    editor.type_at_end(3, " Gulls sat on it.")
    editor.save()
    assert upstream.asked == []
    assert [tries for tries, _ in planned(site, editor.post)] == [0]
    upstream.gate.set()
    run_planned(site)
    (asked,) = upstream.scored
    assert "Gulls sat on it." in asked.article["html"]
    assert meta(site, editor.post, "warnings") == "2"
    assert planned(site, editor.post) == []


def test_no_word_of_the_text_is_kept(site: Site, upstream: Upstream) -> None:
    """Neither with the post nor in an option: figures, names of rules and positions."""
    post = site.write(PIER_BLOCKS, title="Gangplank")
    run_planned(site)
    Person(site, "admin").decide(post=post, **DECIDE, verdict="wrong")
    assert len(upstream.scored) == 1
    dump = site.php(DUMP)
    assert "unnamed-without-reason" in dump
    words = {word for text in (*PIER, "Gangplank") for word in re.findall(r"[A-Za-z]{5,}", text)}
    assert sorted(word for word in words if re.search(rf"\b{word}\b", dump, re.I)) == []


def test_only_what_has_changed_is_sent(site: Site, upstream: Upstream) -> None:
    post = site.write(PIER_BLOCKS)
    score(site, post)
    score(site, post)
    assert len(upstream.scored) == 1
    site.php(f"wp_update_post(['ID' => {post}, 'post_title' => 'Another headline']);")
    score(site, post)
    assert len(upstream.scored) == 2


def test_what_is_not_planned(site: Site, upstream: Upstream, configure: Configure) -> None:
    """Revisions, other types and what filters leave out; without the setting, nothing."""
    insert = (
        "echo wp_insert_post(['post_title' => 'x', 'post_content' => 'The pier may open.', {}]);"
    )
    post = int(site.php(insert.format("'post_status' => 'draft'")))
    assert len(planned(site, post)) == 1
    revision = int(site.php(f"echo wp_save_post_revision({post});") or 0)
    assert planned(site, revision) == []
    for kind in ("'post_status' => 'auto-draft'", "'post_type' => 'wp_block'"):
        assert planned(site, int(site.php(insert.format(kind)))) == []
    no = "add_filter('copydesk_score_on_save', '__return_false');"
    assert planned(site, int(site.php(no + insert.format("'post_status' => 'draft'")))) == []
    configure(upstream.url)
    assert planned(site, site.write(PIER_BLOCKS)) == []


def test_it_is_tried_again_when_the_service_is_down(
    site: Site, upstream: Upstream, configure: Configure
) -> None:
    """After a minute, five minutes and half an hour; the earlier figures stay."""
    post = site.write(PIER_BLOCKS)
    score(site, post)
    site.php(f"wp_update_post(['ID' => {post}, 'post_content' => 'The pier is open, he said.']);")
    site.php("wp_unschedule_hook('copydesk_score_post');")
    configure(f"http://127.0.0.1:{free_port()}", on_save=True)
    for tries, seconds in enumerate((60, 300, 1800)):
        score(site, post, tries)
        ((next_try, due),) = planned(site, post)
        assert next_try == tries + 1
        assert seconds - 30 <= due <= seconds
        site.php("wp_unschedule_hook('copydesk_score_post');")
    score(site, post, 3)
    assert planned(site, post) == []
    assert meta(site, post, "failure") == "unreachable"
    assert meta(site, post, "open") == "2"
    configure(upstream.url, on_save=True)
    score(site, post)
    assert meta(site, post, "failure") == ""


def test_what_cannot_be_scored(site: Site, upstream: Upstream) -> None:
    """Another language, for one: the figures of the earlier text go, and nobody tries again."""
    post = site.write(PIER_BLOCKS)
    run_planned(site)
    upstream.answer = problem(422, "unsupported-language", "French (fr) cannot be read")
    site.php(f"wp_update_post(['ID' => {post}, 'post_content' => 'Le port est calme.']);")
    run_planned(site)
    assert planned(site, post) == []
    assert meta(site, post, "figures") == ""
    assert meta(site, post, "failure") == "unsupported-language"
    page = Person(site, "admin").http.get("/wp-admin/edit.php").text
    assert "Not scored: unsupported-language" in page


def test_the_list_is_sorted_and_filtered(site: Site, upstream: Upstream) -> None:
    """By open prompts and by each score; what has no figures comes last either way."""
    site.write(PIER_BLOCKS, title="Unnamed")
    site.write(QUIET_BLOCKS, title="Quiet")
    run_planned(site)
    site.write(PIER_BLOCKS.replace("quiet", "loud"), title="Later")
    assert len(upstream.scored) == 2
    admin = Person(site, "admin")
    both = ("Unnamed", "Quiet")
    assert titles(admin, orderby="copydesk", order="desc") == [*both, "Later"]
    assert titles(admin, orderby="copydesk", order="asc") == [*both[::-1], "Later"]
    assert titles(admin, orderby="copydesk_anonymity", order="asc") == [*both, "Later"]
    assert titles(admin, copydesk="warnings") == ["Unnamed"]
    assert titles(admin, copydesk="open") == ["Unnamed"]
    assert titles(admin, copydesk="none") == ["Quiet"]
    assert titles(admin, copydesk="unscored") == ["Later"]
    assert titles(admin, copydesk="none", s="Unnamed") == []
    assert len(titles(admin, copydesk="' OR 1=1")) == 3


def test_a_verdict_counts_at_once(editor: Editor, site: Site, upstream: Upstream) -> None:
    """In the list, without another reading; the column's header sorts, the filter filters."""
    post = site.write(PIER_BLOCKS, title="Unnamed")
    site.write(QUIET_BLOCKS, title="Quiet")
    run_planned(site)
    editor.open(post).read()
    editor.prompts.get_by_role("button", name="Dismiss").first.click()
    expect(editor.prompts.get_by_role("button", name="Dismiss")).to_have_count(1)
    page = editor.page
    page.goto("/wp-admin/edit.php")
    row = page.locator("#the-list tr").filter(has_text="Unnamed")
    expect(row.locator(".column-copydesk")).to_have_text("1 warning")
    page.locator("#copydesk").get_by_role("link", name="Open prompts").click()
    expect(page.locator("#the-list .row-title")).to_have_text(["Unnamed", "Quiet"])
    page.get_by_label("Filter by copydesk’s prompts").select_option("Nothing open")
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.locator("#the-list .row-title")).to_have_text(["Quiet"])
    assert len(upstream.scored) == 3


def test_the_dashboard(site: Site, upstream: Upstream, configure: Configure) -> None:
    """Unpublished posts with open prompts: an author sees their own, other roles see nothing."""
    site.write(PIER_BLOCKS, title="By the admin")
    site.write(PIER_BLOCKS, title="By the author", author="author")
    site.write(QUIET_BLOCKS, title="Quiet")
    run_planned(site)
    admin, author = Person(site, "admin"), Person(site, "author")
    box = re.search(
        r'id="copydesk" class="postbox.*?</ul>', admin.http.get("/wp-admin/").text, re.S
    )
    assert box
    assert "2 of 3 unpublished posts have open prompts." in box[0]
    assert "By the admin" in box[0]
    assert "By the author" in box[0]
    assert "Quiet" not in box[0]
    box = re.search(
        r'id="copydesk" class="postbox.*?</ul>', author.http.get("/wp-admin/").text, re.S
    )
    assert box
    assert "1 of 1 unpublished post has open prompts." in box[0]
    configure(upstream.url, on_save=True, roles=["administrator"])
    assert 'id="copydesk" class="postbox' not in author.http.get("/wp-admin/").text
    assert "column-copydesk" not in author.http.get("/wp-admin/edit.php").text
    assert "column-copydesk" in admin.http.get("/wp-admin/edit.php").text
