"""Link the stated reasons for anonymity to their owners.

A formula such as "who asked not to be named" belongs to the source beside it ("an aide, who asked
not to be named"), or else to the subject of its sentence. That subject may refer to an earlier
source ("The sources declined to be identified"). The owner counts as unnamed, whatever the other
rules and the model decided. Anything that the reader tagged inside a formula is not an attribution.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from scoring.attributions.earlier_owners import EarlierOwners
from scoring.attributions.formulas import Formula, find_formulas, reason_of
from scoring.attributions.linking import Linked
from scoring.attributions.pseudonyms import goes_by_first_name, names_before
from scoring.attributions.subjects import RELATIVE, is_pronoun, is_somebody, subjects
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.draft import Draft
from scoring.speakers.phrases import DETERMINERS, analyse
from scoring.speakers.unnamed_descriptions import describe
from scoring.types import ANONYMOUS, Reason

BESIDE: Final = 12
"""A source ends at most this many tokens before "who" to count as beside the formula."""
CLOSE: Final = 2
"""The same limit for a source with a name of its own."""
REACH_TOKENS: Final = 100
"""An owner in the formula's sentence is at most this many tokens away from the formula. No clause
is longer. Without this limit, an endless list would be searched again for each formula in it."""
JOINTS: Final = frozenset(("and", "but"))
SINGULAR: Final = frozenset(("he", "she"))
FULL_NAME: Final = 2
"""With this many names, a person is named in full, so a formula nearby is not about that person."""

Range = tuple[int, int]


class Claim(NamedTuple):
    """A formula and its possible owners: token ranges of sources, the likeliest first."""

    formula: Formula
    owners: tuple[Range, ...]
    beside: bool
    """Whether the formula's own clause shows its owner, by "who" or as the subject of its verb."""
    pronoun: bool
    """Whether the subject is a pronoun, so that the owner is an earlier source."""


class _Cast:
    """The speakers of an article, by what formulas say of them."""

    def __init__(self, reading: Reading, drafts: Mapping[Range, Draft]) -> None:
        self.places: dict[int, list[Range]] = {}
        """Where each speaker is a source or may own a formula, by the draft's identity."""
        for place, draft in drafts.items():
            self.places.setdefault(id(draft), []).append(place)
        people = [drafts[places[0]] for places in self.places.values()]
        self.named_at = {
            at: draft
            for draft in people
            if draft.person
            for start, end in draft.person.mentions
            for at in range(start, end)
        }
        """The people, by the tokens of their names."""
        self.by_first_name = [
            self.places[id(draft)][0] for draft in people if goes_by_first_name(reading, draft)
        ]
        """A place of each of those who are called by a first name alone."""

    def join(self, other: Draft, draft: Draft) -> list[Range]:
        """Give a speaker's places to another one, and return them."""
        moved = self.places.get(id(other), [])
        self.places[id(draft)] = [*self.places.get(id(draft), ()), *moved]
        self.places[id(other)] = []
        return moved


