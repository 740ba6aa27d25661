"""Marks of Markdown in plain text, which a reader of the article does not see.

Front matter, signs of emphasis, headings, quotations and bullets, links' targets, notes' marks, and
text that is struck through (CommonMark 0.31; GitHub Flavored Markdown, 6.5; Pandoc's notes and
front matter, which Jekyll and Hugo read too). A hyphen at the start of a line stays, because it may
sign a quotation, and so do backquotes, which wire copy uses as quotation marks.
"""

import re
from collections.abc import Iterator
from typing import Final

FRONT: Final = re.compile(
    r"\ufeff?---[ \t]*\r?\n"
    r"(?:(?:[\w-]+[ \t]*:(?:[ \t][^\r\n]*)?|[ \t][^\r\n]*|-[ \t][^\r\n]*|#[^\r\n]*|)\r?\n){1,100}?"
    r"(?:---|\.\.\.)[ \t]*\r?(?:\n|$)"
    r"|\ufeff?\+\+\+[ \t]*\r?\n"
    r"(?:(?:[\w.-]+[ \t]*=[^\r\n]*|\[[^\r\n]*\]|[ \t][^\r\n]*|#[^\r\n]*|)\r?\n){1,100}?"
    r"\+\+\+[ \t]*\r?(?:\n|$)"
)
"""Metadata in YAML or TOML at the start."""
STARS: Final = re.compile(
    r"(?<![\w*\\])(?P<stars>\*{1,3})(?=[^\s*])[^*\n]{1,1000}?"
    r"(?<=[^\s*])(?P<close>(?P=stars))(?![\w*])"
)
LOW_LINES: Final = re.compile(
    r"(?<![\w\\@/])(?P<lines>_{1,3})(?=[^\s_])[^_\n]{1,1000}?"
    r"(?<=[^\s_])(?P<close>(?P=lines))(?!\w)"
)
STRUCK: Final = re.compile(r"(?<![~\w])~~(?=\S)[^~\n]{1,1000}?(?<=\S)~~(?!~)")
LINE_STARTS: Final = re.compile(
    r"^[ \t]{0,3}(?P<mark>(?:>[ \t]?){1,8}(?:#{1,6}[ \t]+)?|#{1,6}[ \t]+|[*+][ \t]+)(?=[^\s*+#])",
    re.MULTILINE,
)
"""What opens a line: of a quotation, a heading or a list."""
SIGNED_BLOCK: Final = re.compile(r"^[ \t]{0,3}>[ \t]*(?:[—–]|--?(?=[ \t]))", re.MULTILINE)
"""A quotation's line with its signature. Then the marks of quotations stay, as they tell what is
signed (``scoring.attributions.signatures``)."""
LINE_ENDS: Final = re.compile(
    r"^#{1,6}[ \t]+[^\s#][^\n]*?(?<=\S)(?P<mark>[ \t]+#{1,6})[ \t]*$", re.MULTILINE
)
PICTURE: Final = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^\s()<>]{1,500}(?: \"[^\"\n]{0,300}\")?\)")
LINK: Final = re.compile(
    r"(?<!!)(?P<open>\[)[^\[\]\n]{1,300}"
    r"(?P<target>\]\((?:https?://|mailto:|/|#)[^\s()<>]{1,500}(?: \"[^\"\n]{0,300}\")?\))"
)
NOTE: Final = re.compile(r"\[\^[\w-]{1,40}\]:?")
"""A note's mark, also where the note opens."""
DEFINITION: Final = re.compile(
    r"^[ \t]{0,3}\[(?P<name>[^\[\]\n^][^\[\]\n]{0,100})\]:[ \t]+"
    r"<?(?:https?://|mailto:|/)[^\s<>]{1,500}>?"
    r"(?:[ \t]+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|\([^()\n]{0,300}\)))?[ \t]*$",
    re.MULTILINE,
)
REFERENCE: Final = re.compile(
    r"(?P<open>\[)(?P<text>[^\[\]\n]{1,300})(?P<target>\]\[(?P<name>[^\[\]\n]{0,100})\])"
)
SIGNS: Final = "*_#>~["
"""Characters of which each mark has at least one, apart from front matter."""

Span = tuple[int, int]


def find_markdown(text: str) -> Iterator[Span]:
    """Yield the offsets of the marks, none of which has a line break."""
    if text[:4].lstrip("\ufeff")[:3] in ("---", "+++"):
        yield from _front_matter(text)
    if "[" in text:
        yield from _links(text)
    for sign, pattern in (("*", STARS), ("_", LOW_LINES)):
        if sign in text:
            for found in pattern.finditer(text):
                yield found.span(1)
                yield found.span("close")
    if "~~" in text:
        yield from (found.span() for found in STRUCK.finditer(text))
    if ">" in text or "#" in text or "*" in text or "+" in text:
        keeps = SIGNED_BLOCK.search(text) is not None
        starts = (found.span("mark") for found in LINE_STARTS.finditer(text))
        yield from (span for span in starts if not (keeps and text[slice(*span)].startswith(">")))
    if "#" in text:
        yield from (found.span("mark") for found in LINE_ENDS.finditer(text))


def without_markdown(text: str) -> str:
    """Return the text without its marks, which makes it shorter."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(find_markdown(text)):
        parts.append(text[at:start])
        at = max(at, end)
    return "".join([*parts, text[at:]])


def _front_matter(text: str) -> Iterator[Span]:
    found = FRONT.match(text)
    at = 0
    for line in (found[0] if found else "").splitlines(keepends=True):
        yield at, at + len(line.rstrip("\r\n"))
        at += len(line)


def _links(text: str) -> Iterator[Span]:
    yield from (found.span() for found in PICTURE.finditer(text))
    for found in LINK.finditer(text):
        yield found.span("open")
        yield found.span("target")
    yield from (found.span() for found in NOTE.finditer(text))
    if "]:" not in text:
        return
    names = set()
    for found in DEFINITION.finditer(text):
        names.add(found["name"].lower())
        yield found.span()
    for found in REFERENCE.finditer(text) if names else ():
        if (found["name"] or found["text"]).lower() in names:
            yield found.span("open")
            yield found.span("target")
