"""HTML becomes the text a reader reads."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import InvalidRequest
from scoring.text import html
from scoring.text.html import to_text

EXAMPLES = [
    ("nothing", "", ""),
    ("plain text", "Prices rose & fell", "Prices rose & fell"),
    ("two paragraphs", "<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
    ("white space between blocks", "<p>One.</p>\n  <p>Two.</p>", "One.\n\nTwo."),
    ("paragraphs left open", "<p>One.<p>Two.<div>Three.", "One.\n\nTwo.\n\nThree."),
    ("inline elements", "<p>The <b>may</b>or<i>'s</i> aide</p>", "The mayor's aide"),
    ("lines wrapped in the source", "<p>The mayor\n   said\tno.</p>", "The mayor said no."),
    ("a line break", "<p>One<br>two<br/>three</p>", "One\ntwo\nthree"),
    ("two line breaks", "One<br><br>Two", "One\n\nTwo"),
    ("entities", "&ldquo;No,&rdquo;&nbsp;she said &#8212; &lt;b&gt;", "“No,” she said — <b>"),
    ("an unknown entity", "<p>Salt &pepper;</p>", "Salt &pepper;"),
    ("a soft hyphen", "<p>de&shy;nied</p>", "denied"),
    ("quotation marks of an element", "<p><q>No</q>, she said.</p>", "“No”, she said."),
    ("a list", "<ul><li>One<li>Two</ul>", "One\n\nTwo"),
    ("a table", "<table><tr><td>One<td>Two</table>", "One\n\nTwo"),
    ("a headline in the body", "<h2>Vote</h2>They voted.", "Vote\n\nThey voted."),
    ("an interview", "<p><b>Q:</b> Why?</p><p><b>A:</b> Why not?</p>", "Q: Why?\n\nA: Why not?"),
    ("characters beyond the BMP", "<p>😀 caf\u00e9</p>", "😀 café"),
    ("a charset that is not so", '<meta charset="latin1"><p>café</p>', "café"),
    ("a whole page", "<title>T</title><nav>N</nav><main><p>M</p></main><footer>F</footer>", "M"),
    ("a script", "<p>One<script>if (a < b) '<p>no</p>'</script> two</p>", "One two"),
    ("a style", "<style>p { color: red }</style><p>One</p>", "One"),
    ("a comment", "<p>One<!-- <p>no</p> --> two</p>", "One two"),
    ("a processing instruction", "<?php echo 1 ?>One", "One"),
    ("a figure", "<figure><img alt=A><figcaption>C</figcaption></figure><p>One</p>", "One"),
    ("a caption by class", '<p class="wp-caption-text">C</p><p>One</p>', "One"),
    ("an aside parts paragraphs", "One<aside>A</aside>two", "One\n\ntwo"),
    ("a form", "<form><label>Mail</label><input><button>Go</button></form>One", "One"),
    ("an embedded frame", "<iframe>no</iframe>One", "One"),
    ("a drawing", "<svg><title>no</title><text>no</text></svg>One", "One"),
    ("text taken out", "<p>One <del>two </del>three</p>", "One three"),
    ("a hidden element", "<div hidden><p>no</p></div>One", "One"),
    ("hidden from all readers", '<span aria-hidden="true">#</span>One', "One"),
    ("hidden by style", '<p style="color:red; DISPLAY : none">no</p>One', "One"),
    ("a landmark by role", '<div role="navigation">no</div>One', "One"),
    ("hidden inside hidden", "<div hidden><div hidden>no</div>no</div>One", "One"),
    ("an element of its own kind", "<np-body>One</np-body>", "One"),
    ("a block left open in an aside", "<aside><div>no</aside><p>One</p>", "One"),
    ("a block left open in a figure", "<figure><a><DIV >no</a></figure>One", "One"),
    ("a hidden paragraph left open", "<p hidden>no<div>One</div>", "One"),
    ("no end of the head", "<title>T</title><style>x</style><article>One</article>", "One"),
    ("end tags of nothing", "<p>One</p></div></b></p>two", "One\n\ntwo"),
    ("a table in a figure", "<figure><table><tr><td>One</table><figcaption>C</figure>", "One"),
    ("line ends of verbatim text", "<pre>\nOne\ntwo</pre>", "One\ntwo"),
    ("a standfirst", "<article><header><h1>T</h1><p>One</p></header>Two</article>", "One\n\nTwo"),
    ("a byline", "<article><header><p class=byline>B</p></header>One</article>", "One"),
    ("a page's header", "<body><header><p>Site</p></header><p>One</p>", "One"),
    ("a page in a form", "<form><input name=__VIEWSTATE><p>One</p></form>", "One"),
    (
        "a form around most of it",
        "<form><p>One two</p><p>three</p></form>Four",
        "One two\n\nthree\n\nFour",
    ),
    ("a small form with text", "<p>One two three.</p><form><p>no</p></form>", "One two three."),
    ("buttons to share", '<p>One</p><div class="sharedaddy sd-sharing">no</div>', "One"),
    ("a class on the article itself", '<article class="related">One</article>', "One"),
    ("a box by its words", '<p>One</p><div class="article-share__box">no</div>', "One"),
    ("a component", '<p>One</p><div class="RelatedLinks_root__3fGh">no</div>', "One"),
    ("a box by its data", '<p>One</p><div data-component="newsletter-signup">no</div>', "One"),
    ("a caption's words", '<p>One</p><div class="photo-credit">no</div>', "One"),
    ("a word that is no box", '<div class="share-price">One</div>', "One"),
    (
        "a link in a sentence",
        '<p>The <a class="related-link" href="x">pier</a> fell</p>',
        "The pier fell",
    ),
    ("a box that is all there is", '<div class="article-social">One</div>', "One"),
    ("a link to read", '<p>One</p><p><b>Read more: <a href="x">no</a></b></p>', "One"),
    ("a labeled link", '<p>One</p><p><a href="x">RELATED: no</a></p>', "One"),
    (
        "links in a list",
        '<p>One</p><li>See also: <a href="x">no</a>, <a href="y">no</a></li>',
        "One",
    ),
    (
        "first published",
        '<p>One</p><p>This article first appeared on <a href="x">P</a>.</p>',
        "One",
    ),
    (
        "a sentence with a link",
        '<p>Read more <a href="x">books</a>, she said.</p>',
        "Read more books, she said.",
    ),
    ("a link alone", '<p><a href="x">The pier fell</a></p>', "The pier fell"),
    ("an embedded picture", '<p>One</p><blockquote class="instagram-media">no</blockquote>', "One"),
    ("line ends of an example", "<xmp>One\ntwo</xmp>", "One\ntwo"),
    ("a form that is all there is", "<body><form><div>One</div></form>", "One"),
    (
        "a standfirst by the last word of its class",
        '<article><header><div class="article__standfirst">One</div></header>Two</article>',
        "One\n\nTwo",
    ),
    (
        "an author by property",
        "<article><header><p itemprop=author>A</p></header>One</article>",
        "One",
    ),
    (
        "a standfirst in the page's header",
        '<body><header><p>Site</p><p class="dek">One</p></header><p>Two</p>',
        "One\n\nTwo",
    ),
    (
        "an article's header by its class",
        '<body><header class="entry-header"><h1>T</h1><p>One</p></header><p>Two</p>',
        "One\n\nTwo",
    ),
    ("a feed's last line", "<p>One</p><p>The post <a>T</a> appeared first on <a>P</a>.</p>", "One"),
    ("beside the main element", "<body><div>no</div><main>One two</main></body>", "One two"),
    ("beside the only article", "<body>no<article>One two</article></body>", "One two"),
    ("beside main in a fragment", "<p>One</p><main>Two</main>", "One\n\nTwo"),
    (
        "a main element of few words",
        "<body>One two three<main>four</main>",
        "One two three\n\nfour",
    ),
    ("NITF", "<nitf><body><body.head>no</body.head><body.content><p>One</p></body.content>", "One"),
]

NOTES = [
    ("a raised number", "<p>One.<sup>1</sup> Two.<sup>2,3</sup></p>", "One. Two."),
    ("in brackets", "<p>One.<sup>[1]</sup> Two[2].</p>", "One. Two."),
    ("after a year", "<p>In 1984<sup>1</sup> it fell.</p>", "In 1984 it fell."),
    (
        "WordPress's own",
        '<p>One.<sup data-fn="a" class="fn"><a href="#a" id="a-link">1</a></sup> Two.</p>'
        '<ol class="wp-block-footnotes"><li id="a">Three. <a href="#a-link">↩︎</a></li></ol>',
        "One. Two.\n\nThree.",
    ),
    ("by its role", '<p>One.<a href="#n1" role="doc-noteref">1</a> Two.</p>', "One. Two."),
    ("by its class", '<p>One.<a href="#n1" class="footnote-ref">i</a> Two.</p>', "One. Two."),
    ("in another page", '<p>One.<a href="/p#fn1" class="footnote-ref">1</a> Two.</p>', "One. Two."),
    ("by its target", '<p>One.<a href="#note-1">1</a> Two.</p>', "One. Two."),
    ("by EPUB's type", '<p>One.<a epub:type="noteref" href="#n1">1</a> Two.</p>', "One. Two."),
    ("in a span", '<p>One.<span class="footnote">1</span> Two.</p>', "One. Two."),
    ("a letter", "<p>One.<sup>a</sup> Two.</p>", "One. Two."),
    ("a letter of a word", "<p>M<sup>c</sup>Kay, 1<sup>o</sup></p>", "McKay, 1o"),
    ("in round brackets", "<p>One<sup>(1)</sup>. Two.</p>", "One. Two."),
    ("with a comma between", "<p>One.<sup>1</sup>,<sup>2</sup> Two.</p>", "One. Two."),
    ("with the blank inside", "<p>One.<sup>1 </sup>Two.</p>", "One. Two."),
    ("a way back in words", '<li>One. <a href="#fnref1">Back</a></li>', "One."),
    (
        "a number of its own",
        '<p><a class="footnote-number" href="#footnote-anchor-1">1</a>One.</p>',
        "One.",
    ),
    ("a note beside it", '<p>One.<span class="sidenote">no</span> Two.</p>', "One. Two."),
    (
        "a link to references",
        '<p>See <a href="#references">the references</a>.</p>',
        "See the references.",
    ),
    (
        "a mark after a large number",
        "<p>of 1,200<sup>1</sup> or $5<sup>2</sup> each</p>",
        "of 1,200 or $5 each",
    ),
    ("an exponent", "<p>10<sup>2</sup> km<sup>2</sup> R<sup>2</sup></p>", "102 km2 R2"),
    ("an ordinal", "<p>The 1<sup>st</sup> of May</p>", "The 1st of May"),
    ("a link in the page", '<p>See <a href="#s4">4</a>.</p>', "See 4."),
]

QUOTED = [
    ("a footer", "<blockquote><p>“No.”</p><footer>— Ana Ruiz</footer></blockquote>", "Ana Ruiz"),
    (
        "a cite in a footer",
        "<blockquote>No.<footer>by <cite>Ana</cite></footer></blockquote>",
        "Ana",
    ),
    (
        "a cite",
        "<blockquote><p>No.</p><cite>Ana Ruiz, mayor</cite></blockquote>",
        "Ana Ruiz, mayor",
    ),
    (
        "a cite in its line",
        "<blockquote>No. — <cite>Ana Ruiz</cite>, mayor</blockquote>",
        "Ana Ruiz, mayor",
    ),
    (
        "a cite before it",
        "<blockquote><footer><cite>Ana</cite></footer><p>No.</p></blockquote>",
        "Ana",
    ),
    ("a class", "<blockquote>No.<p class=blockquote-footer>Ana</p></blockquote>", "Ana"),
    (
        "a caption",
        "<figure><blockquote>No.</blockquote><figcaption>Ana</figcaption></figure>",
        "Ana",
    ),
    (
        "a caption first",
        "<figure><figcaption>Ana</figcaption><blockquote>No.</blockquote></figure>",
        "Ana",
    ),
    ("a last line", "<blockquote>No.<br>— Ana Ruiz</blockquote>", "Ana Ruiz"),
    ("a name alone", "<blockquote><p>“No.”</p><p><i>Ana Ruiz</i></p></blockquote>", "Ana Ruiz"),
    ("a cite after a dash", "<blockquote><p>No.</p><p>— <cite>Ana</cite></p></blockquote>", "Ana"),
    (
        "small print",
        "<blockquote><p>No.</p><small>Ana, in <cite>T</cite></small></blockquote>",
        "Ana, in T",
    ),
    (
        "a class of several words",
        '<blockquote>No.<div class="quote__author">Ana</div></blockquote>',
        "Ana",
    ),
    (
        "two lines",
        "<blockquote>No.<footer><p>Ana</p><p>Mayor</p></footer></blockquote>",
        "Ana, Mayor",
    ),
    ("a cite after it", "<blockquote>No.</blockquote><cite>Ana</cite>, mayor", "Ana, mayor"),
    ("a cite in a line after it", "<blockquote>No.</blockquote><p><cite>Ana</cite></p>", "Ana"),
    ("a footer after it", "<blockquote>No.</blockquote><footer>— Ana</footer>", "Ana"),
    ("a line after it", "<blockquote>No.</blockquote><p>— Ana Ruiz</p>", "Ana Ruiz"),
    ("a class after it", '<blockquote>No.</blockquote><p class="attribution">Ana</p>', "Ana"),
    (
        "a cite in the figure",
        "<figure><blockquote>No.</blockquote><cite>Ana</cite></figure>",
        "Ana",
    ),
    ("a div", '<div class="quote"><p>No.</p><cite>Ana</cite></div>', "Ana"),
]


@pytest.mark.parametrize(
    ("markup", "text"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES]
)
def test_examples(markup: str, text: str) -> None:
    assert to_text(markup) == text


@pytest.mark.parametrize(("markup", "text"), [e[1:] for e in NOTES], ids=[e[0] for e in NOTES])
def test_a_note_leaves_no_mark(markup: str, text: str) -> None:
    """It is no word, and the sentences beside it are two."""
    assert to_text(markup) == text


@pytest.mark.parametrize(("markup", "name"), [e[1:] for e in QUOTED], ids=[e[0] for e in QUOTED])
def test_who_is_quoted_is_named_under_the_quotation(markup: str, name: str) -> None:
    """Wherever the markup has it, in the form that a newspaper prints."""
    assert to_text(f"<p>One.</p>{markup}<p>Two.</p>") == f"One.\n\n“No.”\n\n— {name}\n\nTwo."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>I have read <cite>The Sea</cite> twice.</p>", "I have read The Sea twice."),
        ("<p>I have read <cite>The Sea</cite></p>", "I have read The Sea"),
        ("<p>The plan costs much.</p>", "The plan costs much."),
        ("<p>No.</p><footer>—</footer>", "No."),
        ("<p>The plan costs much.</p><p>Ana Ruiz</p>", "The plan costs much.\n\nAna Ruiz"),
        ("<p>He slept. <cite>The Sea</cite> is long.</p>", "He slept. The Sea is long."),
    ],
)
def test_a_quotation_of_nobody_stays_as_it_is(markup: str, text: str) -> None:
    """A title that is cited speaks no more than a report that is."""
    assert to_text(f"<blockquote>{markup}</blockquote>") == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>The Sea was read.</p>", "The Sea was read."),
        ("<p><cite>The Sea</cite> is long.</p>", "The Sea is long."),
        ("<p>— No, she said.</p>", "— No, she said."),
        ("<p>Ana</p><p>— Ana Ruiz</p>", "Ana\n\n— Ana Ruiz"),
        ("<footer>Filed under: pier</footer>", ""),
    ],
)
def test_what_follows_a_quotation_may_be_text(markup: str, text: str) -> None:
    """A line that goes on, another line of a dialogue, and a footer about the article."""
    assert to_text(f"<blockquote>No.</blockquote>{markup}") == f"No.\n\n{text}".strip()


def test_quotations_in_a_quotation_keep_their_speakers() -> None:
    """The outer speaker said the rest, and a caption beside a signed quotation is a caption."""
    inner = "<blockquote>Two.<cite>Tom Lee</cite></blockquote>"
    outer = f"<blockquote><p>One.</p>{inner}<p>Three.</p><cite>Ana Ruiz</cite></blockquote>"
    assert to_text(outer).split("\n\n") == [
        "“One.”", "— Ana Ruiz", "“Two.”", "— Tom Lee", "“Three.”", "— Ana Ruiz",
    ]  # fmt: skip
    figure = f"<figure>{inner}<figcaption>Tom Lee in the port</figcaption></figure>"
    assert to_text(figure) == "“Two.”\n\n— Tom Lee"


def test_each_paragraph_of_a_quotation_opens_with_a_mark() -> None:
    """As in print, so that one that goes on is known to go on."""
    markup = "<blockquote><p>One.</p><p>Two.</p><cite>Ana Ruiz</cite></blockquote>"
    assert to_text(markup) == "“One.\n\n“Two.”\n\n— Ana Ruiz"


def test_a_short_paragraph_stays() -> None:
    """A content system sends an article's body: nothing in it is guessed to be boilerplate."""
    assert to_text("<p>He declined.</p><p><a href='/x'>Read more</a></p>") == (
        "He declined.\n\nRead more"
    )


