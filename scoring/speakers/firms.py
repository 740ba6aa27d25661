"""Find firms and bodies whose names look like people's: "Holt & Sons", "the Holt Foundation"."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from scoring.lexicons.easy_words import easy_words
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.called_firms import OPENS, called_firms
from scoring.speakers.names import fold
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, POSSESSIVE, is_somebody, singular

COMPOUND: Final = 4
"""The most words of a phrase before a firm's name: "the network monitoring company Dunmore"."""
LONGEST: Final = 4
"""The most words of a firm's name that the article explains."""
CLOSES: Final = frozenset(", . ; : ) (".split())
OFFICER: Final = 5
"""The most words from a firm's name to its officer: "Dunmore's chief technology officer"."""


def firm_tokens(reading: Reading) -> frozenset[int]:
    """Return the tokens of such names in an article."""
    words, capitals = reading.tokens.dashed, reading.tokens.capitals
    return frozenset(
        (
            *_in_listed(words, capitals),
            *_beside_ampersands(words),
            *_beside_bodies(words, capitals),
            *_by_trade(words, capitals),
            *_told(words, capitals),
            *_teams(words, capitals),
            *_explained(words),
            *_halved(reading),
            *_forces(reading),
            *_papers(words, capitals),
            *called_firms(words, capitals, reading.tokens.paragraph_starts),
        )
    )


def _halved(reading: Reading) -> Iterator[int]:
    """Yield the names of which the model took one word for a person, and the other for no person.

    They are "Dunmore | Coal", of which the first word is no given name, and "Coast | Guard" or
    "Radio | Clyde" before a role. A word of the body is a common noun.
    """
    words, given, common = reading.tokens.dashed, load_terms("given_names", "any"), easy_words()
    kinds = {one.start: one.label for one in reading.entities if one.end == one.start + 1}
    whole = {at for one in reading.entities for at in range(one.start, one.end)}
    for at, kind in kinds.items():
        if at + 1 == len(words) or not words[at + 1].istitle():
            continue
        labels = kind, kinds.get(at + 1, None if at + 1 in whole else "none")
        first, second = (fold(word) for word in words[at : at + 2])
        is_role = at + 2 < len(words) and is_somebody(words[at + 2])
        is_firm = labels == ("PERSON", "ORGANIZATION") and first not in given
        is_firm = is_firm and (second in common or (first in common and is_role))
        is_force = labels == ("PERSON", "none") and first in common - given and is_role
        is_outlet = labels == ("ORGANIZATION", "PERSON") and first in common and is_role
        if is_firm or is_force or is_outlet:
            yield from (at, at + 1)


def _forces(reading: Reading) -> Iterator[int]:
    """Yield the words of a town's police that the model took for a person: "Austin Police"."""
    words, nouns = reading.tokens.dashed, load_terms("sources", "force")
    for one in reading.entities:
        is_two = one.label == "PERSON" and one.end - one.start > 1
        if is_two and words[one.end - 1].lower() in nouns:
            yield from range(one.start, one.end)


def _papers(words: Sequence[str], capitals: Sequence[int]) -> Iterator[int]:
    """Yield the words of newspapers' names: "the Ellery Ledger"."""
    nouns, titles = load_terms("sources", "newspaper"), load_terms("sources", "title")
    for at in capitals:
        if at < 2 or words[at].lower() not in nouns or not words[at].istitle():
            continue
        before, opens = words[at - 1], words[at - 2].lower()
        if before.istitle() and before.isalpha() and opens == "the" and fold(before) not in titles:
            yield from (at - 1, at)


def _in_listed(words: Sequence[str], capitals: Sequence[int]) -> Iterator[int]:
    listed, firsts = load_terms("sources", "firm_name"), _first_words()
    for at in capitals:
        if words[at].lower() not in firsts:
            continue
        after, behind = (*words[at + 1 : at + 3], "", "")[:2]
        is_firm = after[:1].isupper() and f"{words[at]} {after}".lower() in listed
        if is_firm and not _is_surname(behind):
            yield from (at, at + 1)


@cache
def _first_words() -> frozenset[str]:
    """Return the first words of the listed firms' names."""
    return frozenset(name.split()[0] for name in load_terms("sources", "firm_name"))


def _is_surname(word: str) -> bool:
    """Return whether the word after a firm's name makes it a person's: "Morgan Stanley Evans"."""
    plain = fold(word)
    return word.istitle() and not (plain in easy_words() or is_somebody(singular(plain)))


def _beside_ampersands(words: Sequence[str]) -> Iterator[int]:
    """Yield the words that "&" joins. "Mr. & Mrs. Holt" are two people."""
    if "&" not in words:
        return
    bodies = load_groups("bodies.institution", "sources.organisation")
    for at in range(1, len(words) - 1):
        beside = words[at - 1], words[at + 1]
        if words[at] != "&" or not all(word[:1].isupper() for word in beside):
            continue
        if not {fold(word) for word in beside} & load_terms("sources", "title"):
            end = at + 2
            while end < len(words) and words[end].istitle() and words[end].lower() in bodies:
                end += 1  # "Food & Agriculture | Organization"
            yield from range(at - 1, end)


