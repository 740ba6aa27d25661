"""Find whom an article is telling of where a pronoun stands: the name that opens the sentence.

"Umar admitted that … . But he said …": of several people mentioned, the one whose name opens the
sentence before goes on (Grosz, Joshi & Weinstein 1995, centering). Quotations in between are
skipped: "Farah was late. “I ran,” he said."
"""

from bisect import bisect_right
from collections.abc import Collection
from typing import Final

from scoring.model.decoding import Reading
from scoring.speakers.names import fold
from scoring.speakers.people import People, Person

OPENING: Final = 4
"""A name that opens a sentence begins among its first tokens, this many: "Best actor Farah …"."""
PHRASE: Final = 6
"""The most tokens before the comma of a phrase that opens a sentence: "In the spring of 2016,"."""
QUESTION: Final = 16
"""The most tokens in a question that is a heading."""
SENTENCES: Final = 6
"""The most sentences to look back over a quotation."""


class Topics:
    """Finds the person whose name opens the sentence before a place."""

    def __init__(self, reading: Reading, people: People) -> None:
        self._reading = reading
        self._people = people
        self._paragraphs = reading.tokens.paragraph_starts

    def asked(self, at: int) -> Person | None:
        """Return the one person named in the question above a pronoun that opens a paragraph.

        "What did Ruiz say?¶He announced …": what answers the question is of Ruiz.
        """
        place = bisect_right(self._paragraphs, at) - 1
        if place < 1 or self._paragraphs[place] != at:
            return None
        start = self._paragraphs[place - 1]
        words = self._reading.tokens.words[start:at]
        is_question = (
            "?" in words[-2:] and len(words) <= QUESTION and not self._reading.quoted[start]
        )
        if not is_question:
            return None
        named = {self._named(start + i) for i, word in enumerate(words) if word[:1].isupper()}
        named.discard(None)
        return named.pop() if len(named) == 1 else None

    def _named(self, at: int) -> Person | None:
        """Return who is named at a token, by a last name even if the reader takes it for none."""
        word = fold(self._reading.tokens.words[at])
        return self._people.at.get(at) or self._people.first_by_surname.get(word)

    def before(self, at: int, begin: int, candidates: Collection[Person]) -> Person | None:
        """Return who of the candidates opens the sentence around or before a pronoun.

        ``at`` is the pronoun's token, ``begin`` the first token of the quotation that is attributed
        to it, or the pronoun's own. The sentence before must be in the same paragraph or in the one
        before.
        """
        sentences = self._reading.sentences
        place = bisect_right(sentences, begin) - 1
        reach = bisect_right(self._paragraphs, at) - 2
        earliest = self._paragraphs[max(0, reach)]
        for number in range(place, max(-1, place - SENTENCES), -1):
            start = sentences[number]
            stop = min(begin, sentences[number + 1] if number + 1 < len(sentences) else begin)
            if start < earliest:
                return None
            if stop <= start or self._reading.quoted[start]:
                continue
            begins = self._after_phrase(start, stop)
            opening = range(begins, min(stop, begins + OPENING))
            named = next((self._people.at[i] for i in opening if i in self._people.at), None)
            if named in candidates:
                return named
            if number < place:
                return None
        return None

    def _after_phrase(self, start: int, stop: int) -> int:
        """Return where a sentence goes on after a phrase that names nobody: "In 2016, | Holt"."""
        for i in range(start, min(stop, start + PHRASE)):
            if i in self._people.at:
                return start
            if self._reading.tokens.words[i] == ",":
                return i + 1
        return start
