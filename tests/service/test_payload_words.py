"""No adapter loses or joins text: the words that go in are those that are read.

Payloads are made of known words in many shapes; what should be read of them is also read by another
reader (``payload_shapes``).
"""

import html as entities
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from payload_shapes import (
    articles,
    lines_of,
    linked_articles,
    plain_articles,
    tidy,
    words_of,
)

from scoring.text.html import to_text
from service.cms.adapter import CmsArticle, Options, Payload
from service.cms.custom import Custom
from service.cms.ghost import Ghost
from service.cms.newsarticle import NewsArticle
from service.cms.ninjs import Ninjs
from service.cms.settings import discover
from service.cms.superdesk import Superdesk
from service.cms.wordpress import WordPress

NITF = "<nitf><body><body.head><hedline><hl1>zhead</hl1></hedline></body.head><body.content>"


class Reads(Protocol):
    """What is asked of an adapter here."""

    def read(self, payload: Payload, options: Options) -> CmsArticle: ...


def read(adapter: Reads, payload: Mapping[str, object], **options: str) -> str:
    """The text that would be scored."""
    article = adapter.read(payload, options)
    return article.text if article.text is not None else to_text(article.html or "")


HTML_PAYLOADS: dict[str, Callable[[str], str]] = {
    "html": to_text,
    "page": lambda body: to_text(f"<!doctype html><html><body><main>{body}</main></body></html>"),
    "wordpress": lambda body: read(WordPress(), {"id": 1, "content": {"rendered": body}}),
    "wordpress blocks": lambda body: read(
        WordPress(),
        {"id": 1, "content": {"raw": f"<!-- wp:html -->{body}<!-- /wp:html -->"}},
    ),
    "wordpress string": lambda body: read(
        WordPress(), {"id": 1, "content": f"<p>wopen</p>{body}"}
    ).partition("wopen")[2],
    "wordpress mixed": lambda body: read(
        WordPress(),
        {"ID": 1, "post_content": f"wopen\n\n<!-- wp:html -->{body}<!-- /wp:html -->"},
    ).partition("wopen")[2],
    "ghost api": lambda body: read(Ghost(), {"page": {"id": "1", "html": body}}),
    "ghost": lambda body: read(Ghost(), {"post": {"current": {"id": "1", "html": body}}}),
    "superdesk": lambda body: read(
        Superdesk(), {"guid": "u", "type": "text", "version": "1", "body_html": body}
    ),
    "ninjs 1": lambda body: read(Ninjs(), {"uri": "u", "body_xhtml": body}),
    "ninjs 2": lambda body: read(
        Ninjs(), {"uri": "u", "bodies": [{"contenttype": "text/html", "value": body}]}
    ),
    "ninjs escaped": lambda body: read(
        Ninjs(), {"uri": "u", "body_html": entities.escape(f"<p>wopen</p>{body}", quote=False)}
    ).partition("wopen")[2],
    "nitf": lambda body: read(
        Ninjs(), {"uri": "u", "body_nitf": f"{NITF}{body}</body.content></body></nitf>"}
    ),
    "cdata": lambda body: read(Ninjs(), {"uri": "u", "body_xhtml": f"<![CDATA[{body}]]>"}),
    "newsarticle": lambda body: read(NewsArticle(), {"@type": "NewsArticle", "articleBody": body}),
    "newsarticle prefixed": lambda body: read(
        NewsArticle(), {"@type": "schema:NewsArticle", "schema:articleBody": {"@value": body}}
    ),
    "newsarticle escaped": lambda body: read(
        NewsArticle(), {"@type": "NewsArticle", "articleBody": entities.escape(body, quote=False)}
    ),
    "newsarticle cdata": lambda body: read(
        NewsArticle(), {"@type": "NewsArticle", "articleBody": f"<![CDATA[{body}]]>"}
    ),
    "custom": lambda body: read(Custom(), {"entry": {"body": body}}, html="entry.body"),
}


