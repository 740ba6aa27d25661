"""Find refusals: someone was asked and did not answer.

"Declined to comment", "did not return calls" and "could not be reached" are evidence that a
newsroom asked. They are not statements, so they get the mode ``refusal``. The formulas are data.
The reader tags most refusals, because PolNeAR marks them. This module adds the others.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from scoring.attributions.linking import Linked
from scoring.attributions.subjects import is_named, is_somebody, subjects
from scoring.lexicons.lexicon import load_pairs, load_patterns, load_terms
from scoring.model.confidence import log_odds
from scoring.model.decoding import Reading, Tagged
from scoring.text.gaps import between_gaps
from scoring.text.lowering import lowered, lowered_pattern

BEFORE: Final = 25
"""A source starts at most this many tokens before the formula: "the firm, which owns …,
declined"."""
LONGEST: Final = 40
"""The content, which is what is refused, has at most this many tokens."""
SUBJECT: Final = 4
"""A refusal that somebody states starts at most this many tokens into what is stated: "that the
company would not comment"."""
LONGEST_CAUSE: Final = 60
"""What makes others refuse is looked for in this many characters before: "causes it to"."""
CUE: Final = "(?P<cue>"
"""How the group of the words that refuse begins in a pattern."""
SURE: Final = 0.75
"""The confidence of a refusal that only a formula found."""


class Refusal(NamedTuple):
    """A refusal's offsets in characters.

    The words that refuse extend from ``start`` to ``cue_end``, and the whole formula to ``end``.
    """

    start: int
    cue_end: int
    end: int


@cache
def _formulas() -> tuple[re.Pattern[str], ...]:
    """Return the formulas, for text in lower case."""
    return tuple(
        lowered_pattern(f"(?:{cue if CUE in cue else f'{CUE}{cue})'})(?:{refused})")
        for cue, refused in load_pairs("refusals", "formula")
    )


@cache
def _any_cue() -> re.Pattern[str]:
    """Return a pattern of the words that refuse in any of the formulas, for text in lower case.

    It says at once that a passage has no formula.
    """
    cues = (cue.replace(CUE, "(?:") for cue, _ in load_pairs("refusals", "formula"))
    return lowered_pattern("|".join(f"(?:{cue})" for cue in cues))


@cache
def _others() -> re.Pattern[str]:
    return re.compile("|".join(load_patterns("refusals", "no_refusal")), re.IGNORECASE)


@cache
def _caused() -> re.Pattern[str]:
    return lowered_pattern("|".join(load_patterns("refusals", "caused")))


def find_refusals(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Refusal]:
    """Return the formulas in order, without overlaps. Of those that overlap, the first to start is
    kept.

    ``paragraphs`` are spans of ``text``, in characters.
    """
    found: list[Refusal] = []
    lower = lowered(text)
    telling = [word for word in load_terms("refusals", "telling") if word in lower]
    for start, end in paragraphs:
        if not any(lower.find(word, start, end) >= 0 for word in telling):
            continue
        parts = between_gaps(lower, start, end)
        for one in sorted(one for part in parts for one in _matches(lower, *part)):
            if not found or one.start >= found[-1].end:
                found.append(one)
    return found


def _matches(lower: str, start: int, end: int) -> Iterator[Refusal]:
    if not _any_cue().search(lower, start, end):
        return
    for formula in _formulas():
        for match in formula.finditer(lower, start, end):
            at = match.start("cue")
            cue_end = at + len(match["cue"].rstrip())
            after = lower[cue_end : match.end() + 1].lstrip()
            before = lower[max(start, at - LONGEST_CAUSE) : at]
            if not _others().match(after) and not _caused().search(before):
                yield Refusal(at, cue_end, match.end())


def is_refusal(refusals: Sequence[Refusal], start: int, end: int) -> bool:
    """Return whether a cue at these offsets, in characters, overlaps the words of a refusal."""
    place = bisect_right(refusals, start, key=lambda one: one.end)
    return place < len(refusals) and refusals[place].start < end


