"""Nothing that reads a stranger's text takes quadratic time: twice the text, twice the time.

A pattern that is searched holds the interpreter, and with it every other request, until it ends.
In quadratic time that is minutes for a text of the permitted length. So each pattern is tried by
the methods that the code calls on it, with long rows of what it repeats. A pattern that takes
quadratic time is listed here with the most characters that it is given.
"""

import ast
import re
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from re import Pattern
from re import _parser as parser  # type: ignore[attr-defined]  # its syntax trees have no other door
from types import FrameType, ModuleType
from typing import Any, Final

import pytest
from test_patterns import VARIANTS, inside, patterns, repeated, sample

from scoring.attributions.formulas import find_formulas
from scoring.attributions.refusals import find_refusals
from scoring.text.html import to_text
from service.cms.wordpress import to_html

LENGTH: Final = 8000
SLOW: Final = 0.008
"""Seconds of processor time for an input from which it is tried again at twice its length. In
linear time it takes a twentieth of that."""
GROWTH: Final = 2.8
"""How many times as long twice the input takes at most: 2 in linear time, 4 in quadratic."""
TRIES: Final = 3
"""How often that is measured: other work on the machine slows some of them."""
MOST: Final = 0.2
"""Seconds after which a search is given up, as quadratic or worse."""
METHODS: Final = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub")
EVERYWHERE: Final = " \na1A-.,(\"'"

BOUNDED: Final = {
    "scoring.text.html_elements._AROUND_ARTICLE": 64,  # _LONGEST_CLASS
    "scoring.text.html_quotations.SIGNED": 260,  # LONGEST_SIGNATURE
    "scoring.text.html_quotations.ENDS_SAYING": 40,
    "scoring.text.html_lines.LINK_LINE": 40,  # of white space: it is given one line
    "scoring.text.datelines.ANYWHERE": 160,  # REACH
    "scoring.text.datelines.AT_FIRST": 160,
    "scoring.text.datelines.OF_CITY": 160,
    "scoring.text.datelines.LABEL": 160,
    "scoring.attributions.signatures.SIGNATURE": 260,  # SIGNATURE_REACH_CHARACTERS
    "scoring.attributions.signatures.NAMED": 260,
    "scoring.attributions.transcripts.labels.ASIDE": 120,  # LABEL_REACH_CHARACTERS
    "scoring.attributions.formulas._condition": 40,  # of white space: between two gaps
    "scoring.attributions.formulas._pattern": 120,  # LEAD, or between two gaps
    "scoring.attributions.refusals._formulas": 40,  # of white space: between two gaps
    "scoring.rules.accused._rows": 80,  # AROUND
    "scoring.rules.sources.NAMED": 60,  # BEHIND
    "scoring.rules.unnamed.NAMED": 40,  # BEHIND
    "scoring.rules.unnamed._tells_another": 40,  # of white space: matched once, where a cue ends
    "service.audit.names._ENDS": 40,  # of white space, as for the others: names are on one line
    "service.audit.names._JOINED": 40,
    "service.audit.names._AND": 40,
    "service.audit.names._AND_THE": 40,
    "service.cms.wordpress._QUOTATION": 100,  # _MOST_NAME
}
"""Patterns that take quadratic time, with the characters to which the code limits what it gives
them, in all or of a kind."""
BOUNDED_SECONDS: Final = 0.02


class _TooLong(Exception):
    pass


def _give_up(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise _TooLong


@pytest.fixture(autouse=True)
def _limited() -> Iterator[None]:
    usual = signal.signal(signal.SIGVTALRM, _give_up)
    yield
    signal.signal(signal.SIGVTALRM, usual)


def seconds(work: Callable[[str], object], given: str) -> float:
    """Return the processor time that work takes, at most ``MOST``."""
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST)
    try:
        work(given)
    except _TooLong:
        return MOST
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def grows(work: Callable[[str], object], make: Callable[[int], str], length: int) -> bool:
    """Return whether twice the input takes more than twice the time, whatever else is running."""
    if seconds(work, make(length)) < SLOW:
        return False
    return all(grew(work, make(length), make(2 * length)) for _ in range(TRIES))


