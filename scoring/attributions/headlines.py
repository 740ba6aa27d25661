"""Find who says a headline: "Study: Walks help sleep", "Harbor will shut in June: AP".

The reader has no verb there. The claim is one line without a full stop, and before or behind its
colon stands only who says it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from scoring.attributions.added import added
from scoring.attributions.linking import Linked
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading

RULE: Final = "source.of_a_headline"
COLON: Final = ":"
LEAST_CLAIM: Final = 4
"""A claim has at least this many words."""
MOST_CLAIM: Final = 20
MOST_SOURCE: Final = 3
"""Who says it has at most this many words: "federal prosecutors"."""
NO_CLAIM: Final = frozenset("? : ; ( ) |".split())
"""What a claim does not contain: a question is nobody's."""
DAY: Final = re.compile(r"\d+[/.]\d+[/.]\d+")
"""A date as figures, which a list of headlines has behind each."""
ENDS: Final = frozenset((".", "!", "…", "..."))


def with_headlines(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in order of their cues, with those of headlines."""
    return sorted([*linked, *_missed(reading, linked)], key=lambda one: one.cue.start)


def _missed(reading: Reading, linked: Sequence[Linked]) -> Iterator[Linked]:
    lower = reading.tokens.lower
    taken = {at for one in linked for part in one.parts for at in range(*part.place)}
    for start, end in reading.tokens.paragraphs:
        if end - start > MOST_CLAIM + MOST_SOURCE + 1 or lower[end - 1] in ENDS:
            continue
        colons = [at for at in range(start + 1, end - 1) if lower[at] == COLON]
        if len(colons) != 1 or not taken.isdisjoint(range(start, end)):
            continue
        found = _parts(reading, start, colons[0], end)
        if found is not None:
            source, claim = found
            yield added(reading, RULE, (colons[0], colons[0] + 1), source, claim)


def _parts(
    reading: Reading, start: int, colon: int, end: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return who says a headline and what is claimed in it, or ``None``."""
    words, lower = reading.tokens.words, reading.tokens.lower
    while end > colon + 2 and DAY.fullmatch(words[end - 1]):
        end -= 1
    before, behind = (start, colon), (colon + 1, end)
    if _is_claim(reading, behind) and colon - start <= MOST_SOURCE:
        leads = load_terms("cues", "leads_headline")
        if lower[colon - 1] in leads and all(word.isalpha() for word in words[start:colon]):
            return before, behind
    if _is_claim(reading, before) and end - colon - 1 <= MOST_SOURCE:
        tails = load_groups("cues.leads_headline", "cues.closes_headline")
        is_one = lower[end - 1] in tails and lower[colon - 1] not in load_terms("cues", "credit")
        if is_one and all(word.isalpha() for word in words[colon + 1 : end]):
            return behind, before
    return None


def _is_claim(reading: Reading, place: tuple[int, int]) -> bool:
    words = reading.tokens.words[slice(*place)]
    if not NO_CLAIM.isdisjoint(words) or any(
        one in ENDS and other[0].isupper() for one, other in pairwise(words)
    ):
        return False
    return sum(word[0].isalnum() for word in words) >= LEAST_CLAIM