def answers_only(reading: Reading, refusals: Sequence[Refusal], one: Linked) -> Refusal | None:
    """Return the refusal that is all that a source says: "said that he could not comment".

    Words after "but" are an answer, so there is no such refusal then.
    """
    if len(one.contents) != 1 or reading.quoted[one.contents[0].start]:
        return None
    content, spans = one.contents[0], reading.tokens.spans
    first, last = spans[content.start][0], spans[content.end - 1][1]
    place = bisect_left(refusals, first, key=lambda refusal: refusal.start)
    if place == len(refusals) or refusals[place].start >= last:
        return None
    refusal = refusals[place]
    begin = bisect_left([start for start, _ in spans[content.start : content.end]], refusal.start)
    lower = [word.lower() for word in reading.tokens.words[content.start : content.end]]
    goes_on = not load_terms("refusals", "goes_on").isdisjoint(lower[begin:])
    return refusal if begin <= SUBJECT and not goes_on else None


def without_reasons(
    reading: Reading, refusals: Sequence[Refusal], linked: Sequence[Linked]
) -> list[Linked]:
    """Return the attributions without those that only give a refusal's reason.

    "Declined to discuss the recipe, citing an agreement": the source cites why it says nothing.
    """
    spans, words = reading.tokens.spans, reading.tokens.words
    refusing = {
        (one.source.start, one.source.end)
        for one in linked
        if one.source and is_refusal(refusals, spans[one.cue.start][0], spans[one.cue.end - 1][1])
    }
    citing = load_terms("cues", "citing")
    return [
        one
        for one in linked
        if words[one.cue.start].lower() not in citing
        or one.source is None
        or (one.source.start, one.source.end) not in refusing
    ]


def untagged(
    reading: Reading, refusals: Sequence[Refusal], linked: Sequence[Linked]
) -> Iterator[Linked]:
    """Yield the refusals that overlap no known cue, each with the source before it.

    A formula without a source in its own sentence is skipped, because it could be about anyone. So
    is one in a quotation that somebody is known to say: "“We cannot comment,” said Ruiz".
    """
    begins = reading.tokens.starts
    sentences = reading.sentences
    cues = sorted((one.cue.start, one.cue.end) for one in linked)
    taken = [cue for cue, _ in cues]
    sources = [tag for tag in reading.roles if tag.label == "SOURCE"]
    pieces = sorted((c.start, c.end) for one in linked for c in one.contents)
    opens = [start for start, _ in pieces]
    for one in refusals:
        first, last, stop = (bisect_left(begins, at) for at in (one.start, one.cue_end, one.end))
        piece = bisect_right(opens, first) - 1
        if reading.quoted[first] and piece >= 0 and first < pieces[piece][1]:
            continue
        place = bisect_left(taken, stop)
        if first >= last or (place and cues[place - 1][1] > first):
            continue
        if source := _before(reading, sources, sentences, first):
            cue = Tagged("CUE", first, last, SURE)
            content = Tagged("CONTENT", last, _clause_end(reading, last, stop), SURE)
            trace = reading.trace
            trace.rule("attribution", "attribution.refusal", "an attribution", cue.place)
            trace.rule("source", "source.before_the_verb", source, cue.place)
            if content.end > last:
                trace.rule("content", "content.refused", cue, content.place)
            yield Linked(
                cue, source, (content,) if content.end > last else (), SURE, log_odds(SURE)
            )


def _before(
    reading: Reading, sources: Sequence[Tagged], sentences: Sequence[int], at: int
) -> Tagged | None:
    """Return the subject before the verb at a token, as tagged by the reader or found by the
    words.
    """
    first = sentences[bisect_right(sentences, at) - 1]
    place = bisect_left(sources, at, key=lambda source: source.start)
    for source in reversed(sources[max(0, place - 1) : place]):
        if first <= source.start and source.end <= at and at - source.start <= BEFORE:
            return source
    for start, end in subjects(reading, first, at):
        if is_somebody(reading, (start, end)) or is_named(reading, (start, end)):
            return Tagged("SOURCE", start, end, SURE)
    return None


def _clause_end(reading: Reading, start: int, stop: int) -> int:
    """Return the end of what is refused: a sentence's end, "but", a comma or another mark."""
    words = reading.tokens.words
    at = max(start, stop)
    while at < min(len(words), start + LONGEST):
        if reading.starts[at] or words[at].lower() in (".", ";", ",", "but", "”", '"', "!", "?"):
            break
        at += 1
    return at
