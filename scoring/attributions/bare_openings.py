"""Put right whose a quotation without a verb is that a person's introduction follows, or that a
question precedes.

"“He'd let you off.” Mina Holt, 34, has lived above the shop for years." gives its speaker in the
next sentence, where the reader sees no cue, and so it goes to whoever spoke before. "“Is it yours?”
asked Ruiz.¶“It looks like mine.”" is an answer, and whoever asks does not answer.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.attributions.bare_spans import (
    ENDS,
    LEAST_INSIDE,
    LEAST_WORDS,
    MARKS,
    Range,
    is_quoted,
)
from scoring.attributions.linking import Linked
from scoring.attributions.sentence_subjects import FULL
from scoring.attributions.without_verb import INTRODUCED, attribute, without
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, is_somebody
from scoring.text.quotation import Quotation

DESCRIBED: Final = 4
"""What somebody is has this many tokens after a name and a comma: ", the dead man's sister"."""
MARKED: Final = ("“", ".", "”")
"""The marks of a quoted sentence."""
PRESENT: Final = frozenset("is was has had lives works runs".split())
"""Verbs that bring on somebody who has just been heard: "Ana Ruiz is standing on a platform"."""


def give_to_introduced(
    reading: Reading, linked: Sequence[Linked], taken: Sequence[Range]
) -> tuple[list[Linked], set[Range]]:
    """Return the attributions without wrong answers and with the quotations before introductions,
    and the cues of the latter, as ranges of tokens.

    ``taken``: what turns and signatures cover, in characters, in order and without overlaps.
    """
    linked = _without_answers(reading, linked)
    begins = [start for start, _ in taken]
    brought_on: list[tuple[Range, Tagged]] = []
    for quotation, start, end in _openings(reading):
        place = bisect_left(begins, quotation.end) - 1
        is_taken = place >= 0 and taken[place][1] > quotation.start
        person = None if is_taken else _introduced(reading, end)
        if person:
            brought_on.append(((start, end), person))
    if not brought_on:
        return linked, set()
    firsts: dict[str, int] = {}
    for at, word in enumerate(reading.tokens.lower):
        firsts.setdefault(word, at)
    pieces = sorted(
        (c.start, c.end, place) for place, one in enumerate(linked) for c in one.contents
    )
    ends = [end for _, end, _ in pieces]
    said = sorted(one.cue.start for one in linked)
    added: list[Linked] = []
    for (start, end), person in brought_on:
        stop = reading.sentence_at(end)[1]
        speaks = bisect_left(said, stop) > bisect_left(said, end)  # of something else
        if speaks or firsts[reading.tokens.lower[person.end - 1]] < start:
            continue
        low, high = bisect_right(ends, start), bisect_left(pieces, (end,))
        owners = {place for _, _, place in pieces[low:high]}
        if any(_is_near(reading, linked[place].cue.start, start, end) for place in owners):
            continue
        for place in owners:
            linked[place] = without(linked[place], start, end)
        content = start, end - 1
        added.append(attribute(reading, INTRODUCED, (end - 1, end), person.place, [content]))
    kept = [one for one in linked if one.contents]
    cues = {one.cue.place for one in added}
    return sorted([*kept, *added], key=lambda one: one.cue.start), cues


def _openings(reading: Reading) -> Iterator[tuple[Quotation, int, int]]:
    """Yield the quotations that an unquoted sentence follows, in their paragraph or, after the
    article's first paragraph, in the next, with their tokens.
    """
    tokens = reading.tokens
    words, begins, sentences = tokens.words, {*tokens.paragraph_starts}, {*reading.start_places}
    first = tokens.paragraph_starts[0] if len(tokens.paragraph_starts) else 0
    for quotation in reading.quotations:
        start = bisect_left(tokens.spans, (quotation.start,))
        end = bisect_left(tokens.spans, (quotation.end,))
        is_after = start > 0 and words[start - 1] in ENDS | MARKS
        opens = start in begins or (start in sentences and is_after)
        if not quotation.closed or not opens or end >= len(words):
            continue
        inside = [word for word in words[start:end] if word not in MARKS]
        is_sentence = inside[-1:] and inside[-1] in ENDS and end in reading.start_places
        is_apart = end in begins
        if not is_sentence or reading.quoted[end] or len(inside) <= LEAST_INSIDE:
            continue
        if not is_apart or (start == first and _is_own(reading, start, end)):
            yield quotation, start, end


def _is_own(reading: Reading, start: int, end: int) -> bool:
    own = load_groups("turns.first_person", "turns.first_person_plural") | {"you", "nobody"}
    return not own.isdisjoint(reading.tokens.lower[start:end])


def _introduced(reading: Reading, end: int) -> Tagged | None:
    """Return who is named in full at the start of the sentence at ``end`` and brought on there, but
    not as a victim or as an accused.
    """
    lower = reading.tokens.lower
    entities = reading.entities
    place = bisect_left(entities, end, key=lambda one: one.start)
    one = entities[place] if place < len(entities) else None
    if one is None or one.label != "PERSON" or one.start != end or one.end - one.start < FULL:
        return None
    after = lower[one.end : one.end + 1]
    if after == [","]:
        told = lower[one.end + 1 : one.end + 1 + DESCRIBED]
        opens = bool(told) and (
            told[0][:1].isdigit()
            or told[0] in DETERMINERS | INDEFINITE | {"who", "whose"}
            or any(is_somebody(word) for word in told)
        )
    else:
        opens = after[:1] != [] and after[0] in PRESENT
    if not opens:
        return None
    begin, stop = one.end + 1, reading.sentence_at(end)[1]
    closes = next((i for i in range(begin, stop) if after == [","] == [lower[i]]), begin)
    said = lower[closes:stop]
    return one if load_terms("cues", "befallen").isdisjoint(said) else None


def _is_near(reading: Reading, cue: int, start: int, end: int) -> bool:
    """Return whether a verb is behind a quotation, in its paragraph or in the introduction's."""
    starts = reading.tokens.paragraph_starts
    place = bisect_right(starts, end)
    return start <= cue < (starts[place] if place < len(starts) else len(reading.tokens.words))


