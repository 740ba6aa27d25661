"""Corroboration: find what else an anonymous source's statement rests on.

Newsrooms ask for a second, independent source before they print what an unnamed person says
(Reuters Handbook, "sources"). This module looks for three signs in the article: the source counts
several people, someone else is said to confirm the statement, or another speaker is reported to say
the same.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.types import Attribution, Corroboration

CONFIRMATION_REACH_CHARACTERS: Final = 600
"""A confirmation's cue starts at most this many characters after the statement's cue."""
COMPARED_ATTRIBUTIONS: Final = 60
"""A statement is compared with this many attributions before and after it, to bound the cost."""
SHARED_WORDS: Final = 3
SHARED_PART: Final = 0.6
"""Two statements say the same if they share at least ``SHARED_WORDS`` words and at least
``SHARED_PART`` of the words of the shorter one."""

WORD: Final = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
DESCRIPTION: Final = re.compile(
    r"\band\s+(?:an?|another|one|two|three|several|other)\b", re.IGNORECASE
)


def corroborate(attributions: Sequence[Attribution]) -> list[Corroboration | None]:
    """Return what corroborates each attribution, one item per attribution, in the same order.

    Only statements by anonymous sources need corroboration. The item is ``None`` for all other
    attributions, and for statements that nothing corroborates. Corroboration by a named source
    takes precedence over an anonymous one, and both over a source that counts several people.
    """
    if not any(map(_needs, attributions)):
        return [None] * len(attributions)
    seen = _Seen(attributions)
    return [
        _found(number, attributions, seen) if _needs(one) else None
        for number, one in enumerate(attributions)
    ]


class _Seen:
    """A cache of the words of attributions. It is lazy, because few are near an anonymous
    source.
    """

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._attributions = attributions
        self._said: dict[int, frozenset[str]] = {}

    def said(self, number: int) -> frozenset[str]:
        """Return the stems of the content words of an attribution, by its index."""
        if number not in self._said:
            self._said[number] = _content_words(self._attributions[number])
        return self._said[number]


def _needs(one: Attribution) -> bool:
    return one.mode == "statement" and one.source is not None and one.source.anonymous


def _found(number: int, attributions: Sequence[Attribution], seen: _Seen) -> Corroboration | None:
    one = attributions[number]
    assert one.source
    first = max(0, number - COMPARED_ATTRIBUTIONS)
    others = [
        other
        for place, other in enumerate(
            attributions[first : number + COMPARED_ATTRIBUTIONS + 1], first
        )
        if _independent(one, other)
        and (
            (_just_after(other, one) and _says_so(other.cue.text))
            or _same(seen.said(number), seen.said(place))
        )
    ]
    named = next((other for other in others if other.source and not other.source.anonymous), None)
    if named:
        return Corroboration(by="named_source", attribution=named.id)
    if others:
        return Corroboration(by="anonymous_source", attribution=others[0].id)
    if _counts_several(one.source.text):
        return Corroboration(by="several_sources", attribution=None)
    return None


def _independent(one: Attribution, other: Attribution) -> bool:
    """Return whether the other is a counted statement by another speaker."""
    return bool(
        one.source
        and other.source
        and other.mode == "statement"
        and not other.interviewer
        and other.source.speaker != one.source.speaker
    )


def _says_so(cue: str) -> bool:
    """Return whether the cue contains a verb of confirmation."""
    return not load_terms("sources", "corroborating").isdisjoint(_words(cue))


def _just_after(other: Attribution, one: Attribution) -> bool:
    return 0 < other.cue.start - one.cue.start <= CONFIRMATION_REACH_CHARACTERS


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= SHARED_WORDS and shared >= SHARED_PART * min(len(one), len(other))


def _counts_several(source: str) -> bool:
    words = list(_words(source))
    counted = any(w in load_terms("sources", "several") or _number(w) for w in words[:3])
    return counted or DESCRIPTION.search(source) is not None


def _number(word: str) -> bool:
    """Return whether this is a numeral of two or more.

    The word is not converted to a number, because it may have thousands of digits.
    """
    return word.isdecimal() and word.lstrip("0") not in {"", "1"}


def _content_words(attribution: Attribution) -> frozenset[str]:
    """Return the content words, cut to their first six letters as an approximate stem."""
    words = (w for piece in attribution.content for w in _words(piece.text))
    function = load_terms("sources", "function")
    return frozenset(w[:6] for w in words if len(w) > 2 and w not in function)


def _words(text: str) -> Iterator[str]:
    return (match[0].lower() for match in WORD.finditer(text))
