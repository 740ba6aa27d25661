"""Give a source of which the reader tagged only an aside its whole subject.

"Researchers from Clear Rivers, which opposes the dam, said …": the reader tags the clause between
the commas now and then, and not whom it is about. The same holds for an apposition: "Ruiz, for
example, the minister of trade, told …".
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.subjects import (
    RELATIVE,
    is_body,
    is_in_role,
    is_named,
    is_somebody,
    subjects,
)
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.phrases import DETERMINERS, INDEFINITE

COMMA: Final = ","
BESIDE: Final = 2
"""The cue starts within this many tokens after the comma that closes the aside: ", also said"."""
LEADS: Final = frozenset("according in at for with of from to by as on like unlike after".split())
"""What leads to somebody else than the subject: "According to Ruiz, who …, the aide said"."""


def whole_subjects(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in the same order, with the whole subject for an aside."""
    return [_whole(reading, one) for one in linked]


def _whole(reading: Reading, one: Linked) -> Linked:
    if one.source and _is_correlative(reading, one.source):
        later = one._replace(source=one.source._replace(start=one.source.start + 2))
        reading.trace.rule("source", "source.without_adverb", later.source, one.cue.place)
        return later
    if one.source and _opens_with_adverb(reading, one.source):
        later = one._replace(source=one.source._replace(start=one.source.start + 1))
        reading.trace.rule("source", "source.without_adverb", later.source, one.cue.place)
        return later
    if one.source is None or not _is_aside(reading, one.source, one.cue):
        return one
    begin = _begin(reading, one.source)
    if begin is None or any(begin < piece.end <= one.source.start for piece in one.contents):
        return one
    whole = one._replace(source=one.source._replace(start=begin))
    reading.trace.rule("source", "source.whole_subject", whole.source, one.cue.place)
    return whole


def _opens_with_adverb(reading: Reading, source: Tagged) -> bool:
    """Return whether a source opens with the adverb that opens its sentence: "Now critics say"."""
    words, at = reading.tokens.words, source.start
    first, _ = reading.sentence_at(at)
    if source.end - at == 1 or at != first or words[at].islower():
        return False
    goes_on = words[at + 1].isalpha() and words[at + 1].islower()
    return goes_on and words[at].lower() in load_terms("cues", "opening_adverb")


def _is_correlative(reading: Reading, source: Tagged) -> bool:
    """Return whether a source opens with "the longer" of "The longer voters wait, the more"."""
    lower, comparative = reading.tokens.lower, load_terms("cues", "comparative")
    first, end = reading.sentence_at(source.start)
    if source.end - source.start <= 2 or lower[source.start] != "the":
        return False
    if lower[source.start + 1] not in comparative or source.start > first + 1:
        return False
    return any(
        lower[at : at + 2] == [",", "the"] and lower[at + 2] in comparative
        for at in range(source.end, end - 2)
    )


def _is_aside(reading: Reading, source: Tagged, cue: Tagged) -> bool:
    """Return whether a source stands between two commas, the second of which is before the cue."""
    words = reading.tokens.words
    first, _ = reading.sentence_at(source.start)
    if source.start <= first or words[source.start - 1] != COMMA or source.end - source.start == 1:
        return False
    closing = source.end - 1 if words[source.end - 1] == COMMA else source.end
    return closing < cue.start <= closing + BESIDE and words[closing] == COMMA


def _begin(reading: Reading, source: Tagged) -> int | None:
    """Return where the subject begins that the aside is about, or ``None``."""
    lower = reading.tokens.lower
    first, _ = reading.sentence_at(source.start)
    if lower[source.start] in RELATIVE:
        return _before_clause(reading, first, source.start - 1)
    if lower[source.start] not in DETERMINERS | INDEFINITE:
        return None
    if is_named(reading, source.place) and _names_person(reading, source.start, source.end):
        return None  # "Beside Ruiz, the minister, Omar Aziz, said"
    return _before_apposition(reading, first, _before_phrase(lower, first, source.start - 1))


def _before_clause(reading: Reading, first: int, comma: int) -> int | None:
    for begin, stop in subjects(reading, first, comma):
        place = begin, stop
        tests = (is_somebody, is_named, is_in_role, is_body)
        if stop == comma and any(test(reading, place) for test in tests):
            return None if reading.tokens.lower[begin] in LEADS else begin
    return None


def _before_apposition(reading: Reading, first: int, comma: int) -> int | None:
    """Return where a name right before the comma begins, with its title, as the subject."""
    words = reading.tokens.words
    for begin, stop in subjects(reading, first, comma):
        if stop != comma or reading.tokens.lower[begin] in LEADS:
            continue
        named = reading.entity_to(comma)
        is_person = named is not None and named.label == "PERSON"
        if named and is_person and all(word[:1].isupper() for word in words[begin : named.start]):
            return begin
    return None


def _before_phrase(lower: Sequence[str], first: int, comma: int) -> int:
    """Return the comma before "for example" and the like, or the given comma."""
    for phrase in _phrases():
        start = comma - len(phrase)
        if start - 1 > first and lower[start - 1] == COMMA and tuple(lower[start:comma]) == phrase:
            return start - 1
    return comma


@cache
def _phrases() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(term.split()) for term in sorted(load_terms("cues", "between_commas")))


def _names_person(reading: Reading, start: int, end: int) -> bool:
    begun = (reading.entity_from(at) for at in range(start, end))
    return any(one is not None and one.label == "PERSON" for one in begun)
