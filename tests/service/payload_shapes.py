"""Articles of known words in many shapes of HTML, and a reader of HTML that is not ours.

Words that are the article's open with "w", words of what stands around it with "z". Every word is
its own, so that one that is lost, doubled, joined to another or in the wrong place is seen.
"""

import html
import re
from html.parser import HTMLParser

from hypothesis import strategies as st

Draw = st.DrawFn

BLOCKS = frozenset(
    "p div h1 h2 h3 li ul ol table tr td th thead tbody blockquote figure section details summary "
    "pre dl dt dd hr article center address nitf body body.content body.head block hl2 html".split()
)
LEFT_OUT = frozenset(
    "aside nav script style figcaption caption footer button form template title body.head "
    "del noscript iframe svg".split()
)
VOID = frozenset(("br", "hr", "img", "wbr", "input"))


class PlainReader(HTMLParser):
    """The lines that a browser would show, by the standard library's tokenizer."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._out = 0
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.parts.append("\n" if tag in ("br", "hr") else "")
            return
        hidden = tag in LEFT_OUT or "hidden" in dict(attrs)
        self._open.append("-" if hidden else "")
        self._out += hidden
        self.parts.append("\n" if tag in BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        self._out -= self._open.pop() == "-"
        self.parts.append("\n" if tag in BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not self._out:
            self.parts.append(data.replace("\n", " "))


def lines_of(markup: str) -> list[str]:
    """The lines of HTML, read by another reader than ours."""
    reader = PlainReader()
    reader.feed(markup)
    reader.close()
    return tidy("".join(reader.parts))


def tidy(text: str) -> list[str]:
    """A text's lines that have something, white space collapsed, soft hyphens aside."""
    lines = (" ".join(line.split()) for line in text.replace("\u00ad", "").split("\n"))
    return [line for line in lines if line]


class Words:
    """Words that were not there before."""

    def __init__(self) -> None:
        self.count = 0
        self.read: list[str] = []

    def one(self, *, read: bool = True) -> str:
        self.count += 1
        word = f"{'w' if read else 'z'}ord{self.count}"
        if read:
            self.read.append(word)
        return word


SPACES = st.sampled_from([" ", "  ", "\n", "&nbsp;", "&#32;", "\t", " <!-- zremark --> "])
INLINE = st.sampled_from(["b", "em", "a href='#x'", "span class='x'", "strong", "i", "u", "mark"])
ENTITIES = st.sampled_from(["", "&eacute;", "&#233;", "é", "&amp;co", "&shy;end", "&#x2019;s"])


KINDS = st.sampled_from("p p h2 list table quote figure dl div pre out bare".split())


@st.composite
def phrases(draw: Draw, words: Words, depth: int = 2) -> str:
    """Words in inline elements, nested, some with an entity, parted by white space of any kind."""
    made = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.integers(0, 4))
        if kind == 0 and depth:
            tag = draw(INLINE)
            made.append(f"<{tag}>{draw(phrases(words, depth - 1))}</{tag.split()[0]}>")
        elif kind == 1:
            first, second = words.one(), words.one()
            made.append(f"{first}{draw(st.sampled_from(['<br>', '<br/>', ' <br /> ']))}{second}")
        elif kind == 2:
            word = words.one()
            made.append(f"<b>{word[:2]}</b>{word[2:]}")  # a tag inside a word parts nothing
        else:
            entity = draw(ENTITIES)
            word = words.one()
            words.read[-1] = word + html.unescape(entity).replace("\u00ad", "")
            made.append(word + entity)
    return draw(SPACES).join(made)


@st.composite
def linked_articles(draw: Draw) -> tuple[str, list[str], set[str]]:
    """Sentences in which any word may lead elsewhere, and lists of links beside them.

    Returns the HTML, its words in order, and those of lists and headings.
    """
    words, apart = Words(), set[str]()

    def some(least: int, most: int) -> list[str]:
        return [words.one() for _ in range(draw(st.integers(least, most)))]

    def sentence() -> str:
        made = some(1, 12)
        linked = draw(st.integers(0, len(made))) if draw(st.booleans()) else 0
        link = f'<a href="/{made[0]}">{" ".join(made[:linked])}</a>' if linked else ""
        return " ".join([*([link] if link else []), *made[linked:]]) + "."

    def label(*, linked: bool) -> str:
        made = some(1, 6)
        apart.update(made)
        return f'<a href="/{made[0]}">{" ".join(made)}</a>' if linked else " ".join(made)

    parts = []
    for _ in range(draw(st.integers(1, 8))):
        outer, tag = draw(st.sampled_from([("div", "p"), ("ul", "li"), ("section", "div")]))
        head = f"<h2>{label(linked=False)}</h2>" if draw(st.integers(0, 3)) == 0 else ""
        is_list = draw(st.integers(0, 2)) == 0
        rows = range(draw(st.integers(1, 4)))
        inside = (label(linked=True) if is_list else f"{sentence()} {sentence()}" for _ in rows)
        parts.append(f"<{outer}>{head}<{tag}>{f'</{tag}><{tag}>'.join(inside)}</{tag}></{outer}>")
    return "".join(parts), words.read, apart