def grew(work: Callable[[str], object], short: str, long: str) -> bool:
    """Return whether the long input took more than twice the time of the short one this time."""
    once = min(seconds(work, short) for _ in range(2))
    twice = min(seconds(work, long) for _ in range(2))
    return once >= SLOW and (twice >= MOST or twice / once > GROWTH)


@cache
def found() -> Mapping[str, "Pattern[Any]"]:
    """Return the patterns by where they are: in variables, or made by functions."""
    variables = {where.partition(" ")[0]: one for where, one in patterns().items()}
    made = {
        f"{name}.{function.__name__}({group!r})[{number}]": one
        for name, _, tree in sources()
        for function, groups in makers(name, tree)
        for group in groups
        for number, one in enumerate(inside(function(*group), 3))
    }
    return variables | made


@cache
def sources() -> list[tuple[str, ModuleType, ast.Module]]:
    """Return the modules with their names and their syntax trees."""
    patterns()  # imports all of them
    return [
        (name, loaded, ast.parse(Path(loaded.__file__).read_text(encoding="utf-8")))
        for name, loaded in sorted(sys.modules.items())
        if name.split(".")[0] in ("scoring", "service") and loaded.__file__
    ]


def makers(name: str, tree: ast.Module) -> Iterator[tuple[Callable[..., object], set[Any]]]:
    """Yield the functions of a module that return patterns, with what they are called with."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and "Pattern" in ast.unparse(node.returns or node):
            function = getattr(sys.modules[name], node.name)
            if hasattr(function, "cache_info"):
                yield (
                    function,
                    {
                        tuple(ast.literal_eval(one) for one in call.args)
                        for call in ast.walk(tree)
                        if isinstance(call, ast.Call)
                        and isinstance(call.func, ast.Name)
                        and call.func.id == node.name
                    },
                )


@cache
def methods() -> Mapping[str, set[str]]:
    """Return what is called on each pattern, by the pattern and its flags."""
    called: dict[str, set[str]] = defaultdict(set)
    for name, loaded, tree in sources():
        made = {function.__name__: (function, groups) for function, groups in makers(name, tree)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Attribute) or node.attr not in METHODS:
                continue
            match node.value:
                case ast.Name(id=variable):
                    values = [getattr(loaded, variable, None)]
                case ast.Call(func=ast.Name(id=function)) if function in made:
                    values = [made[function][0](*group) for group in made[function][1]]
                case _:
                    values = []
            for value in values:
                if isinstance(value, Pattern):
                    called[f"{value.pattern!r} {value.flags}"].add(node.attr)
    return called


def rows(pattern: "Pattern[Any]") -> set[tuple[str, str]]:
    """Return beginnings, and what is to be repeated after each: a pattern's own parts."""
    tree = list(parser.parse(pattern.pattern, pattern.flags))
    found = {("", sign) for sign in EVERYWHERE}
    for start, again in repeated(tree):
        found |= {(start, again), ("", start + again), ("", again)}
    for variant in range(VARIANTS):
        found |= {("", sample(tree[:end], variant)) for end in range(1, len(tree) + 1)}
    return {one for one in found if one[1]}


def called(pattern: "Pattern[Any]", method: str) -> Callable[[str], object]:
    def call(text: str) -> object:
        given: Any = text.encode("latin-1", "replace") if pattern_is_bytes else text
        match method:
            case "finditer" | "findall" | "sub":
                return sum(1 for _ in pattern.finditer(given))
            case _:
                return getattr(pattern, method)(given)

    pattern_is_bytes = isinstance(pattern.pattern, bytes)
    return call


def tried(pattern: "Pattern[Any]") -> set[str]:
    """Return what is called on a pattern, or what is called on most if that is not seen."""
    return methods().get(f"{pattern.pattern!r} {pattern.flags}", {"match", "search"})


def name_of(where: str) -> str:
    """Return the variable or the function that a pattern is in or from."""
    return where.partition("(")[0]


def alternatives(pattern: "Pattern[Any]") -> list["Pattern[Any]"]:
    """Return the parts of a pattern between its outermost bars.

    A search tries one after another, so it takes quadratic time only if one of them does. A list of
    hundreds is tried in a fraction of the time so.
    """
    written = pattern.pattern
    if isinstance(written, bytes):
        return [pattern]
    signs = re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", written, re.DOTALL)
    depth, start, parts = 0, 0, []
    for sign in signs:
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        if sign[0] == "|" and not depth:
            parts.append(written[start : sign.start()])
            start = sign.end()
    return [re.compile(part, pattern.flags) for part in (*parts, written[start:]) if part]


