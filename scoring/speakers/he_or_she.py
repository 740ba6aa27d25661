"""Find whom "he" and "she" refer to."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.answers import asker_of
from scoring.speakers.definite import DefiniteDescriptions
from scoring.speakers.draft import Draft
from scoring.speakers.gender import by_given_name, by_noun
from scoring.speakers.known import Known
from scoring.speakers.leads import is_somebody_else
from scoring.speakers.likely_people import LikelyPeople
from scoring.speakers.mentions import Mentions, fits
from scoring.speakers.person import Person
from scoring.speakers.phrases import (
    BREAKS,
    DETERMINERS,
    INDEFINITE,
    POSSESSIVE,
    analyse,
    is_listed,
    is_office,
    is_surely_somebody,
    singular,
)
from scoring.speakers.ranking import NEVER, Candidate
from scoring.speakers.roles import ends_subject
from scoring.speakers.told_of import ToldOf
from scoring.speakers.types import GroupedType, type_by_words

WITHIN: Final = 4
"""The most tokens from the start of a source to the owner's name in it: "the late Ana Ruiz's"."""
NAME: Final = 4
"""A name and its possessive mark have at most this many tokens."""
BESIDE: Final = 80
"""The most tokens between two pronouns that are compared: "he says … she says"."""
FEW: Final = 3
"""The most words of a description that tells no more than what somebody is: "judge"."""
SENTENCES: Final = 1
"""The sentences before that of "he" in which somebody without a name may be meant."""
ARTICLE: Final = 3
"""An article is at most this many tokens before its noun: "a Leeds man"."""
DESCRIBED: Final = 5
"""The most tokens from an article to the subject's noun."""


