"""What the house rules want looked at, in the sidebar, and what an editor decides about it."""

import json
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, expect

from wordpress.articles import PIER, PIER_BLOCKS
from wordpress.conftest import KEY, Configure
from wordpress.editor import Editor, paragraphs
from wordpress.site import Site
from wordpress.test_route import Person
from wordpress.upstream import Upstream

NO_REASON = "“A senior official” is not named, and the article does not say why"
DIGEST = "0" * 64
DECIDE: dict[str, Any] = {
    "id": "0" * 16,
    "rule": "one-speaker",
    "start": 0,
    "end": 4,
    "document": DIGEST,
}


def prompt(editor: Editor, words: str = NO_REASON) -> Locator:
    return editor.prompts.locator(".copydesk-prompt").filter(has_text=words)


def kept(site: Site, post: int) -> list[dict[str, Any]]:
    """Return the verdicts that are kept with a post."""
    read: list[dict[str, Any]] = json.loads(
        site.php(f"echo json_encode(get_post_meta({post}, '_copydesk_verdict'));")
    )
    return read


def test_a_prompt_says_what_would_settle_it_and_leads_to_its_words(
    editor: Editor, site: Site, upstream: Upstream
) -> None:
    """As the service itself words it, the most severe first."""
    editor.open(site.write(PIER_BLOCKS)).read()
    html = "".join(f"<p>{text}</p>" for text in PIER)
    report = httpx.post(f"{upstream.target}/v1/score", json={"html": html, "prompts": True}).json()
    expect(editor.prompts.locator(".copydesk-prompt")).to_have_count(len(report["prompts"]))
    assert report["prompts"]
    one = prompt(editor)
    expect(one).to_contain_text("Warning")
    expect(one).to_contain_text("Would settle it: a name, or the reason for withholding it.")
    one.locator(".copydesk-piece").click()
    editor.wait_for_light("A senior official")
    assert not editor.is_dirty


def test_a_verdict_stays_with_the_post(editor: Editor, site: Site, upstream: Upstream) -> None:
    """After the page is loaded anew, and while the text changes elsewhere; not once its own words
    have changed."""
    del upstream
    post = site.write(PIER_BLOCKS)
    editor.open(post).read()
    prompt(editor).get_by_role("button", name="Dismiss").click()
    expect(editor.prompts.get_by_role("heading")).to_be_focused()
    expect(editor.page.locator("#a11y-speak-polite")).to_contain_text("Dismissed.")
    editor.open(post).read()
    expect(prompt(editor)).to_be_hidden()
    editor.replace(paragraphs("It rained in Sala for a week.", *PIER))
    expect(editor.status).to_contain_text("Current draft: 44 words")
    expect(prompt(editor)).to_be_hidden()
    editor.replace(PIER_BLOCKS.replace("A senior official", "A harbor official"))
    expect(prompt(editor, "“A harbor official” is not named")).to_be_visible()


def test_a_verdict_is_ids_and_offsets(editor: Editor, site: Site, upstream: Upstream) -> None:
    """Of the rule, and of the words in the text that has this digest. No word of the text."""
    del upstream
    post = site.write(PIER_BLOCKS)
    editor.open(post).read()
    prompt(editor).get_by_role("button", name="Wrong").click()
    editor.prompts.locator("details summary").click()
    expect(prompt(editor)).to_contain_text("Called wrong")
    (verdict,) = kept(site, post)
    text = "\n\n".join(PIER)
    assert text[verdict["start"] : verdict["end"]] == "A senior official"
    assert verdict["rule"] == "unnamed-without-reason"
    assert verdict["verdict"] == "wrong"
    assert {*verdict} == {"id", "rule", "verdict", "start", "end", "document", "by", "at"}
    assert "official" not in json.dumps(verdict)
    prompt(editor).get_by_role("button", name="Open again").click()
    expect(prompt(editor).get_by_role("button", name="Dismiss")).to_be_visible()
    assert kept(site, post) == []


def test_a_verdict_that_cannot_be_kept(editor: Editor, site: Site, upstream: Upstream) -> None:
    """The prompt stays open, and the sidebar says why."""
    del upstream
    editor.open(site.write(PIER_BLOCKS)).read()
    editor.page.route("**/*verdict*", lambda route: route.abort())
    prompt(editor).get_by_role("button", name="Dismiss").click()
    expect(editor.panel).to_contain_text("This could not be saved. Try again.")
    expect(prompt(editor)).to_be_visible()


def test_who_may_decide(site: Site, configure: Configure) -> None:
    """Who may edit the post and has one of the roles; with the page's own nonce."""
    configure("http://127.0.0.1:1", key=KEY)
    author = Person(site, "author")
    own = site.write(PIER_BLOCKS, author="author")
    other = site.write(PIER_BLOCKS)
    sent = {**DECIDE, "verdict": "dismissed"}
    assert author.decide(post=own, **sent).status_code == 200
    assert author.decide(post=own, **sent).status_code == 200
    assert author.decide(post=other, **sent).status_code == 403
    assert author.decide(post=own, nonce="", **sent).status_code == 401
    assert Person(site, "subscriber").decide(post=own, **sent).status_code == 403
    assert len(kept(site, own)) == 1
    configure("http://127.0.0.1:1", roles=["editor"])
    assert author.decide(post=own, **sent).status_code == 403
    configure("http://127.0.0.1:1", types=["page"])
    assert author.decide(post=own, **sent).status_code == 403


@pytest.mark.parametrize(
    "change",
    [
        {"id": "A senior official"},
        {"rule": "a rule with spaces"},
        {"rule": "x\n"},
        {"verdict": "right"},
        {"start": -1},
        {"end": "words"},
        {"document": "the whole text"},
    ],
)
def test_nothing_else_is_kept(site: Site, configure: Configure, change: dict[str, Any]) -> None:
    """No field takes words."""
    configure("http://127.0.0.1:1")
    post = site.write(PIER_BLOCKS)
    sent = {**DECIDE, "verdict": "wrong", **change}
    assert Person(site, "admin").decide(post=post, **sent).status_code == 400
    assert kept(site, post) == []


def test_export(site: Site, configure: Configure) -> None:
    """For those who may edit others' posts: positions, the rule and the digest, and who may not
    has no link to it."""
    configure("http://127.0.0.1:1")
    post = site.write(PIER_BLOCKS)
    admin = Person(site, "admin")
    assert admin.decide(post=post, **DECIDE, verdict="wrong").status_code == 200
    address = site.php("echo html_entity_decode(Copydesk\\export_url());").split("_wpnonce=")[0]
    page = admin.http.get("/wp-admin/options-general.php?page=copydesk").text
    nonce = page.split("action=copydesk_export&#038;_wpnonce=")[1][:10]
    answer = admin.http.get(address, params={"action": "copydesk_export", "_wpnonce": nonce})
    assert "attachment" in answer.headers["Content-Disposition"]
    mine = [one for one in answer.json() if one["post"] == post]
    assert [{**one, "at": ""} for one in mine] == [
        {
            "post": post,
            "rule": "one-speaker",
            "verdict": "wrong",
            "document": DIGEST,
            "start": 0,
            "end": 4,
            "at": "",
        }
    ]
    wrong = {"action": "copydesk_export", "_wpnonce": "0123456789"}
    assert admin.http.get(address, params=wrong).status_code == 403
    assert site.php(
        "wp_set_current_user(get_user_by('login', 'author')->ID);var_dump(Copydesk\\may_export());"
    ).startswith("bool(false)")
