"""Stated reasons for anonymity, linked to their owners.

A formula belongs to whoever stands beside it ("an aide, who asked not to be named"), else to the
subject of its sentence, which may go back to somebody ("The sources declined to be identified").
Its owner is unnamed, whatever else was thought. What the reader tagged inside a formula is no
attribution.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from scoring.attributions.formulas import Formula, find_formulas, reason_of
from scoring.attributions.linking import Linked
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.model.sentences import starts
from scoring.speakers.cast import Draft
from scoring.speakers.phrases import analyse
from scoring.speakers.types import INFORMANT, WITHHELD, kind_by_words
from scoring.speakers.unnamed import describe
from scoring.types import ANONYMOUS, Reason

LOOK_BACK: Final = 2
"""How many paragraphs before the formula's own its source may stand, if it says "they"."""
BESIDE: Final = 25
"""How many tokens before "who" its source may end."""
SUBJECT: Final = 12
"""How many tokens the subject of a formula's sentence may have."""
RELATIVE: Final = frozenset("who whose that which whom".split())
FULL_NAME: Final = 2
"""Names from which an article has named somebody, whatever the formula near by."""

Range = tuple[int, int]


class Claim(NamedTuple):
    """A formula, and who may own it: token ranges of sources, the likeliest first."""

    formula: Formula
    owners: tuple[Range, ...]
    beside: bool
    """Does the formula's own clause say whose it is: by "who", or as the subject of its verb?"""
    pronoun: bool
    """Is the subject a pronoun, so that the last source will do?"""


