"""Tables of contexts: does an ambiguous term hedge here, by the words around it?

A guard is a list of rows in a file of ``lexicons/hedge_guards``. The first row that fits the words
around a term gives the verdict; if none does, the guard's ``otherwise`` holds. All conditions of a
row must hold, each of them with any of its words:

=====================  ==============================================================
``terms``              the term itself, lower case
``written``            the term's first word as the article writes it ("May")
``before``             the word before the term
``after``, ``second``  the word after the term, and the one after that
``not_…``              the same place has none of these words
``windows``            each has one of its ``words`` among so many words ``before`` or
                       ``after`` the term, nearest first; the search stops at one of
                       ``until``, and at the first that is not of ``across``, if there is that
``not_windows``        none has
=====================  ==============================================================

A word stands for itself; ``@name`` for a group of ``lexicons/hedge_contexts.toml``, ``*ly`` for an
ending, ``#name`` for a class of ``CLASSES``. Each row has two examples with the term in brackets,
one that hedges and one that does not; the one with the row's verdict is decided by that row, the
other is not (tests/scoring/test_hedge_contexts.py).
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import msgspec

from scoring.lexicons.lexicon import FOLDER, load_terms

GUARDS_FOLDER: Final = FOLDER / "hedge_guards"
GROUPS: Final = "hedge_contexts"
"""The file with the groups of words."""
_EXAMPLE: Final = re.compile(r"[^\[\]]*\[[^\[\]]+\][^\[\]]*")


class BadContexts(ValueError):
    """The tables of contexts cannot be used; says where and why."""


def is_number(word: str) -> bool:
    """Is this a number, a currency sign, or a word that counts ("dozen", "half")?"""
    return bool(word) and (
        word[0].isdigit()
        or word[0] in "$£€¥"
        or word.split("-", maxsplit=1)[0].lower() in load_terms(GROUPS, "numbers")
    )


CLASSES: Final[Mapping[str, Callable[[str], bool]]] = {
    "number": is_number,
    "figure": lambda word: word[:1].isdigit(),
    "digits": str.isdigit,
    "year": lambda word: word.isdigit() and len(word) == 4 and word[0] in "12",
    "letters": str.isalpha,
    "word": lambda word: word[:1].isalpha(),
    "stop": lambda word: word in (".", "!", "?", ";", ":"),
    "none": lambda word: not word,
    "name": lambda word: word[:1].isupper() and word != "I",
}
"""Kinds of words that no list can hold, asked of the word as written. ``none``: the text begins or
ends there; ``name``: a capital, which the first word of a sentence has too."""


class Window(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words looked for on one side of a term."""

    words: list[str]
    before: int = 0
    after: int = 0
    until: list[str] = []
    across: list[str] = []


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row as the file has it."""

    verdict: Literal["hedge", "no hedge"]
    hedges: str
    silent: str
    terms: list[str] = []
    written: list[str] = []
    before: list[str] = []
    after: list[str] = []
    second: list[str] = []
    not_before: list[str] = []
    not_after: list[str] = []
    not_second: list[str] = []
    windows: list[Window] = []
    not_windows: list[Window] = []


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One guard as the file has it."""

    about: str
    otherwise: Literal["hedge", "no hedge", "undecided"]
    rows: list[Row] = []
    rows_of: str = ""
    """Another guard, whose rows this one has too, after its own."""
    certain: bool = False
    """Is a hedge by this guard as good as a term that hardly does anything but hedge?"""
    takes_to: bool = False
    """May a cue take the "to" that follows along ("expected to")?"""


_VERDICTS: Final = {"hedge": True, "no hedge": False, "undecided": None}


class Judgement(NamedTuple):
    """Does the term hedge? None: the words around do not tell.

    ``row``: the number of the row that decided; None: none fitted.
    """

    hedges: bool | None
    row: int | None


Words = Sequence[str]
Condition = Callable[[Words, Words, int, int], bool]
"""Of the words in lower case and as written, the term's first and its last (exclusive) index."""
Matcher = Callable[[str, str], bool]
"""Of a word in lower case and as written; both empty where there is none."""


class Guard:
    """Decides by its rows whether a term hedges. Raises ``BadContexts`` where a row cannot be."""

    def __init__(self, name: str, table: Table, rows: Sequence[Row]) -> None:
        self.name = name
        self.certain = table.certain
        self.takes_to = table.takes_to
        self.rows = tuple(rows)
        self._otherwise = _VERDICTS[table.otherwise]
        self._compiled: list[tuple[bool | None, list[Condition]]] = []
        for number, row in enumerate(rows):
            try:
                self._compiled.append((_VERDICTS[row.verdict], _compile(row)))
            except BadContexts as error:
                raise BadContexts(f"guard {name!r}, row {number}: {error}") from error

    def judge(self, lower: Words, written: Words, start: int, end: int) -> Judgement:
        """Judge the term at words ``start`` to ``end``, exclusive."""
        for number, (hedges, conditions) in enumerate(self._compiled):
            if all(holds(lower, written, start, end) for holds in conditions):
                return Judgement(hedges, number)
        return Judgement(self._otherwise, None)


