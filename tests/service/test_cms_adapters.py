"""Payload in, article out, for each content system."""

import time
from copy import deepcopy
from typing import Any

import cms_payloads as payloads
import pytest

from scoring.text.html import to_text
from service.cms.adapter import CmsArticle, NotAnArticle, ReadsArrays
from service.cms.json_ld import Names
from service.cms.newsarticle import NewsArticle
from service.cms.newsarticle import _nodes as nodes_in
from service.cms.settings import discover
from service.cms.wordpress import to_html
from service.problems import Refusal

PATHS = {
    "html": "entry.blocks.0.body",
    "title": "entry.title",
    "id": "entry.id",
    "revision": "entry.updatedAt",
}


def read(name: str, payload: Any, options: dict[str, str] | None = None) -> CmsArticle:
    return discover()[name].read(payload, options or {})


def changed(payload: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a payload with another value at a path; without the field, for ``...``."""
    payload = deepcopy(payload)
    *steps, last = path.split(".")
    inner = payload
    for step in steps:
        inner = inner[step]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return payload


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


def test_an_article_body_is_text() -> None:
    """schema.org's ``articleBody`` has no markup; its line breaks are the paragraphs."""
    found = read("newsarticle", payloads.NEWSARTICLE)
    assert found == CmsArticle(
        text=payloads.TEXT,
        title="Pier to open",
        id="pier-1",
        revision="2026-03-03T10:00:00Z",
        language="en",
    )


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"articleBody": payloads.HTML}, "html", payloads.HTML),
        ({"@type": ["Thing", "ReportageNewsArticle"]}, "id", "pier-1"),
        ({"@type": "https://schema.org/NewsArticle"}, "id", "pier-1"),
        ({"identifier": {"@type": "PropertyValue", "value": 7}}, "id", "7"),
        ({"identifier": ["a", "b"]}, "id", "a"),
        ({"identifier": None, "@id": "#pier"}, "id", "#pier"),
        ({"inLanguage": {"@type": "Language", "alternateName": "en-US"}}, "language", "en-US"),
        ({"inLanguage": {"@type": "Language", "name": "English"}}, "language", "English"),
        ({"@type": "http://www.schema.org/NewsArticle"}, "id", "pier-1"),
        ({"@type": "BlogPosting"}, "id", "pier-1"),
        ({"headline": ["Pier to open"]}, "title", "Pier to open"),
        ({"headline": {"@value": "Pier to open", "@language": "en"}}, "title", "Pier to open"),
        ({"headline": "Pier &amp; <b>port</b>"}, "title", "Pier & port"),
        ({"headline": 7}, "title", None),
        ({"articleBody": [payloads.SENTENCE, payloads.SECOND]}, "text", payloads.TEXT),
        ({"articleBody": {"@value": payloads.TEXT}}, "text", payloads.TEXT),
        (
            {"articleBody": "&ldquo;No,&rdquo; she said."},
            "html",
            "<p>&ldquo;No,&rdquo; she said.</p>",
        ),
        (
            {"articleBody": "One &amp; <b>two</b>.\n\nThree."},
            "html",
            "<p>One &amp; <b>two</b>.</p><p>Three.</p>",
        ),
        ({"articleBody": "&lt;p&gt;No.&lt;/p&gt;"}, "html", "<p>No.</p>"),
        ({"articleBody": "A&B; 3 < 4 & R&D"}, "text", "A&B; 3 < 4 & R&D"),
    ],
)
def test_json_ld_is_written_in_many_ways(
    changes: dict[str, Any], field: str, value: object
) -> None:
    """Types in lists or in full, identifiers with a name, markup where there should be none."""
    assert getattr(read("newsarticle", {**payloads.NEWSARTICLE, **changes}), field) == value


def test_an_article_is_found_in_a_graph() -> None:
    """JSON-LD of a whole page has it among others."""
    empty = {"@type": "NewsArticle", "headline": "Other"}
    for payload in (
        {"@graph": [{"@type": "WebSite"}, payloads.NEWSARTICLE]},
        {"@graph": [empty, payloads.NEWSARTICLE]},
        {"@graph": payloads.NEWSARTICLE},
        {"@type": "WebPage", "mainEntity": payloads.NEWSARTICLE},
        {"@graph": [{"@type": "WebPage", "mainEntity": [payloads.NEWSARTICLE]}]},
        NewsArticle().from_array([{"@type": "BreadcrumbList"}, payloads.NEWSARTICLE]),
    ):
        assert read("newsarticle", payload).id == "pier-1"