@st.composite
def left_out(draw: Draw, words: Words) -> str:
    """What stands beside an article."""
    inside = f"{words.one(read=False)} {words.one(read=False)}"
    return draw(
        st.sampled_from(
            [
                f"<aside><p>{inside}</p></aside>",
                f"<nav><a href='/'>{inside}</a></nav>",
                f"<script>var x = '{inside}';</script>",
                f"<style>.{inside.replace(' ', '-')} {{}}</style>",
                f"<p hidden>{inside}</p>",
                f"<figure><img alt='{inside}'><figcaption>{inside}</figcaption></figure>",
                f"<form><input name='q'><button>{inside}</button></form>",
                f"<del>{inside}</del>",
                f"<iframe src='x'>{inside}</iframe>",
            ]
        )
    )


@st.composite
def blocks(draw: Draw, words: Words, depth: int = 2) -> str:
    """One block, of one of the kinds that an article is made of."""
    kind = draw(
        st.sampled_from(
            [
                "p",
                "p",
                "p",
                "h2",
                "list",
                "table",
                "quote",
                "figure",
                "dl",
                "div",
                "pre",
                "out",
                "bare",
            ]
        )
    )
    gap = draw(st.sampled_from(["", "\n", "\n  "]))

    def say() -> str:
        return draw(phrases(words))

    several = range(draw(st.integers(1, 3)))
    if kind == "list":
        tag = draw(st.sampled_from(["ul", "ol"]))
        return f"<{tag}>{gap.join(f'<li>{say()}</li>' for _ in several)}</{tag}>"
    if kind == "table":
        rows = (f"<tr><th>{say()}</th>{gap}<td>{say()}</td></tr>" for _ in several)
        table = f"<table><tbody>{gap.join(rows)}</tbody></table>"
        return draw(st.sampled_from([table, f"<figure class='wp-block-table'>{table}</figure>"]))
    if kind == "quote":
        return f"<blockquote>{gap.join(f'<p>{say()}</p>' for _ in several)}</blockquote>"
    if kind == "figure":
        caption = f"<figcaption>{words.one(read=False)}</figcaption>"
        return f"<figure><img src='a.jpg'>{caption}</figure>{gap}<p>{say()}</p>"
    if kind == "dl":
        return f"<dl>{gap.join(f'<dt>{say()}</dt><dd>{say()}</dd>' for _ in several)}</dl>"
    if kind == "div" and depth:
        inside = gap.join(draw(blocks(words, depth - 1)) for _ in several)
        tag = draw(st.sampled_from(["div", "section", "div class='x'"]))
        return f"<{tag}>{inside}</{tag.split()[0]}>"
    if kind == "pre":
        return f"<pre>{words.one()} {words.one()}</pre>"
    if kind == "out":
        return draw(left_out(words))
    if kind == "bare":
        return f"{gap}<!-- zremark -->{say()}<p>{say()}</p>"
    tag = kind if kind in ("p", "h2") else "p"
    return f"<{tag}>{say()}</{tag}>"


@st.composite
def articles(draw: Draw) -> tuple[str, list[str]]:
    """An article in HTML, and its words in order."""
    words = Words()
    gap = draw(st.sampled_from(["", "\n", "\n\n"]))
    parts = [draw(blocks(words)) for _ in range(draw(st.integers(1, 5)))]
    return gap.join([*parts, f"<p>{words.one()} {words.one()}</p>"]), words.read


@st.composite
def plain_articles(draw: Draw) -> list[list[str]]:
    """An article's words by paragraph."""
    words = Words()
    paragraphs = range(draw(st.integers(1, 5)))
    return [[words.one() for _ in range(draw(st.integers(1, 4)))] for _ in paragraphs]


def words_of(text: str) -> list[str]:
    """The words in order, by white space and by signs."""
    return re.findall(r"[\w&’]+", text.replace("\u00ad", ""))
