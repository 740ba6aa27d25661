"""Find bodies with names in one word that the model takes for people: "ACLU", "Akamai".

An article names a person in full at first, or with a title (AP Stylebook, "names"). A name that it
never has in full can be a body's, if something tells: capital letters throughout, "its", or a firm
named before whose name it opens ("Kessler Foods … Kessler").
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
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
    firms = _firms(reading) if places else {}
    for word, at in places.items():
        if any(title_before(words, i) in titles or words[i - 1].istitle() for i in at if i):
            continue
        is_lettered = word.isupper() and word.title() not in written and _is_lettered(words, at)
        opens = firms.get(word, at[0]) < at[0] and not _is_somebody(reading, at)
        says = any(says_whole(words, i + 1) for i in at)
        if is_lettered or opens or says or _has_its(reading, at):
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


def _firms(reading: Reading) -> dict[str, int]:
    """Return where the article first has a firm's name in full, by the name's first word."""
    words, found = reading.tokens.words, dict[str, int]()
    trades = load_groups("sources.trade_word", "sources.trade_surname", "sources.legal_form")
    for one in reading.entities:
        is_body = one.label == "ORGANIZATION" and one.end - one.start > 1
        if is_body and words[one.end - 1].lower() in trades:
            found.setdefault(words[one.start], one.start)
    return found


def _is_somebody(reading: Reading, at: Sequence[int]) -> bool:
    """Return whether "he" or "she" is in a sentence that has the name."""
    return any(_has_pronoun(reading, start) for start in at)


def _has_pronoun(reading: Reading, at: int) -> bool:
    first, stop = reading.sentence_at(at)
    beside = range(max(first, at - BESIDE), min(stop, at + BESIDE))
    return any(reading.tokens.lower[i] in PRONOUNS and not reading.quoted[i] for i in beside)


def _has_its(reading: Reading, at: Sequence[int]) -> bool:
    """Return whether what a name says is about "its" own, and no "he" or "she" is near it."""
    lower, words = reading.tokens.lower, reading.tokens.words
    cues = {one.start for one in reading.roles if one.label == "CUE"}
    has_its = False
    for start in at:
        if _has_pronoun(reading, start):
            return False
        _, stop = reading.sentence_at(start)
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
