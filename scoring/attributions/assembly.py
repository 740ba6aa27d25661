"""Build the article's attributions and speakers from its reading.

Attributions do not nest, as the annotation guide specifies: only the outermost is kept. A
transcript's turns are outermost, so anything that a speaker reports inside a turn is part of the
turn.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec.structs

from scoring.attributions.acceptance import accept
from scoring.attributions.after_asides import with_ends
from scoring.attributions.bare_openings import give_to_introduced
from scoring.attributions.bare_quotations import give_to_subjects
from scoring.attributions.blocks import with_blocks
from scoring.attributions.clause_contents import within_clauses
from scoring.attributions.clause_ends import at_clause_ends
from scoring.attributions.clause_sources import put_right
from scoring.attributions.closing import close_sentences
from scoring.attributions.colon_quotations import with_colons
from scoring.attributions.corroboration import corroborate
from scoring.attributions.cues import cue_context, form_of
from scoring.attributions.deeds import is_deed
from scoring.attributions.doubts import is_doubtful, less_sure
from scoring.attributions.frames import with_frames
from scoring.attributions.headlines import with_headlines
from scoring.attributions.linking import Linked, link
from scoring.attributions.main_verbs import with_main_verbs
from scoring.attributions.missing_sources import with_sources
from scoring.attributions.next_paragraphs import with_next_paragraphs
from scoring.attributions.no_subjects import with_subjects
from scoring.attributions.participles import with_participles
from scoring.attributions.quoted_before import give_back
from scoring.attributions.quoted_by import give_to_quoted
from scoring.attributions.reasons import Formulas, outside
from scoring.attributions.refusals import (
    answers_only,
    find_refusals,
    is_refusal,
    untagged,
    without_reasons,
)
from scoring.attributions.relaying import Relaying
from scoring.attributions.signatures import Signed
from scoring.attributions.signed_quotations import (
    SIGNS,
    note_signed,
    signed_outside,
    signer,
    tokens_of_signer,
    unsigned,
    without,
)
from scoring.attributions.told_asides import with_told_asides
from scoring.attributions.transcripts.boxes import without_boxes
from scoring.attributions.transcripts.speakers import who_speak
from scoring.attributions.transcripts.turns import Turn, find_turns, note_turns
from scoring.attributions.unsaid import without_unsaid
from scoring.attributions.untagged_verbs import with_untagged_verbs
from scoring.attributions.whole_subjects import whole_subjects
from scoring.attributions.withheld_passives import with_withheld_passives
from scoring.model.confidence import calibrated
from scoring.model.decoding import Reading, Tagged
from scoring.model.tables import Tables
from scoring.speakers.clues import CueContext
from scoring.speakers.draft import Draft
from scoring.speakers.resolver import Resolver
from scoring.types import ANONYMOUS, Attribution, Mode, Piece, Reason, Source, Speaker


def build(reading: Reading, tables: Tables) -> tuple[tuple[Attribution, ...], tuple[Speaker, ...]]:
    """Return the attributions in reading order, and the speakers in order of appearance.

    The offsets of all spans are in Unicode code points of the original text.
    """
    text, original = reading.tokens.text, reading.tokens.original
    turns = find_turns(text, reading.tokens.paragraph_spans)
    relaying = Relaying(reading)
    signed = signed_outside(reading, turns)
    linked, bare = _linked(reading, tables, relaying, turns, signed)
    formulas = Formulas(reading, linked)
    refusals = unsigned(find_refusals(text, reading.tokens.paragraph_spans), signed)
    refusals = [one for one in refusals if not formulas.covers(one.start)]
    only = {
        id(one): refusal
        for one in formulas.linked
        if (refusal := answers_only(reading, refusals, one))
    }
    nested = {refusal.start for refusal in only.values()}
    left = [refusal for refusal in refusals if refusal.start not in nested]
    linked = [*formulas.linked, *untagged(reading, left, formulas.linked)]
    linked = without_reasons(reading, refusals, linked)
    linked.sort(key=lambda one: one.cue.start)
    said = {
        id(one): UNSAID
        if one.cue.place in bare
        else cue_context(reading, one.cue.place, [piece.place for piece in one.contents])
        for one in linked
    }
    # The first cue of a source determines its context.
    cue_contexts = {
        (one.source.start, one.source.end): said[id(one)] for one in reversed(linked) if one.source
    }
    signers = [tokens_of_signer(reading, one) for one in signed]
    cue_contexts |= dict.fromkeys(signers, SIGNS)
    resolver = Resolver(reading, cue_contexts, withheld=formulas.nameless())
    spans = sorted({*cue_contexts, *formulas.mentions()})
    drafts = dict(zip(spans, resolver.resolve(spans), strict=True))
    reasons = formulas.own(drafts)
    owners = {id(draft) for _, draft in reasons}
    built: list[_Unnumbered] = []
    for one in outside(reading, linked, [reason for reason, _ in reasons]):
        is_refused = id(one) in only or is_refusal(refusals, *_offsets(reading, one.cue))
        if is_refused:
            reading.trace.rule("mode", "mode.refusal", "refusal", one.cue.place)
        mode: Mode = "refusal" if is_refused else said[id(one)].mode
        attribution, draft = _attribution(
            reading, one, mode, drafts, calibrated(one.odds, tables.attribution_confidence)
        )
        doubted = is_doubtful(attribution, draft.type if draft else "none")
        if doubted and id(draft) not in owners:
            continue
        attribution = less_sure(attribution, _share(resolver, one))
        if draft and relaying.is_relayed(one, draft.type):
            attribution = msgspec.structs.replace(attribution, relayed=True)
        built.append((attribution, draft))
    built += [
        (_turn(original, turn, draft), draft)
        for turn, draft in zip(turns, who_speak(turns, resolver, reading), strict=True)
    ]
    for quoted, place in zip(signed, signers, strict=True):
        draft = signer(resolver, reading, quoted, drafts[place])
        built.append((_signed(original, quoted, draft), draft))
    built.sort(key=_place)
    return _numbered(reading, built, reasons)


def _linked(
    reading: Reading,
    tables: Tables,
    relaying: Relaying,
    turns: Sequence[Turn],
    signed: Sequence[Signed],
) -> tuple[list[Linked], set[tuple[int, int]]]:
    """Return the attributions outside turns and signed quotations, with the cues of quotations
    without a verb.
    """
    begins = [turn.start for turn in turns]
    closed = close_sentences(reading, relaying.relink(link(reading, tables)))
    closed = with_told_asides(reading, with_withheld_passives(reading, closed))
    closed = with_blocks(reading, closed)
    righted = with_participles(reading, put_right(reading, closed))
    righted = with_untagged_verbs(reading, give_to_quoted(reading, righted))
    righted = with_main_verbs(reading, righted)
    sourced = with_sources(reading, whole_subjects(reading, with_headlines(reading, righted)))
    sourced = with_subjects(reading, sourced)
    accepted = accept(reading, without_unsaid(reading, sourced))
    linked = [
        one
        for one in accepted
        if not _in_turn(reading, one, turns, begins) and not is_deed(reading, one)
    ]
    linked = with_next_paragraphs(reading, with_ends(reading, linked))
    note_turns(reading, turns)
    note_signed(reading, signed)
    linked = without_boxes(reading, without(reading, linked, signed))
    laid_out = [(turn.start, turn.end) for turn in turns]
    laid_out += [(min(p)[0], max(end for _, end in p)) for p in (one.parts for one in signed)]
    laid_out.sort()
    linked = at_clause_ends(reading, within_clauses(reading, linked))
    framed, quoting = with_frames(reading, linked, laid_out)
    told, colons = with_colons(reading, framed, laid_out)
    introduced, openings = give_to_introduced(reading, give_back(reading, told), laid_out)
    given, bare = give_to_subjects(reading, introduced, laid_out)
    return given, bare | openings | quoting | colons


def _share(resolver: Resolver, one: Linked) -> float:
    """Return the probability of whom the source means if it is only "he" or "she", or else 1."""
    if one.source is None or one.source.end - one.source.start > 1:
        return 1.0
    return resolver.share(one.source.start)


UNSAID: Final = CueContext(cue=("”",), mode="statement", quoted=True)
"""The context of a quotation without a verb."""
SIGNED: Final = 0.95
"""The confidence of a signed quotation: without posts, 37 of 38 on train and dev were a
person's."""
_Unnumbered = tuple[Attribution, Draft | None]


