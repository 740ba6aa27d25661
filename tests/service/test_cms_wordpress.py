"""Posts of WordPress in, article out."""

import time
from typing import Any

import cms_payloads as payloads
import pytest
from cms_reading import read

from scoring.text.html import to_text
from service.cms.adapter import ReadsArrays
from service.cms.settings import discover
from service.cms.wordpress import to_html
from service.problems import Refusal


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
