"""Resolve each source to a speaker: pronouns, last names, roles and descriptions."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.apposition import apposed_body, behind_owners, listed
from scoring.speakers.body_descriptions import BodyDescriptions
from scoring.speakers.body_names import BodyNames
from scoring.speakers.cast import Cast
from scoring.speakers.clues import CueContext, of_cue_context, of_phrase
from scoring.speakers.coreference import Antecedents
from scoring.speakers.description_kinds import ends_in_name, is_epithet
from scoring.speakers.draft import Draft
from scoring.speakers.gender import PRONOUNS as SINGULAR
from scoring.speakers.gender import by_noun
from scoring.speakers.leading_names import leading_name
from scoring.speakers.names import fold
from scoring.speakers.names_in_phrases import NamesInPhrases
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.phrase_kinds import PhraseKinds, as_before
from scoring.speakers.phrases import (
    DETERMINERS,
    INDEFINITE,
    MARKS,
    ONE,
    OWNED,
    Phrase,
    analyse,
    has_others,
    is_coded,
    is_somebody,
    is_thing,
    singular,
)
from scoring.speakers.pronouns import NAMED_ELSEWHERE, PRONOUNS, WHO, Latest, Pronouns
from scoring.speakers.studies import TEAM_REACH_TOKENS, Studies, researchers, team
from scoring.speakers.token_labels import token_labels
from scoring.speakers.type_weighing import TypeWeighing
from scoring.speakers.types import GroupedType
from scoring.speakers.unnamed import Unnamed
from scoring.speakers.unnamed_descriptions import describe
from scoring.types import ANONYMOUS, SourceType

NAMED_TYPES: Final = frozenset(("named_person", "named_organisation", "document"))
PEOPLE: Final[tuple[SourceType, ...]] = ("unnamed_person", "named_person")
ONE_OF_TWO: Final = (["the", "former"], ["the", "latter"])
BOTH: Final = 2
"""The most words in "both" or "the two"."""
OF_BOTH: Final = ["both", "of", "whom"]
"""The words of a clause about two people named before: "Ruiz and Holt, both of whom"."""
WITH_OTHERS: Final = frozenset(("and", ",", "is", "was"))
"""What follows "he" or "she" before those who speak with them: "he was one of two to demand"."""
EMPHATIC: Final = frozenset("himself herself themselves both all".split())


class Resolver:
    """Resolves an article's sources in reading order.

    The evidence from the words (``clues``) and from the model decides the type of a source
    (``type_weighing``).
    """

    def __init__(
        self,
        reading: Reading,
        cue_contexts: Mapping[tuple[int, int], CueContext] | None = None,
        types: TypeWeighing | None = None,
        *,
        withheld: Collection[int] = (),
    ) -> None:
        """``cue_contexts``: the cue and content of each source, by its token range, if known.

        ``types``: another weighing of types than the usual one. ``withheld``: the first tokens of
        the phrases and pronouns that stand for somebody who asks not to be named.
        """
        self._reading = reading
        self._trace = reading.trace
        self._cue_contexts = cue_contexts or {}
        self._withheld = withheld
        self._nouns_withheld: dict[str, int] = {}
        """The last token at which "the …" with this noun asks not to be named."""
        self._types = types or TypeWeighing(reading)
        self._people = People(reading)
        self._by_given_name: dict[str, list[Person]] = {}
        for person in self._people.all:
            if len(person.names) > 1:
                self._by_given_name.setdefault(person.names[0], []).append(person)
        self._labels = token_labels(reading, self._people, self._people.firms)
        self._named_in = NamesInPhrases(self._people, self._labels)
        self._kinds = PhraseKinds(reading, self._people, self._labels)
        names = BodyNames(reading, self._people.at, self._people.firms)
        self._cast = Cast(reading, names)
        self._bodies = BodyDescriptions(reading, names, self._cast)
        self._unnamed = Unnamed()
        self._studies = Studies(reading)
        self._latest: Latest | None = None
        self._antecedents = Antecedents(
            reading, self._cast, self._people, self._unnamed, self._labels
        )
        self._pronouns = Pronouns(
            self._antecedents, self._types, self._cue_contexts, withheld, self._bodies
        )

    def resolve(self, sources: Sequence[tuple[int, int]]) -> list[Draft]:
        """Return the speaker of each source.

        ``sources`` are token ranges in reading order, with exclusive ends. The result has the same
        order and length.
        """
        self._note_withheld(sources)
        drafts = []
        for start, end in sources:
            self._trace.turn_to(start, end)
            draft = self._one(start, end)
            self._trace.settle("source_type", "type.of_speaker", draft.type)
            drafts.append(draft)
        return drafts

    def _note_withheld(self, sources: Sequence[tuple[int, int]]) -> None:
        """Note the nouns of definite phrases of those who ask not to be named: "the executive"."""
        for start, end in sources:
            phrase = analyse(self._reading.tokens.dashed[start:end])
            if start in self._withheld and phrase.determiner in DETERMINERS:
                self._nouns_withheld[phrase.noun] = start

    def named(self, start: int, end: int, name: str) -> Draft:
        """Return the speaker for a label such as "Dr. Carter": a known person, or the name itself.

        ``start`` and ``end`` are the label's token range.
        """
        for i in range(start, end):
            if person := self._people.at.get(i):
                return self._cast.person(person, start)
        surname = fold(name.rsplit(maxsplit=1)[-1])
        found = self._people.first_by_surname.get(surname)
        if found is None and " " not in name:
            same = self._by_given_name.get(surname, ())
            found = same[0] if len(same) == 1 else None  # "Orla" for Orla Ruiz
        return self._cast.person(found, start) if found else self._cast.name(name, start)

    def share(self, at: int) -> float:
        """Return the probability of the antecedent of the "he" or "she" at a token.

        It is 1 if a rule has found the antecedent.
        """
        return self._antecedents.likely.shares.get(at, 1.0)

    def unnamed(self, label: str, at: int) -> Draft:
        """Return the speaker for a label that is not a name: "A" (answer), "Caller"."""
        return self._cast.pronoun("unnamed_person", label, at)

    def _one(self, start: int, end: int) -> Draft:
        lower = self._reading.tokens.lower[start:end]
        if lower[0] in PRONOUNS and (len(lower) == 1 or lower[1] in EMPHATIC):
            body = self._antecedents.before_which(start) if lower[0] == "which" else None
            return body or self._pronoun(lower[0], start)
        if lower[0] in SINGULAR and lower[0] not in OWNED and lower[1] in WITH_OTHERS:
            return self._pronoun(lower[0], start)  # "he and his colleagues"
        if lower[0] in WHO:
            return self._pronoun(lower[0], start)  # "Ruiz, who in May"
        if lower == ["one"] and (anybody := self._pronouns.anybody(start, self._latest)):
            return anybody
        is_both = lower[-1] in load_terms("sources", "both") and len(lower) <= BOTH
        is_both = is_both or lower == OF_BOTH
        if is_both and (found := self._both(start, end)):
            return found
        if lower in ONE_OF_TWO:
            is_first = lower[1] == "former"
            if person := self._antecedents.named_together.one_of_two(start, is_first=is_first):
                return self._cast.person(person, start)
        return self._phrase(start, end)

    def _pronoun(self, word: str, at: int) -> Draft:
        return self._pronouns.resolve(word, at, self._latest)

    def _both(self, start: int, end: int) -> Draft | None:
        """Return the two people named before if "both" means them, or ``None``.

        It surely does if nobody without a name spoke since.
        """
        last = self._cast.last()
        found = self._antecedents.named_together.both(start)
        if found is None or self._types.weigh((), start, end) == "named_person":
            return found
        named = max(
            (at for one in self._cast.members(found) for at, _ in one.mentions if at < start),
            default=start,
        )
        spoke = last is not None and last.type in (*ANONYMOUS, "collective") and last.last > named
        return None if spoke else found

    def _phrase(self, start: int, end: int) -> Draft:
        words = self._reading.tokens.dashed[start:end]
        if name := leading_name(words, self._labels[start:end]):
            return self._phrase(start + name.start, start + name.stop)
        phrase = behind_owners(analyse(words), self._labels[start:end])
        if body := apposed_body(phrase, self._labels[start:end]):
            return self._phrase(start + body.start, start + body.stop)
        draft = (
            self._antecedents.named_together.several(phrase, start)
            or self._antecedents.explained(phrase, start, end)
            or self._of_a_study(phrase, start, end)
            or self._of_phrase(phrase, start, end)
        )
        if draft.type in ANONYMOUS or draft.type == "collective":
            self._unnamed.note(draft, phrase)
        with_others = draft.type == "named_person" and has_others(words)
        self._latest = Latest(end, draft, with_others)
        return draft

    def _of_a_study(self, phrase: Phrase, start: int, end: int) -> Draft | None:
        """Return the researchers of a study, or one of several texts, told of here or before."""
        latest = self._latest.draft if self._latest else None
        if self._studies.is_text(phrase, start, latest):
            text = GroupedType("document")
            self._trace.rule("source_type", "type.sure_words", text.type)
            return self._cast.described(phrase, text, start, end, anew=True)
        if self._studies.is_team(phrase, start) and team(phrase, latest) is None:
            if known := researchers(self._cast.recent(start - TEAM_REACH_TOKENS)):
                self._trace.rule("speaker", "speaker.described_before", known)
                return self._cast.again(known, start)
        elif not self._studies.is_another(phrase, start):
            return None
        kind = GroupedType("unnamed_group")
        self._trace.rule("source_type", "type.sure_words", kind.type)
        return self._cast.described(phrase, kind, start, end, anew=True)

    def _of_phrase(self, phrase: Phrase, start: int, end: int) -> Draft:
        ruled = self._kinds.ruled(phrase, start, end)
        kind = ruled or GroupedType(self._types.weigh((), start, end))
        known = self._known(phrase, kind, start, end)
        if known and known.person and kind.type != "named_person":
            return known
        if known is None and (earlier := self._earlier(phrase, ruled, start)):
            self._trace.rule("speaker", "speaker.described_before", earlier)
            return self._cast.again(earlier, start)
        if kind.sure:
            if known and kind.type == "named_person":
                return self._cast.again(known, start)
            self._trace.rule("source_type", "type.sure_words", kind.type)
            return self._bodies.described(phrase, kind, start, end)
        context = self._cue_contexts.get((start, end))
        clues = [
            *of_phrase(phrase, ruled, known, self._reading, (start, end)),
            *of_cue_context(context, phrase, ruled),
        ]
        weighed = as_before(self._types.weigh(clues, start, end, ruled), known, phrase)
        is_told = context is not None and context.mode == "statement"
        place = start, end
        if people := self._kinds.people_instead(weighed, ruled, phrase, place, is_told=is_told):
            weighed, kind = people.type, people
        if weighed == "named_person" and not (known and known.name):
            person = self._named_in.at_head(phrase, start, end)
            if person is None and not self._is_name(phrase, start):
                if known:
                    # "The broker" was described before, and is still the same unnamed person.
                    return self._cast.again(known, start)
                return self._nameless(phrase, kind, clues, start, end)
        is_one = phrase.counted in ONE or phrase.determiner in ONE
        # "One of the beliefs" is nobody, and "one of the guides" may be a book.
        is_one = is_one and (self._unnamed.knows(phrase) or not is_thing(phrase))
        if is_one and weighed not in PEOPLE and self._are_people(weighed, phrase):
            # "One of the aides", "one supporter": one person, not a group.
            weighed = "unnamed_person"
            self._trace.rule("source_type", "type.one_of_them", weighed)
        if known and weighed == known.type:
            return self._cast.again(known, start)
        if weighed != kind.type:
            # The evidence overrules the rule: "Asia" in "Asia fears", "the Whigs".
            kind = GroupedType(weighed, kind.group)
            if known := self._known(phrase, kind, start, end):
                return self._cast.again(known, start)
        return self._bodies.described(phrase, kind, start, end)

    def _are_people(self, weighed: SourceType, phrase: Phrase) -> bool:
        return weighed in ("unnamed_group", "collective") or self._unnamed.knows(phrase)

    def _earlier(self, phrase: Phrase, ruled: GroupedType | None, start: int) -> Draft | None:
        """Return the unnamed speaker that a description refers back to, or ``None``.

        "The man" is not just anyone before if somebody else was met in between: "an aide said …
        a stranger stopped him … the man said".
        """
        latest = self._latest.draft if self._latest else None
        if ruled and ruled.type in NAMED_TYPES:
            return team(phrase, latest)
        found = self._unnamed.earlier(phrase, latest)
        if found is None or self._antecedents.spokespeople.is_another(found, phrase, start):
            return None
        if self._is_told_before(phrase, found):
            return None  # "the minister had gone, a source said … the minister"
        is_generic = phrase.noun in load_terms("epithets", "generic")
        if not is_generic or by_noun(phrase.noun) is None or found.head == phrase.noun:
            return found
        return None if self._antecedents.introductions.met_since(found, start) else found

    def _is_told_before(self, phrase: Phrase, speaker: Draft) -> bool:
        """Return whether the article tells of "the minister" before it has "a source", so that the
        source is not the minister.
        """
        if phrase.determiner != "the" or speaker.head not in load_terms("sources", "anybody"):
            return False
        before = self._reading.tokens.lower[: speaker.first]
        return phrase.noun != speaker.head and ("the", phrase.noun) in pairwise(before)

    def _nameless(
        self, phrase: Phrase, kind: GroupedType, clues: Sequence[str], start: int, end: int
    ) -> Draft:
        """Return the speaker for a source that seems to be a named person but has no name in it.

        If the evidence is strong enough, an epithet refers to a person named elsewhere: "the
        billionaire mogul". An office or occupation that the article gives to nobody is not matched.
        """
        weighed, margin = self._types.best_without_name(clues, start, end)
        labels = self._labels[start:end]
        if margin > NAMED_ELSEWHERE:
            if person := self._named_in.opening(phrase, labels):
                self._trace.rule("speaker", "speaker.name_in_it", person)
                return self._cast.person(person, start)
            if describe(phrase).plural and phrase.counted not in ONE:
                # "The players" are people without a name; "candidates like Ruiz" has a name, and
                # "the authors, who know Ruiz" does not.
                told = labels[: phrase.words.index(",")] if "," in phrase.words else labels
                group: SourceType = "collective" if "PERSON" in told else "unnamed_group"
                self._trace.rule("source_type", "type.people_without_name", group)
                return self._cast.described(phrase, GroupedType(group), start, end)
            is_new = describe(phrase).is_new  # "a second climber" is not the first one
            person = self._antecedents.definite.described(phrase, labels, start, margin)
            # "A spokesman for the union" is nobody who was named before.
            known = person is not None and person.mentions[0][0] < start
            is_new = is_new or (known and phrase.determiner in ("a", "an"))
            if person and not is_new:
                return self._cast.person(person, start)
            # These are not epithets: "the inspector general of the State Department" is identified
            # by its body, "his secretary" is not the person "his" refers to, and "the sheriff" must
            # be someone the article calls a sheriff.
            is_told = any(self._labels[start + phrase.head + 1 : end])
            is_own = phrase.determiner in OWNED
            if not (is_told or is_own) and is_epithet(phrase, labels):
                found = self._antecedents.definite.epithet(phrase, labels, start)
                if found:
                    return found
        kind = self._kinds.people_by_words(phrase, start, end) or kind
        if phrase.counted in ONE and weighed in ("unnamed_group", "collective"):
            weighed = "unnamed_person"
            self._trace.rule("source_type", "type.one_of_them", weighed)
        elif kind.type == "document" or (kind.group and kind.type in ANONYMOUS):
            weighed = kind.type  # a bishop is not an organization, whatever the evidence
            self._trace.rule("source_type", "type.role_without_name", weighed)
        else:
            self._trace.rule("source_type", "type.words_without_name", weighed)
        return self._bodies.described(phrase, GroupedType(weighed, kind.group), start, end)

    def _is_name(self, phrase: Phrase, start: int) -> bool:
        """Return whether the head is a name, even of someone the article never introduces.

        The first word of a title before a role is none: the "Winter in Tyre" director.
        """
        word, before = phrase.words[phrase.head], phrase.words[: phrase.head][-1:]
        is_title = bool(before) and before[0] in MARKS and phrase.words[-1].islower()
        is_tagged = self._labels[start + phrase.head] == "PERSON" and word[:1].isupper()
        return is_tagged and not is_title

    def _known(self, phrase: Phrase, kind: GroupedType, start: int, end: int) -> Draft | None:
        """Return the person or people named in the phrase, or the antecedent of a description."""
        if kind.type == "named_person":
            names = [start + at for at in listed(phrase, self._labels[start:end])]
            people = [self._people.at[at] for at in names if at in self._people.at]
            if len(people) > 1:
                several = self._cast.people(people, start)
                self._trace.rule("speaker", "speaker.names_in_it", several)
                return several
            if person := self._named_in.at_head(phrase, start, end):
                if both := self._antecedents.named_together.together(start, end):
                    return both
                self._trace.rule("speaker", "speaker.name_in_it", person)
                return self._cast.person(person, start)
        if person := self._named_in.after_role(phrase, start):
            self._trace.rule("speaker", "speaker.name_in_it", person)
            return self._cast.person(person, start)
        is_people = kind.type in PEOPLE or (
            not kind.sure and kind.group is None and is_somebody(singular(phrase.noun))
        )
        is_introduced = phrase.determiner in INDEFINITE
        if (
            is_coded(phrase)
            or start in self._withheld
            or (is_introduced and start < self._nouns_withheld.get(phrase.noun, -1))
        ):
            # "A lawyer, who asked not to be named", is named nowhere, nor is "a lawyer" if "the
            # lawyer" asks so later, nor "Lawyer K".
            return None
        labels = self._labels[start:end]
        if ends_in_name(phrase, labels):
            return None  # whoever it is, it is nobody else
        found = self._antecedents.definite.find(phrase, labels, kind, start) if is_people else None
        return found or self._antecedents.definite.classed(phrase, labels, start)