@cache
def load_guards(folder: Path = GUARDS_FOLDER) -> Mapping[str, Guard]:
    """Return the guards by name. Raises ``BadContexts``, with the file's name and the place."""
    guards: dict[str, Guard] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            parsed = parse_guards(tomllib.loads(path.read_text(encoding="utf-8")))
            if twice := parsed.keys() & guards.keys():
                raise BadContexts(f"guards of another file too: {', '.join(sorted(twice))}")
        except (BadContexts, tomllib.TOMLDecodeError) as error:
            raise BadContexts(f"{path.name}: {error}") from error
        guards |= parsed
    return guards


def parse_guards(raw: Mapping[str, Any]) -> dict[str, Guard]:
    """Return the guards of a table as TOML gives it. Raises ``BadContexts``."""
    try:
        tables = msgspec.convert(raw, dict[str, Table])
    except msgspec.ValidationError as error:
        raise BadContexts(str(error)) from error
    guards = {}
    for name, table in tables.items():
        if table.rows_of and table.rows_of not in tables:
            raise BadContexts(f"guard {name!r}: rows_of names no guard: {table.rows_of!r}")
        shared = tables[table.rows_of].rows if table.rows_of else []
        guards[name] = Guard(name, table, [*table.rows, *shared])
    return guards


def _compile(row: Row) -> list[Condition]:
    """Return a row's conditions, the cheapest first."""
    for example in (row.hedges, row.silent):
        if not _EXAMPLE.fullmatch(example):
            raise BadContexts(f"an example needs its term in brackets, once: {example!r}")
    conditions: list[Condition] = []
    if row.terms:
        conditions.append(_term(frozenset(row.terms)))
    if row.written:
        conditions.append(_written(frozenset(row.written)))
    places: tuple[tuple[list[str], bool, bool, int], ...] = (
        (row.before, True, False, -1),
        (row.after, True, True, 0),
        (row.second, True, True, 1),
        (row.not_before, False, False, -1),
        (row.not_after, False, True, 0),
        (row.not_second, False, True, 1),
    )
    for words, wanted, follows, offset in places:
        if words:
            conditions.append(_at(_matcher(words), offset, wanted=wanted, follows=follows))
    conditions += [_within(window, wanted=True) for window in row.windows]
    conditions += [_within(window, wanted=False) for window in row.not_windows]
    if not conditions:
        raise BadContexts("a row needs a condition")
    return conditions


def _term(terms: frozenset[str]) -> Condition:
    return lambda lower, _, start, end: " ".join(lower[start:end]) in terms


def _written(forms: frozenset[str]) -> Condition:
    return lambda _, written, start, __: written[start] in forms


def _at(matches: Matcher, offset: int, *, wanted: bool, follows: bool) -> Condition:
    def holds(lower: Words, written: Words, start: int, end: int) -> bool:
        index = (end if follows else start) + offset
        return matches(*_word(lower, written, index)) is wanted

    return holds


def _word(lower: Words, written: Words, index: int) -> tuple[str, str]:
    return (lower[index], written[index]) if 0 <= index < len(lower) else ("", "")


def _within(window: Window, *, wanted: bool) -> Condition:
    if bool(window.before) == bool(window.after) or min(window.before, window.after) < 0:
        raise BadContexts("a window has a number of words either before or after")
    sought, until = _matcher(window.words), _matcher(window.until)
    across = _matcher(window.across) if window.across else None

    def holds(lower: Words, written: Words, start: int, end: int) -> bool:
        # The edge of the text is a place too, where no word stands.
        if window.before:
            places = range(start - 1, max(-2, start - 1 - window.before), -1)
        else:
            places = range(end, min(len(lower) + 1, end + window.after))
        for place in places:
            word = _word(lower, written, place)
            if sought(*word):
                return wanted
            if until(*word) or (across is not None and not across(*word)):
                break
        return not wanted

    return holds


def _expand(words: Sequence[str]) -> Iterator[str]:
    """Yield the words, and for a group's name those of the group."""
    for word in words:
        name = word[1:]
        if not (word.startswith("@") and name):
            yield word
            continue
        try:
            yield from load_terms(GROUPS, name)
        except KeyError:
            raise BadContexts(f"no group of words {name!r} in {GROUPS}.toml") from None


def _matcher(words: Sequence[str]) -> Matcher:
    """Return whether a word is one of these. Raises ``BadContexts`` for an unknown name."""
    literal: set[str] = set()
    endings: list[str] = []
    classes: list[Callable[[str], bool]] = []
    for word in _expand(words):
        name = word[1:]
        if word.startswith("#") and name:
            if name not in CLASSES:
                raise BadContexts(f"no class of words {name!r}; there are {', '.join(CLASSES)}")
            classes.append(CLASSES[name])
        elif word.startswith("*") and name:
            endings.append(name)
        elif word and word == word.lower():
            literal.add(word)
        else:
            raise BadContexts(f"words are written in lower case: {word!r}")
    known, ends, kinds = frozenset(literal), tuple(endings), tuple(classes)

    def matches(lower: str, written: str) -> bool:
        return lower in known or lower.endswith(ends) or any(kind(written) for kind in kinds)

    return matches
