"""Find the subject of a clause without a parser: the words between its start and its verb."""

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_groups
from scoring.model.decoding import Reading
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, NUMBERS, analyse, singular
from scoring.speakers.phrases import is_somebody as is_role
from scoring.speakers.types import INFORMANT, WITHHELD, type_by_words
from scoring.types import ANONYMOUS

MOST_SUBJECT_TOKENS: Final = 12
"""A subject has at most this many tokens."""
PRONOUNS: Final = frozenset("they he she both all each none neither most it we".split())
RELATIVE: Final = frozenset("who whose that which whom".split())
JOINTS: Final = frozenset((",", ";", ":", "—", "–", "but", "and", "while", "though", "although"))

TIMES: Final = ("DATE", "TIME")
"""The labels of what tells only when: "this morning"."""

Range = tuple[int, int]


def subjects(reading: Reading, first: int, verb: int) -> Iterator[Range]:
    """Yield the token ranges that may be a verb's subject, in order from the start of the sentence.

    ``first`` is the index of the sentence's first token, and ``verb`` that of the verb.
    """
    words = reading.tokens.words
    begins = [first, *(i + 1 for i in range(first, verb) if words[i].lower() in JOINTS)]
    for start in begins:
        begin = start
        while begin < verb and not words[begin][0].isalnum():
            begin += 1
        stop = begin
        while stop < verb and not _ends(words, begin, stop):
            stop += 1
        if begin < stop <= begin + MOST_SUBJECT_TOKENS:
            yield begin, stop


def _ends(words: Sequence[str], begin: int, at: int) -> bool:
    """Return whether a subject ends before this word: at a joint, or at a likely verb."""
    word = words[at].lower()
    if word in JOINTS | RELATIVE:
        return True
    if at == begin or words[at - 1].lower() in DETERMINERS | INDEFINITE:
        return False
    return word.endswith("ed") or word in (load_groups("cues.be", "cues.auxiliary")) - {"'s", "’s"}


def is_pronoun(reading: Reading, place: Range) -> bool:
    """Return whether the range of tokens starts with a pronoun that refers to someone else."""
    return reading.tokens.words[place[0]].lower() in PRONOUNS


def is_somebody(reading: Reading, place: Range) -> bool:
    """Return whether it is a pronoun or people: "the officer", "two of the people", "three members
    of the board".
    """
    words = reading.tokens.words[slice(*place)]
    if not words:
        return False
    if is_pronoun(reading, place):
        return True
    phrase = analyse(words)
    if phrase.counted in ("member", "members"):
        return True
    kind = type_by_words(phrase, [None] * len(words))
    return kind is not None and (
        kind.type in ANONYMOUS or kind.group in (WITHHELD, INFORMANT) or phrase.noun == "people"
    )


def is_in_role(reading: Reading, place: Range) -> bool:
    """Return whether it is people by any word for what they are: "a butcher in the market", "three
    players".
    """
    words = reading.tokens.words[slice(*place)]
    if not words:
        return False
    phrase = analyse(words)
    opens = DETERMINERS | INDEFINITE | NUMBERS
    return phrase.determiner in opens and is_role(singular(phrase.noun))


def is_body(reading: Reading, place: Range) -> bool:
    """Return whether it is people who speak as one: "the crew", "police"."""
    words = reading.tokens.words[slice(*place)]
    if not words:
        return False
    kind = type_by_words(analyse(words), [None] * len(words))
    return kind is not None and kind.type in ("collective", "named_organisation")


def is_named(reading: Reading, place: Range) -> bool:
    """Return whether a named entity starts in the range of tokens."""
    return any(place[0] <= one.start < place[1] for one in reading.entities)


def is_text(reading: Reading, place: Range) -> bool:
    """Return whether it is a text, a recording or data: "a 2014 report", "the Port Papers"."""
    words = reading.tokens.words[slice(*place)]
    if not words:
        return False
    kind = type_by_words(analyse(words), [None] * len(words))
    return kind is not None and kind.type == "document"
