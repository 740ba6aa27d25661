"""Find people's names: repair the model's spans, and drop those that are not people.

The model sometimes splits a name at a hyphen, a particle or a nickname: "Kim Yong-" and "hyun",
"Kate van" and "Heuvel", "Robert", "Bob" and "Tate".
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.lexicons.easy_words import easy_words
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.missed_names import (
    FULL,
    adjoining,
    extended,
    follows_family,
    is_given,
    is_occupation,
    missed,
    unadorned,
    unmistakable_names,
    unqualified,
    untitled,
)
from scoring.speakers.name_uses import people_anywhere
from scoring.speakers.names import (
    ARTICLES,
    HYPHENS,
    SUFFIXES,
    Mention,
    fold,
    full_titles,
    is_name_part,
    is_surname_part,
    title_before,
)
from scoring.speakers.no_names import opens_other_name, people_only
from scoring.speakers.phrases import (
    DETERMINERS,
    INDEFINITE,
    OF_AN_OFFICE,
    WEEKDAYS,
    is_demonym,
    is_somebody,
)
from scoring.text.tokens import DASH

Range = tuple[int, int]
"""A range of tokens: the first and the last (exclusive)."""

INITIAL: Final = re.compile(r"(?:[A-Z]\.)+")
ASKED: Final = {"Q.", "A."}
CLOSING: Final = {"(": ")", '"': '"', "“": "”", "‘": "’", "'": "'"}
NICKNAME: Final = 2
"""The most words in a nickname: "(Big Bob)"."""
PARTICLES: Final = 3
"""The most particles in a row: "de la", "van der"."""


def mentions_in(reading: Reading, firms: frozenset[int]) -> list[Mention]:
    """Return the people's names in an article, in order.

    ``firms``: the tokens of firms and bodies whose names look like people's.
    """
    # A hyphen between spaces is a dash and joins nothing: "WASHINGTON - Ana Ruiz said". A word may
    # begin with a dash: "Lester Holt --Trump said".
    words = reading.tokens.dashed
    people = [span for span in _uncovered(_tagged(reading)) if firms.isdisjoint(range(*span))]
    begins = {*reading.tokens.paragraph_starts}
    lines = [line for span in people for line in _lines(span, begins)]
    people = [_without_letters(part, words) for span in lines for part in _parted(span, words)]
    people = extended(sorted([*people, *missed(people, reading)]), words, begins)
    surnames = {fold(words[end - 1]) for start, end in people if end - start > 1}
    sentences = begins.union(reading.sentences)
    people = [untitled(span, words, surnames, sentences) for span in people]
    people = [unqualified(span, words) for span in people]
    people = unadorned(people, words, begins)
    people = adjoining(people, words, sentences)
    whole = _whole(people, words)
    asked = _asked(words, begins)
    joined = [
        (start if start - 1 in asked else _with_initials(start, words, reading.starts), end)
        for start, end in _joined(whole, words, begins)
    ]
    return people_anywhere(people_only(joined, words), reading)


def _tagged(reading: Reading) -> Iterator[Range]:
    """Yield the people that the model tagged, with the part of the name that it took for a place's
    or a body's: "Portia" and "Dell", "Paris" and "Holt".
    """
    words = reading.tokens.words
    sources = {one.end: one.start for one in reading.roles if one.label == "SOURCE"}
    opens = {one.start for one in reading.roles if one.label == "SOURCE"}
    titles = load_terms("sources", "title")
    counts = load_terms("sources", "quantifier")
    ends = {*sources}
    days = {e.start for e in reading.entities if e.label == "DATE" and e.end - e.start == 1}
    bodies = {e.start for e in reading.entities if e.label != "PERSON" and e.end - e.start == 1}
    bodies -= {e.start for e in reading.entities if e.label in ("DATE", "TIME", "QUANTITY")}
    for one in reading.entities:
        if one.label != "PERSON" or _is_common_noun(words, one.start, one.end):
            continue
        if opens_other_name(reading, one):
            continue
        start, end = one.start, one.end
        is_alone = end - start == 1 and fold(words[start]) in unmistakable_names()
        goes_on = end in bodies and words[end].istitle() and words[end].isalpha()
        if is_alone and goes_on and words[end].lower() not in load_terms("turns", "place"):
            end += 1
        elif is_alone and end in days and end + 1 in ends and _is_last(words, start, end):
            end += 1  # "activist Megan Day:"
        first = sources.get(end, start)
        is_whole = first == start - 1 or (
            first < start and title_before(words, start - 1) in titles
        )
        if end - start == 1 and start - 1 in bodies and is_whole:
            start -= 1  # "Paris Holt said": of a place and a last name, the whole is a source
        elif end - start == 1 and start and words[start - 1].istitle():
            titled = title_before(words, start - 1) in titles
            is_name = is_given(words[start - 1]) or fold(words[start - 1]) not in titles
            if is_name and titled and start - 2 in opens:
                start -= 1  # "Senator Rand Holt of Ohio said"
            elif words[start - 1].lower() in counts:
                pass  # "Many Holt supporters"
            elif is_given(words[start - 1]) and start - 1 in opens:
                start -= 1  # "Kerry Holt, a baker, said"
        yield start, end


def _is_last(words: Sequence[str], start: int, at: int) -> bool:
    """Return whether a word that the model takes for a time is the last name of whoever is named
    before it, after what the person is: "activist Megan | Day", not "Megan | Friday".
    """
    is_name = words[at].istitle() and words[at] not in WEEKDAYS
    return is_name and start > 0 and is_somebody(words[start - 1])


def _uncovered(spans: Iterable[Range]) -> Iterator[Range]:
    """Yield the spans that are not a part of the next one: "Lena" before "Lena Stern"."""
    for span, after in pairwise((*spans, (-1, -1))):
        if span[0] != after[0]:
            yield span


def _is_common_noun(words: Sequence[str], start: int, end: int) -> bool:
    """Return whether a supposed name is a common noun in lower case: "the miller", "our baker"."""
    articles = DETERMINERS | INDEFINITE
    opens = start if words[start].lower() in articles else start - 1
    is_noun = opens >= 0 and words[opens].lower() in articles
    return is_noun and all(map(str.islower, words[opens + 1 : end]))


def _without_letters(span: Range, words: Sequence[str]) -> Range:
    """Return a full name without the letters after it: "Ana Ruiz | MP"."""
    start, end = span
    letters = load_terms("titles", "after_name")
    while end - start > FULL and words[end - 1].isupper() and words[end - 1].lower() in letters:
        end -= 1
    return start, end


def _lines(span: Range, begins: Collection[int]) -> Iterator[Range]:
    """Split a span where a paragraph begins: "Chelsea sack Mutu | Chelsea have …"."""
    start, end = span
    for at in range(start + 1, end):
        if at in begins:
            yield start, at
            start = at
    yield start, end


def _parted(span: Range, words: Sequence[str]) -> Iterator[Range]:
    """Split a span at a dash, or at a closing mark without its opening mark: "Bob) Tate".

    Of the parts at a dash, keep only those with a word in title case, because names have one. An
    opening mark at the end belongs to what follows: "Robert (" before "Bob".
    """
    start, end = span
    while end > start and words[end - 1] in CLOSING and words[end - 1] != "'":
        end -= 1
    span = start, end
    inside = words[start:end]
    if not inside:
        return
    if DASH in inside:
        at = words.index(DASH, start)
        parts = [(start, at), (at + 1, end)]
        yield from (part for part in parts if any(word.istitle() for word in words[slice(*part)]))
        return
    closes = next((start + i for i, word in enumerate(inside) if word in CLOSING.values()), None)
    if closes is None or any(word in CLOSING for word in words[start:closes]):
        yield span
        return
    yield from (part for part in ((start, closes), (closes + 1, end)) if part[0] < part[1])


def _is_common(word: str) -> bool:
    return fold(word) in easy_words() or is_demonym(fold(word)) or is_occupation(word)


def _joined(spans: Sequence[Range], words: Sequence[str], begins: set[int]) -> Iterator[Range]:
    """Join spans that only particles or a nickname separate, but never across paragraphs."""
    ends = dict(spans)
    known = {words[start] for start, end in spans if end - start == 1}
    free = 0
    for start, end in spans:
        if start < free:
            continue
        free = end
        while (at := _goes_on_at(start, free, ends, words, known)) is not None:
            if begins.intersection(range(free, at + 1)):
                break
            free = ends.get(at, at + 1)
        free = _with_suffix(free, words, begins)
        yield start, free


def _asked(words: Sequence[str], begins: Collection[int]) -> set[int]:
    """Return the tokens that mark questions and answers: "Q. Ana Ruiz said that …"."""
    marks = {at for at in begins if words[at] in ASKED}
    return marks if {words[at] for at in marks} == ASKED else set()


def _with_initials(start: int, words: Sequence[str], starts: NDArray[np.bool_]) -> int:
    """Return where a name begins if the words before it belong to it.

    These are initials ("R. Gil Stone"), the name before a particle ("Mette" before "van Rijn"), and
    a given name that is not a common word: "Ines Soto", but not "Will Soto".
    """
    while start > 0 and not starts[start] and INITIAL.fullmatch(words[start - 1]):
        start -= 1
    if not starts[start] and follows_family(words, start):
        return start - 1
    given = words[start - 1] if start and not starts[start] else ""
    is_name = (
        given.istitle()
        and given.isalpha()
        and fold(given) not in load_groups("sources.title", "epithets.office")
    )
    is_name = is_name and (is_given(given) or not _is_common(given))
    is_place = start > 1 and words[start - 2].lower() in OF_AN_OFFICE and is_given(words[start])
    is_first = fold(given) in unmistakable_names() and not is_place  # "ambassador to Chad | Ana"
    goes_on = words[start].islower() or is_first
    if is_name and start > 1 and not starts[start - 1] and words[start - 2].islower():
        goes_on = goes_on or is_somebody(words[start - 2])  # "the researcher Sydney Laker"
    if is_name and start > 1:
        goes_on = goes_on or title_before(words, start - 1) in full_titles()  # "Sen. Rand Paul"
    return start - 1 if is_name and goes_on else start


def _with_suffix(end: int, words: Sequence[str], begins: set[int]) -> int:
    """Return where a name ends, including a "Jr." or ", Jr."."""
    for at in (end, end + 1):
        if at >= len(words) or at in begins:
            break
        if fold(words[at]) in SUFFIXES and words[at][:1].isupper():
            return at + 1
        if words[at] != ",":
            break
    return end


def _goes_on_at(
    start: int, end: int, ends: Mapping[int, int], words: Sequence[str], known: Collection[str]
) -> int | None:
    """Return where a name continues after the model's span; ``None`` if it does not.

    ``known``: the names that stand alone elsewhere.
    """
    at = end
    if at in ends and (words[at] in HYPHENS or words[end - 2] in HYPHENS):
        return at  # "van Rijn" and "-Smit", "Jennifer Soo-Hyun" and "Park"
    if fold(words[end - 1]) in ARTICLES and words[at : at + 1] != [] and words[at] in HYPHENS:
        return at + 1 if _is_name(words, at + 1, ends) else None  # "Omar al" and "-Sayegh"
    if _is_open(words, start, end):
        return at + 1 if _is_name(words, at + 1, ends) else None  # "Mia “Bo" and "” Tate"
    if at < len(words) and words[at] in CLOSING:
        stop = at + 1
        while stop < len(words) and stop - at <= NICKNAME and _in_nickname(words[stop]):
            stop += 1
        is_nickname = at + 1 < stop < len(words) and words[stop] == CLOSING[words[at]]
        return stop + 1 if is_nickname and _is_name(words, stop + 1, ends) else None
    while at < len(words) and at - end < PARTICLES and is_surname_part(words[at]):
        at += 1
    if words[end - 2] in HYPHENS and at < len(words) and words[at] in known:
        return at  # "Ann-Marie" and "Holt", who is Holt elsewhere
    ends_on_particle = end - start > 1 and is_surname_part(words[end - 1])
    if at == len(words) or (at == end and not ends_on_particle):
        return None
    goes_on = at in ends or (words[at - 1].islower() and words[at][:1].isupper())
    return at if goes_on else None


def _in_nickname(word: str) -> bool:
    return word[:1].isupper() or word == "the"  # “the Bell”


def _is_open(words: Sequence[str], start: int, end: int) -> bool:
    """Return whether a span ends in a nickname whose closing mark is the next word."""
    opening = next((i for i in range(start + 1, end) if words[i] in CLOSING), end)
    close = CLOSING[words[opening]] if opening < end else ""
    return end < len(words) and words[end] == close and close not in words[opening + 1 : end]


def _is_name(words: Sequence[str], at: int, ends: Mapping[int, int]) -> bool:
    """Return whether a name goes on after a nickname: with a span, or a word in title case."""
    return at in ends or (at < len(words) and words[at].istitle())


def _whole(spans: Sequence[Range], words: Sequence[str]) -> list[Range]:
    """Return the spans with hyphenated names completed: "Kim Yong-" continues with "hyun".

    A span is not extended into another name or in an adjective such as "Holt-backed".
    """
    others = {start for start, _ in spans}
    whole: list[Range] = []
    free = 0
    for found, end in spans:
        if found < free:
            continue
        start = _opening(found, words)
        stop = end
        if words[stop - 1] in HYPHENS and stop < len(words):
            stop += 1
        while stop + 1 < len(words) and words[stop] in HYPHENS and is_name_part(words[stop + 1]):
            if stop + 1 in others:
                break
            stop += 2
        whole.append((max(start, free), stop))
        free = stop
    return whole


def _opening(start: int, words: Sequence[str]) -> int:
    """Return where a name begins whose first part a hyphen joins to the span: "Eva-" + "Maria"."""
    hyphen = start if words[start] in HYPHENS else start - 1
    joined = hyphen > 0 and words[hyphen] in HYPHENS and words[hyphen - 1][:1].isupper()
    return hyphen - 1 if joined else start
