"""No regular expression takes exponential time, tried with inputs made from its own parts.

Each repetition in a pattern is repeated in an input that begins as the pattern does and ends with
what it does not match, so that every way to split the input is tried.
"""

import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from re import _parser as parser  # type: ignore[attr-defined]  # its syntax trees have no other door
from types import FrameType
from typing import Any

import pytest

import scoring
import service
from scoring.text.html import to_text

ROOTS = (scoring, service)
LENGTH = 120
SECONDS = 2.0
"""Time for an input. An exponential pattern would need years for some of them."""
VARIANTS = 4
ENDS = ("", "!", "\0")
CATEGORIES: Mapping[str, Sequence[str]] = {
    "CATEGORY_DIGIT": "1",
    "CATEGORY_SPACE": " \n",
    "CATEGORY_WORD": "a1A_",
    "CATEGORY_NOT_WORD": "-",
    "CATEGORY_NOT_SPACE": "a1",
    "CATEGORY_NOT_DIGIT": "a ",
}
REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
MANY = 8
"""Maximum of a repetition from which it is tried."""


def patterns() -> dict[str, "re.Pattern[Any]"]:
    """Return the compiled patterns in the variables of all modules, and in their containers."""
    for root in ROOTS:
        for module in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
            if not module.name.endswith(".ray_data"):  # an extra
                importlib.import_module(module.name)
    found: dict[tuple[Any, int], tuple[str, re.Pattern[Any]]] = {}
    for name, loaded in list(sys.modules.items()):
        if name.split(".")[0] in ("scoring", "service"):
            for variable, value in vars(loaded).items():
                for one in inside(value, 3):
                    found.setdefault((one.pattern, one.flags), (f"{name}.{variable}", one))
    return {f"{where} {number}": one for number, (where, one) in enumerate(found.values())}


def inside(value: object, depth: int) -> Iterator["re.Pattern[Any]"]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, Mapping):
        for one in value.values():
            yield from inside(one, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from inside(one, depth - 1)


def sample(tree: Any, variant: int) -> str:  # a tree of re's own
    """Return a text that a pattern, or a part of it, matches; others for other variants."""
    text = ""
    for code, value in tree:
        match str(code):
            case "LITERAL":
                text += chr(value)
            case "ANY" | "NOT_LITERAL":
                text += "a" if value != ord("a") else "b"
            case "IN":
                text += of_class(value, variant)
            case name if name in REPEATS:
                text += sample(value[2], variant) * max(value[0], variant % 2)
            case "SUBPATTERN":
                text += sample(value[3], variant)
            case "ATOMIC_GROUP":
                text += sample(value, variant)
            case "BRANCH":
                text += sample(value[1][variant % len(value[1])], variant)
    return text


def of_class(items: Any, variant: int) -> str:
    if str(items[0][0]) == "NEGATE":
        refused = {chr(value) for code, value in items if str(code) == "LITERAL"}
        categories = {str(value) for code, value in items if str(code) == "CATEGORY"}
        refused |= {sign for category in categories for sign in CATEGORIES[category]}
        signs = [sign for sign in "aA1 -.,\n(" if sign not in refused] or ["é"]
    else:
        signs = []
        for code, value in items:
            if str(code) == "CATEGORY":
                signs += CATEGORIES[str(value)]
            else:
                signs.append(chr(value if str(code) == "LITERAL" else value[0]))
    return signs[variant % len(signs)]


def repeated(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield each repetition's beginning in the pattern, and samples of what is repeated."""
    for number, (code, value) in enumerate(tree):
        start = before + sample(tree[:number], 0)
        match str(code):
            case name if name in REPEATS:
                if value[1] >= MANY:
                    yield from ((start, sample(value[2], variant)) for variant in range(VARIANTS))
                yield from repeated(value[2], start)
            case "SUBPATTERN":
                yield from repeated(value[3], start)
            case "ATOMIC_GROUP":
                yield from repeated(value, start)
            case "ASSERT" | "ASSERT_NOT":
                yield from repeated(value[1], start)
            case "BRANCH":
                for branch in value[1]:
                    yield from repeated(branch, start)


def too_long(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise TimeoutError


def slow_inputs(pattern: "re.Pattern[Any]") -> Iterator[str]:
    """Yield the inputs that take longer than ``SECONDS`` of processor time."""
    for start, again in set(repeated(list(parser.parse(pattern.pattern, pattern.flags)))):
        for end in ENDS if again else ():
            text = start + again * (LENGTH // len(again)) + end
            given = (
                text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
            )
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            try:
                for way in (pattern.match, pattern.fullmatch, pattern.search):
                    way(given)
            except TimeoutError:
                yield text
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def test_no_pattern_takes_exponential_time() -> None:
    usual = signal.signal(signal.SIGVTALRM, too_long)
    try:
        found = patterns()
        assert len(found) > 150
        slow = {where: next(slow_inputs(one), None) for where, one in found.items()}
    finally:
        signal.signal(signal.SIGVTALRM, usual)
    assert {where: text for where, text in slow.items() if text is not None} == {}


@pytest.mark.parametrize("pattern", [r"(a|a)*$", r"x(?:-\w*\d\w*)*", r"(?:\s*,?\s*)*;"])
def test_an_exponential_pattern_is_found(pattern: str) -> None:
    """What the test above looks for."""
    usual = signal.signal(signal.SIGVTALRM, too_long)
    try:
        assert next(slow_inputs(re.compile(pattern)), None) is not None
    finally:
        signal.signal(signal.SIGVTALRM, usual)


def test_classes_of_many_numbers_are_read_at_once() -> None:
    """Each part of such a class could be split at any of its digits."""
    classes = (f"share{'-1111' * 11}{sign}" for sign in "!?#$%&*+")
    page = "".join(f'<p class="{name}">The pier may open.</p>' for name in classes)
    began = time.process_time()
    assert to_text(page).count("The pier may open.") == 8
    assert time.process_time() - began < 1
