"""Guards: tables of contexts that decide from the nearby words whether an ambiguous term hedges.

A guard is a list of rows in a file of ``lexicons/hedge_guards``. The first row that matches the
words around a term gives the verdict. If no row matches, the guard's ``otherwise`` applies. A row
matches if all its conditions hold. A hedge is certain if its row or its whole guard is ``certain``:
that adds to its log odds. A condition holds if any of its words matches:

=====================  ==============================================================
``terms``              the term itself, in lower case
``written``            the term's first word as written in the article ("May")
``before``             the word before the term
``after``, ``second``  the first and the second word after the term
``not_…``              the word at that place is none of these
``windows``            each window contains one of its ``words``; ``before`` or ``after`` is
                       its size in words; the search starts next to the term and stops at a
                       word in ``until``, or at one that is not in ``across``, if given
``not_windows``        no window contains one of its ``words``
=====================  ==============================================================

A plain word matches itself, ``@name`` a group in ``lexicons/hedge_contexts.toml``, ``*ly`` an
ending, and ``#name`` a class in ``CLASSES``. Each row has two examples with the term in brackets:
one that hedges and one that does not. The row must decide the example that has its verdict, and
must not decide the other (tests/scoring/test_hedge_contexts.py).
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
"""The name of the lexicon with the groups of words."""
_EXAMPLE: Final = re.compile(r"[^\[\]]*\[[^\[\]]+\][^\[\]]*")


class BadContexts(ValueError):
    """The tables of contexts are invalid. The message says where and why."""


def is_number(word: str) -> bool:
    """Return whether a word is a number, a currency sign, or a number word ("dozen", "half")."""
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
"""Classes of words that cannot be listed. They are tested on the word as written. ``none`` matches
the start or end of the text. ``name`` matches a capital, also that of a sentence's first word."""


class Window(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words to look for on one side of a term. ``before`` or ``after`` is the size in words."""

    words: list[str]
    before: int = 0
    after: int = 0
    until: list[str] = []
    across: list[str] = []


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of a guard, as in the file."""

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
    certain: bool = False
    """Whether a hedge that this row accepts is certain though its guard's are not."""


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One guard, as in the file."""

    about: str
    otherwise: Literal["hedge", "no hedge", "undecided"]
    rows: list[Row] = []
    rows_of: str = ""
    """Another guard whose rows are appended to this guard's own."""
    certain: bool = False
    """Whether a hedge that this guard accepts is as certain as a term that almost always hedges."""
    takes_to: bool = False
    """Whether a cue can include a following "to" ("expected to")."""


_VERDICTS: Final = {"hedge": True, "no hedge": False, "undecided": None}


class Judgement(NamedTuple):
    """Whether the term hedges; ``None`` if the words around it do not decide.

    ``row`` is the number of the row that decided, from 0; ``None`` if no row matched. ``certain``
    means that the row accepts a hedge and that it or its guard is certain.
    """

    hedges: bool | None
    row: int | None
    certain: bool = False


Words = Sequence[str]
Condition = Callable[[Words, Words, int, int], bool]
"""Takes the words in lower case, the words as written, and the term's start and end (exclusive)."""
Matcher = Callable[[str, str], bool]
"""Takes a word in lower case and as written. Both are empty outside the text."""


class Guard:
    """Decides by its rows whether a term hedges. Raises ``BadContexts`` if a row is invalid."""

    def __init__(self, name: str, table: Table, rows: Sequence[Row]) -> None:
        self.name = name
        self.certain = table.certain
        self.takes_to = table.takes_to
        self.rows = tuple(rows)
        self._otherwise = _VERDICTS[table.otherwise]
        self._compiled: list[tuple[Judgement, frozenset[str], list[Condition]]] = []
        """What each row says, the terms it is for (none: all), and its other conditions."""
        for number, row in enumerate(rows):
            hedges = _VERDICTS[row.verdict]
            says = Judgement(hedges, number, bool(hedges) and (table.certain or row.certain))
            try:
                conditions = _compile(row)
            except BadContexts as error:
                raise BadContexts(f"guard {name!r}, row {number}: {error}") from error
            self._compiled.append((says, frozenset(row.terms), conditions))

    def judge(self, lower: Words, written: Words, start: int, end: int) -> Judgement:
        """Judge the term at words ``start`` to ``end``, exclusive.

        ``lower`` and ``written`` are all words of the text, in lower case and as written.
        """
        term = " ".join(lower[start:end])
        for judgement, terms, conditions in self._compiled:
            if terms and term not in terms:
                continue
            for holds in conditions:
                if not holds(lower, written, start, end):
                    break
            else:
                return judgement
        return Judgement(self._otherwise, None)


@cache
def load_guards(folder: Path = GUARDS_FOLDER) -> Mapping[str, Guard]:
    """Return all guards in a folder's TOML files, by name.

    Raises ``BadContexts``, with the file's name and the place, if a file is invalid.
    """
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
    """Return the guards in parsed TOML, by name. Raises ``BadContexts`` if they are invalid."""
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
    """Return a row's conditions besides its terms, the cheapest first. Raises ``BadContexts``."""
    for example in (row.hedges, row.silent):
        if not _EXAMPLE.fullmatch(example):
            raise BadContexts(f"an example needs its term in brackets, once: {example!r}")
    conditions: list[Condition] = []
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
    if not (row.terms or conditions):
        raise BadContexts("a row needs a condition")
    return conditions


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
        # The position just outside the text counts too, as an empty word.
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
    """Yield the words, with each group's name replaced by the group's words."""
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
    """Return a function that tests whether a word matches one of these.

    Raises ``BadContexts`` for an unknown name or a word that is not in lower case.
    """
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
    if not kinds:
        return lambda lower, _: lower in known or lower.endswith(ends)

    def matches(lower: str, written: str) -> bool:
        return lower in known or lower.endswith(ends) or any(kind(written) for kind in kinds)

    return matches
