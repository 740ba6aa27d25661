"""Find the head of a source's noun phrase without a parser, and names in apposition to it.

The head of an English noun phrase is the last word before the first postmodifier: "a senior
official | in the ministry", "two aides | who spoke". After a quantifier, the head is what it
counts: "some of the | voters".

A name can be in apposition to a role: "Minister of Education Ana Ruiz", "the port's director, Omar
Aziz". In a close apposition the name follows the role and its complements. In a loose apposition it
follows a comma (Quirk et al. 1985, 17.65 ff.). A name after any other preposition is a different
person: "a spokesman for Ana Ruiz".
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple
from unicodedata import category

from scoring.lexicons.lexicon import load_endings, load_terms

PARTICIPLES: Final = frozenset(
    "familiar close briefed speaking supporting working opposed involved interviewed surveyed "
    "polled attending contacted reached".split()
)
BREAKS: Final = PARTICIPLES | frozenset(
    "who whom whose which that where when "
    "of in at for with from on to by as into near inside outside about against among amid during "
    "under over after before between including such like "
    ", ; : - – — ( [ and or".split()
)
DETERMINERS: Final = frozenset("the this that these those his her their its our my your".split())
OWNED: Final = frozenset("his her their our my your".split())
INDEFINITE: Final = frozenset("a an one another some any each every no".split())
ANY: Final = frozenset("any each every no".split())
"""Determiners of nobody in particular."""
EMOJI: Final = frozenset(("So", "Sk", "Mn", "Me", "Cf"))
"""Unicode categories of the signs of which emoji are made."""
MARKS: Final = frozenset("\"“”‘’«»'")
POSSESSIVE: Final = frozenset(("'s", "’s", "'", "’"))
BRACKETS: Final = frozenset("()[]")
REFLEXIVE: Final = frozenset("himself herself itself themselves".split())
ONE: Final = frozenset(("one", "1"))
"""Before "of", these mean that a single member of the group speaks."""
NUMBERS: Final = frozenset(
    "two three four five six seven eight nine ten several many few dozens".split()
)

NOUNS: Final = (
    "withheld_role",
    "informant_role",
    "public_role",
    "organisation",
    "document",
    "collective",
    "plural_group",
)
"""The lexicon groups that contain head nouns."""


class Phrase(NamedTuple):
    """A noun phrase. ``head`` is the index of its head in ``words``.

    ``determiner`` is the first word of the phrase, or of the part after a quantifier and "of", in
    lower case.
    """

    words: tuple[str, ...]
    head: int
    determiner: str
    counted: str | None
    """The quantifier before "of", in lower case, if there is one."""

    @property
    def noun(self) -> str:
        """The head word, in lower case. A compound such as "front-runner" is one noun."""
        word = self.words[self.head].lower()
        if self.head > 1 and self.words[self.head - 1] == "-":
            joined = f"{self.words[self.head - 2].lower()}-{word}"
            return joined if singular(joined) in _compounds() else word
        return word


@cache
def _compounds() -> frozenset[str]:
    """Return the lexicon's hyphenated nouns, which the tokenizer splits."""
    return frozenset(
        singular(term) for group in NOUNS for term in load_terms("sources", group) if "-" in term
    )


def analyse(words: Sequence[str]) -> Phrase:
    """Return the phrase with its head. ``words`` must not be empty."""
    lower = [word.lower() for word in words]
    counted = None
    start = 0
    stop = _stop(words, lower, start)
    if stop < len(lower) and lower[stop] == "of" and stop + 1 < len(lower):
        last = lower[stop - 1]
        if last in load_terms("sources", "quantifier") or last.isdigit():
            counted, start = last, stop + 1
            stop = _stop(words, lower, start)
    head = stop - 1
    # "Ruiz himself", "the minister's".
    passed = POSSESSIVE | MARKS | REFLEXIVE
    while head > start and (lower[head] in passed or _is_emoji(lower[head])):
        head -= 1
    if head == start + 1 and lower[start] == "those" and _tells_those(lower[head]):
        head, stop = start, head  # "those | present", "those | arrested"
    if stop < len(lower) and lower[head].endswith("ed") and _is_postmodifier(words, start, head):
        head, stop = head - 1, head
    head = _behind_body(words, lower, max(head, start), stop)
    return Phrase(tuple(words), head, lower[start], counted)


