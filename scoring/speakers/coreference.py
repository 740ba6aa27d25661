"""Find antecedents: the speakers that "she", "they", "who" and "the official" refer to."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.cast import Cast
from scoring.speakers.description_kinds import is_class
from scoring.speakers.descriptions import Descriptions
from scoring.speakers.draft import Draft
from scoring.speakers.gender import by_given_name, by_noun
from scoring.speakers.holders import asked_in, is_of_another_age, is_of_another_party
from scoring.speakers.leads import Leads
from scoring.speakers.mentions import Mentions, fits
from scoring.speakers.named_together import NamedTogether
from scoring.speakers.people import People, Person
from scoring.speakers.phrases import (
    ANY,
    BREAKS,
    DETERMINERS,
    HYPHENS,
    INDEFINITE,
    NUMBERS,
    POSSESSIVE,
    Phrase,
    analyse,
    is_demonym,
    is_listed,
    is_somebody,
    singular,
)
from scoring.speakers.ranking import NEVER, Candidate, Ranking, likeliest, meant
from scoring.speakers.relatives import Relatives
from scoring.speakers.roles import ENDS, IS, ends_subject
from scoring.speakers.spokespeople import Spokespeople
from scoring.speakers.told_of import ToldOf
from scoring.speakers.types import PUBLIC, GroupedType, type_by_words
from scoring.speakers.unnamed import Unnamed
from scoring.types import SourceType

SOURCE_REACH_TOKENS: Final = 90
"""The most tokens to look back for a source of the wanted type, or an introduction."""
PLURAL_SOURCE_REACH_TOKENS: Final = 50
"""The most tokens to look back for a plural source before "they" can refer to a noun instead."""
PLURAL_PHRASE_REACH_TOKENS: Final = 40
"""The most tokens to look back for a plural phrase that "they" refers to."""
DOCUMENT_REACH_TOKENS: Final = 8
"""The most tokens to look back for a document that "it" refers to."""
RELATIVE_REACH_TOKENS: Final = 11
"""The most tokens from a source to a "who" that has no phrase just before it."""


CLASSED: Final = 0.7
"""The minimum probability of the person that a class stands for. Set by judgment."""
DESCRIBED: Final = 5
"""The most tokens from an article to its noun: "a federal appeals court judge"."""
BODIES: Final = frozenset(("ORGANIZATION", "LOCATION"))
"""Labels of names that stand for a body that speaks."""
NOUN_PHRASE: Final = 8
"""The most tokens in the phrase before "who"."""


class Antecedents:
    """Finds antecedents from a place in the article.

    It looks back and, if there is no candidate, ahead. Places (``at``, ``start``, ``end``) are
    token indices.
    """

    def __init__(
        self,
        reading: Reading,
        cast: Cast,
        people: People,
        unnamed: Unnamed,
        labels: Sequence[str | None],
    ) -> None:
        self._reading = reading
        self._trace = reading.trace
        self._words = reading.tokens.words
        self._lower = reading.tokens.lower
        self._sentences = reading.sentences
        self._paragraphs = reading.tokens.paragraph_starts
        self._cast = cast
        self._people = people
        self._labels = labels
        self._unnamed = unnamed
        self.spokespeople = Spokespeople(people)
        self._mentions = Mentions(people)
        self._relatives = Relatives(reading, people)
        self.ranking = Ranking(reading, cast, people)
        self._told_of = ToldOf(reading, cast, people)
        self._leads = Leads(reading, people)
        self.named_together = NamedTogether(reading, cast, people, self._leads.holders)
        self.descriptions = Descriptions(reading, people, self._leads.holders, self.ranking)

    def singular(self, at: int, *, female: bool) -> Draft | None:
        """Return the person "he" or "she" refers to.

        After a quotation, this is whom the sentence before the quotation is about. Otherwise it is
        the most probable earlier candidate, if it is probable enough. If there are no candidates,
        it is the person named next.
        """
        if unnamed := self._subject_before(at, female=female):
            return unnamed
        if person := self._told_of.subject(self.ranking.quotation_before(at), female=female):
            self._trace.rule("speaker", "speaker.told_of_before", person)
            return self._cast.person(person, at)
        asked = self._told_of.asked(at)
        if asked and fits(asked, female):
            self._trace.rule("speaker", "speaker.asked_about", asked)
            return self._cast.person(asked, at)
        candidates = self._candidates(at, female=female)
        if speaking := self._speaking(candidates, at):
            self._trace.rule("speaker", "speaker.goes_on", speaking)
            return self._cast.again(speaking, at)
        if not candidates:
            if someone := self._misjudged(at, female=female):
                return someone
            person = self._mentions.after(at, female=female)
            if person is self._told_about(at):
                return None
            if person:
                self._trace.rule("speaker", "speaker.named_next", person)
            return self._cast.person(person, at) if person else None
        return self._draft(meant(candidates, self._trace), at)

    def _candidates(self, at: int, *, female: bool | None) -> list[Candidate]:
        """Return the candidates without whom a "who" right before the pronoun refers to."""
        found = self.ranking.candidates(at, female=female)
        other = self._told_about(at)
        return [one for one in found if other is None or one.who is not other]

    def _told_about(self, at: int) -> Person | None:
        """Return who is not meant by the pronoun: Ruiz, in "Ruiz, who he said had left"."""
        is_told = at > 0 and self._lower[at - 1] in ("who", "whom")
        return self._relatives.person(at - 1) if is_told else None

    def _speaking(self, candidates: Sequence[Candidate], at: int) -> Draft | None:
        """Return the source without a name that goes on speaking: "one dealer said … he said".

        It spoke last, in the paragraph's sentence before, and the pronoun follows a quotation
        before which nobody else who fits was mentioned. A spokesperson goes on in any case: "the
        mayor's spokesman said the mayor … he said".
        """
        spoke = [one for one in candidates if one.spoke != NEVER]
        last = max(spoke, key=lambda one: one.spoke, default=None)
        if last is None or not isinstance(last.who, Draft) or self._reading.quoted[at]:
            return None
        paragraph = self._paragraphs[bisect_right(self._paragraphs, at) - 1]
        sentence = self._sentences[bisect_right(self._sentences, at) - 1]
        draft = last.who
        if not paragraph <= last.spoke < sentence or draft.type != "unnamed_person":
            return None
        silent = load_terms("sources", "silence")
        said = {*self._lower[last.spoke : sentence]}
        if draft.head in load_terms("sources", "questioner") or not silent.isdisjoint(said):
            return None
        after = self._sentences[bisect_right(self._sentences, last.spoke)]
        if not all(self._reading.quoted[after:sentence]):
            return None  # somebody else may have been told of in between
        goes_on = draft.head in load_terms("sources", "speaks_for") or (
            candidates[0] is last and self.ranking.quotation_before(at)
        )
        return draft if goes_on else None

    def _misjudged(self, at: int, *, female: bool) -> Draft | None:
        """Return whom "he" refers to if only a given name speaks against it: Andrea is a man too.

        Nobody else must have been mentioned, or "he" is somebody without a name.
        """
        candidates = self.ranking.candidates(at, female=None)
        people = [one.who for one in candidates if isinstance(one.who, Person)]
        if len(people) != 1 or len(candidates) != 1:
            return None
        person = people[0]
        by_name = by_given_name(person.names)
        is_told = any(by_noun(role.noun) is not None for role in person.roles)
        if by_name is None or person.female != by_name or is_told or by_name == female:
            return None
        return self._draft(meant(candidates, self._trace), at)

    def _subject_before(self, at: int, *, female: bool) -> Draft | None:
        """Return whom the sentence before "he" or "she" is about, if it names nobody.

        "The midwife arrived too late. She said …": nobody called a midwife is named.
        """
        sentences = self._sentences
        place = bisect_left(sentences, at)
        if not 0 < place < len(sentences) or sentences[place] != at or self._reading.quoted[at]:
            return None
        start = sentences[place - 1]
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
        found = self.definite(phrase, self._labels[start:stop], kind, start)
        return found or self._cast.described(phrase, kind, start, stop)

    def likeliest(self, at: int, female: bool | None) -> Draft | None:  # noqa: FBT001  # three-valued
        """Return the named person a pronoun or epithet refers to, if one is probable enough."""
        candidates = self._candidates(at, female=female)
        named = [
            one for one in candidates if isinstance(one.who, Person) or (one.who and one.who.person)
        ]
        return self._draft(meant(named, self._trace), at)

    def epithet(self, phrase: Phrase, entities: Sequence[str | None], at: int) -> Draft | None:
        """Return the named person that an epithet is probably another name for.

        ``entities`` are the entity labels of the phrase's words. One of them must be said of the
        person: "the Kent Republican" is Holt, R-Kent, and "the Herald editor" is not just anyone.
        """
        asked = asked_in(phrase, entities)
        found = self.likeliest(at, by_noun(phrase.noun))
        person = found.person if found else None
        if person is None or is_of_another_party(asked, person):
            return None
        posts = load_terms("epithets", "of_a_party")
        holders = self._leads.holders
        by_party = asked.noun in load_terms("epithets", "party") and any(
            role.noun in posts for role in person.roles
        )
        if holders.share(asked, person):
            return found
        # "The Kent Democrat" is not Holt, D-Tyre.
        is_elsewhere = bool(asked.owners) and any(role.places for role in person.roles)
        return found if by_party and not is_elsewhere else None

    def topic(self, at: int, female: bool | None) -> Draft | None:  # noqa: FBT001  # three-valued
        """Return whom "he" or "she" refers to if nobody is probable enough, but somebody is named.

        This is who opens the sentence before.
        """
        candidates = self._candidates(at, female=female)
        people = [one.who for one in candidates if isinstance(one.who, Person)]
        quotation = self.ranking.quotation_before(at)
        if opens := self._told_of.opener(at, quotation.start if quotation else at, people):
            self._trace.rule("speaker", "speaker.opens_sentence_before", opens)
            return self._cast.person(opens, at)
        return None

    def classed(self, phrase: Phrase, entities: Sequence[str | None], at: int) -> Draft | None:
        """Return the named person that a class stands for, if one is much more probable than all
        others: "Agassi won. The American said …".

        ``entities`` are the entity labels of the phrase's words.
        """
        if not is_class(phrase, entities):
            return None
        others = load_terms("epithets", "off_the_field")
        candidates = [
            one
            for one in self.ranking.candidates(at, female=by_noun(phrase.noun))
            if not isinstance(one.who, Person)
            or others.isdisjoint(role.noun for role in one.who.roles)
        ]
        who, share = likeliest(candidates, "antecedents", trace=self._trace)
        person = who if isinstance(who, Person) else who.person if who else None
        if person is None or share < CLASSED or self._is_introduced(phrase.noun, at, person):
            return None
        if self._is_of_another_trade(phrase, entities, person):
            return None
        return self._cast.person(person, at)

    def _is_of_another_trade(
        self, phrase: Phrase, entities: Sequence[str | None], person: Person
    ) -> bool:
        """Return whether a class cannot stand for a person because of what the article says.

        "The goalkeeper" is not Captain Holt or the singer Ana Ruiz, nor anyone if somebody else is
        called a goalkeeper. "The American" and "the teenager" can have any trade.
        """
        asked = asked_in(phrase, entities)
        if is_of_another_age(phrase, person):
            return True
        holders = self._leads.holders
        held = holders.of(asked, [person])
        if held and person not in held:
            return True  # "the teenager" is the schoolgirl, if she is anyone
        noun = phrase.noun.split("-")[-1]
        if noun in load_terms("epithets", "any_trade") or is_demonym(noun):
            return False
        if holders.is_called(asked, person):
            return False
        trades = {role.noun for role in person.roles if is_listed(role.noun)}
        return bool(trades) and trades.isdisjoint(load_terms("epithets", "class"))

    def plural(self, at: int) -> Draft | None:
        """Return what "they" refers to: the last plural source, two people with "and", or a noun.

        An organization or several documents can also be "they".
        """
        several = ("unnamed_group", "collective", "named_organisation", "document")
        for draft in self._cast.recent(at - PLURAL_SOURCE_REACH_TOKENS):
            if draft.type in several or (draft.name and " and " in draft.name):
                self._trace.rule("speaker", "speaker.last_several", draft)
                return self._cast.again(draft, at)
        for i in range(at - 1, max(-1, at - PLURAL_PHRASE_REACH_TOKENS), -1):
            if self._lower[i] == "and" and (pair := self.named_together.pair(i)):
                return self.named_together.two(pair, at, "speaker.two_named_before")
            if self._lower[i] == "colleagues" and (person := self._with_colleagues(i)):
                return person
            if self._words[i].endswith("s") and i not in self._people.at:
                phrase = analyse(self._words[i : i + 1])
                kind = type_by_words(phrase, self._labels[i : i + 1])
                if kind and kind.type in ("unnamed_group", "collective"):
                    found = self._cast.described(phrase, kind, i, i + 1)
                    self._trace.rule("speaker", "speaker.plural_noun", found)
                    return found
        return self.latest(at, ("unnamed_group", "collective", "named_organisation"))

    def _with_colleagues(self, at: int) -> Draft | None:
        """Return the person whose colleagues the word at a token names: "Ana Ruiz and colleagues".

        Their work goes by that person's name.
        """
        joined = range(at - 1, max(-1, at - DESCRIBED), -1)
        joint = next((i for i in joined if self._lower[i] == "and"), None)
        first = self._sentences[bisect_right(self._sentences, at) - 1]
        named = range(joint - 1, first - 1, -1) if joint else ()
        place = next((i for i in named if i in self._people.at), None)
        return self._cast.person(self._people.at[place], at) if place is not None else None

    def before_which(self, at: int) -> Draft | None:
        """Return the body or document right before "which": "calls to the port, which said"."""
        stop = at - 1 if at and self._words[at - 1] in (",", "-", "–", "—") else at
        named = self._reading.entity_to(stop)
        if named and named.label in BODIES and self._lower[named.start - 1] not in ("in", "at"):
            phrase = analyse(self._words[named.start : stop])
            body = GroupedType("named_organisation")
            return self._cast.described(phrase, body, named.start, stop)
        noun = self._relatives.noun_before(at)
        if noun is None:
            return None
        phrase = analyse(self._words[slice(*noun)])
        kind = type_by_words(phrase, self._labels[slice(*noun)])
        is_thing = kind is not None and kind.type in ("named_organisation", "document")
        return self._cast.described(phrase, kind, *noun) if kind and is_thing else None

    def document(self, at: int) -> Draft | None:
        """Return the document that "it" refers to, introduced just before: "sent a letter. It"."""
        for i in range(at - 1, max(-1, at - DOCUMENT_REACH_TOKENS), -1):
            opens = self._article_of(i)
            if opens is None or self._words[i + 1][0].isalpha() or self._reading.quoted[i]:
                continue
            phrase = analyse(self._words[opens : i + 1])
            kind = type_by_words(phrase, self._labels[opens : i + 1])
            if kind and kind.type == "document":
                found = self._cast.described(phrase, kind, opens, i + 1)
                self._trace.rule("speaker", "speaker.document_noun", found)
                return found
        return None

    def latest(self, at: int, wanted: Sequence[SourceType]) -> Draft | None:
        """Return the last mentioned speaker of these types within ``SOURCE_REACH_TOKENS``."""
        for draft in self._cast.recent(at - SOURCE_REACH_TOKENS):
            if draft.type in wanted:
                self._trace.rule("speaker", "speaker.last_of_type", draft)
                return self._cast.again(draft, at)
        return None

    def relative(self, at: int) -> Draft | None:
        """Return the speaker that "who" refers to: a name or phrase before it, or a source."""
        if person := self._relatives.person(at):
            self._trace.rule("speaker", "speaker.who_after_name", person)
            return self._cast.person(person, at)
        stop = at - 1 if at and self._words[at - 1] in (",", "-", "–", "—") else at
        start = stop
        while start > 0 and stop - start < NOUN_PHRASE and self._in_phrase(start - 1):
            start -= 1
            if self._lower[start] in (DETERMINERS | INDEFINITE) - {"that"}:  # "that makes two who"
                phrase = analyse(self._words[start:stop])
                labels = self._labels[start:stop]
                if kind := type_by_words(phrase, labels):
                    found = self.definite(phrase, labels, kind, start)
                    return found or self._cast.described(phrase, kind, start, stop)
                break
        for begin in range(stop - 1, max(start, stop - 4) - 1, -1):
            phrase = analyse(self._words[begin:stop])
            kind = type_by_words(phrase, self._labels[begin:stop])
            is_year = begin == stop - 1 and phrase.noun.isdigit()
            if kind and kind.type != "named_person" and not is_year:
                opens = begin - (begin > 0 and self._lower[begin - 1] in NUMBERS)
                phrase = analyse(self._words[opens:stop])
                return self._cast.described(phrase, kind, opens, stop)
        last = next(self._cast.recent(at - RELATIVE_REACH_TOKENS), None)
        if last:
            self._trace.rule("speaker", "speaker.last_source", last)
        return last

    def noun_before(self, at: int) -> tuple[int, int] | None:
        """Return the noun that a "who" or "which" without a known speaker follows, if any."""
        return self._relatives.noun_before(at)

    def explained(self, start: int, end: int) -> Draft | None:
        """Return the person whose name a source explains: "Ruiz, a lawyer vowing to sue,"."""
        person = self._relatives.explained(start, end)
        if person is None:
            return None
        self._trace.rule("speaker", "speaker.explains_name", person)
        return self._cast.person(person, start)

    def definite(
        self, phrase: Phrase, entities: Sequence[str | None], kind: GroupedType, at: int
    ) -> Draft | None:
        """Return the speaker introduced, here or later, as "the official" or "the minister".

        ``entities`` are the entity labels of the phrase's words.
        """
        if phrase.determiner in ANY:
            return None
        if not _is_definite(phrase, kind):
            person = self._leads.renamed(phrase, at)
            if person is None and (person := self.descriptions.introduced(phrase, entities, at)):
                self._trace.rule("speaker", "speaker.named_later", person)
            person = person or self._leads.presented(phrase, entities, at)
            if person and self._is_beside_another(phrase, at, person):
                return None
            return self._cast.person(person, at) if person else None
        unnamed = self._cast.by_noun(phrase.noun)
        if unnamed and not self._is_same(unnamed, phrase, at):
            unnamed = None
        person = self.described(phrase, entities, at)
        if not (person or unnamed):
            person = self.descriptions.named_ahead(phrase, entities, at)
            if person:
                self._trace.rule("speaker", "speaker.named_later", person)
        named = self._last_named(person, at) if person else -1
        is_latest = named > unnamed.last if unnamed else True
        if person and is_latest and not self._is_introduced(phrase.noun, at, person):
            return self._cast.person(person, at)
        if unnamed:
            self._trace.rule("speaker", "speaker.same_noun", unnamed)
            return self._cast.again(unnamed, at)
        presented = self._leads.presented(phrase, entities, at)
        return self._cast.person(presented, at) if presented else None

    def _is_same(self, draft: Draft, phrase: Phrase, at: int) -> bool:
        """Return whether a phrase can be of an earlier speaker: no "Italian diplomat" is French."""
        is_another = self.spokespeople.is_another(draft, phrase, at)
        return not (is_another or _is_another(phrase, draft)) and self._unnamed.may_be(
            draft, phrase
        )

    def described(
        self, phrase: Phrase, entities: Sequence[str | None], at: int, named: float = 0.0
    ) -> Person | None:
        """Return the named person a description refers to, if one is probable enough.

        ``entities`` are the entity labels of the phrase's words. ``named`` is the log odds, from
        the source's type, that the description refers to a named person.
        """
        return self.descriptions.likeliest(phrase, entities, at, named)

    def met_since(self, draft: Draft, at: int) -> bool:
        """Return whether "a stranger", or the like, is told of after a speaker, or it is long ago.

        The speaker is one without a name.
        """
        if at - draft.last > SOURCE_REACH_TOKENS:
            return True
        return any(
            self._article_of(i) is not None
            for i in range(draft.last + 1, at)
            if is_somebody(self._lower[i])
            and self._lower[i] != draft.head
            and not self._reading.quoted[i]
        )

    def _in_phrase(self, i: int) -> bool:
        word = self._words[i]
        return word[0].isalnum() or word in ("'s", "’s", "-", ".")

    def _is_introduced(self, noun: str, at: int, person: Person) -> bool:
        """Return whether this noun introduced an unnamed person: "a judge", "another doctor".

        A lead that introduces ``person`` that way does not count.
        """
        for i in range(max(at - SOURCE_REACH_TOKENS, 0), at):
            if self._lower[i] != noun or i + 1 in self._people.at:
                continue
            opens = self._article_of(i)
            # "Ruiz, a judge" and "Ruiz is a judge" describe Ruiz. They do not introduce anyone.
            if opens is None:
                continue
            named = {opens - 1, opens - 2} & self._people.at.keys()
            phrase = analyse(self._words[opens : i + 1])
            if self.descriptions.introduced(phrase, self._labels[opens : i + 1], opens) is person:
                continue
            if not named and self._lower[max(0, opens - 1)] not in IS:
                return True
        return False

    def _is_beside_another(self, phrase: Phrase, at: int, person: Person) -> bool:
        """Return whether a description is of one of two: "a guard … another guard … Omar Diaz"."""
        if phrase.determiner == "another":
            return True
        reach = range(at + phrase.head + 1, person.mentions[0][0])
        places = (self._article_of(i) for i in reach if self._lower[i] == phrase.noun)
        return any(place is not None and self._lower[place] == "another" for place in places)

    def _article_of(self, noun: int) -> int | None:
        """Return the place of the "a" or "another" that opens a noun's phrase, if there is one."""
        for i in range(noun - 1, max(-1, noun - DESCRIBED), -1):
            word = self._lower[i]
            if word in INDEFINITE:
                return i
            if word in ENDS or word in DETERMINERS or (word in BREAKS and word not in HYPHENS):
                return None
        return None

    def _last_named(self, person: Person, at: int) -> int:
        """Return where a person was last named before ``at``, or -1 if not yet."""
        place = bisect_left(person.mentions, (at,))
        return person.mentions[place - 1][0] if place else -1

    def _draft(self, who: Person | Draft | None, at: int) -> Draft | None:
        if isinstance(who, Person):
            return self._cast.person(who, at)
        return self._cast.again(who, at) if who else None


def _is_another(phrase: Phrase, unnamed: Draft) -> bool:
    """Return whether a description is of somebody else: "one person … the second person".

    "Another person … the second person" is one.
    """
    others = load_terms("sources", "somebody_else")
    opens = {word.lower() for word in phrase.words[: phrase.head]}
    said = (unnamed.description or "").lower().split()
    return not others.isdisjoint(opens) and others.isdisjoint(said)


def _is_definite(phrase: Phrase, kind: GroupedType) -> bool:
    """Return whether the phrase refers to someone already known: "the senator", "her lawyer".

    A public role needs no determiner ("Senator says", in a headline). Informants do need one,
    because they can be introduced without it.
    """
    if phrase.determiner in DETERMINERS or POSSESSIVE.intersection(phrase.words[: phrase.head]):
        return True
    if phrase.determiner[:1].isdigit() and phrase.noun == "old":
        return True  # "46-year-old says", in a headline
    return kind.group == PUBLIC and phrase.determiner not in INDEFINITE