def _place(item: _Unnumbered) -> tuple[int, int]:
    attribution, _ = item
    starts = [attribution.cue.start, *(piece.start for piece in attribution.content)]
    return min(starts), attribution.cue.start


def _in_turn(reading: Reading, one: Linked, turns: Sequence[Turn], begins: Sequence[int]) -> bool:
    """Return whether any part of the attribution overlaps a turn.

    ``begins`` has the start of each turn. Turns must be in order and must not overlap.
    """
    for start, end in (_offsets(reading, part) for part in one.parts):
        place = bisect_left(begins, end) - 1
        if place >= 0 and start < turns[place].end:
            return True
    return False


def _piece(text: str, start: int, end: int) -> Piece:
    return Piece(start=start, end=end, text=text[start:end])


def _offsets(reading: Reading, tagged: Tagged) -> tuple[int, int]:
    spans = reading.tokens.spans
    return spans[tagged.start][0], spans[tagged.end - 1][1]


def _attribution(
    reading: Reading,
    one: Linked,
    mode: Mode,
    drafts: dict[tuple[int, int], Draft],
    confidence: float,
) -> _Unnumbered:
    text, original = reading.tokens.text, reading.tokens.original
    content = [_offsets(reading, tagged) for tagged in one.contents]
    cue = _piece(original, *_offsets(reading, one.cue))
    source, draft = None, None
    if one.source:
        start, end = _offsets(reading, one.source)
        draft = drafts[one.source.start, one.source.end]
        source = _source(original, start, end, draft, one.source.confidence)
    attribution = Attribution(
        id="",
        form=form_of(text, content, reading.quotations),
        mode=mode,
        interviewer=False,
        confidence=confidence,
        source=source,
        cue=cue,
        content=tuple(_piece(original, s, e) for s, e in content),
    )
    return attribution, draft


