"""Find whom the words of a source name: at its head, in apposition to it, or behind a role."""

from collections.abc import Sequence

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.apposition import apposed
from scoring.speakers.names import fold
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.phrases import BRACKETS, BREAKS, HYPHENS, POSSESSIVE, Phrase, singular


class NamesInPhrases:
    """Finds the person that a source's phrase names.

    ``labels`` are the entity labels of the article's tokens.
    """

    def __init__(self, people: People, labels: Sequence[str | None]) -> None:
        self._people = people
        self._labels = labels

    def at_head(self, phrase: Phrase, start: int, end: int) -> Person | None:
        """Return the person named at the phrase's head or in apposition to it.

        A name after the head is a different person: "a woman who accused Aziz". So is a name before
        it if the head is a person: "Aziz's lawyer". If the head is an utterance, the name is its
        speaker: "Aziz's remarks".
        """
        head = start + phrase.head
        beside = apposed(phrase, self._labels[start:end])
        if beside is not None:
            return self._people.at.get(start + beside)
        at = head
        while at > start and at not in self._people.at and self._labels[at] == "PERSON":
            at -= 1
        if at not in self._people.at and singular(phrase.noun) in load_terms(
            "sources", "utterance"
        ):
            at = next((i for i in range(head, start - 1, -1) if i in self._people.at), head)
        return self._people.at.get(at)

    def after_role(self, phrase: Phrase, start: int) -> Person | None:
        """Return the person whose name ends a role: "the mill's chief (left) Ana Ruiz".

        Nothing between the role and the name may lead to another person.
        """
        is_one = singular(phrase.noun) == phrase.noun
        for at in range(phrase.head + 1, len(phrase.words) if is_one else 0):
            word = phrase.words[at].lower()
            if word in BREAKS - HYPHENS - BRACKETS or word in POSSESSIVE:
                return None
            if person := self._people.at.get(start + at):
                after = phrase.words[at + 1 : at + 3]
                return None if POSSESSIVE.intersection(after) else person
        return None

    def opening(self, phrase: Phrase, labels: Sequence[str | None]) -> Person | None:
        """Return the person by whose last name alone the phrase opens, if the model missed it.

        Elsewhere, the article gives that person a title with the name, or names them often.
        """
        word = phrase.words[0]
        is_written = word.istitle() or word.isupper()
        if phrase.head or not is_written or labels[0] is not None:
            return None
        person = self._people.first_by_surname.get(fold(word))
        return person if person and (person.titles or len(person.mentions) > 1) else None