def _tells_those(word: str) -> bool:
    """Return whether a word after "those" tells which people: "present", "questioned"."""
    return word in load_terms("sources", "familiar") or word.endswith("ed")


def _is_emoji(token: str) -> bool:
    return all(category(sign) in EMOJI for sign in token)


def _behind_body(words: Sequence[str], lower: Sequence[str], head: int, stop: int) -> int:
    """Return the role after a body's name that contains "of": "a Department of Energy | official".

    If there is none, return the given head.
    """
    if not (words[head][:1].isupper() and stop < len(words) and lower[stop] == "of"):
        return head
    at = stop + 1
    while at < len(words) and (words[at][:1].isupper() or lower[at] in ("of", "and", "the", "&")):
        at += 1
    is_role = at < len(words) and is_somebody(singular(lower[at]))
    is_last = at + 1 >= len(words) or lower[at + 1] in BREAKS | POSSESSIVE
    return at if is_role and is_last and words[at - 1][:1].isupper() else head


def owners_of(phrase: Phrase) -> frozenset[str]:
    """Return the words for a role's owner, in lower case.

    For "the state of Ohio's governor", these include "state" and "ohio". The result is empty if the
    phrase does not say: "the senator", "the company's director".
    """
    if phrase.determiner in OWNED:
        return frozenset((phrase.determiner,))
    words = phrase.words
    owned = max((i for i, word in enumerate(words[: phrase.head]) if word in POSSESSIVE), default=0)
    after = words[phrase.head + 1 :]
    of = after[1:] if after and after[0].lower() in ("of", "for", "to") else ()
    clause = (i for i, word in enumerate(of) if word == COMMA or word.lower() in RELATIVE)
    of = of[: next(clause, len(of))]
    # "The company" does not identify an owner; "the State Department" does.
    vague = DETERMINERS | load_terms("sources", "organisation")
    return frozenset(w.lower() for w in (*words[:owned], *of) if w.isalpha() and w not in vague)


def _stop(words: Sequence[str], lower: Sequence[str], start: int) -> int:
    """Return where the phrase's core ends: before the first postmodifier, after at least a word."""
    while start < len(lower) - 1 and lower[start] in BREAKS:
        start += 1
    at = start + 1
    while at < len(lower):
        word = lower[at]
        if word in ("and", "or") and _is_paired(lower, at):
            at += 2
            continue
        if word.endswith("ing") and _is_postmodifier(words, start, at):
            break
        if tuple(lower[at : at + 2]) in HALF_ROLES and {*lower[at + 2 : at + 3]} & POSSESSIVE:
            at += 3  # "the secretary of state's | office"
            continue
        if word in BREAKS and not (word == "-" and lower[at - 1].isalnum() and at + 1 < len(lower)):
            if word in PARTICIPLES and at - 1 > start and lower[at - 1].endswith("ly"):
                return at - 1  # "people directly | involved"
            break
        at += 1
    return min(at, len(lower))


def _is_postmodifier(words: Sequence[str], start: int, at: int) -> bool:
    """Return whether a participle tells more of the people before it.

    "A scientist | advising the ministry", "a lawyer | hired by the firm", "the lawyer |
    representing Ruiz's family"; but "a nurse training manager", "the accused" (Quirk et al. 1985,
    17.28 ff.).
    """
    if at - 1 < start or at + 1 >= len(words):
        return False
    before, after = words[at - 1].lower(), words[at + 1]
    is_people = before == "people" or (at - 1 > start and is_somebody(singular(before)))
    is_name = after[:1].isupper() and words[at].islower()
    return is_people and (is_name or after.lower() in BREAKS | DETERMINERS | INDEFINITE)