class Formulas:
    """The formulas of an article, with the sources that may own them."""

    def __init__(self, reading: Reading, linked: Sequence[Linked]) -> None:
        self._reading = reading
        spans = reading.tokens.spans
        self._begins = reading.tokens.starts
        bounds = reading.sentences
        sentences = [
            (spans[first][0], spans[last - 1][1])
            for first, last in zip(bounds, [*bounds[1:], len(spans)], strict=True)
        ]
        formulas = find_formulas(reading.tokens.text, sentences)
        self._opens = [formula.opens for formula in formulas]
        self._tagged = [tag for tag in reading.roles if tag.label == "SOURCE"]
        self._tagged_ends = [tag.end for tag in self._tagged]
        outer = [self._outside(formulas, self._said_after(formulas, one)) for one in linked]
        inside = [(one, self._around(formulas, one.cue)) for one in outer]
        self.linked = [one for one, formula in inside if formula is None]
        """The attributions whose cue is outside every formula."""
        self._cues = sorted(
            ((self._begins[one.cue.start], one) for one in self.linked), key=lambda cue: cue[0]
        )
        self._linked = {(s.start, s.end) for one in self.linked if (s := one.source)}
        aside = {
            (s.start, s.end) for one, place in inside if place is not None and (s := one.source)
        }
        tagged = {(tag.start, tag.end) for tag in self._tagged}
        replaced = {one.source for one in linked} - {one.source for one in outer}
        aside |= {(source.start, source.end) for source in replaced if source}
        self._sources = sorted((tagged | self._linked) - aside)
        self._earlier = EarlierOwners(reading, self._sources)
        asides = {formula: one for one, formula in inside if formula is not None}
        self._claims = [self._claim(one, asides.get(number)) for number, one in enumerate(formulas)]

    def covers(self, at: int) -> bool:
        """Return whether a formula that may have an owner covers this offset, in characters."""
        place = bisect_right(self._opens, at) - 1
        if place < 0 or not self._claims[place].owners:
            return False
        return at < self._claims[place].formula.end

    def mentions(self) -> set[Range]:
        """Return the token ranges of possible owners of a formula that are not sources."""
        return {owner for claim in self._claims for owner in claim.owners} - self._linked

    def nameless(self) -> set[int]:
        """Return the first tokens of the nearest owners: "he added, on condition of …"."""
        nearest = ((claim, claim.owners[0]) for claim in self._claims if claim.owners)
        return {
            start
            for claim, (start, end) in nearest
            if claim.beside or (end - start == 1 and self._reading.tokens.lower[start] in SINGULAR)
        }

    def own(self, drafts: MutableMapping[Range, Draft]) -> list[tuple[Reason, Draft]]:
        """Return each formula's reason with its owner's draft, and mark the owners as unnamed.

        ``drafts`` has a draft for each source and each of ``mentions``, by token range. This method
        changes the drafts of owners, and gives an owner the mentions of the name that it goes by.
        A formula without an owner is left out.
        """
        found: list[tuple[Reason, Draft]] = []
        if not self._claims:
            return found
        self._cast = _Cast(self._reading, drafts)
        for claim in self._claims:
            for owner in self._owners(claim, drafts):
                self._join_alias(claim, drafts[owner], drafts)
                tokens, clause = self._reading.tokens, self._main_clause(claim, owner)
                before = found[-1][0] if found else None
                reason = reason_of(tokens.text, tokens.original, claim.formula, clause, before)
                draft = drafts[owner]
                if draft.type not in ANONYMOUS:
                    draft.withhold(several=draft.person is None and self._is_plural(owner))
                    self._reading.trace.rule_of(
                        "source_type",
                        "type.name_withheld",
                        draft.type,
                        partial(_places, draft, drafts),
                    )
                draft.withheld = True
                found.append((reason, draft))
        return found

    def _join_alias(self, claim: Claim, draft: Draft, drafts: MutableMapping[Range, Draft]) -> None:
        """Give the owner the mentions of the name that the formula says it goes by.

        "A lodger, who asked to be called Joe, said … Joe said".
        """
        other = self._alias(claim)
        is_whole = other and other.person and len(other.person.names) >= FULL_NAME
        if other is None or other is draft or is_whole:
            return
        moved = self._cast.join(other, draft)
        drafts.update(dict.fromkeys(moved, draft))
        trace = self._reading.trace
        trace.rule_of("speaker", "speaker.goes_by", draft.label, lambda: moved)
        trace.rule_of("source_type", "type.name_withheld", draft.type, lambda: moved)

    def _alias(self, claim: Claim) -> Draft | None:
        """Return the person whom the formula names as what the source goes by."""
        if claim.formula.alias is None:
            return None
        return self._cast.named_at.get(bisect_left(self._begins, claim.formula.alias))

    def _said_after(self, formulas: Sequence[Formula], one: Linked) -> Linked:
        """Return the attribution with the verb after the formula as its cue, if its own is inside.

        "A detective who asked that his name not be used | said the file was lost": the reader takes
        all after "asked" for what was asked.
        """
        place = self._around(formulas, one.cue)
        if place is None or one.source is None:
            return one
        words, at = self._reading.tokens.words, bisect_left(self._begins, formulas[place].end)
        said = next((c for c in one.contents if c.start <= at < c.end - 1), None)
        if said is None or words[at].lower() not in load_terms("cues", "inverting"):
            return one
        rest = tuple(c for c in one.contents if c.start > at)
        cue = one.cue._replace(start=at, end=at + 1)
        content = said._replace(start=at + 1)
        trace, rule = self._reading.trace, self._reading.trace.rule
        trace.copy("attribution", one.cue.place, self._reading.tokens.spans[at])
        rule("source", "source.before_the_formula", one.source, cue.place)
        rule("content", "content.around_the_verb", cue, content.place)
        return one._replace(cue=cue, contents=(content, *rest))

    def _outside(self, formulas: Sequence[Formula], one: Linked) -> Linked:
        """Return the attribution without the parts that are only a formula.

        Its source is never "who asked not to be named", but the phrase before that. "Said,
        declining to be named because …" tells no content, but why the name is missing.
        """
        said = [
            self._before_joint(formulas, c)
            for c in one.contents
            if self._around(formulas, c) is None
        ]
        if said and tuple(said) != one.contents:
            one = one._replace(contents=tuple(said))
        source = one.source
        place = self._around(formulas, source) if source else None
        if source is None or place is None:
            return one
        words = self._reading.tokens.words
        last = bisect_right(self._tagged_ends, source.start) - 1
        before = self._tagged[last] if last >= 0 else None
        first = bisect_left(self._begins, formulas[place].sentence[0])
        is_near = before and before.start >= first and source.start - before.end <= CLOSE
        if words[source.start].lower() in RELATIVE and before and is_near:
            self._reading.trace.rule("source", "source.before_the_formula", before, one.cue.place)
            return one._replace(source=before)
        return one

    def _before_joint(self, formulas: Sequence[Formula], content: Tagged) -> Tagged:
        """Return the content without a formula that "and" or "but" joins to its cue.

        "Who are worried about their visas | and do not want to be identified".
        """
        place = bisect_right(self._opens, self._begins[content.start])
        if place == len(formulas):
            return content
        at = bisect_left(self._begins, formulas[place].opens)
        joint = self._reading.tokens.words[at - 1].lower() in JOINTS
        inside = content.start < at - 1 and at < content.end
        if not (inside and joint):
            return content
        kept = content._replace(end=at - 1)
        self._reading.trace.cut("content", content.place, kept.place)
        return kept

    def _around(self, formulas: Sequence[Formula], tag: Tagged) -> int | None:
        """Return the index of the formula in which a cue, source or piece begins, or ``None``."""
        start = self._begins[tag.start]
        place = bisect_right(self._opens, start) - 1
        return place if place >= 0 and start < formulas[place].end else None

    def _claim(self, formula: Formula, aside: Linked | None) -> Claim:
        at = bisect_left(self._begins, formula.opens)
        first = max(bisect_left(self._begins, formula.sentence[0]), at - REACH_TOKENS)
        last = min(bisect_left(self._begins, formula.sentence[1]), at + REACH_TOKENS)
        words = self._reading.tokens.words
        if formula.names == "changed":
            owners = names_before(self._reading, first, at)
            return Claim(formula, owners, beside=True, pronoun=False)
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
            place = (source.start, source.end)
            pronoun = is_pronoun(self._reading, place)
            return Claim(formula, (place,), beside=True, pronoun=pronoun)
        if is_relative:
            near = tuple(place for place in before if at - place[1] <= BESIDE)
            if near:
                return Claim(formula, near, beside=True, pronoun=False)
        if formula.alias is not None and not before:
            # "A student who would give only her first name, | Ana |, said": she is the source.
            called = bisect_left(self._begins, formula.alias)
            if own := next(((s, e) for s, e in after if s <= called < e), None):
                return Claim(formula, (own,), beside=True, pronoun=False)
        found = [*subjects(self._reading, first, at)]
        # Someone who asks not to be named is a person, even if no word of the phrase shows it.
        subject = next(
            (one for one in found if is_somebody(self._reading, one)), found[0] if found else None
        )
        if self._is_said(formula, at) and not is_relative:
            return Claim(formula, (), beside=False, pronoun=False)
        if before and before[0][1] == at and is_pronoun(self._reading, before[0]):
            # "Neither | wanted to be named".
            return Claim(formula, (before[0],), beside=True, pronoun=True)
        if before or after:
            return Claim(formula, (*before, *after), beside=False, pronoun=False)
        if subject:
            pronoun = is_pronoun(self._reading, subject)
            return Claim(formula, (subject,), beside=True, pronoun=pronoun)
        return Claim(formula, (), beside=False, pronoun=False)

    def _is_said(self, formula: Formula, at: int) -> bool:
        """Return whether the formula is part of what someone says.

        For example, "she said jurors were not allowed to talk".
        """
        if formula.opens < formula.start:
            return False
        # What begins with the formula goes on after the verb: "said, declining to be named".
        return any(c.start < at < c.end for one in self.linked for c in one.contents)

    def _owners(self, claim: Claim, drafts: Mapping[Range, Draft]) -> list[Range]:
        """Return the owner of a formula, or two owners if "both" stands for two sources."""
        if claim.formula.names == "all changed":
            return self._cast.by_first_name
        if claim.formula.names == "changed":
            return [one for one in claim.owners if drafts[one].person]
        in_part = claim.formula.names == "left out in part"
        if claim.pronoun:
            return self._earlier.of_pronoun(claim.owners[0], drafts, in_part=in_part)
        owners = [owner for owner in claim.owners if self._may_own(claim, owner, drafts[owner])]
        unnamed = [owner for owner in owners if drafts[owner].type in ANONYMOUS]
        preferred = owners if claim.beside else [*unnamed, *owners]
        if preferred and self._is_loose(preferred[0], drafts):
            return self._earlier.of_description(preferred[0], drafts) or preferred[:1]
        return preferred[:1]

    def _is_loose(self, owner: Range, drafts: Mapping[Range, Draft]) -> bool:
        """Return whether an owner goes back to someone, but nobody knows to whom: "the people".

        It is no source itself, and is not described as anyone before.
        """
        is_definite = self._reading.tokens.lower[owner[0]] in DETERMINERS
        draft = drafts[owner]
        is_new = len(self._cast.places[id(draft)]) == 1
        return is_definite and owner not in self._linked and is_new and draft.type in ANONYMOUS

    def _main_clause(self, claim: Claim, owner: Range) -> int | None:
        """Return the offset of the owner's own verb after the formula in its sentence, or
        ``None``.
        """
        words = self._reading.tokens.words
        formula = claim.formula
        after = bisect_left(self._cues, formula.end, key=lambda cue: cue[0])
        for start, one in self._cues[after : after + REACH_TOKENS]:
            if start >= formula.sentence[1]:
                break
            is_own = one.source and (one.source.start, one.source.end) == owner
            word = words[one.cue.start].lower()
            # "On condition of anonymity, saying that they feared …" gives the reason.
            gap = self._reading.tokens.text[formula.end : start].strip()
            is_reason = word in load_terms("cues", "citing") or (word == "saying" and gap == ",")
            if is_own and not is_reason:
                return start
        return None

    def _may_own(self, claim: Claim, owner: Range, draft: Draft) -> bool:
        """Return whether the article could be withholding this name. It is not if it gives the full
        name.

        A person with only a first name can own a formula only if it follows closely, or says that
        it leaves out part of a name.
        """
        if draft.person:
            at = bisect_left(self._begins, claim.formula.opens)
            in_part = claim.formula.names == "left out in part"
            close = claim.beside and (in_part or 0 <= at - owner[1] <= CLOSE)
            return len(draft.person.names) < FULL_NAME and close
        return not (draft.name and draft.name[:1].isupper() and draft.type != "named_person")

    def _is_plural(self, owner: Range) -> bool:
        words = self._reading.tokens.words[slice(*owner)]
        return words[0].lower() in ("they", "both", "all") or describe(analyse(words)).plural


def _places(draft: Draft, drafts: Mapping[Range, Draft]) -> Iterator[Range]:
    """Return the ranges of tokens where a speaker is a source or may own a formula."""
    return (place for place, other in drafts.items() if other is draft)


def outside(reading: Reading, linked: Sequence[Linked], reasons: Sequence[Reason]) -> list[Linked]:
    """Return the attributions whose cue is outside every reason.

    For example, "feared" in the reason "as she feared …" is not a cue of its own.
    """
    ordered = sorted((reason.start, reason.end) for reason in reasons)
    begins = [start for start, _ in ordered]

    def is_inside(start: int) -> bool:
        place = bisect_right(begins, start) - 1
        return place >= 0 and start < ordered[place][1]

    spans = reading.tokens.spans
    return [one for one in linked if not is_inside(spans[one.cue.start][0])]