@pytest.mark.parametrize("payload", HTML_PAYLOADS)
@settings(max_examples=60, deadline=None)
@given(article=articles())
def test_html_is_read_word_for_word(payload: str, article: tuple[str, list[str]]) -> None:
    """In order, none joined to the next, and in the lines of another reader."""
    body, words = article
    text = HTML_PAYLOADS[payload](body)
    assert words_of(text) == words == words_of("\n".join(lines_of(body)))
    assert tidy(text) == lines_of(body)


@settings(max_examples=300, deadline=None)
@given(linked_articles())
def test_a_page_keeps_its_sentences_and_most_of_what_is_between(
    article: tuple[str, list[str], set[str]],
) -> None:
    """Only lists of links and headings are left out, and never most of what sentences enclose."""
    body, words, apart = article
    kept = words_of(to_text(f"<!doctype html><html><body>{body}</body></html>"))
    lost = set(words) - set(kept)
    assert lost <= apart
    assert kept == [word for word in words if word not in lost]
    sentences = [at for at, word in enumerate(words) if word not in apart]
    text = words[sentences[0] : sentences[-1] + 1] if sentences else words
    assert 2 * len(lost.intersection(text)) <= len(text)


TEXT_PAYLOADS: dict[str, Any] = {
    "ninjs body_text": lambda body: read(Ninjs(), {"uri": "u", "body_text": body}),
    "ninjs 2 plain": lambda body: read(
        Ninjs(), {"uri": "u", "bodies": [{"contenttype": "text/plain", "value": body}]}
    ),
    "newsarticle": lambda body: read(NewsArticle(), {"@type": "NewsArticle", "articleBody": body}),
    "ghost plaintext": lambda body: read(
        Ghost(), {"post": {"current": {"id": "1", "html": None, "plaintext": body}}}
    ),
    "superdesk text": lambda body: read(
        Superdesk(), {"guid": "u", "type": "text", "body_html": None, "body_text": body}
    ),
    "newsarticle expanded": lambda body: read(
        NewsArticle(),
        {
            "@type": ["http://schema.org/NewsArticle"],
            "http://schema.org/articleBody": [{"@value": body}],
        },
    ),
    "custom text": lambda body: read(Custom(), {"body": body}, text="body"),
    "wordpress classic": lambda body: read(WordPress(), {"id": 1, "content": {"raw": body}}),
}


@pytest.mark.parametrize("payloads", [HTML_PAYLOADS, TEXT_PAYLOADS])
def test_every_adapter_is_tried(payloads: Mapping[str, object]) -> None:
    """A new adapter is tried too, with HTML and with text."""
    assert set(discover()) <= {name.partition(" ")[0] for name in payloads}


DRESSES: dict[str, Any] = {
    "plain": lambda word: word,
    "entity": lambda word: f"{word}&nbsp;",
    "quoted": lambda word: f"&ldquo;{word}&rdquo;",
    "bold": lambda word: f"<b>{word}</b>",
    "link": lambda word: f'<a href="/x">{word}</a>',
}


@pytest.mark.parametrize("payload", TEXT_PAYLOADS)
@settings(max_examples=60, deadline=None)
@given(
    paragraphs=plain_articles(),
    dress=st.sampled_from(sorted(DRESSES)),
    line=st.sampled_from(["\n\n", "\r\n\r\n", "\n\n\n", "\n \n"]),
)
def test_text_is_read_word_for_word(
    payload: str, paragraphs: Sequence[Sequence[str]], dress: str, line: str
) -> None:
    """With entities and inline tags in it or without: its paragraphs stay."""
    if payload == "ghost plaintext" and dress != "plain":
        return  # Ghost writes plain text there, and nothing else
    body = line.join(" ".join(map(DRESSES[dress], words)) for words in paragraphs)
    text = TEXT_PAYLOADS[payload](body)
    assert [words_of(one) for one in tidy(text)] == [list(words) for words in paragraphs]


