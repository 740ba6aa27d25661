"""Give a quotation to the main verb, and not to the verb of a clause between that and the colon.

In "He responds, while she yawns: “…”", the reader takes the nearest verb for the cue. The main
verb is one of saying, and what stands between it and the quotation only tells what else happens.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.subjects import is_named, is_pronoun, is_somebody, subjects
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading, Tagged

RULE: Final = "source.of_the_main_verb"
FOUND: Final = 0.6
"""The confidence of a source that the reader did not tag."""
MEANWHILE: Final = frozenset(("while", "as"))
"""Conjunctions of a clause that tells what else happens then."""
CLAUSE: Final = 20
"""Such a clause has at most this many tokens."""
BREAKS: Final = frozenset((",", ";", "—", "–", "and", "but"))
"""What such a clause does not contain before its verb."""
COLON: Final = ":"


def with_main_verbs(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in the same order, with the main verbs of such sentences as cues."""
    sources = [tag for tag in reading.roles if tag.label == "SOURCE"]
    return [_of_main_verb(reading, one, sources) or one for one in linked]


def _of_main_verb(reading: Reading, one: Linked, sources: Sequence[Tagged]) -> Linked | None:
    lower, cue = reading.tokens.lower, one.cue
    first, _ = reading.sentence_at(cue.start)
    colon = one.contents[0].start - 1
    if not first < cue.start <= colon or lower[colon] != COLON or not reading.quoted[colon + 1]:
        return None
    if _says(reading, cue):
        return None
    near = range(cue.start - 1, max(first, colon - CLAUSE), -1)
    joint = next((at for at in near if lower[at] in MEANWHILE | BREAKS), None)
    if joint is None or lower[joint] in BREAKS:
        return None
    verb = joint - 1
    verb -= lower[verb] == ","
    verb -= lower[verb].endswith("ly")
    verbs = load_groups("cues.statement", "cues.finite", "cues.answering", "cues.asking")
    if verb <= first or lower[verb] not in verbs or reading.quoted[verb]:
        return None
    speaker = _subject(reading, first, verb, sources)
    if speaker is None:
        return None
    main = cue._replace(start=verb, end=verb + 1)
    reading.trace.copy("attribution", cue.place, reading.tokens.spans[verb])
    reading.trace.rule("source", RULE, speaker, main.place)
    for piece in one.contents:
        reading.trace.rule("content", "content.around_the_verb", main, piece.place)
    return one._replace(cue=main, source=speaker)


def _says(reading: Reading, cue: Tagged) -> bool:
    """Return whether the clause's own verb is one of saying: "as he asked her: “…”"."""
    verbs = load_groups("cues.statement", "cues.inverting", "cues.uttering")
    return not verbs.isdisjoint(reading.tokens.lower[cue.start : cue.end])


def _subject(reading: Reading, first: int, verb: int, sources: Sequence[Tagged]) -> Tagged | None:
    """Return the subject right before a verb: what the reader tagged, a pronoun, a name, people."""
    place = bisect_left(sources, verb, key=lambda tag: tag.start) - 1
    if place >= 0 and sources[place].start >= first and sources[place].end == verb:
        return sources[place]
    lower = reading.tokens.lower
    if lower[verb - 1] in load_terms("cues", "opens_subject") and is_pronoun(
        reading, (verb - 1, verb)
    ):
        return Tagged("SOURCE", verb - 1, verb, FOUND)
    for start, stop in subjects(reading, first, verb):
        is_one = is_somebody(reading, (start, stop)) or is_named(reading, (start, stop))
        if stop == verb and is_one:
            return Tagged("SOURCE", start, stop, FOUND)
    return None
