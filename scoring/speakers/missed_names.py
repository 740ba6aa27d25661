"""Complete what the model found of people's names by known given names and by occupations.

It can tag an occupation as a part of the name ("Striker Kofi Adjei"), tag a given name and a last
name apart, or miss a name altogether. Each rule needs evidence, because places and companies have
people's names too: "Virginia Beach", "Morgan Stanley".
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from scoring.lexicons.easy_words import easy_words
from scoring.lexicons.lexicon import load_endings, load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.countries import is_country
from scoring.speakers.names import HYPHENS, fold, is_name_part
from scoring.speakers.phrases import COURTESY, OF_AN_OFFICE, is_demonym, is_listed, is_somebody

ADDRESSED: Final = COURTESY - {"miss"}  # "Miss Kent" can be a contest's winner
Range = tuple[int, int]
"""A range of tokens: the first and the last (exclusive)."""

FULL: Final = 2
"""The fewest words in a full name."""
INITIALS: Final = 2
"""The most letters in a short form that can be something else: "Al", "Mo"."""
TOLD: Final = 5
"""The most tokens from an article to the "of" after what somebody is: "the former mayor of"."""
OPENS: Final = ("a", "an", "the")
AGE: Final = 3
"""The most digits in an age."""


@cache
def unmistakable_names() -> frozenset[str]:
    """Return given names that are neither common words nor organizations."""
    groups = ("female", "male", "elsewhere_female", "elsewhere_male")
    short = {form for line in load_terms("nicknames", "given_name") for form in line.split()[1:]}
    listed = frozenset(form for form in short if len(form) > INITIALS)
    listed = listed.union(*(load_terms("given_names", group) for group in groups))
    return listed - easy_words() - load_terms("sources", "known_organisation")


def is_given(word: str) -> bool:
    """Return whether a word is also a given name: "Mason", "Hunter", "Ruth"."""
    return fold(word) in load_terms("given_names", "any")


def is_occupation(word: str) -> bool:
    """Return whether a capitalized word says what people are and is hardly ever a name."""
    noun = fold(word)
    if word.isupper():
        return noun in load_terms("sources", "written_occupation")  # "DL", "CEO"
    if not word.istitle() or is_given(word):
        return False
    ends = noun.endswith(load_endings("sources", "written_occupation"))
    is_common = noun in easy_words() and is_somebody(noun)
    listed = load_groups("sources.trade", "sources.collective")
    return is_listed(noun) or ends or is_common or noun in listed


def untitled(
    span: Range, words: Sequence[str], surnames: Collection[str], begins: Collection[int]
) -> Range:
    """Return a name without the occupation in capitals before it: "Striker | Kofi Adjei".

    ``surnames`` are those of people named in full elsewhere: before one of them, an occupation can
    come alone, as in "Striker Adjei", but only where a sentence begins (``begins``). "Her nephew,
    Baker Quill," has a given name.
    """
    start, end = span
    is_first = is_given(words[start])
    for at in range(end - 1, start + is_first, -1):
        rest = words[at:end]
        is_full = sum(word[:1].isupper() for word in rest) >= FULL
        if is_first and not (is_full and is_given(rest[0])):
            continue  # "Mason Baker Lowe", but "Austin Mayor | Ana Ruiz"
        is_known = start in begins and at == start + 1 == end - 1 and fold(rest[0]) in surnames
        if (is_full or is_known) and is_occupation(words[at - 1]):
            return at, end
    return span


def unqualified(span: Range, words: Sequence[str]) -> Range:
    """Return a full name without the adjective or the country before it: "Argentine | David
    Nalbandian", "envoy for Peru | Elliott Marsh".

    After an adjective, which must be no given name itself, a known one must follow.
    """
    start, end = span
    if end - start <= FULL or follows_family(words, start + 1):
        return span
    is_served = words[start - 1].lower() in OF_AN_OFFICE and is_country(fold(words[start]))
    is_adjective = is_qualifier(words[start]) and fold(words[start + 1]) in unmistakable_names()
    return (start + 1, end) if is_served or is_adjective else span


def is_qualifier(word: str) -> bool:
    """Return whether a capitalized word before a name tells of a person and is no given name."""
    tells = is_demonym(fold(word)) or _is_adjective(word) or is_occupation(word)
    return tells and word.istitle() and not is_given(word)


def unadorned(spans: Sequence[Range], words: Sequence[str], begins: Collection[int]) -> list[Range]:
    """Return the names without an adjective in a headline: "Fuming | Holt", of Ana Holt.

    ``begins`` are the tokens at which paragraphs start. An adjective must open one, and somebody
    must be named in full with the last name elsewhere.
    """
    given: dict[str, set[str]] = {}
    titles = load_terms("sources", "title")
    for start, end in spans:
        is_adorned = start in begins and _is_adjective(words[start])
        if end - start > 1 and not is_adorned and fold(words[start]) not in titles:
            given.setdefault(fold(words[end - 1]), set()).add(words[start])
    return [
        (start + 1, end)
        if start in begins
        and end - start == FULL
        and _is_adjective(words[start])
        and given.get(fold(words[end - 1]), set()) - {words[start]}
        else (start, end)
        for start, end in spans
    ]


def _is_adjective(word: str) -> bool:
    plain = fold(word)
    ends = plain.endswith(load_endings("sources", "adjective"))
    return not is_given(word) and (ends or plain in easy_words())


def adjoining(spans: Sequence[Range], words: Sequence[str], begins: Collection[int]) -> list[Range]:
    """Return the spans with a given name joined to the last name right behind it.

    ``begins`` are the tokens at which sentences and paragraphs start. "Kenner Mayor" and "Nurse"
    before a name are no given names, and "Holt" is none if it is someone's last name.
    """
    surnames = {words[end - 1] for start, end in spans if end - start > 1}
    joined: list[Range] = []
    for start, end in spans:
        if joined and joined[-1][1] == start and start not in begins:
            before = words[slice(*joined[-1])]
            is_first = len(before) == 1 and before[0].istitle() and before[0] not in surnames
            is_titled = is_somebody(fold(before[0])) or fold(before[0]) in load_groups(
                "sources.title", "epithets.office"
            )
            is_first = is_first and not is_qualifier(before[0])
            if is_first and words[start].istitle() and (is_given(before[0]) or not is_titled):
                joined[-1] = joined[-1][0], end
                continue
        joined.append((start, end))
    return joined


def extended(spans: Sequence[Range], words: Sequence[str], begins: Collection[int]) -> list[Range]:
    """Return the spans with a last name that stands alone elsewhere added to a given name.

    ``begins`` are the tokens at which paragraphs start, which no name goes on into.

    "Teju" becomes "Teju Bankole" if the model tagged "Bankole" elsewhere. A given name in two
    parts is added to a family name: "Park | Min-seo".
    """
    starts = {start for start, _ in spans}
    alone = {words[start] for start, end in spans if end - start == 1}
    longer: list[Range] = []
    for start, end in spans:
        is_one = end - start == 1 and words[start].istitle() and end < len(words)
        is_one = is_one and end not in begins
        goes_on = is_one and words[end] in alone and end not in starts and words[end].istitle()
        goes_on = goes_on or (is_one and end not in starts and _is_hyphened(words, end))
        is_role = goes_on and is_somebody(fold(words[start])) and not is_given(words[start])
        follows = end + 1 < len(words) and words[end + 1][:1].isupper()
        longer.append((start, end + 1 if goes_on and not is_role and not follows else end))
    return longer


def follows_family(words: Sequence[str], at: int) -> bool:
    """Return whether a given name in two parts stands behind a family name: "Park | Min-seo"."""
    families = load_groups("given_names.family_before_hyphen", "given_names.family_name")
    before = words[at - 1] if at else ""
    given, hyphen, second = (*words[at : at + 3], "", "", "")[:3]
    is_given = given.istitle() and hyphen in HYPHENS and is_name_part(second)
    return before.istitle() and fold(before) in families and is_given


def _is_hyphened(words: Sequence[str], at: int) -> bool:
    """Return whether a capital and a small word are joined as in Korean names: "Min-seo"."""
    first, hyphen, second = (*words[at : at + 3], "", "", "")[:3]
    is_name = first.istitle() and hyphen in HYPHENS and is_name_part(second)
    return is_name and not {fold(first), second} & easy_words()


def missed(people: Sequence[Range], reading: Reading) -> Iterator[Range]:
    """Yield full names that the model missed.

    A known given name before a capitalized word is one if the word is a last name elsewhere in the
    article, alone or in a full name, if the name follows what a person is ("novelist Ines
    Bankole"), or if an age, "who" or "the mayor of" follows it. So is a capitalized word after
    "Mr." or "Mrs.".
    """
    words = reading.tokens.words
    covered = {i for one in reading.entities for i in range(one.start, one.end)}
    alone = {one.start for one in reading.entities if one.end - one.start == 1}
    inside = {i for start, end in people for i in range(start, end)}
    surnames = {
        words[start] for start, end in people if end - start == 1 and words[start].istitle()
    }
    family = {words[end - 1] for start, end in people if end - start == FULL}
    longer_names = [one for one in reading.entities if one.end - one.start > FULL]
    in_longer = {i for one in longer_names for i in range(one.start, one.end)}
    titled = {word for word in {*words} if word.istitle()}
    for first, last in pairwise(range(len(words))):
        if words[first] not in titled or words[last] not in titled:
            continue
        if first in inside or last in inside or reading.starts[last]:
            continue
        if fold(words[first]) in ADDRESSED and last not in covered and words[last].isalpha():
            yield last, last + 1  # "Mr. Okoro"
            continue
        if words[first] in surnames and _is_hyphened(words, last):
            yield first, last + 1  # "Park Min-seo", if "Park" is a person elsewhere
            continue
        if fold(words[first]) not in unmistakable_names():
            continue
        longer = last + 1 < len(words) and words[last + 1][:1].isupper()
        if longer and not reading.starts[last + 1]:
            continue
        is_told = _is_described(words, last + 1)
        is_free = first not in covered and (last not in covered or (is_told and last in alone))
        is_relative = words[last] in family and in_longer.isdisjoint((first, last))
        if (
            words[last] in surnames
            or is_relative
            or (
                is_free
                and _can_be_surname(words[last])
                and (is_told or _follows_occupation(words, first))
            )
        ):
            yield first, last + 1


def _can_be_surname(word: str) -> bool:
    """Return whether a word can be a last name by itself, and is no noun for a place or a body."""
    plain = word.lower()
    forms = {plain, plain.removesuffix("s")}
    nouns = load_groups("turns.place", "sources.organisation")
    return word.isalpha() and forms.isdisjoint(nouns) and forms.isdisjoint(easy_words())


def _follows_occupation(words: Sequence[str], at: int) -> bool:
    before = fold(words[at - 1]) if at else ""
    return is_listed(before) or (before in easy_words() and is_somebody(before))


def _is_described(words: Sequence[str], at: int) -> bool:
    """Return whether ", 41,", ", who" or ", the president of" stands at a token."""
    comma, after, close = (*words[at : at + 3], "", "", "")[:3]
    is_age = after.isdigit() and len(after) < AGE and close in (",", ".")
    if comma != "," or is_age or after == "who":
        return comma == ","
    told = words[at + 2 : at + 2 + TOLD]
    of = next((i for i, word in enumerate(told) if word == "of"), 0)
    return after in OPENS and of > 0 and is_listed(told[of - 1])
