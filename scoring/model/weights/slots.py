"""Domains: the values that a slot of a clue's template can have.

A domain is a table under ``[slots]`` in a file of ``templates``. Its keys can be combined:

====================  =================================================================
``values``            these values
``lexicon, groups``   the names of these groups of a lexicon
``least, most``       whole numbers in this range; larger counts are capped at ``most``
``steps, beyond``     a count in words: the name of the first step that it does not exceed
``above, otherwise``  a measure: the greatest of these thresholds that it exceeds
``sets, none``        any combination of these, in this order, separated by spaces
``clues``             the clues of these templates, or with ``*`` of all in the file
``open``              a "word" or several "words" of the article, or any "number"
====================  =================================================================

A list is short for ``values``, and a string for ``open``. A domain with ``open`` is open. Any other
domain is closed: its values are known in advance.
"""

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Final, Literal

import msgspec

from scoring.lexicons.lexicon import load_terms

PATTERNS: Final = {"word": r"\S+", "words": r"\S+(?: \S+)*", "number": r"-?\d+"}
ALL: Final = "*"


class BadTemplates(ValueError):
    """The templates are invalid, or a value does not fit a slot. The message says why.

    The message names the template and the slot. It never contains a value that was to fill a slot,
    because that can be a word of an article.
    """


class Domain(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A domain as written in the file."""

    values: tuple[str, ...] = ()
    lexicon: str = ""
    groups: tuple[str, ...] = ()
    least: int = 0
    most: int | None = None
    steps: tuple[tuple[int, str], ...] = ()
    beyond: str = ""
    above: tuple[float, ...] = ()
    otherwise: str = ""
    sets: tuple[str, ...] = ()
    none: str = ""
    clues: tuple[str, ...] = ()
    open: Literal["", "word", "words", "number"] = ""

    def listed(self) -> tuple[str, ...]:
        """Return the domain's values in order, except for clues and open values."""
        found = [*self.values, *self.groups]
        if self.most is not None:
            found += [str(number) for number in range(self.least, self.most + 1)]
        if self.steps:
            found += [*(name for _, name in self.steps), self.beyond]
        if self.above:
            found += [*map(str, self.above), self.otherwise]
        if self.sets:
            found.append(self.none)
            sizes = range(1, len(self.sets) + 1)
            found += [" ".join(some) for size in sizes for some in combinations(self.sets, size)]
        return tuple(dict.fromkeys(found))


def read_domain(name: str, raw: object) -> Domain:
    """Return the domain of a slot from parsed TOML.

    Raises ``BadTemplates`` if it is invalid, is empty or names an unknown lexicon group.
    """
    if isinstance(raw, str):
        raw = {"open": raw}
    elif isinstance(raw, list):
        raw = {"values": raw}
    try:
        domain = msgspec.convert(raw, Domain)
    except msgspec.ValidationError as error:
        raise BadTemplates(f"slot {name!r}: {error}") from error
    for group in domain.groups:
        try:
            load_terms(domain.lexicon, group)
        except (KeyError, OSError):
            where = f"{domain.lexicon}.toml"
            raise BadTemplates(f"slot {name!r}: no group {group!r} in {where}") from None
    if not (domain.listed() or domain.clues or domain.open):
        raise BadTemplates(f"slot {name!r}: nothing may stand in it")
    return domain


class Slot:
    """A slot of one template. ``pattern`` is a regular expression for the values it can have."""

    def __init__(self, name: str, domain: Domain, made: Sequence[str], *, closed: bool) -> None:
        """``made``: the patterns of the templates whose clues the slot can hold.

        ``closed``: neither the slot's domain nor any of those templates is open.
        """
        self.name = name
        self.domain = domain
        self.closed = closed
        self._listed = frozenset(domain.listed())
        parts = [*map(re.escape, sorted(self._listed)), *made]
        parts += [PATTERNS[domain.open]] if domain.open else []
        self.pattern = f"(?:{'|'.join(parts)})"

    def takes(self, value: str) -> bool:
        """Return whether the slot can have this value."""
        return value in self._listed or re.fullmatch(self.pattern, value) is not None
