"""Resolve the sources that are pronouns: "she", "they", "who", "it", "I"."""

from bisect import bisect_right
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.accused import accused
from scoring.speakers.apposition import apposed_body
from scoring.speakers.body_descriptions import BodyDescriptions
from scoring.speakers.clues import CueContext, of_cue_context, of_pronoun
from scoring.speakers.coreference import Antecedents
from scoring.speakers.draft import Draft
from scoring.speakers.gender import PRONOUNS as SINGULAR
from scoring.speakers.gender import SHE
from scoring.speakers.phrases import analyse
from scoring.speakers.told_bodies import ToldBodies
from scoring.speakers.type_weighing import TypeWeighing
from scoring.speakers.types import THINGS, GroupedType, type_by_words
from scoring.types import SourceType

PLURAL: Final = frozenset("they them their theirs themselves".split())
FIRST: Final = frozenset("i me my mine myself".split())
FIRST_PLURAL: Final = frozenset("we us our ours ourselves".split())
SECOND: Final = frozenset("you your yours yourself".split())
THING: Final = frozenset("it its itself which".split())
RELATIVE: Final = frozenset("who whom whose that".split())
WHO: Final = frozenset(("who", "whom"))
PRONOUNS: Final = SINGULAR | PLURAL | FIRST | FIRST_PLURAL | SECOND | THING | RELATIVE
PEOPLE_UNNAMED: Final[tuple[SourceType, ...]] = ("unnamed_group", "unnamed_person", "collective")
"""The types that "they" can refer to if it seems to mean people and names nobody."""
SEVERAL: Final = frozenset((*PEOPLE_UNNAMED, "named_organisation"))
"""The types that "they" who are accused can have."""
LAST_REACH: Final = 60
"""The most tokens from a source to "they" who go on speaking."""
ORGANISATION: Final = "named_organisation"
"""Also what "it" seems to be where nothing but a document was mentioned."""
NAMED_ELSEWHERE: Final = 1.0
"""The log odds above which a source refers to a named person although its words name nobody. It was
chosen from 0, 1, 2, 3, 4 and 6 on training articles held back and on the labeled news."""


class Latest(NamedTuple):
    """The last source that was a phrase."""

    end: int
    """The token after it."""
    draft: Draft
    with_others: bool
    """Whether it is somebody named with others: "Ruiz and the committee"."""


