"""Give a finished quotation before a speaker's own words to whoever spoke before it.

In "Ruiz said the ward was cold. “We had two blankets.” Tom Biggs, a porter, said: “I had one.”",
the reader takes both quotations for the porter's. The first has ended with a period, and his
words are those behind the verb.
"""

from collections.abc import Sequence

from scoring.attributions.bare_spans import MARKS
from scoring.attributions.linking import Linked
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged


def give_back(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in order of their cues. If nobody spoke before, nothing changes."""
    ordered = sorted(linked, key=lambda one: one.cue.start)
    for place, one in enumerate(ordered):
        before = [piece for piece in one.contents if _is_anothers(reading, one, piece)]
        last = _last(reading, ordered, place, before[0].start) if before else None
        if last is None:
            continue
        for piece in before:
            reading.trace.rule("content", "content.last_speaker", ordered[last].cue, piece.place)
        contents = sorted([*ordered[last].contents, *before], key=lambda piece: piece.start)
        ordered[last] = ordered[last]._replace(contents=tuple(contents))
        kept = tuple(piece for piece in one.contents if piece not in before)
        ordered[place] = one._replace(contents=kept)
    return ordered


def _is_anothers(reading: Reading, one: Linked, piece: Tagged) -> bool:
    """Return whether a quotation has ended right before the source, whose words follow the verb."""
    words = reading.tokens.words
    goes_on = any(other.start >= one.cue.end for other in one.contents)
    if one.source is None or not goes_on or piece.end != min(one.source.start, one.cue.start):
        return False
    inside = [word for word in words[piece.start : piece.end] if word not in MARKS]
    is_whole = reading.quoted[piece.start] and words[piece.end - 1] in MARKS
    return is_whole and inside[-1:] == ["."]  # "“Why?” Ruiz said. “It is late.”" is hers


def _last(reading: Reading, ordered: Sequence[Linked], place: int, at: int) -> int | None:
    """Return the index of the attribution before a quotation that says something, if it is in the
    sentence right before it.
    """
    least, _ = reading.sentence_at(max(0, at - 1))
    inverting = load_terms("cues", "inverting")
    for number in range(place - 1, -1, -1):
        one = ordered[number]
        if max(part.end for part in one.parts) <= least:
            return None
        if reading.quoted[one.cue.start]:
            continue
        said = any(reading.quoted[piece.start] for piece in one.contents)
        said = said or not inverting.isdisjoint(reading.tokens.lower[one.cue.start : one.cue.end])
        return number if one.source and said else None
    return None
