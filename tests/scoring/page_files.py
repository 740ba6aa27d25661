"""Pages in the shapes of content systems, publishers and themes, as templates in ``pages/``.

Each file has the markup of one kind of page, and directives in place of its words. ``{{m 24}}`` is
a sentence of the article, ``{{w 2}}`` words of it without a period, ``{{b 6}}`` words of what
stands around it, ``{{n 5}}`` words that may be read or not (captions, bylines, dates); the number
of words may be left out. ``{{p 3}}`` are
paragraphs of two sentences, ``{{links 8}}`` a list of links. ``{{split &shy;}}`` is a sentence
with a sign inside each word, ``{{cap <b>|</b>}}`` one whose first letter stands at the bar.
``{{repeat 4}}`` … ``{{/repeat}}`` repeats what is between.

``python page_files.py`` prints what each page loses and gains; with the names of pages, the text
that is read of them.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from scoring.text.html import to_text

FILES: Final = {path.stem: path for path in Path(__file__).with_name("pages").glob("*.html")}
MOST: Final = 0.05
"""The share of the article's words that may be lost, or come from around it."""

REPEAT: Final = re.compile(
    r"\{\{repeat (\d+)\}\}((?:(?!\{\{/?repeat).)*)\{\{/repeat\}\}", re.DOTALL
)
DIRECTIVE: Final = re.compile(r"\{\{(\w+)(?: ([^{}]*))?\}\}")
WORDS: Final = {"m": 24, "w": 3, "b": 6, "n": 5}
"""How many words a directive makes by default."""
WORD: Final = re.compile(r"(?<![a-z])([mb])(\d+)")


class Page:
    """One page, filled with words that occur once."""

    def __init__(self, name: str) -> None:
        self._numbers = count(1)
        template = FILES[name].read_text(encoding="utf-8")
        while REPEAT.search(template):  # from the inside out
            template = REPEAT.sub(lambda found: int(found[1]) * found[2], template)
        self.html = DIRECTIVE.sub(lambda found: self._fill(found[1], found[2] or ""), template)

    def _fill(self, name: str, option: str) -> str:
        match name:
            case "m":
                return self._words("m", option) + "."
            case "w":
                return self._words("m", option or str(WORDS["w"]))
            case "b" | "n":
                return self._words(name, option)
            case "p":
                pair = (
                    f"<p>{self._words('m')}. {self._words('m')}.</p>" for _ in range(int(option))
                )
                return "\n".join(pair)
            case "links":
                rows = (
                    f'<li><a href="/{n}">{self._words("b")}</a></li>' for n in range(int(option))
                )
                return f"<ul>{''.join(rows)}</ul>"
            case "split":
                return self._words("m").replace("m", f"m{option}").replace("M", f"M{option}") + "."
            case "cap":
                words = self._words("m")
                return option.replace("|", words[0]) + words[1:] + "."
        raise AssertionError(f"no such directive: {name}")

    def _words(self, kind: str, many: str = "") -> str:
        words = [f"{kind}{next(self._numbers)}" for _ in range(int(many or WORDS[kind]))]
        words[0] = words[0].capitalize()
        return " ".join(words)


class Measured(NamedTuple):
    """Shares of the article's words: lost, and read from around it or read twice."""

    lost: float
    gained: float


def measure(name: str) -> Measured:
    """Return what of a page is lost and gained."""
    page = Page(name)
    plain = re.sub(r"<!--.*?-->|<[^<>]*>|&\w+;|&#\w+;", "", page.html, flags=re.DOTALL)
    wanted = {found[0] for found in WORD.finditer(plain.lower()) if found[1] == "m"}
    text = to_text(page.html).replace("\u200c", "").lower()  # a non-joiner is part of its word
    read = Counter(found[0] for found in WORD.finditer(text))
    kept = wanted & read.keys()
    return Measured(1 - len(kept) / len(wanted), (read.total() - len(kept)) / len(wanted))


def table() -> Iterator[str]:
    """Yield the lines of a table: what each page loses and gains, in percent."""
    yield f"{'page':<32} {'lost':>6} {'gained':>6}"
    for name in sorted(FILES):
        found = measure(name)
        over = "  <" if max(found) > MOST else ""
        yield f"{name:<32} {100 * found.lost:>5.1f}% {100 * found.gained:>5.1f}%{over}"


if __name__ == "__main__":
    shown = (to_text(Page(name).html) for name in sys.argv[1:])
    sys.stdout.writelines(f"{line}\n" for line in (shown if sys.argv[1:] else table()))
