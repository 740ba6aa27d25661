"""Find names in apposition to the head of a source's noun phrase.

A name can be in apposition to a role: "Minister of Education Ana Ruiz", "the port's director, Omar
Aziz". In a close apposition the name follows the role and its complements. In a loose apposition it
follows a comma (Quirk et al. 1985, 17.65 ff.). A name after any other preposition is a different
person: "a spokesman for Ana Ruiz".
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.speakers.phrases import (
    BREAKS,
    COMMA,
    COURTESY,
    DETERMINERS,
    ELSEWHERE,
    HALF_ROLES,
    HYPHENS,
    INDEFINITE,
    NUMBERS,
    OF_AN_OFFICE,
    ONE,
    POSSESSIVE,
    ROLES,
    THINGS,
    Phrase,
    analyse,
    is_listed,
    is_office,
    is_somebody,
    singular,
)

BODY_NAMES: Final = ("ORGANIZATION", "LOCATION", "MISC")
"""The entity labels of the words in an organization's name: "Nordic Steel"."""
MOST_TITLE: Final = 4
"""The most tokens from a possessive mark to a name, with a title between."""
ASIDE: Final = frozenset((COMMA, "–", "—"))
"""What opens an aside: "a nurse, Ana Ruiz,", "a nurse – Ana Ruiz –" (``Tokens.dashed``)."""


def apposed(phrase: Phrase, entities: Sequence[str | None]) -> int | None:
    """Return the index of the first word of a name in apposition to the phrase's head.

    ``entities`` are the entity labels of the phrase's words. Return ``None`` if there is no such
    name. Source: Quirk et al. 1985, 17.65 ff.
    """
    if not (_is_one(phrase) or _is_centers(phrase)):
        return None
    if entities[phrase.head] == "PERSON" and not _is_foreign_title(phrase, entities):
        return None
    # "One of the members, Ana Ruiz", "the state's senator, Ana Ruiz".
    is_person = phrase.counted in ONE or is_listed(phrase.noun)
    things = THINGS[:1] if is_person else THINGS
    if any(phrase.noun in load_terms("sources", n) for n in things):
        return None
    words = phrase.words
    body = phrase.counted not in ONE and _is_body(phrase, entities)
    for at in range(phrase.head + 2, len(words)):
        if entities[at] != "PERSON" or entities[at - 1] == "PERSON":
            continue
        whole = body and _is_body_with_of(phrase, at - 1)
        comma = _comma_before(words, entities, at)
        if body:
            # "The Tufts Student Union president Ana Ruiz": the body's name precedes the role.
            # In "the Bank of Tyre's President Ana Ruiz" it can have a capital.
            owned = not POSSESSIVE.isdisjoint(words[max(0, at - MOST_TITLE) : at - 1])
            titled = words[at - 1].islower() or whole or owned
            is_whole = all(label == "PERSON" for label in entities[at:]) and at + 1 < len(words)
            joined = titled and _is_role(words, at - 1)
            joined = joined or (words[at - 1] in POSSESSIVE and is_whole)
        elif comma > phrase.head:
            joined = _closes(words, entities, at)
        else:
            joined = _is_title(phrase, entities, at)
        if joined and (whole or comma > phrase.head or not _leads_away(phrase, entities, at)):
            return at
    return None


def listed(phrase: Phrase, entities: Sequence[str | None]) -> list[int]:
    """Return the indices of several names in apposition to people: "two aides, Ruiz and Holt".

    There is one index for each name, that of its first word. The list is empty unless there are at
    least two names, separated by "and" or a comma. It is also empty if a name precedes the first
    comma ("two aides to Ruiz, Holt and Aziz"). ``entities`` are the entity labels of the phrase's
    words.
    """
    words = phrase.words
    things = ("organisation", "document")
    nouns = {phrase.noun, singular(phrase.noun)}
    if _is_one(phrase) or any(nouns & load_terms("sources", group) for group in things):
        return []
    comma = next((i for i in range(phrase.head + 1, len(words)) if words[i] == COMMA), len(words))
    if "PERSON" in entities[:comma]:
        return []
    names = [
        at
        for at in range(comma + 1, len(words))
        if entities[at] == "PERSON" and entities[at - 1] != "PERSON"
    ]
    is_first = names and all(words[i][:1].isupper() for i in range(comma + 1, names[0]))
    is_joined = all(
        any(words[i].lower() in ("and", COMMA) for i in range(one, other))
        for one, other in pairwise(names)
    )
    return names if len(names) > 1 and is_first and is_joined else []