def test_a_live_blog_is_its_updates() -> None:
    """Its own body is often a sentence or none."""
    updates = [{"@type": "BlogPosting", "articleBody": body} for body in ("One.", "", "Two.")]
    payload = {"@type": "LiveBlogPosting", "headline": "Pier", "liveBlogUpdate": updates}
    assert read("newsarticle", payload).text == "One.\n\nTwo."


BODY = "The mayor said so.\n\nThe port said no."
IRI = "https://schema.org/"


@pytest.mark.parametrize(
    "payload",
    [
        {"@type": "schema:NewsArticle", "schema:articleBody": BODY, "schema:headline": "Pier"},
        {"@type": [IRI + "Article"], IRI + "articleBody": [{"@value": BODY}], IRI + "name": "Pier"},
        {"@type": "Report", "http://schema.org/text": {"@value": BODY}, "headline": "Pier"},
        {
            "@context": {"s": "http://schema.org/"},
            "@graph": [{"@type": "s:NewsArticle", "s:articleBody": BODY, "s:headline": "Pier"}],
        },
        {
            "@context": [IRI, {"body": {"@id": "schema:articleBody"}, "kind": "@type"}],
            "kind": "NewsArticle",
            "body": BODY,
            "headline": "Pier",
        },
        {"type": "newsarticle", "articleBody": BODY, "headline": {"en": "Pier", "fr": "Jetée"}},
        {"articleBody": {"@list": BODY.split("\n\n")}, "headline": "Pier"},
        {
            "@type": "Article",
            "text": [[one] for one in BODY.split("\n\n")],
            "name": "Pier",
        },
        {"@type": "Article", "articleBody": {"@type": "TextObject", "text": BODY}, "name": "Pier"},
        {
            "@type": "Article",
            "articleBody": [
                {"@value": "Non.", "@language": "fr"},
                {"@value": BODY, "@language": "en-GB"},
            ],
            "name": "Pier",
        },
        {
            "@type": "ItemList",
            "itemListElement": [
                {"item": {"@type": "Article", "articleBody": BODY, "name": "Pier"}}
            ],
        },
        {
            "@graph": {
                "a": {"@type": "WebSite"},
                "b": {"@type": "Article", "text": BODY, "name": "Pier"},
            }
        },
        {"@type": "Article", "articleBody": BODY.replace("\n", "\\n"), "name": "Pier"},
    ],
)
def test_json_ld_has_many_forms(payload: dict[str, Any]) -> None:
    """Prefixed, expanded, with aliases of the context, as lists, sets and maps of languages."""
    found = read("newsarticle", payload)
    assert (found.text, found.title) == (BODY, "Pier")


def test_nested_objects_are_looked_at_once() -> None:
    """Both a name and a value lead into an object without a type, so the ways double at each."""
    nested: dict[str, Any] = {"@graph": [{"number": number} for number in range(9)]}
    for _ in range(7):
        nested = {"item": nested}
    payload = {"about": nested}
    assert len(list(nodes_in(payload, Names(), 9, set()))) == 18


def test_names_in_another_vocabulary_are_no_article() -> None:
    """A prefix means what the context says."""
    payload = {
        "@context": {"s": "https://other.example/"},
        "@type": "s:NewsArticle",
        "s:articleBody": "x",
    }
    with pytest.raises(Refusal, match="no NewsArticle"):
        read("newsarticle", payload)


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"dateModified": {"@value": "2026"}}, "revision", "2026"),
        ({"dateModified": ["2026", "2025"]}, "revision", "2026"),
        ({"identifier": None, "url": {"@id": "u"}}, "id", "u"),
        ({"identifier": {"@value": "u"}}, "id", "u"),
        ({"identifier": {"schema:value": ["u"]}}, "id", "u"),
        ({"inLanguage": ["fr", "en"]}, "language", "en"),
        ({"inLanguage": "fr, en-GB"}, "language", "en-GB"),
        ({"inLanguage": [{"@value": "en"}]}, "language", "en"),
        ({"inLanguage": ["fr", "es"]}, "language", "fr"),
    ],
)
def test_values_are_objects_or_lists(changes: dict[str, Any], field: str, value: str) -> None:
    """What names the article is as free in its form as its body."""
    assert getattr(read("newsarticle", {**payloads.NEWSARTICLE, **changes}), field) == value


