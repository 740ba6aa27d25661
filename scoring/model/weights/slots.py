"""What may stand in a slot of a clue's template: the slot's domain.

A domain is a table in a file of ``templates``, under ``[slots]``; its keys may be combined:

====================  =================================================================
``values``            these
``lexicon, groups``   these groups of a lexicon, by name
``least, most``       whole numbers; whoever counts further stops at ``most``
``steps, beyond``     a count in words: the name of the first step that it does not pass
``above, otherwise``  a measure: the first of these thresholds that it is above
``sets, none``        any of these together, in this order, with a space between them
``clues``             what these templates make, or with ``*`` all of the file
``open``              a "word" or several "words" of the article, any "number"
====================  =================================================================

A list stands for ``values``, a string for ``open``. A domain with ``open`` is open, any other is
closed: what may stand there is known beforehand.
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
    """Templates that cannot be used, or something that one cannot be filled with; says why.

    It names the template and the slot, and never the value, which may be a word of an article.
    """


class Domain(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A domain as it is written."""

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
        """Return what may stand in the slot, but for clues and what is open, in order."""
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
    """Return a domain as TOML gives it. Raises ``BadTemplates``, also for an unknown group."""
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
    """A slot of one template. ``pattern`` matches what may stand in it."""

    def __init__(self, name: str, domain: Domain, made: Sequence[str], *, closed: bool) -> None:
        """``made``: the patterns of the templates whose clues may stand in it.

        ``closed``: no value of it is open, nor of those.
        """
        self.name = name
        self.domain = domain
        self.closed = closed
        self._listed = frozenset(domain.listed())
        parts = [*map(re.escape, sorted(self._listed)), *made]
        parts += [PATTERNS[domain.open]] if domain.open else []
        self.pattern = f"(?:{'|'.join(parts)})"

    def takes(self, value: str) -> bool:
        """May it stand in the slot?"""
        return value in self._listed or re.fullmatch(self.pattern, value) is not None