@pytest.mark.parametrize(
    ("markup", "text"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES]
)
@pytest.mark.parametrize("size", [1, 2, 5])
def test_how_the_input_is_cut_up_does_not_matter(
    monkeypatch: pytest.MonkeyPatch, markup: str, text: str, size: int
) -> None:
    monkeypatch.setattr(html, "CHUNK", size)
    assert to_text(markup) == text


def test_deep_nesting_is_refused() -> None:
    """50,000 elements inside one another are no article."""
    with pytest.raises(InvalidRequest, match="512 elements") as caught:
        to_text("<div>" * 50_000 + "x")
    assert caught.value.pointer == "/html"


def test_nesting_as_deep_as_browsers_take_it_is_read() -> None:
    assert to_text("<div>" * 500 + "One" + "</div>" * 500) == "One"


@pytest.mark.parametrize(
    "junk",
    [
        "<" * 1_000_000,
        "&" * 1_000_000,
        "\0" * 1_000_000,
        " " * 1_000_000,
        "<!--" * 250_000,
        "<a " + "x='" * 300_000,
        "<a " + " ".join(f"a{i}=1" for i in range(100_000)) + ">",
        "</p>" * 250_000,
        "<p>" * 300_000,
        "<script>" * 120_000,
        "<b>" * 500 + "</i>" * 240_000,
        "<b>" * 125_000 + "</i>" * 125_000,
        "<p style='" + "display " * 120_000 + "'>",
        "<blockquote>" * 250 + "<blockquote>a<footer>b</footer></blockquote>" * 25_000,
        "<blockquote><cite>" * 250 + "<p>a" * 250_000,
        "<sup>" * 500 + "&amp;" * 200_000,
        "<article>" * 500 + "<article></article>" * 50_000,
        "<form><p>a</form>" * 60_000,
        "<blockquote><form></form>a<footer>b</footer></blockquote>" * 17_000,
        "<figure><figcaption>" * 250 + "a " * 500_000,
        "<p>related " + "|" * 500_000 + "<a href=x>a</a>a</p>",
        "a. " * 150_000 + "<sup>1</sup>" * 45_000,
        "a. " * 150_000 + "<sup>a</sup>" * 45_000,
    ],
    ids=lambda junk: junk[:12].replace("\0", "NUL"),
)
def test_a_megabyte_of_junk_is_over_soon(junk: str) -> None:
    """Fractions of a second, where a tree-building parser takes 2 to 25 seconds for some."""
    began = time.process_time()
    with contextlib.suppress(InvalidRequest):
        to_text(junk)
    assert time.process_time() - began < 2


@given(st.text(st.sampled_from("<>/!-&;=\"' abpq\n\0é"), max_size=80))
def test_anything_can_be_read(markup: str) -> None:
    """No input breaks it, and what comes out is tidy."""
    text = to_text(markup)
    assert text == text.strip()
    assert "\n\n\n" not in text
    assert "  " not in text
