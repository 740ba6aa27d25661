"""Signed quotations among an article's attributions: what they take over, and who signs."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.signatures import Signed, find_signed
from scoring.attributions.transcripts import Turn
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.cast import Draft
from scoring.speakers.clues import Saying
from scoring.speakers.resolver import Resolver

Span = tuple[int, int]
SIGNS: Final = Saying(cue=("—",), mode="statement", quoted=True)


def signed_outside(reading: Reading, turns: Sequence[Turn]) -> list[Signed]:
    """Return the signed quotations that no turn of a transcript has in it."""
    tokens = reading.tokens
    found = find_signed(tokens.text, tokens.paragraph_spans, reading.quotations)
    begins = [turn.start for turn in turns]
    kept = []
    for signed in found:
        end = max(end for _, end in signed.parts)
        place = bisect_left(begins, end) - 1
        if place < 0 or turns[place].end <= min(start for start, _ in signed.parts):
            kept.append(signed)
    return kept


def without(reading: Reading, linked: Sequence[Linked], signed: Sequence[Signed]) -> list[Linked]:
    """Return the attributions without what is signed: the signature says whose it is.

    What is reported inside a signed quotation is a part of it.
    """
    taken = sorted(part for one in signed for part in one.parts)
    if not taken:
        return list(linked)
    begins = [start for start, _ in taken]

    def is_taken(tagged: Tagged) -> bool:
        start = reading.tokens.spans[tagged.start][0]
        end = reading.tokens.spans[tagged.end - 1][1]
        place = bisect_left(begins, end) - 1
        return place >= 0 and start < taken[place][1]

    kept = []
    for one in linked:
        contents = tuple(content for content in one.contents if not is_taken(content))
        if contents and not is_taken(one.cue) and not (one.source and is_taken(one.source)):
            kept.append(one._replace(contents=contents))
    return kept


def tokens_of_signer(reading: Reading, signed: Signed) -> Span:
    """Return the range of tokens that the signer's name takes up."""
    spans = reading.tokens.spans
    first = bisect_right(spans, signed.source[0], key=lambda span: span[1])
    return first, max(first + 1, bisect_left(spans, (signed.source[1],)))


def signer(resolver: Resolver, reading: Reading, signed: Signed, draft: Draft) -> Draft:
    """Return who signs: as the words tell, or else whoever is called so."""
    if draft.name is not None or draft.type not in ("other", "named_person", "none"):
        return draft
    first, stop = tokens_of_signer(reading, signed)
    return resolver.named(first, stop, reading.tokens.text[slice(*signed.source)])
