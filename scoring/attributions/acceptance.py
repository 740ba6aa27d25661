"""Is it an attribution at all? What was linked is weighed as a whole, and the unlikely is left out.

The reader learned its tags from news about politics, where nearly every "showed", "approved" or
"hopes" reports somebody's words; elsewhere a quarter of what it tags does not. The clues are the
cue's words and mode, who the source seems to be, what the content opens with and whether it is
quoted, what stands about the cue, and how sure the tags and the links are. Each has a weight from
labelled articles (``scoring.model.weights``, "attributions"). The log odds that come of it are also
what an attribution's confidence rests on.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.attributions.cues import listed_mode
from scoring.attributions.linking import Linked
from scoring.model.decoding import Reading
from scoring.model.weights.clue_weights import load_evidence

ACCEPTED: Final = -0.8
"""The least log odds of an attribution: lower, more of news at large is false; higher, PolNeAR's
attitudes are lost. Chosen on dev."""
SURE: Final = (0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
"""Steps of the tags' and the links' probabilities."""
ATTITUDE_STEP: Final = 2
ATTITUDE_BOUND: Final = 4.0
"""Log odds of the mode beyond which they say no more, and how finely they are told apart."""
LONGEST: Final = 6
"""Words of a cue, pieces of content: more are the same."""
PRONOUNS: Final = frozenset("i we you he she they it who which that".split())
EDGE: Final = "edge of the text"


def accept(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return what is likely an attribution, with its log odds, in order."""
    table = load_evidence("attributions")
    weighed = [
        one._replace(odds=table.weigh(clues)[0])
        for one, clues in zip(linked, all_clues(reading, linked), strict=True)
    ]
    return [one for one in weighed if one.odds >= ACCEPTED]


def all_clues(reading: Reading, linked: Sequence[Linked]) -> list[tuple[str, ...]]:
    """Return the clues of each attribution of an article."""
    pieces = sorted((c.start, c.end) for one in linked for c in one.contents)
    starts = [start for start, _ in pieces]
    found = []
    for one in linked:
        place = bisect_right(starts, one.cue.start) - 1
        inside = place >= 0 and pieces[place][1] > one.cue.start
        found.append((*_clues(reading, one), f"cue inside content {inside}"))
    return found


def _clues(reading: Reading, one: Linked) -> Iterator[str]:
    words = reading.tokens.words
    cue = [word.lower() for word in words[one.cue.start : one.cue.end]]
    listed = listed_mode(" ".join(cue)) or "unlisted"
    attitude = float(reading.heads["mode"][one.cue.start : one.cue.end].mean())
    bounded = min(ATTITUDE_BOUND, max(-ATTITUDE_BOUND, attitude))
    quoted = reading.quoted[one.cue.start]
    yield f"cue {listed}"
    yield f"cue {listed}, attitude {int(bounded / ATTITUDE_STEP)}"
    yield f"cue '{' '.join(cue)}'"
    yield from (f"cue word '{word}'" for word in cue)
    yield f"cue of {min(len(cue), LONGEST)} words"
    yield f"cue opens with '{cue[0]}'"
    yield f"cue ends with '{cue[-1]}'"
    yield f"cue opens with -{cue[0][-3:]}"
    yield f"cue {_step(one.cue.confidence)}"
    yield f"cue {_step(one.cue.confidence)}, {listed}"
    yield f"cue quoted {quoted}"
    yield f"before '{words[one.cue.start - 1].lower() if one.cue.start else EDGE}'"
    yield f"after '{words[one.cue.end].lower() if one.cue.end < len(words) else EDGE}'"
    if one.source:
        yield from _source_clues(reading, one, listed)
    else:
        yield from ("no source", f"no source, cue {listed}", f"no source, cue quoted {quoted}")
        yield f"no source, cue ends with -{cue[-1][-3:]}"
    yield from _content_clues(reading, one, listed)
    sure = one.certainty * one.sure
    yield f"linked {_step(one.certainty)}"
    yield f"whole {_step(sure)}"
    yield from (f"whole above {step}" for step in SURE if sure > step)


def _source_clues(reading: Reading, one: Linked, listed: str) -> Iterator[str]:
    assert one.source is not None
    start, end = one.source.start, one.source.end
    words = [word.lower() for word in reading.tokens.words[start:end]]
    kind = reading.source_type(start, end)
    pronoun = words[0] if len(words) == 1 and words[0] in PRONOUNS else "no pronoun"
    yield f"source {kind}"
    yield f"source {kind}, cue {listed}"
    yield f"source {_step(one.source.confidence)}"
    yield f"source opens with '{words[0]}'"
    yield f"source ends with '{words[-1]}'"
    yield f"source {pronoun}, cue {listed}"
    yield f"source after the cue {start > one.cue.start}"
    yield f"source capital {reading.tokens.words[start][:1].isupper()}"


def _content_clues(reading: Reading, one: Linked, listed: str) -> Iterator[str]:
    first = one.contents[0].start
    length = sum(piece.end - piece.start for piece in one.contents)
    quoted = any(any(reading.quoted[c.start : c.end]) for c in one.contents)
    yield f"content quoted {quoted}"
    yield f"content quoted {quoted}, cue {listed}"
    yield f"content opens with '{reading.tokens.words[first].lower()}'"
    yield f"content {_step(min(piece.confidence for piece in one.contents))}"
    yield f"content in {min(len(one.contents), LONGEST)} pieces"
    yield f"content of 2^{(length + 1).bit_length() - 1} words"


def _step(share: float) -> str:
    return f"sure {next((str(step) for step in SURE if share > step), 'less')}"
