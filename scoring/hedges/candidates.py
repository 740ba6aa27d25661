"""Spans that may be hedge cues: the lexicon's terms with their guards' word, and the model's."""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import Final, NamedTuple

from scoring.hedges.contexts import BadContexts, Guard, load_guards
from scoring.lexicons.lexicon import load_guarded, load_terms
from scoring.model.decoding import Reading
from scoring.types import HedgeKind

KINDS: Final[tuple[HedgeKind, ...]] = ("epistemic", "evidential", "approximator")


class Verdict(Enum):
    """What the lexicon says of a span."""

    LISTED = "listed"
    """A term that hardly does anything but hedge."""
    ALLOWED = "allowed"
    """An ambiguous term whose guard says that it hedges here."""
    REFUSED = "refused"
    """An ambiguous term whose guard says that it does not."""
    PROPOSED = "proposed"
    """A term that hedges now and then, or that is seldom met, and no guard can tell."""
    UNKNOWN = "unknown"
    """No lexicon lists it; the model alone found it."""


class Candidate(NamedTuple):
    """A span that may be a cue.

    ``term``: the lexicon's, if it has one; ``form``: "to" where it takes that along; ``certain``:
    a row of a guard that is certain says that it hedges.
    """

    start: int
    end: int
    kind: HedgeKind
    verdict: Verdict
    term: str = ""
    form: str = ""
    certain: bool = False


class _Entry(NamedTuple):
    kind: HedgeKind
    guard: Guard | None
    verdict: Verdict
    """Where the guard, if there is one, does not refuse."""


@cache
def load_entries() -> dict[tuple[str, ...], list[_Entry]]:
    """Return what may hedge, by the words of the term. Raises ``BadContexts``."""
    entries: dict[tuple[str, ...], list[_Entry]] = {}
    for kind in KINDS:
        for term in load_terms("hedges", kind):
            entries.setdefault(tuple(term.split()), []).append(_Entry(kind, None, Verdict.LISTED))
        for term in load_terms("hedges", f"proposed_{kind}"):
            entries.setdefault(tuple(term.split()), []).append(_Entry(kind, None, Verdict.PROPOSED))
        for term in load_terms("rare_hedges", kind):
            entries.setdefault(tuple(term.split()), []).append(_Entry(kind, None, Verdict.PROPOSED))
        for guard, terms in _guarded(kind):
            verdict = Verdict.LISTED if guard.certain else Verdict.ALLOWED
            for term in terms:
                entries.setdefault(tuple(term.split()), []).append(_Entry(kind, guard, verdict))
    return entries


def _guarded(kind: HedgeKind) -> Iterator[tuple[Guard, frozenset[str]]]:
    """Yield the guards of a kind with their terms."""
    guards = load_guards()
    for name, terms in load_guarded("hedges", kind).items():
        if name not in guards:
            raise BadContexts(f"hedges.toml: {kind}.guarded names no guard: {name!r}")
        yield guards[name], terms


def candidates(reading: Reading) -> list[Candidate]:
    """Return every span that the lexicon or the model proposes; they may overlap."""
    found = list(_lexical(reading.tokens.words))
    places = {(one.start, one.end) for one in found}
    for tagged in reading.hedges:
        if (tagged.start, tagged.end) not in places:
            kind: HedgeKind = tagged.label  # type: ignore[assignment]  # the head's tags are the kinds
            found.append(Candidate(tagged.start, tagged.end, kind, Verdict.UNKNOWN))
    return found


def _lexical(words: Sequence[str]) -> Iterator[Candidate]:
    """Every term at every place, with what its guard says."""
    entries = load_entries()
    sizes = _sizes()
    lower = [word.lower().replace("’", "'") for word in words]
    for at, word in enumerate(lower):
        for size in sizes.get(word, ()):
            if at + size > len(lower):
                break
            for entry in entries.get(tuple(lower[at : at + size]), ()):
                yield from _forms(_judge(entry, lower, words, at, at + size), entry, lower)


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """How many words the terms have that begin with a word."""
    sizes: dict[str, set[int]] = {}
    for words in load_entries():
        sizes.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(many)) for word, many in sizes.items()}


def _judge(
    entry: _Entry, lower: Sequence[str], words: Sequence[str], start: int, end: int
) -> Candidate:
    verdict, certain = entry.verdict, False
    if entry.guard is not None:
        judgement = entry.guard.judge(lower, words, start, end)
        certain = entry.guard.certain and bool(judgement.hedges) and judgement.row is not None
        if not judgement.hedges:
            verdict = Verdict.PROPOSED if judgement.hedges is None else Verdict.REFUSED
    # "Isn't clear": the negation is half a word; the cue starts with the whole.
    begin = start - (start > 0 and lower[start] == "n't")
    term = " ".join(lower[start:end])
    return Candidate(begin, end, entry.kind, verdict, term, certain=certain)


def _forms(one: Candidate, entry: _Entry, lower: Sequence[str]) -> Iterator[Candidate]:
    """Yield the candidate, and of "expected to" the longer one too."""
    yield one
    takes_to = entry.guard is not None and entry.guard.takes_to
    if takes_to and one.end < len(lower) and lower[one.end] == "to":
        yield one._replace(end=one.end + 1, form="to")
