"""Find cues that close a sentence: "…, two officials told the paper", "…, added the spokesman".

The content is all of the sentence before the cue, including any attribution inside it: of nested
attributions, only the outermost is kept. The reader tags such a cue and its source, but it often
gives the content to the inner attribution.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.attributions.linking import Linked
from scoring.lexicons.lexicon import load_terms
from scoring.model.confidence import log_odds
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.names import POSSESSIVE

TAIL: Final = 8
"""At most this many tokens follow the cue in the sentence: "told the paper on Monday"."""
MIN_CONTENT_TOKENS: Final = 3
"""The content has at least this many tokens, without the comma or quotation mark after it."""


def close_sentences(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in order of their cues, with those that close a sentence added.

    Attributions inside the content of an added one are removed, and so is content of others there:
    nothing is said by two speakers.
    """
    ordered = sorted(linked, key=_cued)
    reclaimed = {one.cue.place: one for one in ordered if _is_reclaimed(reading, one, ordered)}
    closing = [
        one._replace(contents=(*one.contents, *reclaimed[one.cue.place].contents))
        if one.cue.place in reclaimed
        else one
        for one in _closing(reading, [one for one in linked if one.cue.place not in reclaimed])
    ]
    closed = {one.cue.place for one in closing}
    linked = [one for one in linked if one.cue.place not in closed]
    spans = [(one.contents[0].start, one.contents[0].end) for one in closing]
    begins = [start for start, _ in spans]

    def is_enclosed(one: Linked) -> bool:
        place = bisect_right(begins, one.cue.start) - 1
        return place >= 0 and one.cue.start < spans[place][1]

    def is_taken(piece: Tagged) -> bool:
        place = bisect_right(begins, piece.start) - 1
        return place >= 0 and piece.end <= spans[place][1]

    kept = []
    for one in linked:
        if is_enclosed(one):
            continue
        contents = tuple(piece for piece in one.contents if not is_taken(piece))
        if contents:
            kept.append(one._replace(contents=contents))
    return sorted([*kept, *closing], key=_cued)


def _cued(one: Linked) -> int:
    return one.cue.start


def _is_reclaimed(reading: Reading, one: Linked, ordered: Sequence[Linked]) -> bool:
    """Return whether a noun has the quotation that a verb after it closes. ``ordered``: by cue.

    In "Ruiz's statements “set it in motion,” Holt said. “I saw it.”", Holt says both.
    """
    words, source = reading.tokens.words, one.source
    if (
        source is None
        or min(c.start for c in one.contents) < one.cue.end
        or not _says(words, one.cue)
    ):
        return False
    opens = min(source.start, one.cue.start)
    first, _ = reading.sentence_at(opens)
    if words[opens - 1] not in ("”", '"') or opens - first <= MIN_CONTENT_TOKENS:
        return False
    before = ordered[
        bisect_right(ordered, first, key=_cued) : bisect_left(ordered, opens, key=_cued)
    ]
    return any(
        other.source is not None
        and words[other.source.end - 1] in POSSESSIVE
        and max(c.end for c in other.contents) in (opens - 1, opens)
        for other in before
    )


def _closing(reading: Reading, linked: Sequence[Linked]) -> Iterator[Linked]:
    words = reading.tokens.words
    bounds = reading.sentences
    sources = [tag for tag in reading.roles if tag.label == "SOURCE"]
    begins = [source.start for source in sources]
    ends = [source.end for source in sources]
    used = {(one.cue.start, one.cue.end) for one in linked}
    for cue in reading.roles:
        if cue.label != "CUE" or (cue.start, cue.end) in used or not _says(words, cue):
            continue
        place = bisect_right(bounds, cue.start)
        first = bounds[place - 1]
        stop = bounds[place] if place < len(bounds) else len(words)
        source = _beside(sources, begins, ends, cue)
        if source is None:
            continue
        opens, closes = min(source.start, cue.start), max(source.end, cue.end)
        is_last = stop - closes <= TAIL and "," not in words[closes:stop]
        if (
            is_last
            and opens - first > MIN_CONTENT_TOKENS
            and words[opens - 1] in (",", "”", '"', "’’")
        ):
            end = opens - 1 if words[opens - 1] == "," else opens
            content = Tagged("CONTENT", first, end, cue.confidence)
            trace = reading.trace
            trace.rule("source", "source.beside_the_cue", source, cue.place)
            trace.rule("content", "content.sentence_before", cue, content.place)
            yield Linked(cue, source, (content,), cue.confidence, log_odds(cue.confidence))


def _says(words: Sequence[str], cue: Tagged) -> bool:
    verbs = load_terms("cues", "inverting")
    return any(word.lower() in verbs for word in words[cue.start : cue.end])


def _beside(
    sources: Sequence[Tagged], begins: Sequence[int], ends: Sequence[int], cue: Tagged
) -> Tagged | None:
    """Return the source right before or right after a cue, or ``None``."""
    before = bisect_left(ends, cue.start)
    if before < len(sources) and sources[before].end == cue.start:
        return sources[before]
    after = bisect_left(begins, cue.end)
    return sources[after] if after < len(sources) and sources[after].start == cue.end else None
