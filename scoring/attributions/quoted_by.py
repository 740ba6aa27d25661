"""Give what somebody "was quoted by" somebody else "as saying" to the one who is quoted.

In "General Rahim was quoted by the state agency as saying that …", the reader takes the agency for
the source, or the general for content. The active form ("The agency quoted General Rahim as saying
…") is left as it is: its subject is the outermost source.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from scoring.attributions.added import added
from scoring.attributions.linking import Linked
from scoring.attributions.subjects import is_named, is_pronoun, is_somebody
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged

QUOTED: Final = frozenset(("quoted", "cited", "reported"))
VERBS: Final = frozenset("saying telling warning adding having".split())
"""What follows "as"."""
CLOSING: Final = frozenset("” \" '' ’".split())
ASIDE: Final = 12
"""Between "quoted" and "as saying" there are at most this many tokens: "by the state agency"."""
MOST_SUBJECT_TOKENS: Final = 14
FOUND: Final = 0.6
"""The confidence of a source that these rules found and the reader did not."""


class _Quoting(NamedTuple):
    """A passive, by indices of tokens, ends exclusive."""

    subject: tuple[int, int]
    verb: int
    """The "saying" in "as saying"."""
    end: int
    """After "as saying" and a colon."""


def give_to_quoted(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions with the quoted as sources; those that had nothing but them go."""
    if QUOTED.isdisjoint(reading.tokens.lower):
        return list(linked)
    places = [at for at, word in enumerate(reading.tokens.lower) if word in QUOTED]
    found = [quoting for at in places if (quoting := _quoting(reading, at))]
    turned = [kept for one in linked if (kept := _turned(reading, one, found))]
    missed = [quoting for quoting in found if not any(_has(one, quoting) for one in turned)]
    more = [one for quoting in missed if (one := _untagged(reading, quoting))]
    return sorted([*turned, *more], key=lambda one: one.cue.start)


def _has(one: Linked, quoting: _Quoting) -> bool:
    """Return whether an attribution has the passive, or what follows it."""
    return quoting.subject[1] <= one.cue.start < quoting.end or any(
        piece.start <= quoting.end < piece.end for piece in one.contents
    )


def _untagged(reading: Reading, quoting: _Quoting) -> Linked | None:
    """Return the attribution of a passive of which the reader tagged nothing."""
    end = reading.sentence_at(quoting.verb)[1]
    end -= reading.tokens.words[end - 1] in (".", "?", "!")
    if end <= quoting.end:
        return None
    cue, content = (quoting.verb, quoting.verb + 1), (quoting.end, end)
    return added(reading, "source.is_quoted", cue, quoting.subject, content)


def _quoting(reading: Reading, at: int) -> _Quoting | None:
    """Return the passive whose participle is at a token."""
    lower = reading.tokens.lower
    first, end = reading.sentence_at(at)
    be = load_terms("cues", "be")
    verb = next((i for i in range(at - 1, max(first, at - 3) - 1, -1) if lower[i] in be), None)
    if verb is None:
        return None
    start = verb
    while start > first and lower[start - 1] in be | load_terms("cues", "auxiliary"):
        start -= 1
    stop = min(end - 1, at + ASIDE)
    said = next(
        (i for i in range(at + 1, stop) if lower[i] == "as" and lower[i + 1] in VERBS), None
    )
    if said is None:
        return None
    begin = max((i + 1 for i in range(first, start) if lower[i] in CLOSING), default=first)
    subject = (begin, start - (lower[start - 1] == ","))
    if not 0 < start - begin <= MOST_SUBJECT_TOKENS:
        return None
    is_source = (
        is_named(reading, subject) or is_pronoun(reading, subject) or is_somebody(reading, subject)
    )
    after = said + 2
    after += after < end and lower[after] == ":"
    return _Quoting(subject, said + 1, after) if is_source else None


def _turned(reading: Reading, one: Linked, found: Sequence[_Quoting]) -> Linked | None:
    """Return an attribution with the source that is quoted; ``None`` if nothing is left of it."""
    quoting = next((q for q in found if q.subject[1] <= one.cue.start < q.end), None)
    if quoting is None:
        return one
    source = Tagged("SOURCE", *quoting.subject, FOUND)
    contents = tuple(_outside(reading, one.contents, quoting))
    if not contents:
        return None
    reading.trace.rule("source", "source.is_quoted", source, one.cue.place)
    return one._replace(source=source, contents=contents)


def _outside(reading: Reading, contents: Sequence[Tagged], quoting: _Quoting) -> Iterator[Tagged]:
    """Yield the content without the clause "Ruiz was quoted by the agency as saying"."""
    first, last = quoting.subject[0], quoting.end
    for piece in contents:
        before = piece._replace(end=min(piece.end, first))
        after = piece._replace(start=max(piece.start, last))
        for kept in (before, after):
            if kept.start < kept.end:
                reading.trace.cut("content", piece.place, kept.place)
                yield kept
