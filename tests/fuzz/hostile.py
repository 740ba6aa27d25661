"""Articles that nobody wrote to be read: strategies for any number, and the worst by name."""

import base64
import random
from collections.abc import Callable
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

LONGEST: Final = 200_000
"""Characters that an article may have."""

SENTENCES: Final = (
    "The mayor said that the pier may open in May. ",
    "“We will not wait,” she told reporters on Tuesday. ",
    "An official, who spoke on condition of anonymity because the talks are private, said so. ",
    "Critics, experts and people familiar with the plan believe it could cost about $3.5m. ",
    "According to the report, Ana Ruiz, who lost her boat, reportedly sued. ",
    "Le maire a déclaré mardi que le pont pourrait rouvrir au printemps. ",
    "Der Bürgermeister sagte, die Brücke werde wohl im Mai geöffnet. ",
    "Мэр сказал, что мост откроют весной. ",
    "市长说,这座桥可能在五月开放。",
    "قال رئيس البلدية إن الجسر قد يفتح في مايو. ",
    "महापौर ने कहा कि पुल मई में खुल सकता है। ",
    "ראש העיר אמר שהגשר ייפתח במאי. ",
)
SIGNS: Final = (
    "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "e\u0301", "Z\u0351\u0352\u0353\u0354", "\u202eevil\u202c", "\u2066a\u2069",
    "\0", "\x1b[31m", "\u200b", "\u00ad", "\ufeff", "\u2028", "\r\n", "\n\n\n", "\t", "\u00a0",
    "\ud7ff", "\ue000", "\U0010ffff", "“", "”", "‘", "’", '"', "'", "``", "''", "«", "»", "„",
    "(", "[", ")", "…", "—", "-", "--", "Q: ", "A: ", "Ana: ", "**Editor:** ",
    "said ", "she ", "who ", "they ", "and ", "of ", ", ", ": ", ". ",
    "on condition of anonymity ", "because ", "not authorized to speak ", "may ", "about 50 ",
    "n't ", "https://example.org/a?b=c#d", "a@b.example", "U.S. ", "3,500.25", "1,", "a-b-c",
    "I'm ", "Dr. ", "Sen. Lena Holt ", "<p>", "</p>", "<b", "&amp;", "&#0;", "&#xD800;", "<!--",
    "]]>", "<script>", "\\u0000", "%s{0}", "ﷺ", "ǅ", "İ", "ß",
)  # fmt: skip

PIECES: Final[SearchStrategy[str]] = st.one_of(
    st.sampled_from(SENTENCES),
    st.sampled_from(SIGNS),
    st.text(max_size=12),
    st.sampled_from(SIGNS).flatmap(lambda sign: st.integers(2, 60).map(lambda n: sign * n)),
)
UNENCODABLE: Final = st.sampled_from(["\ud800", "\udfff", "\udc00\ud800"])


def texts(most: int = 40) -> SearchStrategy[str]:
    """Return plain texts of up to so many pieces, now and then with half a surrogate pair."""
    whole = st.lists(PIECES, min_size=1, max_size=most).map("".join)
    return st.one_of(whole, whole, whole, st.tuples(whole, UNENCODABLE, whole).map("".join))


TAGS: Final = st.sampled_from(
    "p div span b i q br li ul table tr td blockquote h1 figure nav script style template svg math "
    "select option textarea title a em center header aside noscript iframe x-y".split()
)
ATTRIBUTES: Final = st.sampled_from(
    [
        "",
        " hidden",
        " class='a b'",
        ' style="display:none"',
        " style='a:",
        " a=b/",
        ' x="',
        " =",
        "\0",
    ]
)


def pages(most: int = 25) -> SearchStrategy[str]:
    """Return HTML: elements around texts, some open, crossed, cut off or unknown."""
    tag = st.tuples(st.sampled_from(["<", "</", "< ", "<!"]), TAGS, ATTRIBUTES).map(
        lambda parts: "".join((*parts, ">"))
    )
    return st.lists(st.one_of(PIECES, tag, tag), min_size=1, max_size=most).map("".join)