class HeOrShe:
    """Finds the antecedent of "he" or "she" at a token."""

    def __init__(self, known: Known, likely: LikelyPeople, definite: DefiniteDescriptions) -> None:
        self._reading = known.reading
        self._trace = known.reading.trace
        self._words = known.reading.tokens.words
        self._lower = known.reading.tokens.lower
        self._sentences = known.reading.sentences
        self._paragraphs = known.reading.tokens.paragraph_starts
        self._cast = known.cast
        self._people = known.people
        self._labels = known.labels
        self._ranking = known.ranking
        self._likely = likely
        self._definite = definite
        self._mentions = Mentions(known.people)
        self._told_of = ToldOf(known.reading, known.cast, known.people)
        self._called: dict[Person, tuple[int, bool]] = {}
        """Where somebody was last called "he" or "she", and whether it was "she"."""

    def find(self, at: int, *, female: bool) -> Draft | None:
        """Return the person "he" or "she" refers to, and note who was called "he" or "she"."""
        found = self._find(at, female=female)
        if found and found.person:
            self._called[found.person] = at, female
        return found

    def _find(self, at: int, *, female: bool) -> Draft | None:
        """Return the person "he" or "she" refers to.

        After a quotation, this is whom the sentence before the quotation is about, and so it is
        after a sentence that introduces somebody. It is not who asked a question that "she replied"
        answers. Otherwise it is
        the most probable earlier candidate, if it is probable enough. If there are no candidates,
        it is the person named next.
        """
        if unnamed := self._subject_before(at, female=female):
            return unnamed
        ahead = self._told_of.after_phrase(at)
        if ahead and fits(ahead, female):
            self._trace.rule("speaker", "speaker.named_next", ahead)
            return self._cast.person(ahead, at)
        asker = asker_of(self._reading, self._cast, at)
        told_of = self._told_of.subject(self._ranking.quotation_before(at), female=female)
        told_of = told_of or self._told_of.introduced(at, female=female)
        if (person := told_of) and not _is(asker, person):
            self._trace.rule("speaker", "speaker.told_of_before", person)
            if person.female is None:
                person.female = female  # "she" does not refer to him after that
            return self._cast.person(person, at)
        asked = self._told_of.asked(at)
        if asked and fits(asked, female):
            self._trace.rule("speaker", "speaker.asked_about", asked)
            return self._cast.person(asked, at)
        candidates = self._likely.candidates(at, female=female)
        candidates = [one for one in candidates if not _is(asker, one.who)]
        candidates = [
            one for one in candidates if not self._is_other(one, at, female)
        ] or candidates
        if speaking := self._speaking(candidates, at):
            self._trace.rule("speaker", "speaker.goes_on", speaking)
            return self._cast.again(speaking, at)
        if not candidates:
            if someone := self._misjudged(at, female=female):
                return someone
            person = self._mentions.after(at, female=female)
            if person is self._likely.told_about(at) or person in self._ranking.objects(at):
                return None
            if self._is_of_somebody(at, person, female=female):
                return None
            if person:
                self._trace.rule("speaker", "speaker.named_next", person)
            return self._cast.person(person, at) if person else None
        return self._likely.meant(candidates, at)

    def _is_of_somebody(self, at: int, person: Person | None, *, female: bool) -> bool:
        """Return whether somebody without a name is "he" or "she" rather than who is named next.

        "A man", "the woman", "the doctor" stands in the sentence of the pronoun before it, or in
        the one before that. Whoever opens it may be named next, as in a lead, if nothing else is
        said of that person.
        """
        lower, sentences = self._lower, self._sentences
        quotation = self._ranking.quotation_before(at)
        place = bisect_right(sentences, quotation.start if quotation else at) - 1
        begin = sentences[max(0, place - SENTENCES)]
        own = "she" if female else "he"
        is_known = any(lower[i] == own and not self._reading.quoted[i] for i in range(begin, at))
        for i in range(begin, at):
            told = by_noun(lower[i])
            before = {*lower[max(0, i - ARTICLE) : i]}
            if told != female and (told is not None or is_known or not self._is_somebody(i)):
                continue
            if before.isdisjoint(DETERMINERS | INDEFINITE):
                continue
            is_first = i - sentences[bisect_right(sentences, i) - 1] <= ARTICLE
            if not is_first or (person and self._is_told_apart(person, lower[i])):
                return True
        return False

    def _is_somebody(self, at: int) -> bool:
        """Return whether a word outside quotation marks is a noun for one person: "doctor"."""
        noun, after = self._lower[at], self._lower[at + 1]
        is_told = is_listed(noun) or is_surely_somebody(noun)
        is_one = is_told and singular(noun) == noun and self._words[at].islower()
        is_last = not after[0].isalpha() or after in BREAKS or ends_subject(after)
        is_last = is_last and after not in POSSESSIVE
        return is_one and is_last and not self._reading.quoted[at]

    @staticmethod
    def _is_told_apart(person: Person, noun: str) -> bool:
        """Return whether somebody is said to be something else than a noun says: a mayor, and no
        plumber.
        """
        if noun in load_terms("epithets", "generic"):
            return any(is_office(role.noun) for role in person.roles)
        return is_somebody_else(person, noun) and all(role.noun != noun for role in person.roles)

    def _is_other(self, one: Candidate, at: int, female: bool) -> bool:  # noqa: FBT001
        """Return whether a candidate was "he" just before "she": "“…,” he says.¶“…,” she says.".

        Of whoever is surely a man or a woman, there is no need to ask.
        """
        if not isinstance(one.who, Person) or one.who.female is not None:
            return False
        last = self._called.get(one.who)
        return last is not None and last[1] != female and at - last[0] <= BESIDE

    def topic(self, at: int, female: bool | None) -> Draft | None:  # noqa: FBT001  # three-valued
        """Return whom "he" or "she" refers to if nobody is probable enough, but somebody is named.

        This is who opens the sentence before.
        """
        candidates = self._likely.candidates(at, female=female)
        people = [one.who for one in candidates if isinstance(one.who, Person)]
        quotation = self._ranking.quotation_before(at)
        if opens := self._told_of.opener(at, quotation.start if quotation else at, people):
            self._trace.rule("speaker", "speaker.opens_sentence_before", opens)
            return self._cast.person(opens, at)
        return None

    def _speaking(self, candidates: Sequence[Candidate], at: int) -> Draft | None:
        """Return the source without a name that goes on speaking: "one dealer said … he said".

        It spoke last, in the paragraph's sentence before, and the pronoun follows a quotation, or
        opens a sentence and says something, and nobody else who fits was mentioned in between. A
        spokesperson goes on in any case: "the mayor's spokesman said the mayor … he said".
        """
        spoke = [one for one in candidates if one.spoke != NEVER]
        last = max(spoke, key=lambda one: one.spoke, default=None)
        if last is None or not isinstance(last.who, Draft) or self._reading.quoted[at]:
            return None
        if self._joins(last, at) and self._is_latest(last, candidates):
            return last.who
        paragraph = self._paragraphs[bisect_right(self._paragraphs, at) - 1]
        sentence = self._sentences[bisect_right(self._sentences, at) - 1]
        draft = last.who
        if last.spoke >= sentence or draft.type != "unnamed_person":
            return None
        silent = load_terms("sources", "silence")
        said = {*self._lower[last.spoke : sentence]}
        if draft.head in load_terms("sources", "questioner") or not silent.isdisjoint(said):
            return None
        after = self._sentences[bisect_right(self._sentences, last.spoke)]
        if not all(self._reading.quoted[after:sentence]):
            return None  # somebody else may have been told of in between
        speaks_for = draft.head in load_terms("sources", "speaks_for")
        # "The councilwoman" may be somebody who has a name.
        is_new = {*self._lower[max(0, draft.first - 1) : draft.first]} <= INDEFINITE
        is_told = is_new or speaks_for
        quotation = self._ranking.quotation_before(at)
        opens = sentence == at and is_told and self._opens_alone(last, candidates, at)
        is_next = paragraph == at if opens else is_told and quotation.start == paragraph
        if not (paragraph <= last.spoke or is_next):
            return None
        is_latest = self._is_latest(last, candidates) and (quotation or opens)
        return draft if speaks_for or is_latest else None

    def _opens_alone(self, last: Candidate, candidates: Sequence[Candidate], at: int) -> bool:
        """Return whether the pronoun goes on saying something, and no other candidate is in the
        sentence of who spoke last: "Ruiz, one aide said, tried to explain. She …" is about Ruiz.
        """
        begin = self._sentences[bisect_right(self._sentences, last.spoke) - 1]
        is_alone = all(one is last or one.at < begin for one in candidates)
        says = load_terms("cues", "going_on").intersection(self._lower[at + 1 : at + 2])
        return is_alone and bool(says)

    def _joins(self, one: Candidate, at: int) -> bool:
        """Return whether a pronoun joins a clause to that of somebody without a name who speaks:
        "the judge said that it was late, and he made it clear that …".
        """
        if not isinstance(one.who, Draft) or one.who.type != "unnamed_person":
            return False
        # "The former first lady and senator" tells more: that is somebody named elsewhere.
        is_short = len(one.who.label.split()) <= FEW
        sentence = self._sentences[bisect_right(self._sentences, at) - 1]
        return is_short and one.spoke >= sentence and self._lower[at - 1] in ("and", "but")

    def _is_latest(self, one: Candidate, candidates: Sequence[Candidate]) -> bool:
        """Return whether nobody was mentioned after a candidate, who was last a source.

        "Ruiz's lawyer" is mentioned with Ruiz, and not before him.
        """
        latest = candidates[0]
        if latest is one:
            return True
        owner = self._words[latest.at : latest.at + NAME]
        is_within = one.spoke <= latest.at < one.spoke + WITHIN
        return candidates[1] is one and is_within and not POSSESSIVE.isdisjoint(owner)

    def _misjudged(self, at: int, *, female: bool) -> Draft | None:
        """Return whom "he" refers to if only a given name speaks against it: Andrea is a man too.

        Nobody else must have been mentioned, or "he" is somebody without a name.
        """
        candidates = self._ranking.candidates(at, female=None)
        people = [one.who for one in candidates if isinstance(one.who, Person)]
        if len(people) != 1 or len(candidates) != 1:
            return None
        person = people[0]
        by_name = by_given_name(person.names)
        is_told = any(by_noun(role.noun) is not None for role in person.roles)
        if by_name is None or person.female != by_name or is_told or by_name == female:
            return None
        return self._likely.meant(candidates, at)

    def _subject_before(self, at: int, *, female: bool) -> Draft | None:
        """Return whom the sentence before "he" or "she" is about, if it names nobody.

        "The midwife arrived too late. She said …": nobody called a midwife is named.
        """
        sentences = self._sentences
        if quotation := self._ranking.quotation_before(at):
            at = quotation.start  # "The midwife arrived too late. “…,” she said."
        place = bisect_left(sentences, at)
        if (
            not 0 < place < len(sentences)
            or sentences[place] != at
            or (self._reading.quoted[at] and not quotation)
        ):
            return None
        start = sentences[place - 1]
        if self._reading.quoted[start]:
            return None
        last = self._cast.last()
        if last and last.last >= start:
            return None  # whoever said something in that sentence is a candidate anyway
        named = any(i in self._people.at for i in range(start, at))
        if named or self._lower[start] not in ("the", "a", "an"):
            return None
        if self._paragraphs[bisect_right(self._paragraphs, at) - 1] > start:
            return None
        stop = next((i for i in range(start + 1, at) if ends_subject(self._words[i].lower())), at)
        phrase = analyse(self._words[start:stop])
        noun = phrase.noun
        if stop - start > DESCRIBED or singular(noun) != noun or not is_listed(noun):
            return None
        kind = type_by_words(phrase, self._labels[start:stop])
        kind = kind or GroupedType("unnamed_person")
        if kind.type != "unnamed_person" or by_noun(noun) not in (None, female):
            return None
        found = self._definite.find(phrase, self._labels[start:stop], kind, start)
        return found or self._cast.described(phrase, kind, start, stop)


def _is(draft: Draft | None, who: Person | Draft | None) -> bool:
    """Return whether a candidate is the speaker."""
    return draft is not None and who is not None and who in (draft, draft.person)