def _beside_bodies(words: Sequence[str], capitals: Sequence[int]) -> Iterator[int]:
    """Yield the words that are a body's by the noun beside them: "Holt Foundation", "Hall of Fame".

    "Mr. Hall of Tyre" is a person.
    """
    called_after, called_for = load_terms("sources", "named_body"), load_terms("sources", "body_of")
    titles = load_terms("sources", "title")
    either = load_groups("sources.named_body", "sources.body_of")
    for at in capitals:
        word = words[at]
        if word.lower() not in either or not word.istitle():
            continue
        before, of, after = (words[at - 1] if at else "", *words[at + 1 : at + 3], "", "")[:3]
        if fold(before) in titles:
            continue
        if word.lower() in called_after and before.istitle() and before.isalpha():
            yield from (at - 1, at)
        elif word.lower() in called_for and of == "of" and after.istitle():
            yield from (at, at + 1, at + 2)


def _by_trade(words: Sequence[str], capitals: Sequence[int]) -> Iterator[int]:
    """Yield the words of a name that a trade ends: "Marsh Energy". "Mr. Steel" is a person."""
    plain, surnames = (load_terms("sources", f"trade_{kind}") for kind in ("word", "surname"))
    given = load_terms("given_names", "any")
    nobodys = load_groups("sources.title", "sources.function") | DETERMINERS | INDEFINITE
    for at in capitals:
        word = words[at].lower()
        if not at or (word not in plain and word not in surnames) or not words[at].istitle():
            continue
        before = words[at - 1]
        if not (before.istitle() and before.isalpha()) or fold(before) in nobodys:
            continue
        then, other, last = (*words[at + 1 : at + 4], "", "", "")[:3]
        if is_somebody(fold(then)) or (then == "and" and other and is_somebody(fold(last))):
            continue  # "House Energy and Commerce Chairman Ana Ruiz"
        if word in plain or fold(before) not in given:
            yield from (at - 1, at)


def _told(words: Sequence[str], capitals: Sequence[int]) -> Iterator[int]:
    """Yield the names in one word that an article says are firms', wherever they stand.

    It does where it calls them so ("the brewer Holt AG", "Holt Inc."), or tells of what only a firm
    has ("Holt's chief financial officer"), and gives nobody that last name.
    """
    firms = {words[at] for at in capitals if at + 1 < len(words) and _is_told(words, at)}
    if not firms:
        return
    titles, given = load_terms("sources", "title"), load_terms("given_names", "any")
    places = [at for at, word in enumerate(words) if word in firms]
    before = {at: fold(words[at - 1]) or fold(words[at - 2]) for at in places if at > 1}
    people = {
        words[at]
        for at, word in before.items()
        if word in titles or (word in given and words[at - 1].istitle())
    }
    yield from (at for at in places if words[at] not in people)


def _teams(words: Sequence[str], capitals: Sequence[int]) -> Iterator[int]:
    """Yield the words of those who work for somebody named: "Team Holt said", of Emma Holt."""
    for at in capitals:
        after = words[at + 1] if words[at] == "Team" and at + 1 < len(words) else ""
        if after.istitle() and words.count(after) > 1:
            yield from (at, at + 1)


def _explained(words: Sequence[str]) -> Iterator[int]:
    """Yield the names that an article explains as a thing's or a firm's: "Holt, which makes pumps",
    at the start of a sentence, or "Marsh Holt, the insurer, said".
    """
    for comma in range(1, len(words) - 1):
        if words[comma] != "," or not _is_capital(words[comma - 1]):
            continue
        start = comma - 1
        while start > 0 and comma - start < LONGEST and _is_capital(words[start - 1]):
            start -= 1
        opens = start == 0 or words[start - 1] in OPENS
        if (opens and words[comma + 1] == "which") or _is_apposed(words, comma + 1):
            yield from range(start, comma)


def _is_capital(word: str) -> bool:
    return word[:1].isupper() and word.lower() not in load_terms("sources", "function")


def _is_apposed(words: Sequence[str], at: int) -> bool:
    """Return whether a company's noun with its article, and no more, stands at a token."""
    if words[at] not in ("a", "an", "the"):
        return False
    for end in range(at + 1, min(at + COMPOUND, len(words) - 2)):
        if words[end].lower() in load_terms("sources", "apposed_firm"):
            after, then = words[end + 1 : end + 3]
            # "Ruiz, the company, the bank and Holt" are several.
            is_closed = after == "," and then.isalpha() and then not in ("and", "or", "the", "a")
            if is_closed or after in ("which", "that"):
                return True
        if not words[end].islower():
            return False
    return False


def _is_told(words: Sequence[str], at: int) -> bool:
    """Return whether the capitalized word at a token is called a firm, or has what only a firm
    has.
    """
    after = words[at + 1]
    before = words[at - 1] if at else ""
    if not words[at].isalpha() or before[:1].isupper():
        return False
    if after[:1].isupper():
        return after.rstrip(".").lower() in load_terms("sources", "legal_form")
    if after in POSSESSIVE:
        has = [word.lower() for word in words[at + 2 : at + 2 + OFFICER]]
        owned = has[:1] != [] and has[0] in load_terms("sources", "owned_by_firm")
        return owned or (has[:1] == ["chief"] and "officer" in has)
    if before in load_terms("sources", "firm_experts"):
        return after not in ("and", ",", "or")  # "technology analysts Holt"
    if before.lower() not in load_terms("sources", "firm_noun"):
        return False
    # "The company Ruiz founded" has a clause without "that".
    opens = [word.lower() for word in words[max(0, at - COMPOUND) : at]]
    return after in CLOSES or (DETERMINERS | INDEFINITE | POSSESSIVE).isdisjoint(opens)