def test_a_live_blog_has_a_body_and_updates() -> None:
    """All are read, each as it is written; a body that repeats its updates is enough."""
    updates: list[dict[str, Any]] = [
        {"articleBody": "One &amp; only.\nTwo."},
        {"headline": "No", "schema:text": "Three & four."},
        {"headline": "Five."},
    ]
    payload = {"@type": "LiveBlogPosting", "articleBody": "Zero.", "liveBlogUpdate": updates}
    live = read("newsarticle", payload)
    assert to_text(live.html or "").split("\n\n") == [
        "Zero.", "One & only.", "Two.", "Three & four.", "Five.",
    ]  # fmt: skip
    repeated = {
        **payload,
        "articleBody": "One.\nTwo.",
        "liveBlogUpdate": [{"text": "One."}, {"text": "Two."}],
    }
    assert read("newsarticle", repeated).text == "One.\nTwo."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("One\n\n<h2>Two</h2>\nThree\n\nfour", "One\n\nTwo\n\nThree\n\nfour"),
        ("<p>One</p>Two\r\n \r\nthree", "One\n\nTwo\n\nthree"),
        ("<p>One\r\ntwo</p>", "One two"),
        ("<pre>One\n\ntwo</pre>", "One\n\ntwo"),
        ("<table><tr><td>One</td><td>two</td></tr></table>", "One\n\ntwo"),
        ("<script>no\n\nno</script>One<!-- no\n\nno -->", "One"),
        ("One&#10;two &amp; three", "One\n\ntwo & three"),
        ("<p>&amp;ldquo;One&amp;rdquo; &amp;lt;b&amp;gt;</p>", "“One” &lt;b&gt;"),
    ],
)
def test_text_with_some_html_keeps_its_lines(body: str, text: str) -> None:
    """Blocks beside bare paragraphs; whatever elements show that it is HTML."""
    assert (
        to_text(read("newsarticle", {**payloads.NEWSARTICLE, "articleBody": body}).html or "")
        == text
    )


@pytest.mark.parametrize(
    ("name", "payload", "options"),
    [
        ("ninjs", {"uri": "u", "body_html": BODY}, {}),
        ("superdesk", {"guid": "u", "type": "text", "body_html": BODY}, {}),
        ("ghost", {"post": {"current": {"html": BODY}}}, {}),
        ("custom", {"body": BODY}, {"html": "body"}),
        ("wordpress", {"content": BODY}, {}),
    ],
)
def test_html_without_elements_keeps_its_paragraphs(
    name: str, payload: dict[str, Any], options: dict[str, str]
) -> None:
    """A field for HTML that got plain text."""
    assert to_text(read(name, payload, options).html or "") == BODY


@pytest.mark.parametrize(
    "payload",
    [
        {
            "ID": 7,
            "title": "Pier &amp; port",
            "content": "<p>One</p>\n<p>Two</p>",
            "modified": "2026",
        },
        {
            "ID": 7,
            "post_title": "Pier & port",
            "post_content": "One\n\nTwo",
            "post_modified": "2026",
        },
        {
            "post_id": 7,
            "post": {
                "ID": 7,
                "post_title": "Pier & port",
                "post_content": "One\n\nTwo",
                "post_modified_gmt": "2026",
            },
        },
    ],
)
def test_wordpress_has_other_shapes(payload: dict[str, Any]) -> None:
    """WordPress.com's strings, and the post as plugins send it."""
    found = read("wordpress", payload)
    assert (found.id, found.title, found.revision) == ("7", "Pier & port", "2026")
    assert to_text(found.html or "") == "One\n\nTwo"


def test_wordpress_finds_one_post_by_its_address() -> None:
    """A search answers with an array."""
    adapter = discover()["wordpress"]
    assert isinstance(adapter, ReadsArrays)
    assert adapter.from_array([payloads.WORDPRESS]) == payloads.WORDPRESS
    for values in ([], [payloads.WORDPRESS] * 2, ["x"]):
        with pytest.raises(Refusal, match="one post"):
            adapter.from_array(values)


def test_shortcodes_that_wordpress_left_in_are_no_text() -> None:
    """In the REST API, some page builders do not render theirs."""
    rendered = "<p>[vc_row][vc_column]One[/vc_column][/vc_row] [sic]</p>[gallery ids='1']"
    payload = {**payloads.WORDPRESS, "content": {"rendered": rendered}}
    assert to_text(read("wordpress", payload).html or "") == "One [sic]"


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


def test_wordpress_raw_stands_in_for_rendered() -> None:
    """A draft in the editor has its blocks only."""
    raw = f"<!-- wp:paragraph -->\n<p>{payloads.SENTENCE}</p>\n<!-- /wp:paragraph -->"
    payload = {**payloads.WORDPRESS, "content": {"raw": raw}}
    assert read("wordpress", payload).html == raw