def _is_paired(lower: Sequence[str], joint: int) -> bool:
    """Return whether "and" joins adjectives before a noun: "current and former | employees"."""
    paired = load_terms("sources", "paired")
    beside = {lower[joint - 1], *lower[joint + 1 : joint + 2]}
    if joint + 2 >= len(lower) or lower[joint + 2] in BREAKS:
        return False
    return beside <= paired


def singular(noun: str) -> str:
    """Return a noun's probable singular. It is exact enough for lexicon lookups only."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    if noun.endswith("men"):
        return noun[:-3] + "man"
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


HYPHENS: Final = frozenset("-‑")
ROLES: Final = ("withheld_role", "informant_role", "public_role")
ELSEWHERE: Final = frozenset("for to with from by who whom whose that which".split())
"""Words that lead from a role to a different person: "an aide to the governor of Ohio"."""
OF_AN_OFFICE: Final = frozenset(("for", "to"))
COURTESY: Final = frozenset("mr mrs ms miss dr".split())
HALF_ROLES: Final = frozenset((("of", "staff"), ("of", "state"), ("in", "chief"), ("in", "charge")))
"""Pairs whose noun is the second half of a role's name: "chief of staff Lena Holt"."""
BODY_NAMES: Final = ("ORGANIZATION", "LOCATION", "MISC")
"""The entity labels of the words in an organization's name: "Nordic Steel"."""
THINGS: Final = ("document", "collective")
COMMA: Final = ","
RELATIVE: Final = frozenset("who whom whose which that".split())


def is_somebody(noun: str) -> bool:
    """Return whether a singular noun can say what a person is: "plumber", "nurse"."""
    if is_listed(noun):
        return True
    others = (*THINGS, "organisation", "function")
    is_other = noun in BREAKS or any(noun in load_terms("sources", group) for group in others)
    return not is_other and noun.endswith(load_endings("sources", "occupation"))


def is_listed(noun: str) -> bool:
    """Return whether a noun is in the lexicon of what people are, whatever its ending."""
    groups = (*ROLES, "title", "occupation")
    return any(noun in load_terms("sources", group) for group in groups)


def is_surely_person(phrase: Phrase) -> bool:
    """Return whether the head is a singular common noun that no organization is called by."""
    noun = phrase.noun
    is_common = singular(noun) == noun and phrase.words[phrase.head].islower()
    ends = noun.endswith(load_endings("sources", "certain_occupation"))
    return is_common and (ends or noun in load_terms("sources", "certain_occupation"))


def is_masthead(phrase: Phrase) -> bool:
    """Return whether a phrase is a newspaper that is called like a person: "The Evening Star"."""
    words = phrase.words[phrase.head - 1 : phrase.head + 1]
    is_name = phrase.head > 1 and all(word[:1].isupper() and word.istitle() for word in words)
    is_last = phrase.head + 1 == len(phrase.words)
    is_paper = phrase.noun in load_terms("sources", "masthead")
    return phrase.determiner == "the" and is_name and is_last and is_paper


def is_demonym(noun: str) -> bool:
    """Return whether a singular noun is one citizen of a country: "Swede", "Russian"."""
    return noun in load_terms("epithets", "demonym") or noun.endswith(
        load_endings("epithets", "demonym")
    )


def is_office(noun: str) -> bool:
    """Return whether a noun is an office that a person holds: "director", "mayor"."""
    return any(noun in load_terms("sources", group) for group in ("title", "public_role"))


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
            titled = words[at - 1].islower() or whole
            joined = titled and _is_role(words, at - 1)
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
    if name < len(words) and words[name - 1] in load_terms("sources", "firm_noun"):
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


def _comma_before(words: Sequence[str], entities: Sequence[str | None], at: int) -> int:
    """Return the comma that only a noun phrase separates from the name, or -1.

    "…, the former newspaper correspondent Keith Donald" has such a comma. "…, a friend of Keith
    Donald" does not.
    """
    place = at - 1
    while place > 0 and words[place] != COMMA:
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
    return place if words[place] == COMMA else -1


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
    bodies = load_terms("sources", "organisation") | load_terms("titles", "parliament")
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
