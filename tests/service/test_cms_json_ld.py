"""JSON-LD in, article out: a NewsArticle of schema.org, in all the ways that it is written."""

from typing import Any

import cms_payloads as payloads
import pytest
from cms_reading import read

from scoring.text.html import to_text
from service.cms.adapter import CmsArticle
from service.cms.json_ld import Names
from service.cms.newsarticle import NewsArticle
from service.cms.newsarticle import _nodes as nodes_in
from service.problems import Refusal

BODY = "The mayor said so.\n\nThe port said no."
IRI = "https://schema.org/"


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