class Formulas:
    """The formulas of one article, and what the reader tagged in them."""

    def __init__(self, reading: Reading, linked: Sequence[Linked]) -> None:
        self._reading = reading
        spans = reading.tokens.spans
        self._begins = [start for start, _ in spans]
        bounds = starts(reading)
        sentences = [
            (spans[first][0], spans[last - 1][1])
            for first, last in zip(bounds, [*bounds[1:], len(spans)], strict=True)
        ]
        formulas = find_formulas(reading.tokens.text, sentences)
        self._opens = [formula.opens for formula in formulas]
        inside = [(one, self._around(formulas, one)) for one in linked]
        self.linked = [one for one, formula in inside if formula is None]
        """The attributions that are no formula."""
        self._sources = sorted({(s.start, s.end) for one in self.linked if (s := one.source)})
        asides = {formula: one for one, formula in inside if formula is not None}
        self._claims = [self._claim(one, asides.get(number)) for number, one in enumerate(formulas)]

    def mentions(self) -> set[Range]:
        """Return the token ranges of whoever may own a formula and is no source."""
        return {owner for claim in self._claims for owner in claim.owners} - set(self._sources)

    def own(self, drafts: Mapping[Range, Draft]) -> list[tuple[Reason, Draft]]:
        """Give each formula to its owner, who is unnamed from now on."""
        found: list[tuple[Reason, Draft]] = []
        for claim in self._claims:
            if (owner := self._owner(claim, drafts)) is None:
                continue
            reason = reason_of(
                self._reading.tokens.text, claim.formula, self._main_clause(claim, owner)
            )
            draft = drafts[owner]
            if draft.type not in ANONYMOUS:
                draft.withhold(several=self._is_plural(owner))
            draft.withheld = True
            found.append((reason, draft))
        return found

    def _around(self, formulas: Sequence[Formula], one: Linked) -> int | None:
        """Which formula the cue stands in."""
        start = self._begins[one.cue.start]
        place = bisect_right(self._opens, start) - 1
        return place if place >= 0 and start < formulas[place].end else None

    def _claim(self, formula: Formula, aside: Linked | None) -> Claim:
        first = bisect_left(self._begins, formula.sentence[0])
        at = bisect_left(self._begins, formula.opens)
        last = bisect_left(self._begins, formula.sentence[1])
        words = self._reading.tokens.words
        source = aside.source if aside else None
        is_relative = words[at].lower() in RELATIVE
        if source and words[source.start].lower() in RELATIVE:
            source, is_relative = None, True
        in_sentence = self._sources[
            bisect_left(self._sources, (first,)) : bisect_left(self._sources, (last,))
        ]
        around = [(s, e) for s, e in in_sentence if s < at < e]
        before = [(s, e) for s, e in reversed(in_sentence) if e <= at]
        after = [(s, e) for s, e in in_sentence if s >= at]
        if around:
            return Claim(formula, tuple(around), beside=True, pronoun=False)
        if source and source.start >= first:
            is_pronoun = words[source.start].lower() in load_terms("reasons", "subject_pronoun")
            return Claim(formula, ((source.start, source.end),), beside=True, pronoun=is_pronoun)
        if is_relative:
            near = tuple(place for place in before if at - place[1] <= BESIDE)
            if near:
                return Claim(formula, near, beside=True, pronoun=False)
        subject = self._subject(first, at)
        if self._is_said(formula, at) and not is_relative:
            return Claim(formula, (), beside=False, pronoun=False)
        if before or after:
            return Claim(formula, (*before, *after), beside=False, pronoun=False)
        if subject:
            is_pronoun = words[subject[0]].lower() in load_terms("reasons", "subject_pronoun")
            return Claim(formula, (subject,), beside=True, pronoun=is_pronoun)
        return Claim(formula, (), beside=False, pronoun=False)

    def _is_said(self, formula: Formula, at: int) -> bool:
        """Is the formula part of what somebody says: "she said jurors were not allowed to talk"?"""
        if formula.opens < formula.start:
            return False
        return any(c.start <= at < c.end for one in self.linked for c in one.contents)

    def _subject(self, first: int, at: int) -> Range | None:
        """The subject of a formula's sentence, if that is a pronoun or somebody in a role."""
        words = self._reading.tokens.words
        begins = [first, *(i + 1 for i in range(first, at) if words[i] == ",")]
        for begin in begins:
            while begin < at and not words[begin][0].isalnum():
                begin += 1
            stop = begin
            while stop < at and words[stop] != "," and words[stop].lower() not in RELATIVE:
                stop += 1
            if begin < stop <= begin + SUBJECT and self._is_somebody(begin, stop):
                return begin, stop
        return None

    def _is_somebody(self, start: int, stop: int) -> bool:
        words = self._reading.tokens.words[start:stop]
        if words[0].lower() in load_terms("reasons", "subject_pronoun"):
            return True
        phrase = analyse(words)
        kind = kind_by_words(phrase, [None] * len(words))
        return kind is not None and (
            kind.type in ANONYMOUS or kind.group in (WITHHELD, INFORMANT) or phrase.noun == "people"
        )

    def _owner(self, claim: Claim, drafts: Mapping[Range, Draft]) -> Range | None:
        named = []
        for owner in claim.owners:
            draft = drafts[owner]
            if _may_be_unnamed(draft) and (claim.beside or draft.type in ANONYMOUS):
                return owner
            named.append(owner)
        if claim.pronoun or not claim.owners:
            return self._last_unnamed(claim, drafts) if claim.pronoun else None
        return next((o for o in named if _may_be_unnamed(drafts[o])), None)

    def _last_unnamed(self, claim: Claim, drafts: Mapping[Range, Draft]) -> Range | None:
        """The last unnamed source before the formula, within reach."""
        paragraphs = self._reading.tokens.paragraphs
        at = claim.owners[0][0]
        place = bisect_right(paragraphs, (at, len(self._begins))) - 1
        earliest = paragraphs[max(0, place - LOOK_BACK)][0]
        stop = bisect_left(self._sources, (at,))
        for source in reversed(self._sources[max(0, stop - LOOK_BACK - 2) : stop]):
            if source[0] >= earliest and drafts[source].type in ANONYMOUS:
                return source
        return None

    def _main_clause(self, claim: Claim, owner: Range) -> int | None:
        """Where the owner's own verb stands after the formula, in its sentence."""
        cues = [
            start
            for one in self.linked
            if one.source and (one.source.start, one.source.end) == owner
            and claim.formula.end <= (start := self._begins[one.cue.start]) < claim.formula.sentence[1]
        ]
        return min(cues, default=None)

    def _is_plural(self, owner: Range) -> bool:
        words = self._reading.tokens.words[slice(*owner)]
        return words[0].lower() in ("they", "both", "all") or describe(analyse(words)).plural


def _may_be_unnamed(draft: Draft) -> bool:
    """Could the article want to keep this name back? Not if it gives it in full."""
    if draft.person:
        return len(draft.person.names) < FULL_NAME
    return True


def outside(
    reading: Reading, linked: Sequence[Linked], reasons: Sequence[Reason]
) -> list[Linked]:
    """Return the attributions whose cue stands in no reason: "because she feared …" is part of one."""
    ordered = sorted((reason.start, reason.end) for reason in reasons)
    begins = [start for start, _ in ordered]

    def is_inside(start: int) -> bool:
        place = bisect_right(begins, start) - 1
        return place >= 0 and start < ordered[place][1]

    spans = reading.tokens.spans
    return [one for one in linked if not is_inside(spans[one.cue.start][0])]
