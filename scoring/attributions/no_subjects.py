"""Take a verb away from a source that is not its subject, but stands nearer to it or opens the
sentence.

In "It may hurt the court and the nation by telling women that …", the court tells nobody anything.
In "The king will not come after the palace asked and agreed that …", what will be is no past, so
that the palace agreed (Quirk et al. 1985, 13.43 ff.).
"""

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.sentence_subjects import SentenceSubjects
from scoring.attributions.subjects import is_body, is_in_role
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.phrases import DETERMINERS

FOUND: Final = 0.6
"""The confidence of a source that these rules found and the reader did not."""
IMPERSONAL: Final = frozenset(("it", "this", "that", "which"))
BETWEEN: Final = frozenset((",", "–", "—", "-"))
"""What stands between an object and "by"."""
MODALS: Final = frozenset("will would wo can could may might must shall should".split())
MOST_NOUN_TOKENS: Final = 4
"""The most tokens of a subject without a name: "the city council"."""


def with_subjects(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in the same order, each with its subject, without those by nobody."""
    return list(_with_subjects(reading, linked))


def _with_subjects(reading: Reading, linked: Sequence[Linked]) -> Iterator[Linked]:
    whose = SentenceSubjects(reading) if linked else None
    for one in linked:
        source = one.source
        first, end = reading.sentence_at(one.cue.start)
        if (
            whose is None
            or source is None
            or not first <= source.start < source.end < one.cue.start
        ):
            yield one
        elif _is_behind_by(reading, first, one.cue, source):
            about = whose.of_sentence(first, end)
            if about and about.end <= source.start:
                found = Tagged("SOURCE", about.start, about.end, FOUND)
                yield _noted(reading, one, found)
            elif not _is_impersonal(reading, first, source):
                yield one
        elif subject := _in_clause(reading, one.cue, source):
            yield _noted(reading, one, subject)
        else:
            yield one


def _noted(reading: Reading, one: Linked, subject: Tagged) -> Linked:
    reading.trace.rule("source", "source.of_its_clause", subject, one.cue.place)
    return one._replace(source=subject)


def _is_behind_by(reading: Reading, first: int, cue: Tagged, source: Tagged) -> bool:
    """Return whether a source stands right before "by telling", and not at the start."""
    lower, by = reading.tokens.lower, cue.start - 1
    is_gerund = lower[by] == "by" and lower[cue.start].endswith("ing")
    between = BETWEEN.issuperset(lower[source.end : by])
    return is_gerund and between and source.start > first + 1 and not reading.quoted[by]


def _is_impersonal(reading: Reading, first: int, source: Tagged) -> bool:
    """Return whether the clause before a source is about what happens: "it might hurt"."""
    lower = reading.tokens.lower
    auxiliary = load_groups("cues.auxiliary", "cues.be")
    return any(
        lower[i] in IMPERSONAL and lower[i + 1] in auxiliary for i in range(first, source.start - 1)
    )


def _in_clause(reading: Reading, cue: Tagged, source: Tagged) -> Tagged | None:
    """Return the subject of the clause in which a past verb is the second, if the source's own
    verb is of what will or may be.
    """
    lower = reading.tokens.lower
    if lower[cue.start - 1] != "and" or reading.quoted[cue.start]:
        return None
    if not (lower[cue.start].endswith("ed") or lower[cue.start] in load_terms("cues", "past")):
        return None
    opens = load_terms("sources", "subordinating")
    inside = range(source.end, cue.start - 1)
    joint = next((i for i in inside if lower[i] in opens), None)
    if joint is None or "," in lower[joint : cue.start]:
        return None
    verb = _behind_aside(reading, source.end, joint)
    if lower[verb] not in MODALS or not MODALS.isdisjoint(lower[joint : cue.start]):
        return None
    return _subject(reading, joint + 1, cue.start - 1)


def _behind_aside(reading: Reading, at: int, stop: int) -> int:
    """Return the place behind a clause between commas, or the given one: ", who is ill, will"."""
    words = reading.tokens.words
    if words[at] != ",":
        return at
    return next((i + 1 for i in range(at + 1, stop) if words[i] == ","), at)


def _subject(reading: Reading, start: int, stop: int) -> Tagged | None:
    """Return the name, or the body or people, with which a clause opens."""
    lower = reading.tokens.lower
    named = reading.entity_from(start + (lower[start] == "the"))
    if named and named.label in ("ORGANIZATION", "PERSON") and named.end < stop:
        return Tagged("SOURCE", start, named.end, FOUND)
    if lower[start] not in DETERMINERS:
        return None
    ends = range(min(stop, start + MOST_NOUN_TOKENS), start + 1, -1)
    places = ((start, end) for end in ends)
    found = next((at for at in places if is_body(reading, at) or is_in_role(reading, at)), None)
    return Tagged("SOURCE", *found, FOUND) if found else None
