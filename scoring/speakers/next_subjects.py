"""Find who opens the sentence after a lead's description by a bare full name.

"A drama teacher has told a jury that … Ana Ruiz said …": somebody new would have been introduced
with a role, so the name is the teacher's (Grice 1975, on quantity).
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.person import Person
from scoring.speakers.phrases import (
    BREAKS,
    POSSESSIVE,
    Phrase,
    is_listed,
    is_somebody,
    singular,
)
from scoring.speakers.role import ARTICLES
from scoring.speakers.roles import VERBS

SOON: Final = 60
"""The most tokens from a description to the name."""
ADDRESSED: Final = 2
"""The most tokens of a form of address before the name, with its period."""
SAID: Final = 3
"""The most tokens between a quotation and the name: "…,” said Dr. Ana Ruiz"."""
OWNER: Final = 4
"""The most tokens from an article or a possessive to the noun of whom it introduces."""
AGED: Final = 3
"""The tokens of an age behind a name: ", 34,"."""
STOPS: Final = frozenset(".,;:()[]–—-")


class NextSubjects:
    """Finds such people. ``first`` has where each person is first named, in order (``people``)."""

    def __init__(
        self,
        reading: Reading,
        people: Sequence[Person],
        first: Mapping[Person, tuple[int, int]],
    ) -> None:
        self._people = people
        self._first = first
        self._firsts = [first[person][0] for person in people]
        self._sentences = [*reading.sentences, len(reading.quoted)]
        self._quoted = reading.quoted
        self._words = reading.tokens.lower
        spans = (span for one in people for span in one.mentions)
        self._names = {i for start, end in spans for i in range(start, end)}

    def after(self, phrase: Phrase, at: int) -> Person | None:
        """Return whom the sentence after the description at a token names first, if it is them.

        The description must be of one person and tell of nobody else: "a judge has ruled that a
        girl …" may be followed by the girl's name, or by her mother's.
        """
        noun = singular(phrase.noun)
        if phrase.determiner not in ("a", "an", "one") or noun in load_terms(
            "sources", "bystander"
        ):
            return None
        place = bisect_right(self._sentences, at)
        stop = self._sentences[place]
        if stop == len(self._quoted) or stop > at + SOON or self._tells_of_others(phrase, at, stop):
            return None
        number = bisect_right(self._firsts, stop - 1)
        if number == len(self._people):
            return None
        person = self._people[number]
        first, end = self._first[person]
        is_near = first <= at + SOON and not self._quoted[first]
        if not is_near or len(person.names) == 1:
            return None
        opens = self._opens(stop, first) and self._goes_on(end)
        return person if opens or self._said(stop, first, end) else None

    def _tells_of_others(self, phrase: Phrase, at: int, stop: int) -> bool:
        """Return whether the description's sentence introduces somebody else: "his wife"."""
        own = range(at, at + phrase.head + 1)
        start = max(at - SOON, self._sentences[bisect_right(self._sentences, at) - 1])
        opens = ARTICLES | POSSESSIVE
        for i in range(start, stop):
            word = self._words[i]
            if i in own or i in self._names or singular(word) != word or not is_somebody(word):
                continue
            begin = max(start, i - OWNER, own.stop if i >= own.stop else start)
            after = self._words[i + 1]
            is_modifier = after.isalpha() and after not in BREAKS | VERBS | load_terms(
                "sources", "function"
            )
            if is_modifier and not after.endswith("ed"):
                continue  # "a child abuse trial"
            if is_listed(word) and not opens.isdisjoint(self._words[begin:i]):
                return True
        return False

    def _opens(self, start: int, first: int) -> bool:
        """Return whether a name opens a sentence, but for "Dr." and the like."""
        address = load_terms("titles", "address") | {"."}
        before = self._words[start:first]
        return len(before) <= ADDRESSED and address.issuperset(before)

    def _goes_on(self, end: int) -> bool:
        """Return whether a verb follows a name, and not what the person is: "Ana Ruiz also"."""
        words = self._words
        if words[end : end + 1] == [","] and words[end + 1][:1].isdigit():
            end += AGED
        word = words[end] if end < len(words) else "."
        return word.isalpha() and word not in BREAKS | ARTICLES

    def _said(self, start: int, first: int, end: int) -> bool:
        """Return whether a quotation goes before a name, and the sentence says no more: "…,” said
        Ana Ruiz.", "…,” Ana Ruiz said.".
        """
        open_ = [i for i in range(start, first) if not self._quoted[i]]
        is_whole = start not in open_ and (not open_ or open_[0] >= first - SAID)
        reach = range(end, min(end + ADDRESSED, len(self._words)))
        stop = next((i for i in reach if self._words[i] == "."), -1)
        silent = STOPS | load_terms("sources", "title")
        said = [self._words[i] for i in (*open_, *range(end, stop))]
        return is_whole and stop >= end and len([w for w in said if w not in silent]) == 1