def _without_answers(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions without the answers of others in the paragraphs below.

    These are the answers to questions, and a few words after two people have taken turns: "“…,”
    Ruiz says.¶“…,” says Holt.¶“That's twice.”" may be Ruiz's again.
    """
    asking = load_terms("cues", "asking")
    turns = _turns(reading, linked)
    found = []
    for one in linked:
        if not asking.isdisjoint(reading.tokens.lower[one.cue.start : one.cue.end]):
            found.append(_without_answer(reading, one))
        elif one.cue.start in turns:
            found.append(_without_few(reading, one))
        else:
            found.append(one)
    return found


def _turns(reading: Reading, linked: Sequence[Linked]) -> set[int]:
    """Return the cues of those who speak right after somebody else did, each in one paragraph that
    a quotation opens.
    """
    starts = reading.tokens.paragraph_starts
    last: tuple[int, str] | None = None
    cues: set[int] = set()
    for one in sorted(linked, key=lambda one: one.cue.start):
        place = bisect_right(starts, one.cue.start) - 1
        if one.source is None or reading.tokens.words[starts[place]] not in MARKS:
            continue
        who = reading.text(one.source.start, one.source.end)
        if last and last[0] == place - 1 and last[1] != who:
            cues.add(one.cue.start)
        last = place, who
    return cues


def _without_few(reading: Reading, one: Linked) -> Linked:
    """Return an attribution without a few words that are the next paragraph."""
    starts = [*reading.tokens.paragraph_starts, len(reading.tokens.words)]
    place = bisect_right(starts, one.cue.start)
    begin, end = (*starts[place : place + 2], 0, 0)[:2]
    is_few = end - begin < LEAST_WORDS + len(MARKED)
    if not is_few or begin >= end or not is_quoted(reading, begin, end) or _goes_on(reading, begin):
        return one
    kept = tuple(piece for piece in one.contents if piece.start < begin)
    return one._replace(contents=kept) if kept else one


def _without_answer(reading: Reading, one: Linked) -> Linked:
    """Return a question without what follows its paragraph in quotation marks of its own."""
    words = reading.tokens.words
    starts = [*reading.tokens.paragraph_starts, len(words)]
    place = bisect_right(starts, one.cue.start)
    end = starts[min(place, len(starts) - 1)]
    own = [piece for piece in one.contents if piece.end <= end]
    asked = (
        [word for word in words[own[-1].start : own[-1].end] if word not in MARKS] if own else []
    )
    if asked[-1:] != ["?"] or _goes_on(reading, end):
        return one
    return one._replace(contents=tuple(own))


def _goes_on(reading: Reading, end: int) -> bool:
    """Return whether a quotation goes on into the paragraph that begins at a token."""
    at = reading.tokens.spans[end - 1][0]
    place = bisect_right(reading.quotations, at, key=lambda one: one.start) - 1
    return (
        place >= 0 and not reading.quotations[place].closed and reading.quotations[place].end > at
    )