def _source(text: str, start: int, end: int, draft: Draft, confidence: float) -> Source:
    return Source(
        start=start,
        end=end,
        text=text[start:end],
        type=draft.type,
        anonymous=draft.type in ANONYMOUS,
        speaker="",
        confidence=round(confidence, 3),
    )


def _turn(text: str, turn: Turn, draft: Draft | None) -> Attribution:
    return Attribution(
        id="",
        form="turn",
        mode="statement",
        interviewer=turn.interviewer,
        confidence=1.0,
        source=_source(text, *turn.label, draft, 1.0) if turn.label and draft else None,
        cue=_piece(text, *turn.cue),
        content=tuple(_piece(text, s, e) for s, e in turn.content),
    )


def _signed(text: str, signed: Signed, draft: Draft) -> Attribution:
    return Attribution(
        id="",
        form="direct",
        mode="statement",
        interviewer=False,
        confidence=SIGNED,
        source=_source(text, *signed.source, draft, 1.0),
        cue=_piece(text, *signed.cue),
        content=tuple(_piece(text, s, e) for s, e in signed.content),
    )


def _numbered(
    reading: Reading, built: Sequence[_Unnumbered], reasons: Sequence[tuple[Reason, Draft]]
) -> tuple[tuple[Attribution, ...], tuple[Speaker, ...]]:
    """Assign ids in reading order, add corroboration, and make the speakers."""
    ids: dict[int, str] = {}
    drafts: list[Draft] = []
    counts: Counter[str] = Counter()
    attributions = []
    for number, (attribution, draft) in enumerate(built, 1):
        source = attribution.source
        if draft and source:
            if id(draft) not in ids:
                drafts.append(draft)
                ids[id(draft)] = f"s{len(drafts)}"
            speaker = ids[id(draft)]
            counts[speaker] += attribution.counts
            source = msgspec.structs.replace(source, speaker=speaker)
        attributions.append(msgspec.structs.replace(attribution, id=f"a{number}", source=source))
    attributions = [
        msgspec.structs.replace(attribution, corroboration=found) if found else attribution
        for attribution, found in zip(attributions, corroborate(attributions), strict=True)
    ]
    stated: dict[int, Reason] = {}
    for reason, draft in reasons:
        stated.setdefault(id(draft), reason)
    speakers = [_speaker(reading, ids[id(d)], d, counts, stated.get(id(d))) for d in drafts]
    return tuple(attributions), tuple(speakers)


def _speaker(
    reading: Reading, number: str, draft: Draft, counts: Counter[str], reason: Reason | None
) -> Speaker:
    titles = draft.person.titles if draft.person else ()
    text, spans = reading.tokens.original, reading.tokens.spans
    return Speaker(
        id=number,
        name=draft.name,
        description=draft.description,
        type=draft.type,
        anonymous=draft.type in ANONYMOUS,
        withheld=draft.type in ANONYMOUS and draft.withheld,
        attributions=counts[number],
        reason_for_anonymity=reason if draft.type in ANONYMOUS else None,
        roles=tuple(_piece(text, spans[start][0], spans[end - 1][1]) for start, end in titles),
    )
