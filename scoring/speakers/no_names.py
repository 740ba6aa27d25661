"""Tell spans of people's names from offices, citizens, codes, companies and places: "the Swede"."""

from collections.abc import Sequence
from functools import cache

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.missed_names import is_given, is_occupation, is_qualifier
from scoring.speakers.names import HYPHENS, Mention, Name, fold, parse, title_before
from scoring.speakers.phrases import is_code, is_demonym, is_in_office, is_somebody
from scoring.speakers.portfolios import portfolios

Range = tuple[int, int]
"""A range of tokens: the first and the last (exclusive)."""


def people_only(spans: Sequence[Range], words: Sequence[str]) -> list[Mention]:
    """Drop bare titles, outlets and companies, and split two people: "Holt-Aziz talks".

    A company's name is kept if it is also the surname of a person named in full.
    """
    parsed = [(start, end, parse(words[start:end])) for start, end in spans]
    surnames = {n.names[-1] for _, _, n in parsed if len(n.names) > 1}
    companies = load_terms("sources", "known_organisation") - surnames
    titles = load_terms("sources", "title")
    places = _abbreviated_states()
    begins = {start for start, _ in spans}
    kept: list[Mention] = []
    for start, end, name in parsed:
        pair = _pair(words, start, end)
        if pair and surnames.issuperset(part for one in pair for part in one.name.names):
            kept += [one for one in pair if one.name.names]
        elif end in begins and name.names[-1:] and name.names[-1] in titles:
            continue  # "Kenner Mayor" before "Ana Ruiz"
        elif end in begins and len(name.names) == 1 and _tells(words[start]):
            continue  # "Nurse" before "Amina Yusuf"
        elif is_office_of(words, start, end):
            continue
        elif words[end - 1].endswith(".") and len(name.names) == 1 and name.names[0] in places:
            continue  # "the South Bend, Ind., mayor"
        elif _is_citizen(start, end, name, words):
            continue  # "the Swede"
        elif _is_office(start + name.begins, name, words) or _is_code(start, end, words):
            continue  # "the Lord Chief Justice", "Witness K"
        elif name.names and not (len(name.names) == 1 and name.names[0] in companies):
            kept.append(Mention(start + name.begins, end, name))
    return kept


def is_office_of(words: Sequence[str], start: int, end: int) -> bool:
    """Return whether a span is no name but an office: "Dean" in "Dean of Tyre Cathedral"."""
    is_one = end - start == 1 and end < len(words)
    return is_one and is_somebody(fold(words[start])) and words[end] == "of"


def _tells(word: str) -> bool:
    """Return whether a word before a name tells of the person: "Nurse", "Crooked"."""
    return is_somebody(fold(word)) or is_qualifier(word)


def _is_citizen(start: int, end: int, name: Name, words: Sequence[str]) -> bool:
    """Return whether a span is no name but what somebody is: "the Swede", "the DJ"."""
    is_one = end - start == 1 == len(name.names) and start > 0
    if not is_one or words[start - 1].lower() != "the":
        return False
    return is_demonym(name.names[0]) or is_occupation(words[start])


def _is_office(at: int, name: Name, words: Sequence[str]) -> bool:
    """Return whether a span is no name but an office: "the Lord | Chief Justice"."""
    first = at - 1 if at and title_before(words, at) else at
    is_the = first > 0 and words[first - 1].lower() == "the"
    return is_the and len(name.names) > 1 and all(map(is_in_office, name.names))


def _is_code(start: int, end: int, words: Sequence[str]) -> bool:
    """Return whether a span is no name but the letter of somebody who has none: "Witness K"."""
    is_short = end - start <= len(("Witness", "K"))
    return is_short and end > 1 and is_code(words[end - 2], words[end - 1])


@cache
def _abbreviated_states() -> frozenset[str]:
    """Return the abbreviations of states, without their periods: "ind" for Indiana."""
    return frozenset(form for line in load_terms("epithets", "state") for form in line.split()[1:])


def _pair(words: Sequence[str], start: int, end: int) -> list[Mention]:
    """Return the two names that a hyphen joins; none if the span is anything else."""
    if end - start != len("a-b") or words[start + 1] not in HYPHENS:
        return []
    return [Mention(at, at + 1, parse([words[at]])) for at in (start, end - 1)]


def opens_other_name(reading: Reading, person: Tagged) -> bool:
    """Return whether what the model took for a person only opens the name of a place or an office:
    "San | Jose", "Energy | and Commerce Chairman Ana Ruiz".
    """
    words, after = reading.tokens.words, person.end
    if after - person.start > 1 or after == len(words):
        return False
    word = fold(words[person.start])
    if words[after] == "and":
        return word in portfolios() and not is_given(word)
    follows = reading.entity_from(after)
    is_other = follows is not None and follows.label in ("LOCATION", "ORGANIZATION")
    return is_other and word in load_terms("turns", "place_opening")