class Pronouns:
    """Resolves an article's pronouns, in reading order.

    ``cue_contexts`` and ``withheld`` are those of ``Resolver``.
    """

    def __init__(
        self,
        antecedents: Antecedents,
        types: TypeWeighing,
        cue_contexts: Mapping[tuple[int, int], CueContext],
        withheld: Collection[int],
        bodies: BodyDescriptions,
    ) -> None:
        self._told = ToldBodies(antecedents.known, bodies)
        self._reading = antecedents.known.reading
        self._trace = self._reading.trace
        self._cast = antecedents.known.cast
        self._types = types
        self._antecedents = antecedents
        self._cue_contexts = cue_contexts
        self._withheld = withheld

    def resolve(self, word: str, at: int, latest: Latest | None) -> Draft:
        """Return the speaker that a pronoun at a token stands for. ``word`` is in lower case."""
        is_withheld = at in self._withheld and word in SINGULAR
        if is_withheld and (
            unnamed := self._antecedents.they_or_it.latest(at, ("unnamed_person",))
        ):
            return unnamed
        if word in SINGULAR:
            return self._he_or_she(word, at)
        if word in PLURAL and (several := self._antecedents.they_or_it.goes_on(at)):
            self._trace.rule("speaker", "speaker.goes_on", several)
            return self._cast.again(several, at)
        if word in PLURAL and (several := self._spoke_last(at, latest)):
            self._trace.rule("speaker", "speaker.last_several", several)
            return self._cast.again(several, at)
        if body := self._accused(word, at) or self._of_which(word, at):
            return body
        goes_on = self._chain(at) if word in PLURAL else None
        found = self._antecedent(word, at, latest)
        is_several = word in PLURAL and found and (found.person or found is goes_on)
        if found and (is_several or word == "its"):
            # "Ruiz and her colleagues … they", "they … they"; "its verdict" is no other thing's.
            return self._cast.again(found, at)
        if found and word in WHO and latest and found is latest.draft:
            return found  # "the cleaners, who"
        cue_context = self._cue_contexts.get((at, at + 1))
        clues = [*of_pronoun(word, found, self._reading, at), *of_cue_context(cue_context)]
        weighed = self._types.weigh(clues, at, at + 1)
        if found and _is_of_type(found, weighed, word):
            return self._cast.again(found, at)
        if weighed == "named_person":
            weighed, _ = self._types.best_without_name(clues, at, at + 1)
            self._trace.rule("source_type", "type.words_without_name", weighed)
            people = (
                self._antecedents.they_or_it.latest(at, PEOPLE_UNNAMED) if word in PLURAL else None
            )
            if people:
                return people
            if found and weighed == found.type:
                return self._cast.again(found, at)
        if word in PLURAL and (other := self._antecedents.they_or_it.latest(at, (weighed,))):
            return other
        return self._stood_for(weighed, word, at, found)

    def _chain(self, at: int) -> Draft | None:
        """Return the people without names who were called "they" last, in the sentence of "they" at
        a token or in the one before, and so go on speaking.
        """
        starts = self._reading.sentences
        first = max(starts[max(0, bisect_right(starts, at) - 2)], at - LAST_REACH)
        several = (one for one in self._cast.recent(first) if one.type in PEOPLE_UNNAMED)
        last, other = next(several, None), next(several, None)
        if last is None or (other and other.last == last.last):
            return None  # that "they" was nobody known
        return last if self._reading.tokens.lower[last.last] == "they" else None

    def _he_or_she(self, word: str, at: int) -> Draft:
        """Return the speaker that "he" or "she" stands for."""
        found = self._antecedents.he_or_she.find(at, female=word in SHE)
        if not found and self._types.best_without_name((), at, at + 1)[1] > NAMED_ELSEWHERE:
            female = word in SHE
            found = self._antecedents.likely.likeliest(at, female)
            found = found or self._antecedents.he_or_she.topic(at, female)
        if found:
            return found
        self._trace.rule("source_type", "type.nobody_it_stands_for", "unnamed_person")
        return self._nobody("unnamed_person", word, at)

    def _accused(self, word: str, at: int) -> Draft | None:
        """Return who denies the accusation in a sentence, known or not; ``None`` if nobody does."""
        found = accused(self._reading, at) if word in ("it", "they") else None
        if found is None:
            return None
        start, end = found
        tokens, several = self._reading.tokens, word == "they"
        kind: SourceType = "collective" if several else ORGANISATION
        if start == end or (several and tokens.lower[start - 1] == "and"):
            return self._nobody(kind, word, at)
        phrase = analyse(tokens.words[start:end])
        labels = self._antecedents.known.labels[start:end]
        if name := apposed_body(phrase, labels):
            start, end = start + name.start, start + name.stop
            phrase, labels = analyse(tokens.words[start:end]), labels[name.start : name.stop]
        told = type_by_words(phrase, labels) if several else None
        if told and told.type not in SEVERAL:
            return self._nobody(kind, word, at)
        body = self._cast.described(phrase, told or GroupedType(kind), start, end)
        self._antecedents.they_or_it.asides.add(body.last)
        self._trace.rule("speaker", "speaker.accused", body)
        return body

    def anybody(self, at: int, latest: Latest | None) -> Draft | None:
        """Return the article's author if "one" at a token is everybody: "one might hope".

        It can also be one of the people told of just before: "Some guards spoke. One would say".
        """
        words = self._reading.tokens.lower
        modals = load_terms("sources", "generic")
        is_near = latest is not None and at - latest.draft.last < LAST_REACH
        if not modals.intersection(words[at + 1 : at + 2]) or (
            is_near and latest and latest.draft.type in PEOPLE_UNNAMED
        ):
            return None
        self._trace.rule("source_type", "type.anybody", "author")
        return self._nobody("author", "one", at)

    def _stood_for(self, kind: SourceType, word: str, at: int, found: Draft | None) -> Draft:
        """Return the speaker of a pronoun that stands for nobody known: "eight women who"."""
        if (word in RELATIVE or word == "which") and (noun := self._antecedents.noun_before(at)):
            phrase = analyse(self._reading.tokens.words[slice(*noun)])
            return self._cast.described(phrase, GroupedType(kind), *noun)
        if word in WHO and found and found.description:
            word = found.description
        return self._nobody(kind, "I" if word == "i" else word, at)

    def _spoke_last(self, at: int, latest: Latest | None) -> Draft | None:
        """Return the people who spoke last if "they" in a sentence of theirs can be nobody else.

        These are people without names, or somebody named with others.
        """
        draft = latest.draft if latest else None
        if latest is None or draft is not self._cast.last() or at - latest.draft.last > LAST_REACH:
            return None
        is_group = latest.draft.type == "unnamed_group" and not self._reading.quoted[at]
        return latest.draft if is_group or latest.with_others else None

    def _nobody(self, kind: SourceType, word: str, at: int) -> Draft:
        """Return the speaker that is known only by a pronoun."""
        draft = self._cast.pronoun(kind, word, at)
        self._trace.rule("speaker", "speaker.nobody_it_stands_for", draft)
        return draft

    def _antecedent(self, word: str, at: int, latest: Latest | None) -> Draft | None:
        if word in RELATIVE:
            if latest and 0 <= at - latest.end <= 1:
                self._trace.rule("speaker", "speaker.who_after_source", latest.draft)
                return self._cast.again(latest.draft, at)  # "an aide, who"
            return self._antecedents.relative(at)
        if word in PLURAL:
            return self._antecedents.they_or_it.they(at)
        if word in THING:
            return self._thing(at)
        # "I", "we", "you": in quotation marks, whoever spoke last; outside, the article's author.
        last = self._cast.last() if self._reading.quoted[at] else None
        if last:
            self._trace.rule("speaker", "speaker.who_spoke_last", last)
        return last

    def _of_which(self, word: str, at: int) -> Draft | None:
        """Return the body in whose clause "it" is: "Marlow, which fights a levy that it calls"."""
        which = self._told.which(at) if word == "it" else None
        body = self._antecedents.before_which(which) if which is not None else None
        if body is None or body.type != ORGANISATION:
            return None
        self._trace.rule("speaker", "speaker.told_body", body)
        return self._cast.again(body, at)

    def _thing(self, at: int) -> Draft | None:
        """Return the body or document that "it" stands for, or ``None``."""
        if body := self._told.subject_before(at) or self._told.subject_here(at):
            self._trace.rule("speaker", "speaker.told_body", body)
            return body
        they_or_it = self._antecedents.they_or_it
        last = they_or_it.latest(at, (ORGANISATION, "document")) or they_or_it.document_of_it(at)
        if last or not (body := self._told.alone(at)):
            return last
        self._trace.rule("speaker", "speaker.told_body", body)
        return body


def _is_of_type(found: Draft, weighed: SourceType, word: str) -> bool:
    """Return whether a pronoun that seems to have a type can stand for an antecedent.

    Those who publish a document are "they" too, and "two climbers" are nothing else.
    """
    is_publisher = found.type == "document" and weighed == ORGANISATION
    are_people = found.type in PEOPLE_UNNAMED and weighed in THINGS and word in PLURAL
    return weighed == found.type or is_publisher or are_people