def slow_row(pattern: "Pattern[Any]", calls: set[str]) -> str | None:
    """Return what makes a pattern take quadratic time, if anything does."""
    return next(filter(None, (_slow_row(one, calls) for one in alternatives(pattern))), None)


def _slow_row(pattern: "Pattern[Any]", calls: set[str]) -> str | None:
    for start, again in sorted(rows(pattern)):
        for end in ("!", "\0", ""):

            def make(length: int, start: str = start, again: str = again, end: str = end) -> str:
                return start + again * (length // len(again)) + end

            for method in sorted(calls):
                if grows(called(pattern, method), make, LENGTH):
                    return f"{method}: {start!r} + {again!r} * … + {end!r}"
    return None


def test_no_pattern_takes_quadratic_time() -> None:
    """By any method that is called on it, unless what it is given is short."""
    assert len(found()) > 220
    slow = {}
    for where, one in found().items():
        if name_of(where) in BOUNDED:
            continue
        if row := slow_row(one, tried(one)):
            slow[where] = row
    assert slow == {}


@pytest.mark.parametrize("where", BOUNDED)
def test_a_pattern_with_a_bound_is_fast_within_it(where: str) -> None:
    """So that a text full of what it is tried on takes no longer than another."""
    for one in (one for name, one in found().items() if name_of(name) == where):
        for start, again in rows(one):
            text = (start + again * BOUNDED[where])[: BOUNDED[where]]
            for method in tried(one):
                assert (
                    min(seconds(called(one, method), text) for _ in range(TRIES)) < BOUNDED_SECONDS
                )


@pytest.mark.parametrize("pattern", [r"\s+$", r"\w+@", r"a\w*\s*;", r"\([^)]*\)\.", r"b[|)]|\s+$"])
def test_a_quadratic_pattern_is_found(pattern: str) -> None:
    """What the test above looks for."""
    assert slow_row(re.compile(pattern), {"search"})


PHRASES: Final = (
    "Neither Ana nor Bob would respond",
    "The company did not respond",
    "An aide told",
    "They were speaking on condition",
    "He asked that his name not be used",
    "It could not be",
)


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\t", "\u2003 "])
@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("find", [find_formulas, find_refusals])
def test_no_phrase_is_looked_for_in_a_gap(
    find: Callable[[str, list[tuple[int, int]]], object], phrase: str, blank: str
) -> None:
    """Between any two of its words."""
    words = phrase.split()
    for place in range(1, len(words) + 1):
        start, end = " ".join(words[:place]), " ".join(words[place:])

        def make(length: int, start: str = start, end: str = end) -> str:
            return f"{start}{blank * (length // len(blank))}{end} b, not to be named, declined."

        assert not grows(lambda text: find(text, [(0, len(text))]), make, 20_000)


def test_a_phrase_beside_a_gap_is_found() -> None:
    text = f"Acme{' ' * 99}did not respond.{' ' * 99}An aide spoke on condition of anonymity."
    assert len(find_refusals(text, [(0, len(text))])) == 1
    assert len(find_formulas(text, [(0, len(text))])) == 1


NESTED: Final = 480
TEXT: Final = "a word " * 10_000


def quoted(text: str) -> str:
    return f"<blockquote><pre>{text}</pre></blockquote>"


PAGES: Final[dict[str, Callable[[int], str]]] = {
    "empty lines in a quotation": lambda n: quoted("a" + "\n" * n + "b"),
    "blank lines in a quotation": lambda n: quoted("\n " * (n // 2)),
    "dashes in a quotation": lambda n: quoted("\n-" * (n // 2)),
    "quotations": lambda n: "<blockquote>a</blockquote>" * (n // 26),
    "signed quotations": lambda n: "<blockquote>a</blockquote><p>— b</p>" * (n // 35),
    "cites": lambda n: f"<blockquote>{'<cite>a</cite>' * (n // 14)}</blockquote>",
    "credits": lambda n: f"<blockquote>{'<p class=credit>a b</p>' * (n // 23)}</blockquote>",
    "captions": lambda n: f"<figure><blockquote>a{'<figcaption>b</figcaption>' * (n // 26)}",
    "list items with links": lambda n: f"{'<li><a href=a>b</a>' * 200}{'a ' * (n // 2)}",
    "links": lambda n: "<body>" + "<p><a href=a>b</a></p>" * (n // 22),
    "headings": lambda n: "<body>" + "<h2><a href=a>b</a></h2>a" * (n // 25),
    "notes": lambda n: "a<sup>1</sup>,<sup>2</sup>" * (n // 26),
    "boxes": lambda n: "<body>" + "<div class=share-box>a</div>" * (n // 28),
    "forms": lambda n: "<body>" + "<form><p>a</form>" * (n // 17),
    "classes": lambda n: f"<p class='{'share-box ' * (n // 10)}'>a</p>",
    "one class": lambda n: f"<p class='{'share-' * (n // 6)}'>a</p>",
    "styles": lambda n: f"<p style='{'display: ' * (n // 9)}'>a</p>",
    "CDATA": lambda n: "<![CDATA[" * (n // 9),
    "feed's last lines": lambda n: "<p>The post <a href=a>b</a> appeared first on " * (n // 45),
}
"""Pages of so many characters."""


@pytest.mark.parametrize("name", PAGES)
def test_no_page_takes_quadratic_time(name: str) -> None:
    """Whatever is in what."""
    assert not grows(to_text, PAGES[name], 20_000)


LEVELS: Final[dict[str, Callable[[int], str]]] = {
    "credits": lambda levels: f"<blockquote>{'<div class=credit>' * levels}{TEXT}",
    "links": lambda levels: f"<html><body>{'<div><a href=a>' * (levels // 2)}{TEXT}",
    "list items": lambda levels: f"<a href=a>b</a>{'<ul><li>' * (levels // 2)}{TEXT}",
    "notes": lambda levels: f"{'<span class=footnote-ref>' * levels}{TEXT}",
    "quotations": lambda levels: f"{'<blockquote>' * levels}{TEXT}",
    "captions": lambda levels: f"{'<figure><blockquote>' * (levels // 2)}{TEXT}",
    "boxes": lambda levels: f"<html><body>{'<div class=share-box>' * levels}{TEXT}",
    "sections": lambda levels: f"<html><body>{'<section class=sidebar>' * levels}{TEXT}",
}
"""A text inside so many elements."""


@pytest.mark.parametrize("name", LEVELS)
def test_a_text_is_read_once_whatever_it_is_in(name: str) -> None:
    """And not again for each element around it."""
    few, many = (min(seconds(to_text, LEVELS[name](n)) for _ in range(TRIES)) for n in (4, NESTED))
    assert many < 6 * few + 0.05


POSTS: Final[dict[str, Callable[[int], str]]] = {
    "a long name": lambda n: f"[{'quote_' * (n // 12)}-]a[/{'quote_' * (n // 12)}-]",
    "open shortcodes": lambda n: "[quote a=b]" * (n // 11),
    "closed shortcodes": lambda n: "[quote by='a']b[/quote]" * (n // 23),
    "brackets": lambda n: "[a " * (n // 3),
    "attributes": lambda n: f"[quote{' a=b' * (n // 4)}]a[/quote]",
    "blanks": lambda n: f"[quote a{' ' * n}]a[/quote]",
    "slashes": lambda n: f"[quote{'/ ' * (n // 2)}]a[/quote]",
    "notes": lambda n: "[fn]a[/fn]" * (n // 10),
    "comments": lambda n: "<!-- wp:a -->" * (n // 13),
    "open comments": lambda n: "<!-- wp:a " * (n // 10),
    "page breaks": lambda n: "<!--more " * (n // 9),
    "empty lines": lambda n: "a" + "\n \t" * (n // 3),
    "line breaks": lambda n: "a" + "<br " * (n // 4),
    "tags": lambda n: "<p " * (n // 3),
    "verbatim": lambda n: "<pre>\n" * (n // 6),
}


@pytest.mark.parametrize("name", POSTS)
def test_no_post_takes_quadratic_time(name: str) -> None:
    """Nor what a content system sends."""
    assert not grows(to_html, POSTS[name], 20_000)