def test_a_classic_wordpress_post_keeps_its_paragraphs() -> None:
    """Its raw form parts them by empty lines, which HTML would forget."""
    payload = {**payloads.WORDPRESS, "content": {"raw": payloads.TEXT}}
    assert read("wordpress", payload).html == payloads.HTML


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("One\r\n\r\n<h2>Two</h2>\r\nThree\n\nFour", "One\n\nTwo\n\nThree\n\nFour"),
        ("One\n\n<ul>\n<li>Two</li>\n</ul>\n\nThree\nfour", "One\n\nTwo\n\nThree\nfour"),
        ("<blockquote>One.\n\nTwo.</blockquote>\nThree", "One.\n\nTwo.\n\nThree"),
        ("<pre>One\n\ntwo</pre>\nThree", "One\n\ntwo\n\nThree"),
        ('[caption id="a"]<img src="a.jpg" /> no[/caption]\n\nOne\n\n[gallery ids="1"]', "One"),
        ('<!-- wp:html -->[embed width="9"]no[/embed]<p>One</p>', "One"),
        ("[vc_row][vc_column]One[/vc_column][/vc_row] [sic] [the mayor]", "One [sic] [the mayor]"),
        ('[dropcap style="2"]O[/dropcap]ne [audio mp3="a.mp3"]two', "One two"),
        ("One<!--more Read on-->two\n\n<!--nextpage-->\n\nthree", "One\n\ntwo\n\nthree"),
        ("One[efn_note]Two.[/efn_note] three.", "One three.\n\nTwo."),
        ("One<br />\ntwo\nthree", "One\ntwo\nthree"),
        ("<a\n\nhref='x'>One</a>\n\ntwo", "One\n\ntwo"),
        ("One\n\nTwo\n\n<!-- wp:html --><b>a</b>\n\nb<!-- /wp:html -->", "One\n\nTwo\n\na b"),
        (
            "<!-- wp:freeform {} -->\nOne\n\ntwo\n<!-- /wp:freeform --><!-- wp:x /-->Three\n\nfour",
            "One\n\ntwo\n\nThree\n\nfour",
        ),
        ("[[gallery]] makes a gallery", "[gallery] makes a gallery"),
        (
            "One\n\nhttps://video.example/watch?v=1\n\ntwo https://a.example",
            "One\n\ntwo https://a.example",
        ),
        ('[su_quote cite="Ana Ruiz" url="/a"]One.[/su_quote] Two.', "“One.”\n\n— Ana Ruiz\n\nTwo."),
        (
            "One\n\n[testimonial author='Ana Ruiz' position=\"mayor\"]Two.\n\nThree.[/testimonial]",
            "One\n\n“Two.\n\n“Three.”\n\n— Ana Ruiz, mayor",
        ),
        ("[et_pb_testimonial author=”Ana Ruiz”]One.[/et_pb_testimonial]", "“One.”\n\n— Ana Ruiz"),
        (
            '[quote by="Ana"]One. [b]two[/b][/quote][quote]Three.[/quote]',
            "“One. two”\n\n— Ana\n\nThree.",
        ),
        ('[pullquote align="left"]One.[/pullquote]', "One."),
        ('[stock_quote name="ABC"] One', "One"),
    ],
)
def test_a_classic_post_is_read_as_wordpress_shows_it(raw: str, text: str) -> None:
    """Paragraphs beside blocks (``wpautop``); of shortcodes, what is the article's."""
    payload = {**payloads.WORDPRESS, "content": {"raw": raw}}
    assert to_text(read("wordpress", payload).html or "") == text


@pytest.mark.parametrize(
    "junk",
    [
        "[caption]",
        "[caption ",
        "[[a ",
        "<pre>",
        "<pre ",
        "<p ",
        "\n ",
        "[a b]<p>[/a]",
        "<!-- wp:a ",
        "<!-- wp:a -->",
        "<!--more ",
        "<br ",
        " ",
        "[fn]a[/fn]",
        '[quote by="a',
        '[quote by="a]b[/quote]',
    ],
)
def test_a_hostile_draft_is_over_soon(junk: str) -> None:
    """Whatever is opened and never closed, the time is linear."""
    began = time.process_time()
    to_html(junk * (600_000 // len(junk)))
    assert time.process_time() - began < 2


def test_wordpress_with_a_password_has_no_text() -> None:
    """The answer says why, and where the text is."""
    payload = {**payloads.WORDPRESS, "content": {"rendered": "", "protected": True}}
    with pytest.raises(Refusal, match="password-protected") as refused:
        read("wordpress", payload)
    assert refused.value.kind.status == 422


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
