"""Payload in, article out, for each content system."""

from typing import Any

import cms_payloads as payloads
import pytest
from cms_reading import changed, read

from scoring.text.html import to_text
from service.cms.adapter import NotAnArticle
from service.problems import Refusal

PATHS = {
    "html": "entry.blocks.0.body",
    "title": "entry.title",
    "id": "entry.id",
    "revision": "entry.updatedAt",
}


@pytest.mark.parametrize(
    ("name", "payload", "article"),
    [
        (
            "ghost",
            payloads.GHOST,
            {"id": "5ddc9141c35e7700383b2937", "revision": "2026-03-03T10:00:00.000Z"},
        ),
        (
            "superdesk",
            payloads.SUPERDESK,
            {"id": payloads.SUPERDESK["guid"], "revision": "3", "language": "en"},
        ),
        (
            "ninjs",
            payloads.NINJS_1,
            {"id": "https://paper.example/items/1", "language": "en-GB"},
        ),
        ("ninjs", payloads.NINJS_2, {"id": "https://paper.example/items/2", "language": "en"}),
        (
            "ninjs",
            payloads.NINJS_3,
            {"id": "https://paper.example/items/3", "revision": "2026-03-03T10:00:00Z"},
        ),
        ("wordpress", payloads.WORDPRESS, {"id": "1047", "title": "Pier to open – soon"}),
        ("custom", payloads.STRAPI, {"id": "12", "revision": "2026-03-03T10:00:00.000Z"}),
    ],
)
def test_the_html_is_the_article(
    name: str, payload: dict[str, Any], article: dict[str, str]
) -> None:
    """Each system's documented payload gives the body, the headline and what names it."""
    found = read(name, payload, PATHS if name == "custom" else None)
    assert found.html == payloads.HTML
    assert found.text is None
    assert {field: getattr(found, field) for field in article} == article
    assert found.title in {"Pier to open", article.get("title")}


def test_a_post_of_ghosts_content_api_is_read() -> None:
    """Without ``current`` around it."""
    assert read("ghost", {"post": {"id": "1", "html": "<p>One</p>"}}).html == "<p>One</p>"


def test_a_list_of_paragraphs_is_a_text() -> None:
    """Where the settings name a list, its texts are the paragraphs."""
    payload = {"entry": {"paragraphs": ["One", "Two"]}}
    assert read("custom", payload, {"text": "entry.paragraphs"}).text == "One\n\nTwo"


def test_ninjs_with_fields_of_two_versions_is_read() -> None:
    """Empty lists of 2.x beside the fields of 1.x, and the version as a number."""
    item = {
        "uri": "u",
        "headlines": [],
        "bodies": [],
        "headline": "Pier",
        "body_html": "<p>One</p>",
    }
    found = read("ninjs", {**item, "standard": {"version": 2.1}})
    assert (found.html, found.title) == ("<p>One</p>", "Pier")


def test_a_block_quotation_in_nitf_has_a_credit() -> None:
    """NITF 3.6: ``<credit>`` in ``<bq>``."""
    quoted = "<bq><block><p>We will.</p></block><credit>Ana Ruiz</credit></bq>"
    nitf = f"<body.content>{quoted}</body.content>"
    html = read("ninjs", {"uri": "u", "body_nitf": nitf}).html
    assert to_text(html or "") == "“We will.”\n\n— Ana Ruiz"


def test_ninjs_text_with_entities_is_html() -> None:
    """And HTML whose tags are entities is HTML all the same; NITF has markup of its own."""
    item = {"uri": "x", "type": "text", "headline": "A &amp; B"}
    found = read("ninjs", {**item, "body_text": "&ldquo;No,&rdquo; she said."})
    assert (found.text, found.html) == (None, "<p>&ldquo;No,&rdquo; she said.</p>")
    assert found.title == "A & B"
    assert read("ninjs", {**item, "body_html": "&lt;p&gt;No.&lt;/p&gt;"}).html == "<p>No.</p>"
    nitf = "<nitf><body><body.content><p>No.</p></body.content></body></nitf>"
    assert read("ninjs", {**item, "body_nitf": nitf}).html == nitf


def test_ghost_plaintext_stands_in_for_html() -> None:
    """A post without HTML still has its text."""
    assert read("ghost", changed(payloads.GHOST, "post.current.html", None)).text == payloads.TEXT


def test_ghost_plaintext_is_read_without_the_targets_of_links() -> None:
    """Ghost writes them in brackets behind the words."""
    payload = changed(payloads.GHOST, "post.current.html", None)
    text = "One [https://a.example/b?c=1] two [sic] three"
    payload = changed(payload, "post.current.plaintext", text)
    assert read("ghost", payload).text == "One two [sic] three"


