"""Find hedge cues: the lexicon proposes, guards and the model's head decide."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from scoring.hedges.guards import GUARDS
from scoring.lexicon import load_guarded, load_terms
from scoring.reading.reading import Reading
from scoring.values import HedgeKind

KINDS: Final[tuple[HedgeKind, ...]] = ("epistemic", "evidential", "approximator")
ALONE: Final = 0.6
"""The head's probability from which a span counts that no lexicon lists."""
LEXICON_CONFIDENCE: Final = 0.75


class Cue(NamedTuple):
    """A hedge cue by token range of the reading."""

    start: int
    end: int
    kind: HedgeKind
    confidence: float


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
    lexical = list(_lexical(reading.tokens.words))
    heard = {i: tagged for tagged in reading.hedges for i in range(tagged.start, tagged.end)}
    cues = []
    for cue in lexical:
        tagged = heard.get(cue.start)
        agreed = tagged.confidence if tagged and tagged.label == cue.kind else 0.0
        cues.append(cue._replace(confidence=max(LEXICON_CONFIDENCE, agreed)))
    taken = {i for cue in cues for i in range(cue.start, cue.end)}
    listed = {words[0] for words in _entries()}
    for tagged in reading.hedges:
        # What the lexicon knows, its guards have judged; the head adds what no list has.
        known = reading.tokens.words[tagged.start].lower() in listed
        if tagged.confidence < ALONE or known or taken & set(range(tagged.start, tagged.end)):
            continue
        kind: HedgeKind = tagged.label  # type: ignore[assignment]  # the head's tags are the kinds
        cues.append(Cue(tagged.start, tagged.end, kind, tagged.confidence))
    return sorted(cues)


def _lexical(words: Sequence[str]) -> Iterator[Cue]:
    entries = _entries()
    longest = max(map(len, entries))
    firsts = {words[0] for words in entries}
    lower = [word.lower().replace("’", "'") for word in words]
    at = 0
    while at < len(words):
        match = None
        if lower[at] in firsts:
            for size in range(min(longest, len(words) - at), 0, -1):
                if match := _match(entries, lower, words, at, at + size):
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
) -> Cue | None:
    for entry in entries.get(tuple(lower[start:end]), ()):
        if entry.guard is None or GUARDS[entry.guard](lower, words, start, end):
            # "Isn't clear": the negation is half a word; the cue starts with the whole.
            return Cue(start - (lower[start] == "n't"), end, entry.kind, LEXICON_CONFIDENCE)
    return None
