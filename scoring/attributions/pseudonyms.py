"""Find whose name is not the real one: "Maria, not her real name", "both are pseudonyms"."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.draft import Draft
from scoring.speakers.names import fold

BETWEEN: Final = frozenset((",", "(", "[", "–", "—", "-", "“", "”", '"', "’", "'"))
"""What stands between a name and "not her real name", besides an age."""
JOINS: Final = frozenset((",", "and", "&"))
MOST_BETWEEN: Final = 4
MOST_WORDS: Final = 5
"""A name has at most this many words."""
MOST_NAMES: Final = 12
"""At most this many names are joined before "are pseudonyms"."""
REACH: Final = 60
"""If no name stands right before it, the owner is named at most this many tokens earlier."""
LONE: Final = 1
"""How many names a person has who is called by the first name alone."""

Range = tuple[int, int]


def names_before(reading: Reading, first: int, at: int) -> tuple[Range, ...]:
    """Return the token ranges of the names right before token ``at``, or of the last name alone.

    ``first`` is the sentence's first token.
    """
    joined = tuple(_joined(reading, first, at))
    if joined:
        return joined
    # "Maria, a nurse in Leeds (not her real name)", or in a sentence apart.
    stop = bisect_left(reading.entities, at, key=lambda one: one.start)
    for number in range(stop - 1, -1, -1):
        one = reading.entities[number]
        if one.start < at - REACH:
            break
        if one.label == "PERSON" and one.end - one.start == LONE:
            return (one.place,)
    return ()


def _joined(reading: Reading, first: int, at: int) -> Iterator[Range]:
    """Yield names from the one right before a token back: "Salma Khan, Swati and Najima"."""
    words = reading.tokens.words
    end = at
    for _ in range(MOST_BETWEEN):
        if end > first and (words[end - 1] in BETWEEN or words[end - 1].isdigit()):
            end -= 1
    for _ in range(MOST_NAMES):
        start = end
        while start > max(first, end - MOST_WORDS) and _is_part(words[start - 1]):
            start -= 1
        while start < end and not words[start][0].isupper():
            start += 1
        if start == end:
            return
        yield start, end
        end = start
        if end == first or words[end - 1] not in JOINS:
            return
        while end > first and words[end - 1] in JOINS:
            end -= 1


def _is_part(word: str) -> bool:
    """Return whether a word can be part of a name: "Daiki A."."""
    return word[:1].isupper() or word == "." or word in load_terms("sources", "particle")


def goes_by_first_name(reading: Reading, draft: Draft) -> bool:
    """Return whether someone is called by a first name alone: "Tom", or "Ysaias, 14"."""
    person = draft.person
    if person is None or len(person.names) > LONE or person.titles:
        return False
    if fold(person.names[0]) in load_terms("given_names", "any"):
        return True
    words = reading.tokens.words
    return any(
        words[end : end + 1] == [","] and words[end + 1 : end + 2] and words[end + 1].isdigit()
        for _, end in person.mentions
    )
