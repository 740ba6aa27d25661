"""Add the signed quotations that ``signatures`` finds to what the reader found, with their
speakers.

A signed quotation replaces any other attribution that overlaps it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.quoted_above import Span
from scoring.attributions.refusals import Refusal
from scoring.attributions.signatures import HANDLE, Signed, find_signed, is_withheld
from scoring.attributions.transcripts.speakers import bare_name, in_full
from scoring.attributions.transcripts.turns import Turn
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.clues import CueContext
from scoring.speakers.draft import Draft
from scoring.speakers.names import fold
from scoring.speakers.resolver import Resolver
from scoring.trace import note_found
from scoring.types import ANONYMOUS

SIGNS: Final = CueContext(cue=("—",), mode="statement", quoted=True)
LETTERS: Final = re.compile(r"[^\W\d_]+")
HANDLED: Final = re.compile(rf"[ \u00a0]{HANDLE}")


def signed_outside(reading: Reading, turns: Sequence[Turn]) -> list[Signed]:
    """Return the article's signed quotations that do not overlap a turn of a transcript, in
    order.
    """
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
    """Return the attributions without anything that a signed quotation covers.

    An attribution reported inside a signed quotation is part of that quotation. An attribution is
    dropped if its cue, its source or all of its content is covered. Otherwise it loses only the
    pieces of content that are covered.
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


def unsigned(refusals: Sequence[Refusal], signed: Sequence[Signed]) -> list[Refusal]:
    """Return the refusals that no signed quotation has in its content, in the same order."""
    taken = sorted(part for one in signed for part in one.content)
    begins = [start for start, _ in taken]

    def is_taken(one: Refusal) -> bool:
        place = bisect_right(begins, one.start) - 1
        return place >= 0 and one.start < taken[place][1]

    return [one for one in refusals if not is_taken(one)]


def tokens_of_signer(reading: Reading, signed: Signed) -> Span:
    """Return the range of tokens of the signer's name."""
    spans = reading.tokens.spans
    first = bisect_right(spans, signed.source[0], key=lambda span: span[1])
    return first, max(first + 1, bisect_left(spans, (signed.source[1],)))


def signer(resolver: Resolver, reading: Reading, signed: Signed, draft: Draft) -> Draft:
    """Return the draft of the signer.

    The result is ``draft`` if the words of the name were enough to identify the signer or a special
    type of source. Otherwise it is the speaker with that name.
    """
    trace = reading.trace
    first, stop = tokens_of_signer(reading, signed)
    trace.copy("speaker", (first, stop), signed.source)
    trace.copy("source_type", (first, stop), signed.source)
    name = reading.tokens.text[slice(*bare_name(reading.tokens.text, signed.source))]
    if is_withheld(name):
        draft = resolver.unnamed(name, first)
        trace.turn_to_text(*signed.source)
        trace.rule("speaker", "speaker.label_without_name", draft)
        trace.rule("source_type", "type.no_name", draft.type)
        return draft
    # Whoever has a handle has a name, even one in lower case: "carla diaz (@carladiaz)".
    has_handle = HANDLED.match(reading.tokens.text, signed.source[1]) is not None
    is_told = draft.type not in ("other", "named_person", "none")
    is_person = has_handle and _is_personal(name, draft)
    known = draft.name is not None and not (is_person or _is_other(draft, name))
    is_told = is_told and not (is_person or (has_handle and draft.type in ANONYMOUS))
    told = draft.name is None and is_told
    if known or told:
        is_person = draft.person is not None and all(word.isalpha() for word in name.split())
        if not (is_person and name.istitle()):
            return draft
        before = draft.name
        if in_full(draft, name).name != before:
            trace.turn_to_text(*signed.source)
            trace.rule("speaker", "speaker.signature", draft)
        return draft
    found = resolver.named(first, stop, name)
    trace.turn_to_text(*signed.source)
    trace.rule("speaker", "speaker.signature", found)
    trace.rule("source_type", "type.signature", found.type)
    return found


def _is_personal(name: str, draft: Draft) -> bool:
    """Return whether an account that seems to be a body's or a text is somebody's.

    People's names can be in lower case or have other signs in them: "ana ruiz", "Ana Ruiz 🌵".
    """
    if draft.type not in ("named_organisation", "document"):
        return False
    first, *rest = LETTERS.findall(name) or [""]
    bodies = load_groups("sources.known_organisation", "sources.organisation", "signatures.outlet")
    is_outlet = first.endswith(tuple(load_terms("signatures", "outlet")))
    is_outlet = is_outlet or any(word.lower() in bodies for word in (first, *rest))
    is_given = first.lower() in load_terms("given_names", "any")
    is_full = len(rest) == 1 and is_given and all(word.istitle() for word in (first, *rest))
    return not is_outlet and (first.islower() or (is_full and not name.isascii()))


def _is_other(draft: Draft, name: str) -> bool:
    """Return whether the person has none of the words of a signer's name.

    "The Evening Star" is no star that the article mentions.
    """
    words = name.split()
    is_full = len(words) > 1 and all(word[0].isupper() for word in words)
    own = set(map(fold, (draft.name or "").split()))
    return is_full and draft.person is not None and own.isdisjoint(map(fold, words))


def note_signed(reading: Reading, signed: Sequence[Signed]) -> None:
    """Record that signatures, and not weighed clues, decided these attributions."""
    for one in signed:
        note_found(reading.trace, "signature", one.cue, one.source, one.content)