def apposed_body(phrase: Phrase, entities: Sequence[str | None]) -> range | None:
    """Return the words of a body's name in apposition: "the mill's owner, Dunmore Steel", "network
    company Dunmore".

    ``entities`` are the entity labels of the phrase's words. Return ``None`` if there is no such
    name. Only nouns that companies are called by can have one.
    """
    words, comma = phrase.words, phrase.head + 1
    name = len(words)
    while name > 1 and entities[name - 1] == "ORGANIZATION" and words[name - 1][:1].isupper():
        name -= 1
    introduces = load_groups("sources.firm_noun", "sources.firm_experts")
    inside = words[phrase.head : name]
    is_text = singular(phrase.noun) in load_terms("sources", "document")
    if entities[phrase.head] == "PERSON" or "by" in inside or (is_text and "from" in inside):
        return None  # "Ana Ruiz of network company Dunmore", "logs obtained by newspaper Dunmore"
    if name < len(words) and words[name - 1] in introduces:
        return range(name, len(words))
    is_role = singular(phrase.noun) in load_terms("sources", "firm_role")
    if not is_role or not _is_one(phrase) or words[comma : comma + 1] != (COMMA,):
        return None
    stop = comma + 1
    while stop < len(words) and entities[stop] in BODY_NAMES and words[stop][:1].isupper():
        stop += 1
    closes = stop == len(words) or words[stop] == COMMA
    is_body = "ORGANIZATION" in entities[comma + 1 : stop]
    return range(comma + 1, stop) if closes and is_body else None


def behind_owners(phrase: Phrase, entities: Sequence[str | None]) -> Phrase:
    """Return the phrase with the head of what belongs to two people: "Ruiz and Holt's | lawyer",
    "Ana and Omar's lawyer Tom Lund".

    ``entities`` are the entity labels of the phrase's words.
    """
    words = phrase.words
    joint = next((i for i in range(1, len(words)) if words[i] == "and"), 0)
    owned = next((i for i in range(joint + 2, len(words)) if words[i] in POSSESSIVE), len(words))
    owners = [
        i for i in range(owned) if i != joint and words[i].lower().rstrip(".") not in COURTESY
    ]
    is_two = joint and owned + 1 < len(words) and all(entities[i] == "PERSON" for i in owners)
    rest = words[owned + 1 :]
    if not is_two or not rest[0].islower() or joint + 1 not in owners:
        return phrase
    inner = analyse(rest)
    head = owned + 1 + inner.head
    is_role = is_somebody(singular(inner.noun)) or entities[head] == "PERSON"
    return phrase._replace(head=head) if is_role else phrase


def _comma_before(words: Sequence[str], entities: Sequence[str | None], at: int) -> int:
    """Return the comma or dash that only a noun phrase separates from the name, or -1.

    "…, the former newspaper correspondent Keith Donald" has such a comma. "…, a friend of Keith
    Donald" does not.
    """
    place = at - 1
    while place > 0 and words[place] not in ASIDE:
        word = words[place].lower()
        # "…, Cmdr. Keith Donald": the reader may take the title for a name.
        is_name = entities[place] == "PERSON" and word not in load_terms("sources", "title")
        if is_name or word in POSSESSIVE:
            return -1
        if word == "of":
            half = (word, words[place + 1].lower()) in HALF_ROLES
            if not half and not _is_capital_title(words, place, at):
                return -1
        elif word in BREAKS and word not in HYPHENS:
            return -1
        place -= 1
    return place if words[place] in ASIDE else -1


def _is_capital_title(words: Sequence[str], of: int, at: int) -> bool:
    """Return whether the words before the name at ``at`` are one title: "Governor of Ohio"."""
    is_capital = all(words[i][:1].isupper() for i in (of - 1, *range(of + 1, at)))
    return is_capital and of + 1 < at


def _is_one(phrase: Phrase) -> bool:
    return phrase.counted in ONE or singular(phrase.noun) == phrase.noun


def _is_centers(phrase: Phrase) -> bool:
    """Return whether a plural opens one body's name: "Centers for Disease Control director"."""
    word = phrase.words[phrase.head]
    is_bare = phrase.counted is None and phrase.determiner not in NUMBERS | INDEFINITE
    is_body = singular(phrase.noun) in load_terms("sources", "organisation")
    return is_bare and is_body and word[:1].isupper()


def _is_body(phrase: Phrase, entities: Sequence[str | None]) -> bool:
    if _is_role(phrase.words, phrase.head):
        return False  # "the Bishop of Leeds" is not a body, whatever its label
    if _is_centers(phrase):
        return True
    label = entities[phrase.head]
    return label in ("ORGANIZATION", "LOCATION") or phrase.noun in load_terms(
        "sources", "organisation"
    )


def _is_body_with_of(phrase: Phrase, title: int) -> bool:
    """Return whether all before the title is one body's name: "Union of Bakers President Ruiz"."""
    words, head = phrase.words, phrase.head
    inside = words[head + 2 : title]
    is_name = words[0][:1].isupper() and words[0].lower() not in DETERMINERS | INDEFINITE
    is_capital = all(word[:1].isupper() or word in ("of", "and", "the", "&") for word in inside)
    return is_name and words[head + 1].lower() in ("of", "for") and bool(inside) and is_capital


