"""Decide whether linked spans really are an attribution. Unlikely ones are dropped.

This step is needed because the reader learned its tags from political news, where nearly every
"showed", "approved" or "hopes" reports someone's words. In other news, a quarter of what the reader
tags does not. Each linked attribution is judged as a whole. The clues are the cue's words and mode,
the likely type of source, the first word of the content and whether it is quoted, the words beside
the cue, and the probabilities of the tags and links. Each clue has a weight learned from labeled
articles (``scoring.model.weights``, "attributions"). An attribution's confidence is based on the
same log odds.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from scoring.attributions.cues import listed_mode
from scoring.attributions.linking import Linked
from scoring.model.decoding import Reading
from scoring.model.weights.clue_templates import load_templates
from scoring.model.weights.clue_weights import load_evidence
from scoring.trace import Option

ACCEPTED: Final = -0.85
"""The least log odds of an attribution. A lower value would accept more false ones in general news,
and a higher value would lose PolNeAR's attitudes. Chosen on dev."""
ATTITUDE_STEP: Final = 2
"""The mode's log odds are distinguished in steps of this size."""
PRONOUNS: Final = frozenset("i we you he she they it who which that".split())
EDGE: Final = "edge of the text"

CLUES: Final = load_templates("attributions")
SURE: Final = CLUES.above("sure")
"""Thresholds of the probabilities of tags and links."""
MOST_COUNTED: Final = CLUES.most("longest")
"""Higher numbers of words in a cue, or of pieces of content, count as this number."""
ATTITUDE_BOUND: Final = float(ATTITUDE_STEP * CLUES.most("attitude"))
"""Log odds of the mode are limited to plus or minus this value."""
in_steps = CLUES.graded("sure")
cue_mode = CLUES.maker("cue_mode", "listed")
cue_attitude = CLUES.maker("cue_attitude", "listed", "attitude")
the_cue = CLUES.maker("cue", "words")
cue_word = CLUES.maker("cue_word", "word")
cue_length = CLUES.maker("cue_length", "longest")
cue_opens = CLUES.maker("cue_opens", "word")
cue_ends = CLUES.maker("cue_ends", "word")
cue_opens_ending = CLUES.maker("cue_opens_ending", "ending")
cue_sure = CLUES.maker("cue_sure", "sure")
cue_sure_mode = CLUES.maker("cue_sure_mode", "sure", "listed")
cue_quoted = CLUES.maker("cue_quoted", "quoted")
cue_inside_content = CLUES.maker("cue_inside_content", "inside")
before_cue = CLUES.maker("before", "edge")
after_cue = CLUES.maker("after", "edge")
no_source = CLUES.fixed("no_source")
no_source_mode = CLUES.maker("no_source_mode", "listed")
no_source_quoted = CLUES.maker("no_source_quoted", "quoted")
no_source_ending = CLUES.maker("no_source_ending", "ending")
source_type = CLUES.maker("source_type", "type")
source_type_mode = CLUES.maker("source_type_mode", "type", "listed")
source_sure = CLUES.maker("source_sure", "sure")
source_opens = CLUES.maker("source_opens", "word")
source_ends = CLUES.maker("source_ends", "word")
source_pronoun = CLUES.maker("source_pronoun", "pronoun", "listed")
source_after = CLUES.maker("source_after", "follows")
source_capital = CLUES.maker("source_capital", "capital")
content_quoted = CLUES.maker("content_quoted", "quoted")
content_quoted_mode = CLUES.maker("content_quoted_mode", "quoted", "listed")
content_opens = CLUES.maker("content_opens", "word")
content_sure = CLUES.maker("content_sure", "sure")
content_pieces = CLUES.maker("content_pieces", "longest")
content_length = CLUES.maker("content_length", "power")
linked_sure = CLUES.maker("linked_sure", "sure")
whole_sure = CLUES.maker("whole_sure", "sure")
whole_above = CLUES.maker("whole_above", "step")


