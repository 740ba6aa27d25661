"""Add the asides that the reader did not tag, inside what another source says.

They are ", according to Ana Ruiz,", of which what follows is the content, and ", says Ruiz, and" in
"It is safe, says Ruiz, and it is open, says Hale", of which the content stands before it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.attributions.added import added
from scoring.attributions.linking import Linked
from scoring.attributions.speaker_phrases import MARKS, SpeakerPhrases
from scoring.attributions.subjects import is_body, is_in_role, is_named, is_somebody
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged

RULE: Final = "source.in_an_aside"
CUE: Final = ("according", "to")
LONGEST: Final = 12
"""The most tokens of a source between "according to" and the comma."""
OBJECTS: Final = frozenset(("him", "her", "them"))
RELATIVE: Final = frozenset(("who", "which", "that", "whose"))
JOINTS: Final = frozenset(("and", "but", "while"))
STOPS: Final = frozenset((",", ";", ".", "?", "!", "—", "–"))


def with_told_asides(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in order of their cues, with those of the asides that were missed."""
    lower = reading.tokens.lower
    phrases = SpeakerPhrases(reading)
    linked = [part for one in linked for part in _parted(reading, one, phrases)]
    if CUE[0] not in lower:
        return linked
    cued = {at for one in linked for at in range(one.cue.start, one.cue.end)}
    places = [
        at for at in range(2, len(lower) - len(CUE)) if lower[at] == CUE[0] and at not in cued
    ]
    asides = [one for at in places if (one := _aside(reading, at))]
    return sorted([*linked, *asides], key=lambda one: one.cue.start)


def _aside(reading: Reading, at: int) -> Linked | None:
    """Return the attribution of an aside at a token, or ``None`` if there is none."""
    lower, source = reading.tokens.lower, at + len(CUE)
    if tuple(lower[at:source]) != CUE or lower[at - 1] != "," or reading.quoted[at]:
        return None
    _, end = reading.sentence_at(at)
    close = next((i for i in range(source, min(end, source + LONGEST)) if lower[i] in STOPS), -1)
    if close <= source or lower[close] != "," or not _is_source(reading, (source, close)):
        return None
    stop = end - (lower[end - 1] in STOPS)
    if lower[at - 2] in RELATIVE:  # "who, according to her aide, are tired, will leave"
        stop = next((i for i in range(close + 1, stop) if lower[i] in STOPS), stop)
    if close + 1 >= stop or reading.quoted[close + 1]:
        return None
    return added(reading, RULE, (at, source), (source, close), (close + 1, stop))


def _is_source(reading: Reading, place: tuple[int, int]) -> bool:
    if reading.tokens.lower[place[0]] in OBJECTS and place[1] == place[0] + 1:
        return True
    return any(test(reading, place) for test in (is_named, is_somebody, is_in_role, is_body))


def _parted(reading: Reading, one: Linked, phrases: SpeakerPhrases) -> Iterator[Linked]:
    """Yield an attribution, and before it what its content has of another speaker."""
    for number, piece in enumerate(one.contents):
        if not reading.quoted[piece.start] and (aside := _speaker_in(reading, piece, phrases)):
            verb, speaker = aside
            rest = piece._replace(start=speaker.end + len((",", "and")))
            reading.trace.cut("content", piece.place, rest.place)
            said = piece.start, verb - 1
            yield added(reading, RULE, (verb, verb + 1), speaker.place, said)
            contents = (*one.contents[:number], rest, *one.contents[number + 1 :])
            yield one._replace(contents=contents)
            return
    yield one


def _speaker_in(
    reading: Reading, piece: Tagged, phrases: SpeakerPhrases
) -> tuple[int, Tagged] | None:
    """Return the verb and the speaker of ", says Ruiz, and" in a piece of content."""
    words, lower = reading.tokens.words, reading.tokens.lower
    verbs = load_terms("cues", "inverting")
    for at in range(piece.start + 2, piece.end - len(("Ruiz", ",", "and", "it"))):
        if lower[at] not in verbs or words[at - 1] != ",":
            continue
        found = phrases.starting_at(at + 1, MARKS)
        if found is None or found.end + 2 >= piece.end or words[found.end] != ",":
            continue
        if lower[found.end + 1] in JOINTS and _is_source(reading, found.place):
            return at, found
    return None
