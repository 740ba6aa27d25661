"""Label an article's tokens by the names they belong to, as the whole article shows them."""

from collections.abc import Iterator

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.countries import is_country
from scoring.speakers.names import fold, parse
from scoring.speakers.no_names import is_office_of, opens_other_name
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.phrases import is_demonym


def organization_tokens(reading: Reading, firms: frozenset[int]) -> set[int]:
    """Return the tokens of organizations' names.

    A single word that is a person's name elsewhere counts only if it is a known company's: "Ford".
    ``firms``: the tokens of firms that are named like people (``firm_tokens``).
    """
    words = reading.tokens.words
    companies = load_terms("sources", "known_organisation")
    alone = {
        words[e.start] for e in reading.entities if e.label == "PERSON" and e.end - e.start == 1
    }
    alone = {word for word in alone if word.lower() not in companies}
    tagged = {
        i
        for one in reading.entities
        if one.label == "ORGANIZATION"
        and not (one.end - one.start == 1 and words[one.start] in alone)
        for i in range(one.start, one.end)
    }
    return tagged | firms


def token_labels(reading: Reading, people: People, firms: frozenset[int]) -> list[str | None]:
    """Return the entity label of each token, and label people's names as people everywhere.

    A name that the model missed, or of which it missed a part, is labeled in full.
    A surname of a person named in full is a person's name, even if the model labels it differently
    in a headline or at the start of a sentence. These places are added to ``people`` too.
    """
    labels: list[str | None] = [None] * len(reading.tokens.words)
    for entity in reading.entities:
        labels[entity.start : entity.end] = [entity.label] * (entity.end - entity.start)
        if entity.label == "PERSON" and entity.start not in people.at:
            _relabel(labels, entity, reading, people)
    for named in people.all:
        for start, end in named.mentions:
            labels[start:end] = ["PERSON"] * (end - start)
    for i in firms:
        labels[i] = "ORGANIZATION"
    for i, person in _by_surname(reading, people):
        if i not in people.at and i not in firms:
            labels[i] = "PERSON"
            people.at[i] = person
    return labels


def _relabel(labels: list[str | None], entity: Tagged, reading: Reading, people: People) -> None:
    """Label again what the model took for a person's name and is none, or is not all of one."""
    words, first = reading.tokens.words, entity.start
    if words[first].lower() in load_terms("sources", "known_organisation"):
        labels[first] = "ORGANIZATION"
        return
    names = parse(words[first : entity.end]).names
    if not names:  # "Cmdr" before "Ana Ruiz"
        labels[first : entity.end] = [None] * (entity.end - first)
    elif first + 1 in people.at and is_country(fold(words[first])):
        labels[first] = "LOCATION"  # "envoy for Peru Elliott Marsh"
    elif opens_other_name(reading, entity):
        labels[first] = None  # "San" before "Jose"
    elif len(names) == 1 and is_demonym(names[0]):
        labels[first] = "MISC"  # "the Swede"
    elif is_office_of(words, first, entity.end):
        labels[first] = None  # "the Dean of Tyre"


def _by_surname(reading: Reading, people: People) -> Iterator[tuple[int, Person]]:
    """Yield the tokens that are the last name of somebody named in full, and whom they mean."""
    for i in reading.tokens.capitals:
        word = reading.tokens.words[i]
        is_name = "." not in word[:-1]  # "U.N." is not Mr. Un
        if is_name and (person := people.of_surname(fold(word), i)):
            yield i, person
