"""Find bodies with names in one word that the model takes for people: "ACLU", "Akamai".

An article names a person in full at first, or with a title (AP Stylebook, "names"). A name that it
never has in full can be a body's, if something tells: capital letters throughout, or "its".
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.gender import PRONOUNS
from scoring.speakers.names import POSSESSIVE, title_before

LETTERS: Final = range(3, 7)
"""The number of letters in a body's initials. Shorter ones can be a speaker's in an interview."""
BESIDE: Final = 60
"""The most tokens of its sentence, on each side of a name, in which no "he" may be."""
SAYS: Final = frozenset(("said", "says", "told", "wrote"))
"""Verbs that are no nouns or adjectives behind a possessive: "Holt's claims" are Holt's."""
OWNED: Final = 4
"""The most tokens from "its" to what a firm has: "its chief executive's shares"."""
OWNS: Final = 7
"""The most tokens from a name to "its" in what the body says: "Akamai said its servers"."""


def one_name_bodies(reading: Reading) -> frozenset[int]:
    """Return the tokens of such names."""
    words = reading.tokens.words
    people = [one for one in reading.entities if one.label == "PERSON"]
    in_full = {
        words[i] for one in people if one.end - one.start > 1 for i in range(one.start, one.end)
    }
    places: dict[str, list[int]] = {}
    for one in people:
        word = words[one.start]
        if one.end - one.start == 1 and word.isalpha() and word not in in_full:
            places.setdefault(word, []).append(one.start)
    return frozenset(_tokens(places, reading))


def _tokens(places: Mapping[str, Sequence[int]], reading: Reading) -> Iterator[int]:
    words = reading.tokens.words
    titles = load_terms("sources", "title")
    written = {*words} if places else set()
    for word, at in places.items():
        if any(title_before(words, i) in titles or words[i - 1].istitle() for i in at if i):
            continue
        is_lettered = word.isupper() and word.title() not in written and _is_lettered(words, at)
        if is_lettered or any(says_whole(words, i + 1) for i in at) or _has_its(reading, at):
            yield from at


def _is_lettered(words: Sequence[str], at: Sequence[int]) -> bool:
    """Return whether a word in capitals is a body's letters: no "JFK", no turn, no headline."""
    word = words[at[0]].lower()
    if len(word) not in LETTERS or word in load_terms("given_names", "any"):
        return False
    if word in load_terms("given_names", "lettered_person"):
        return False
    beside = [words[i] for start in at for i in (start - 1, start + 1) if 0 <= i < len(words)]
    return ":" not in beside and not any(len(one) > 1 and one.isupper() for one in beside)


def says_whole(words: Sequence[str], at: int) -> bool:
    """Return whether a possessive mark ends a name that speaks, as firms' do: "Moody's said"."""
    mark, verb = (*words[at : at + 2], "", "")[:2]
    return mark in POSSESSIVE and verb in SAYS


def _has_its(reading: Reading, at: Sequence[int]) -> bool:
    """Return whether what a name says is about "its" own, and no "he" or "she" is near it."""
    lower, words = reading.tokens.lower, reading.tokens.words
    cues = {one.start for one in reading.roles if one.label == "CUE"}
    has_its = False
    for start in at:
        first, stop = reading.sentence_at(start)
        beside = range(max(first, start - BESIDE), min(stop, start + BESIDE))
        if any(lower[i] in PRONOUNS and not reading.quoted[i] for i in beside):
            return False
        has_its |= _owns_next(lower, stop)
        near = range(start + 1, min(stop, start + OWNS))
        its = next((i for i in near if lower[i] == "its"), start)
        is_own = not any(words[i][:1].isupper() for i in range(start + 1, its))
        has_its |= its > start and is_own and not cues.isdisjoint(range(start + 1, its))
    return has_its


def _owns_next(lower: Sequence[str], at: int) -> bool:
    """Return whether the next sentence tells of what only a firm has: "Dyson … Its shares"."""
    owned = load_terms("sources", "owned_by_firm")
    return lower[at : at + 1] == ["its"] and not owned.isdisjoint(lower[at + 1 : at + OWNED])