def _leads_away(phrase: Phrase, entities: Sequence[str | None], at: int) -> bool:
    """Return whether a preposition leads to a different person.

    An office can have a preposition of its own: "Ambassador to Chad", "Secretary for Trade", and so
    can any role if only a place stands between: "envoy for Peru Emma Holt".
    """
    is_title = phrase.words[phrase.head][:1].isupper() and is_office(phrase.noun)
    led = (i + 1 for i in range(phrase.head, at) if phrase.words[i].lower() in OF_AN_OFFICE)
    placed = entities[next(led, at) : at]
    is_placed = bool(placed) and all(label == "LOCATION" for label in placed)
    away = ELSEWHERE - OF_AN_OFFICE if is_title or is_placed else ELSEWHERE
    return any(word.lower() in away for word in phrase.words[phrase.head + 1 : at])


def _closes(words: Sequence[str], entities: Sequence[str | None], at: int) -> bool:
    """Return whether the name ends the phrase or its part; "Ruiz, Holt and Aziz" goes on."""
    stop = at
    while stop < len(words) and entities[stop] == "PERSON":
        stop += 1
    if stop < len(words) and words[stop] in HYPHENS:
        # "Ruiz - among others", but not "Ruiz-Holt".
        return stop + 1 == len(words) or words[stop + 1].islower()
    return stop == len(words) or words[stop].lower() in (COMMA, "of", "from", "(", "–", "—")


def _is_title(phrase: Phrase, entities: Sequence[str | None], at: int) -> bool:
    """Return whether everything from the head to the name is one title: "Governor of Ohio"."""
    words = phrase.words
    # "Undersecretary for Trade Mr. Aziz", "Chairman of the Joint Chiefs Gen. Aziz": a courtesy
    # title or a rank may come last.
    is_ranked = words[at - 1].endswith(".") and _is_role(words, at - 1)
    is_ranked = is_ranked and words[at - 2].lower() not in BREAKS | DETERMINERS
    is_addressed = words[at - 1].lower().rstrip(".") in COURTESY
    end = at - 1 if is_ranked or is_addressed else at
    between = range(phrase.head + 1, end)
    if not between:
        return False
    if is_ranked and all(words[i][:1].isupper() or words[i] in ("of", "the") for i in between):
        return True
    if words[between[0]] == "and":
        # "Actor and activist Omar Aziz" and "spokesman and Vice President Omar Aziz" are one
        # person each. "Her aide and Senator Holt" are two people.
        bare = phrase.determiner not in DETERMINERS | INDEFINITE
        others = any(
            words[i] == COMMA or (entities[i] == "PERSON" and not _names_body(words, i))
            for i in between
        )
        return len(between) > 1 and not others and (words[end - 1].islower() or bare)
    is_half = (words[between[0]].lower(), words[between[0] + 1].lower()) in HALF_ROLES
    if is_half and list(between[2:]) == [end - 1] and words[end - 1].islower():
        return _is_role(words, end - 1)  # "Secretary of State spokesman Omar Aziz"
    if any(_is_role(words, i) for i in between):
        return False
    of_what = singular(words[end - 1].lower())
    if (
        words[between[0]] == "of"
        and _is_field(words[between[0] + 1 : end])
        and is_office(phrase.noun)
    ):
        # "Director of rugby Omar Aziz" is one person; "a judge of singer Omar Aziz" is not Aziz.
        return (words[between[0]], of_what) in HALF_ROLES or not is_somebody(of_what)
    named = words[end - 1][:1].isupper() and entities[end - 1] != "MISC"
    return named or (words[end - 2].lower(), words[end - 1].lower()) in HALF_ROLES


def _is_foreign_title(phrase: Phrase, entities: Sequence[str | None]) -> bool:
    """Return whether the model took a title before a comma for a name: "the new Shogun, Ana Ruiz".

    A name alone has no determiner, owner or modifier in lower case before it.
    """
    words, head = phrase.words, phrase.head
    if not head or words[head + 1 : head + 2] != (COMMA,):
        return False
    before = words[head - 1]
    return before in POSSESSIVE or (before.islower() and entities[head - 1] != "PERSON")


def _names_body(words: Sequence[str], at: int) -> bool:
    """Return whether the name at ``at`` is that of a body or a seat: "James Holt University",
    "Harlow MP".
    """
    bodies = load_groups("sources.organisation", "titles.parliament")
    near = words[at + 1 : at + 3]
    return any(word[:1].isupper() and word.lower() in bodies for word in near)


def _is_field(words: Sequence[str]) -> bool:
    """Return whether the words after "of" are a field: "history and public affairs"."""
    lower = all(word.isalpha() and word.islower() for word in words)
    apart = (BREAKS | DETERMINERS) - {"and"}
    return len(words) == 1 or (bool(words) and lower and apart.isdisjoint(words))


def _is_role(words: Sequence[str], at: int) -> bool:
    word = words[at].lower().rstrip(".")
    if (words[at - 1].lower(), word) in HALF_ROLES:
        return False
    return word in load_terms("sources", "title") or any(
        singular(word) in load_terms("sources", group) for group in ROLES
    )