def test_a_ghost_page_is_an_article() -> None:
    """``page.*`` events have ``page`` where ``post.*`` have ``post``."""
    assert read("ghost", {"page": payloads.GHOST["post"]}).html == payloads.HTML


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("ghost", {"post": {"current": {}, "previous": payloads.GHOST["post"]["current"]}}),
        ("ghost", {"event": "member.added", "member": {"current": {"id": "1"}}}),
        ("ghost", {"post": {"current": {"id": "1", "html": None, "plaintext": None}}}),
        ("superdesk", changed(payloads.SUPERDESK, "body_html", ...)),
        ("superdesk", changed(payloads.SUPERDESK, "body_html", "")),
        ("ninjs", changed(payloads.NINJS_2, "bodies", [])),
        ("superdesk", changed(payloads.SUPERDESK, "body_html", " \n")),
        ("superdesk", {"guid": "u", "type": "text"}),
        ("superdesk", {"renditions": {}, "mimetype": "image/jpeg"}),
        ("ghost", {"post": {"current": {"id": "1", "html": " ", "plaintext": " "}}}),
        ("superdesk", {**payloads.SUPERDESK, "type": "picture"}),
        ("superdesk", {**payloads.SUPERDESK, "type": "composite"}),
        ("superdesk", {**payloads.SUPERDESK, "pubstatus": "canceled"}),
        ("ninjs", {**payloads.NINJS_3, "pubStatus": "canceled"}),
    ],
)
def test_what_is_no_article_is_said_to_be_none(name: str, payload: dict[str, Any]) -> None:
    """A deleted post, a picture and a withdrawn item are in order, and not scored."""
    with pytest.raises(NotAnArticle):
        read(name, payload)


@pytest.mark.parametrize(
    ("name", "payload", "pointer"),
    [
        ("ghost", {"post": []}, "/post"),
        ("ghost", {"post": {"current": "x"}}, "/post/current"),
        ("ghost", changed(payloads.GHOST, "post.current.html", 7), "/post/current/html"),
        ("ghost", changed(payloads.GHOST, "post.current.id", {"a": 1}), "/post/current/id"),
        ("superdesk", changed(payloads.SUPERDESK, "body_html", ["x"]), "/body_html"),
        ("ninjs", {"uri": "x", "body_text": True}, "/body_text"),
        ("ninjs", {"uri": "x"}, ""),
        ("ninjs", changed(payloads.NINJS_2, "standard.version", "9.0"), "/standard/version"),
        ("ninjs", changed(payloads.NINJS_2, "bodies", {"main": "x"}), "/bodies"),
        ("ninjs", changed(payloads.NINJS_2, "bodies", ["x"]), "/bodies/0"),
        ("ninjs", changed(payloads.NINJS_2, "headlines", [3]), "/headlines/0"),
        ("wordpress", {"id": 1}, "/content"),
        ("wordpress", changed(payloads.WORDPRESS, "content", ["x"]), "/content"),
        ("wordpress", changed(payloads.WORDPRESS, "content", " "), "/content"),
        ("wordpress", changed(payloads.WORDPRESS, "title", 4), "/title"),
        ("wordpress", changed(payloads.WORDPRESS, "content.rendered", 4), "/content/rendered"),
        ("newsarticle", {"@type": "Recipe"}, "/@type"),
        ("newsarticle", changed(payloads.NEWSARTICLE, "articleBody", ...), "/articleBody"),
        ("newsarticle", changed(payloads.NEWSARTICLE, "articleBody", 1.5), "/articleBody"),
        ("newsarticle", {**payloads.NEWSARTICLE, "identifier": True}, "/identifier"),
        ("custom", {"entry": {"blocks": []}}, "/entry/blocks/0/body"),
        ("custom", {"entry": {"blocks": {"0": "x"}}}, "/entry/blocks"),
        ("custom", {"entry": 5}, "/entry"),
    ],
)
def test_a_wrong_field_is_named(name: str, payload: dict[str, Any], pointer: str) -> None:
    """Missing or of the wrong type: 422, with a pointer, and never the value."""
    with pytest.raises(Refusal) as refused:
        read(name, payload, PATHS if name == "custom" else None)
    assert refused.value.kind.status == 422
    assert [error.pointer for error in refused.value.errors] == [pointer]


def test_custom_without_paths_is_not_there() -> None:
    """Nothing can be read where nobody said where it is."""
    with pytest.raises(Refusal, match="no field path") as refused:
        read("custom", payloads.STRAPI)
    assert refused.value.kind.status == 404
