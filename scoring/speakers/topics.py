"""Find whom an article is telling of where a pronoun stands: the name that opens the sentence.

"Umar admitted that … . But he said …": of several people mentioned, the one whose name opens the
sentence before goes on (Grosz, Joshi & Weinstein 1995, centering). Quotations in between are
skipped: "Farah was late. “I ran,” he said."
"""

from bisect import bisect_right
from collections.abc import Collection
from typing import Final

from scoring.model.decoding import Reading
from scoring.speakers.people import People, Person

OPENING: Final = 4
"""A name that opens a sentence begins among its first tokens, this many: "Best actor Farah …"."""
SENTENCES: Final = 6
"""The most sentences to look back over a quotation."""


class Topics:
    """Finds the person whose name opens the sentence before a place."""

    def __init__(self, reading: Reading, people: People) -> None:
        self._reading = reading
        self._people = people
        self._paragraphs = reading.tokens.paragraph_starts

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
            opening = range(start, min(stop, start + OPENING))
            named = next((self._people.at[i] for i in opening if i in self._people.at), None)
            if named in candidates:
                return named
            if number < place:
                return None
        return None
