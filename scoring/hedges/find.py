"""Find hedge cues: the lexicon proposes, guards and the model's head are weighed together."""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from scoring.hedges.guards import GUARDS
from scoring.lexicon import load_guarded, load_terms
from scoring.reading.reading import Reading
from scoring.values import HedgeKind

KINDS: Final[tuple[HedgeKind, ...]] = ("epistemic", "evidential", "approximator")


class Verdict(Enum):
    """What the lexicon says of a span: the log odds that it adds to the model's.

    Chosen on dev among a few settings: see training/README.md.
    """

    LISTED = 3.1
    """A term that hardly does anything but hedge: the model cannot overrule it."""
    ALLOWED = 2.0
    """An ambiguous term whose guard says that it hedges here."""
    REFUSED = -3.0
    """An ambiguous term whose guard says that it does not."""
    UNKNOWN = -0.4
    """No lexicon lists it; the model alone found it."""


HEARD: Final = 0.6
"""What the model's log odds count."""
FARTHEST: Final = 5.0
"""Beyond this the model's log odds say no more."""

CERTAIN: Final = frozenset({"number", "agentless"})
"""Guards whose word is as good as a listed term: a number follows, or nobody is who believes."""


class Cue(NamedTuple):
    """A hedge cue by token range of the reading. ``evidence``: log odds, over 0."""

    start: int
    end: int
    kind: HedgeKind
    evidence: float


class _Match(NamedTuple):
    start: int
    end: int
    kind: HedgeKind
    verdict: Verdict


class _Entry(NamedTuple):
    kind: HedgeKind
    guard: str | None


@cache
def _entries() -> dict[tuple[str, ...], list[_Entry]]:
    entries: dict[tuple[str, ...], list[_Entry]] = {}
    for kind in KINDS:
        for term in load_terms("hedges", kind):
            entries.setdefault(tuple(term.split()), []).append(_Entry(kind, None))
        for guard, terms in load_guarded("hedges", kind).items():
            for term in terms:
                entries.setdefault(tuple(term.split()), []).append(_Entry(kind, guard))
    return entries


def find_cues(reading: Reading) -> list[Cue]:
    """Return the hedge cues in order, never overlapping."""
    matches = list(_lexical(reading.tokens.words))
    listed = {i for match in matches for i in range(match.start, match.end)}
    for tagged in reading.hedges:
        if listed.isdisjoint(range(tagged.start, tagged.end)):
            kind: HedgeKind = tagged.label  # type: ignore[assignment]  # the head's tags are the kinds
            matches.append(_Match(tagged.start, tagged.end, kind, Verdict.UNKNOWN))
    cues = []
    for match in sorted(matches, key=lambda match: match.start):
        evidence = match.verdict.value + HEARD * _heard(reading, match.start, match.end)
        if evidence > 0:
            cues.append(Cue(match.start, match.end, match.kind, evidence))
    return cues


def _heard(reading: Reading, start: int, end: int) -> float:
    """The model's log odds that the span's tokens hedge, on average."""
    scores = reading.heads["hedge"][start:end]
    odds = np.logaddexp.reduce(scores[:, 1:], axis=1) - scores[:, 0]
    return float(np.clip(odds.mean(), -FARTHEST, FARTHEST))


def _lexical(words: Sequence[str]) -> Iterator[_Match]:
    """The longest term at each place that its guard allows, else the longest it refuses."""
    entries = _entries()
    longest = max(map(len, entries))
    firsts = {words[0] for words in entries}
    lower = [word.lower().replace("’", "'") for word in words]
    at = 0
    while at < len(words):
        match = None
        if lower[at] in firsts:
            for size in range(min(longest, len(words) - at), 0, -1):
                here = _match(entries, lower, words, at, at + size)
                if here and (match is None or here.verdict is not Verdict.REFUSED):
                    match = here
                if match and match.verdict is not Verdict.REFUSED:
                    break
        if match:
            yield match
            at = match.end
        else:
            at += 1


def _match(
    entries: dict[tuple[str, ...], list[_Entry]],
    lower: Sequence[str],
    words: Sequence[str],
    start: int,
    end: int,
) -> _Match | None:
    refused = None
    for entry in entries.get(tuple(lower[start:end]), ()):
        # "Isn't clear": the negation is half a word; the cue starts with the whole.
        begin = start - (lower[start] == "n't")
        if entry.guard is None:
            return _Match(begin, end, entry.kind, Verdict.LISTED)
        if GUARDS[entry.guard](lower, words, start, end):
            verdict = Verdict.LISTED if entry.guard in CERTAIN else Verdict.ALLOWED
            return _Match(begin, end, entry.kind, verdict)
        refused = _Match(begin, end, entry.kind, Verdict.REFUSED)
    return refused
