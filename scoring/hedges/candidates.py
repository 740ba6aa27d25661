"""Find candidate hedge cues: the lexicon's terms, with guards' verdicts, and the model's spans."""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import Final, NamedTuple

from scoring.hedges.contexts import BadContexts, Guard, load_guards
from scoring.lexicons.lexicon import load_guarded, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.names import HYPHENS
from scoring.text.tokens import Tokens
from scoring.types import HedgeKind

BESIDE: Final = 3
"""The number of tokens of a word with those beside it."""
KINDS: Final[tuple[HedgeKind, ...]] = ("epistemic", "evidential", "approximator")


class Verdict(Enum):
    """What the lexicon says about a span."""

    LISTED = "listed"
    """A term that almost always hedges."""
    ALLOWED = "allowed"
    """An ambiguous term whose guard says that it hedges here."""
    REFUSED = "refused"
    """An ambiguous term whose guard says that it does not hedge here."""
    PROPOSED = "proposed"
    """A term that hedges occasionally or is rare, and that no guard can decide."""
    UNKNOWN = "unknown"
    """A span that only the model found and no lexicon lists."""


class Candidate(NamedTuple):
    """A span that may be a cue.

    ``start`` and ``end`` (exclusive) are token indices. ``term`` is the lexicon's term, or empty.
    ``form`` is "to" if the span includes a following "to". ``certain`` means that a certain row of
    its guard says that the term hedges.
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
    """The verdict if there is no guard, or if the guard says that the term hedges."""


@cache
def load_entries() -> dict[tuple[str, ...], list[_Entry]]:
    """Return the lexicon's entries by the words of their terms.

    The terms come from ``hedges.toml`` and ``rare_hedges.toml``. Raises ``BadContexts`` if a guard
    is invalid or missing.
    """
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
    """Yield the guards of a kind of hedge, with their terms."""
    guards = load_guards()
    for name, terms in load_guarded("hedges", kind).items():
        if name not in guards:
            raise BadContexts(f"hedges.toml: {kind}.guarded names no guard: {name!r}")
        yield guards[name], terms


def candidates(reading: Reading) -> list[Candidate]:
    """Return every span that the lexicon or the model proposes. Spans can overlap."""
    found = list(_lexical(reading.tokens))
    places = {(one.start, one.end) for one in found}
    for tagged in reading.hedges:
        if (tagged.start, tagged.end) not in places:
            kind: HedgeKind = tagged.label  # type: ignore[assignment]  # the head's tags are the kinds
            found.append(Candidate(tagged.start, tagged.end, kind, Verdict.UNKNOWN))
    return found


def _lexical(tokens: Tokens) -> Iterator[Candidate]:
    """Yield every occurrence of every term, with its guard's verdict."""
    entries = load_entries()
    sizes = _sizes()
    words = tokens.words
    lower = tokens.lower
    if "’" in tokens.text:
        lower = [word.replace("’", "'") for word in lower]
    for at in [at for at, word in enumerate(lower) if word in sizes]:
        by_second = sizes[lower[at]]
        many = by_second.get("", ())
        if at + 1 < len(lower):
            many += by_second.get(lower[at + 1], ())
        if not many or _is_inside(tokens, at):
            continue
        for size in many:
            if at + size > len(lower):
                break
            for entry in entries.get(tuple(lower[at : at + size]), ()):
                yield from _forms(_judge(entry, lower, words, at, at + size), entry, lower)


def _is_inside(tokens: Tokens, at: int) -> bool:
    """Return whether hyphens join a word on both sides: in an address, "…/pill-may-help"."""
    near = tokens.words[at - 1 : at + 2] if at else []
    if len(near) != BESIDE or near[0] not in HYPHENS or near[2] not in HYPHENS:
        return False
    spans = tokens.spans
    return spans[at - 1][1] == spans[at][0] and spans[at][1] == spans[at + 1][0]


@cache
def _sizes() -> dict[str, dict[str, tuple[int, ...]]]:
    """Return, for each first and second word of a term, the numbers of words of such terms.

    The second word of a term of one word is empty.
    """
    sizes: dict[str, dict[str, tuple[int, ...]]] = {}
    for words in sorted(load_entries(), key=len):
        by_second = sizes.setdefault(words[0], {})
        second = words[1] if len(words) > 1 else ""
        if len(words) not in by_second.get(second, ()):
            by_second[second] = (*by_second.get(second, ()), len(words))
    return sizes


def _judge(
    entry: _Entry, lower: Sequence[str], words: Sequence[str], start: int, end: int
) -> Candidate:
    verdict, certain = entry.verdict, False
    if entry.guard is not None:
        judgement = entry.guard.judge(lower, words, start, end)
        certain = judgement.certain
        if not judgement.hedges:
            verdict = Verdict.PROPOSED if judgement.hedges is None else Verdict.REFUSED
    # "Isn't clear": the token "n't" is half a word, so the cue starts one token earlier.
    begin = start - (start > 0 and lower[start] == "n't")
    term = " ".join(lower[start:end])
    return Candidate(begin, end, entry.kind, verdict, term, certain=certain)


def _forms(one: Candidate, entry: _Entry, lower: Sequence[str]) -> Iterator[Candidate]:
    """Yield the candidate and, for a term such as "expected", the longer one with "to"."""
    yield one
    takes_to = entry.guard is not None and entry.guard.takes_to
    if takes_to and one.end < len(lower) and lower[one.end] == "to":
        yield one._replace(end=one.end + 1, form="to")