def accept(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the likely attributions in order, with their log odds."""
    table = load_evidence("attributions")
    weighed = []
    for one, clues in zip(linked, all_clues(reading, linked), strict=True):
        odds = table.weigh(clues)[0]
        weighed.append(one._replace(odds=odds))
        options = partial(_options, odds, clues)
        reading.trace.weigh("attribution", "table.attributions", options, one.cue.place)
    return [one for one in weighed if one.odds >= ACCEPTED]


def _options(odds: float, clues: Sequence[str]) -> Iterator[Option]:
    """Yield the two options: that it is an attribution, and that it is not, with the threshold as
    score.
    """
    yield Option("an attribution", odds, load_evidence("attributions").weights(clues))
    yield Option("no attribution", ACCEPTED, [("threshold", ACCEPTED)])


def all_clues(reading: Reading, linked: Sequence[Linked]) -> list[tuple[str, ...]]:
    """Return the clues of each attribution of an article, in the same order."""
    pieces = sorted((c.start, c.end) for one in linked for c in one.contents)
    starts = [start for start, _ in pieces]
    found = []
    for one in linked:
        place = bisect_right(starts, one.cue.start) - 1
        inside = place >= 0 and pieces[place][1] > one.cue.start
        found.append((*_clues(reading, one), cue_inside_content(inside)))
    return found


def _clues(reading: Reading, one: Linked) -> Iterator[str]:
    words = reading.tokens.words
    cue = [word.lower() for word in words[one.cue.start : one.cue.end]]
    listed = listed_mode(" ".join(cue)) or "unlisted"
    attitude = reading.attitude(*one.cue.place)
    bounded = min(ATTITUDE_BOUND, max(-ATTITUDE_BOUND, attitude))
    quoted = reading.quoted[one.cue.start]
    yield cue_mode(listed)
    yield cue_attitude(listed, int(bounded / ATTITUDE_STEP))
    yield the_cue(" ".join(cue))
    yield from (cue_word(word) for word in cue)
    yield cue_length(min(len(cue), MOST_COUNTED))
    yield cue_opens(cue[0])
    yield cue_ends(cue[-1])
    yield cue_opens_ending(cue[0][-3:])
    yield cue_sure(in_steps(one.cue.confidence))
    yield cue_sure_mode(in_steps(one.cue.confidence), listed)
    yield cue_quoted(quoted)
    yield before_cue(words[one.cue.start - 1].lower() if one.cue.start else EDGE)
    yield after_cue(words[one.cue.end].lower() if one.cue.end < len(words) else EDGE)
    if one.source:
        yield from _source_clues(reading, one, listed)
    else:
        yield from (no_source, no_source_mode(listed), no_source_quoted(quoted))
        yield no_source_ending(cue[-1][-3:])
    yield from _content_clues(reading, one, listed)
    sure = one.certainty * one.sure
    yield linked_sure(in_steps(one.certainty))
    yield whole_sure(in_steps(sure))
    yield from (whole_above(step) for step in SURE if sure > step)


def _source_clues(reading: Reading, one: Linked, listed: str) -> Iterator[str]:
    assert one.source is not None
    start, end = one.source.start, one.source.end
    words = [word.lower() for word in reading.tokens.words[start:end]]
    kind = reading.source_type(start, end)
    pronoun = words[0] if len(words) == 1 and words[0] in PRONOUNS else "no pronoun"
    yield source_type(kind)
    yield source_type_mode(kind, listed)
    yield source_sure(in_steps(one.source.confidence))
    yield source_opens(words[0])
    yield source_ends(words[-1])
    yield source_pronoun(pronoun, listed)
    yield source_after(start > one.cue.start)
    yield source_capital(reading.tokens.words[start][:1].isupper())


def _content_clues(reading: Reading, one: Linked, listed: str) -> Iterator[str]:
    first = one.contents[0].start
    length = sum(piece.end - piece.start for piece in one.contents)
    quoted = any(any(reading.quoted[c.start : c.end]) for c in one.contents)
    yield content_quoted(quoted)
    yield content_quoted_mode(quoted, listed)
    yield content_opens(reading.tokens.words[first].lower())
    yield content_sure(in_steps(min(piece.confidence for piece in one.contents)))
    yield content_pieces(min(len(one.contents), MOST_COUNTED))
    yield content_length((length + 1).bit_length() - 1)