SHORTCODES = [
    "[gallery ids='1,2']",
    "[caption id='a' width='3']<img src='a.jpg'> zcaption[/caption]",
    "[embed]https://example.org/zembed[/embed]",
    "[video src='zfilm.mp4'][/video]",
    "[ad_slot id='zslot']",
]
RAW_BLOCKS: dict[str, Any] = {
    "text": " ".join,
    "lines": "\n".join,
    "heading": lambda words: f"<h2>{' '.join(words)}</h2>",
    "list": lambda words: "<ul>\n" + "\n".join(f"<li>{word}</li>" for word in words) + "\n</ul>",
    "quote": lambda words: f"<blockquote>{' '.join(words)}</blockquote>",
    "table": lambda words: f"<table><tr><td>{'</td><td>'.join(words)}</td></tr></table>",
    "builder": lambda words: f"[pb_row id='1'][pb_text]{' '.join(words)}[/pb_text][/pb_row]",
    "columns": lambda words: "".join(f"[col_x]{word}[/col_x]" for word in words),
    "bold": lambda words: f"<strong>{' '.join(words)}</strong>",
    "brackets": lambda words: f"{' '.join(words)} [sic]",
}


@settings(max_examples=150, deadline=None)
@given(
    paragraphs=plain_articles(),
    kinds=st.lists(st.sampled_from(sorted(RAW_BLOCKS)), min_size=5, max_size=5),
    between=st.lists(st.sampled_from(["", *SHORTCODES]), min_size=5, max_size=5),
    line=st.sampled_from(["\n\n", "\r\n\r\n"]),
)
def test_a_classic_post_is_read_word_for_word(
    paragraphs: list[list[str]], kinds: Sequence[str], between: Sequence[str], line: str
) -> None:
    """Blocks beside text, shortcodes between: nothing is lost and no paragraph joined."""
    parts = []
    for words, kind, code in zip(paragraphs, kinds, between, strict=False):
        parts += [RAW_BLOCKS[kind](words), *([code] if code else [])]
    text = read(WordPress(), {"id": 1, "content": {"raw": line.join(parts)}})
    assert "zcaption" not in text
    assert [word for word in words_of(text) if word != "sic"] == [
        w for ws in paragraphs for w in ws
    ]
    lines = [words_of(one) for one in tidy(text)]
    for words in paragraphs:
        here = [number for number, one in enumerate(lines) if not set(one).isdisjoint(words)]
        others = {word for number in here for word in lines[number]} - set(words) - {"sic"}
        assert not others


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        ("[box_x]One.[/box_x][box_x]Two.[/box_x]", ["One.", "Two."]),
        ('[box_x]One.[/box_x]\n[box_x id="2"]Two.[/box_x]', ["One.", "Two."]),
        ("[dropcap]O[/dropcap]ne day", ["One day"]),
        ('One[gallery ids="1"]two', ["One two"]),
        ("<![CDATA[<p>One</p>]]><p>Two</p>", ["One", "Two"]),
    ],
)
def test_what_is_taken_out_joins_nothing_that_it_parted(raw: str, lines: list[str]) -> None:
    """A box is a paragraph; a first letter's tag is none."""
    assert tidy(read(WordPress(), {"id": 1, "content": {"raw": raw}})) == lines


@given(articles())
@example(("<p>word1</p>", ["word1"]))
def test_live_updates_and_lists_of_bodies_are_all_read(article: tuple[str, list[str]]) -> None:
    """JSON-LD: a live blog's updates, and a body in several values."""
    body, words = article
    updates = [{"@type": "BlogPosting", "articleBody": body}, {"articleBody": "wlast"}]
    live = read(NewsArticle(), {"@type": "LiveBlogPosting", "liveBlogUpdate": updates})
    assert words_of(live) == [*words, "wlast"]
    listed = read(NewsArticle(), {"@type": "NewsArticle", "articleBody": [body, "<p>wlast</p>"]})
    assert words_of(listed) == [*words, "wlast"]