def fill(piece: str, length: int) -> str:
    """Return a text of nothing but this."""
    return (piece * (length // len(piece) + 1))[:length]


def _base64(length: int) -> str:
    return base64.b64encode(random.Random(1).randbytes(length)).decode()[:length]


def _random_words(length: int) -> str:
    chance = random.Random(2)
    words = ("".join(chance.choices("abcdefgh", k=7)) for _ in range(length // 8 + 1))
    return " ".join(words)[:length]


def _names(length: int) -> str:
    return "".join(f"Ana B{n} said so, and she wept. " for n in range(length // 28))[:length]


WORST_TEXTS: Final[dict[str, Callable[[int], str]]] = {
    "one word": lambda n: fill("x", n),
    "one word of capitals": lambda n: fill("X", n),
    "emoji": lambda n: fill("👩‍👩‍👧‍👦", n),
    "combining marks": lambda n: "a" + fill("\u0301", n - 1),
    "right to left": lambda n: fill("\u202eשלום ", n),
    "NULs": lambda n: "a" + fill("\0", n - 1),
    "digits": lambda n: fill("7", n),
    "numbers": lambda n: fill("1,", n),
    "empty paragraphs": lambda n: "a" + fill("\n", n - 1),
    "short paragraphs": lambda n: fill("a\n", n),
    "blanks": lambda n: "a" + fill(" ", n - 2) + "b",
    "other blanks": lambda n: "a" + fill("\u00a0\u2003", n - 2) + "b",
    "base64": _base64,
    "a script": lambda n: fill("function(a,b){return a&&b?a[b]:(c=d)||{}};", n),
    "random words": _random_words,
    "opening quotes": lambda n: "a" + fill("“", n - 1),
    "opening quotes and words": lambda n: fill("“a ", n),
    "single quotes": lambda n: fill(" 'a", n),
    "straight quotes": lambda n: fill('"', n),
    "apostrophes": lambda n: fill("a'", n),
    "doubled marks": lambda n: fill("``a", n),
    "brackets": lambda n: "a" + fill("(", n - 1),
    "closing brackets": lambda n: "a" + fill(")", n - 1),
    "mixed signs": lambda n: "a" + fill("([{\"'“‘", n - 1),
    "dots": lambda n: "a" + fill(".", n - 1),
    "hyphens": lambda n: fill("a-", n),
    "dashes": lambda n: "a" + fill("-", n - 1),
    "at signs": lambda n: fill("a@", n),
    "addresses": lambda n: fill("https://example.org/a?b=", n),
    "slashes": lambda n: fill("a/", n),
    "ampersands": lambda n: fill("a&b.", n),
    "underscores": lambda n: "a" + fill("_", n - 1),
    "soft hyphens": lambda n: fill("a\u00ad", n),
    "turns": lambda n: fill("Ana: b\nOmar: c\n", n),
    "labels": lambda n: fill("A A A A A A:", n),
    "asterisks": lambda n: fill("*_* ", n),
    "cues": lambda n: fill("said ", n),
    "he said so": lambda n: fill("He said so. ", n),
    "anonymous": lambda n: fill("An official said it was late, perhaps. ", n),
    "conditions": lambda n: fill("who spoke on condition of anonymity because of ", n),
    "conditions alone": lambda n: fill("on condition of anonymity, ", n),
    "requests": lambda n: fill("asked not to be named because ", n),
    "authorized": lambda n: fill("not authorized to speak ", n),
    "confirmed": lambda n: fill("A source confirmed it rained. ", n),
    "according": lambda n: fill("it rained, according to aides ", n),
    "names": _names,
    "they and they": lambda n: fill("Ana and Omar said they said they wept and ", n),
    "who": lambda n: fill("who said who said ", n),
    "I said": lambda n: fill("“I said I said,” I said. ", n),
    "hedges": lambda n: fill("may perhaps possibly about 50 ", n),
    "titles": lambda n: fill("Sen. Dr. Mr. Mayor ", n),
    "commas": lambda n: fill("a, ", n),
    "capitals": lambda n: fill("Ab ", n),
    "initials": lambda n: fill("A. ", n),
    "the seed's length in French": lambda n: fill("Le maire a dit que le pont rouvrirait. ", n),
    "Chinese": lambda n: fill("市长说,这座桥可能在五月开放。", n),
    "Hindi": lambda n: fill("महापौर ने कहा कि पुल मई में खुल सकता है। ", n),
    "a gap": lambda n: f"Neither Ana nor Bob would{' ' * (n - 37)}respond so.",
    "signatures": lambda n: fill("a —" + "\u00a0" * 255 + "—\n", n),
    "unassigned": lambda n: "a" + fill("\U0003ffff\ue000", n - 1),
}
"""Texts of a length, each the worst case of something."""

BODY: Final = 1_000_000
"""Characters of HTML that fit into a request."""

WORST_PAGES: Final[dict[str, Callable[[], str]]] = {
    "nested elements": lambda: "<b>" * 50_000 + "a",
    "nested blocks": lambda: "<div>" * 50_000 + "a",
    "nested lists": lambda: "<ul><li>" * 50_000 + "a",
    "nested tables": lambda: "<table><tr><td>" * 20_000 + "a",
    "empty paragraphs": lambda: fill("<p>", BODY) + "a",
    "closed empty paragraphs": lambda: fill("<p></p>", BODY - 6) + "<p>a</p>",
    "end tags": lambda: "a" + fill("</p>", BODY),
    "other end tags": lambda: "<b>" * 400 + fill("</i>", BODY) + "a",
    "attributes": lambda: "<p" + "".join(f" a{n}=b" for n in range(80_000)) + ">a",
    "the same attribute": lambda: "<p" + fill(" a=b", BODY) + ">a",
    "a long attribute": lambda: '<p class="' + fill("a ", BODY) + '">a',
    "styles": lambda: fill('<p style="display :">', BODY) + "a",
    "a long style": lambda: '<p style="' + fill("display", BODY) + '">a',
    "comments": lambda: fill("<!--", BODY) + "a",
    "closed comments": lambda: fill("<!---->", BODY) + "a",
    "entities": lambda: fill("&amp;", LONGEST) + "a",
    "entities that are none": lambda: fill("&a", BODY) + "a",
    "numbers of entities": lambda: fill("&#x1F600;", LONGEST) + "a",
    "angle brackets": lambda: fill("<", BODY) + "a",
    "open attributes": lambda: fill('<a href="', BODY) + "a",
    "scripts": lambda: fill("<script>", BODY) + "a",
    "quotations": lambda: "<q>" * 400 + "a" + fill("</q><q>", BODY),
    "breaks": lambda: fill("<br>", BODY) + "a",
    "crossed": lambda: fill("<b><i></b></i>", BODY) + "a",
    "NULs": lambda: fill("<\0p>\0", BODY) + "a",
    "processing": lambda: fill("<?xml ?>", BODY) + "a",
    "sections": lambda: fill("<![CDATA[", BODY) + "a",
    "empty lines in a quotation": lambda: "<blockquote><pre>" + fill("\n", BODY) + "a",
    "credits in credits": lambda: "<blockquote>" + "<div class=credit>" * 480 + fill("a ", LONGEST),
    "links in links": lambda: "<body>" + "<div><a href=a>" * 240 + fill("a ", LONGEST),
}
"""The same for HTML."""
