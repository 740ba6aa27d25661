"""The labelled articles from which it is learned whom sources stand for."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from scoring.evaluation.speakers import last_name
from scoring.model.decoding import Reading
from scoring.speakers.names import parse
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.ranking import Candidate
from training.corpora import LABELS, token_range
from training.news import DESCRIPTIONS, FIRST, is_held, read_labels, read_texts

Range = tuple[int, int]
Gold = dict[Range, int | str | None]
"""By a source's tokens: a token of the person's name, the name itself, or nobody."""


class Labelled(NamedTuple):
    """An article with its sources and whom some of them stand for."""

    name: str
    text: str
    sources: list[list[int]]
    placed: list[tuple[list[int], list[int] | None]]
    """Sources, with a mention by name of the person they stand for, if they stand for one."""
    named: list[tuple[list[int], str | None]]
    """Sources, with that person's name."""

    def places(self, reading: Reading) -> list[Range]:
        """Return the tokens of the sources, in order."""
        found = (token_range(reading.tokens, *span) for span in self.sources)
        return sorted({place for place in found if place})

    def gold(self, reading: Reading) -> Gold:
        """Return whom sources stand for, by their tokens."""
        gold: Gold = {}
        for span, name in self.named:
            if place := token_range(reading.tokens, *span):
                gold[place] = name
        for span, mention in self.placed:
            at = token_range(reading.tokens, *mention) if mention else None
            if place := token_range(reading.tokens, *span):
                gold[place] = at[0] if at else None
        return gold


def read_speakers(data: Path, placed: str) -> Iterator[Labelled]:
    """Yield the articles of PolNeAR, and those of news at large that are not held back.

    ``placed``: the file of ``labels/`` that has mentions of whom sources stand for.
    """
    yield from _polnear(data, placed)
    for record in read_labels(FIRST, read_texts(data)):
        if not is_held(record["id"]):
            found = [
                {**one, "source": one["source"][0]}
                for one in record["attributions"]
                if one["source"]
            ]
            spans = [one["source"] for one in found]
            named = [(one["source"], _name(one)) for one in found if _tells(one)]
            yield Labelled(record["id"], record["text"], spans, [], named)


def read_described(data: Path) -> Iterator[Labelled]:
    """Yield the articles of news at large of which descriptions alone are labeled.

    Their other sources are those that a report had when the descriptions were drawn.
    """
    for record in read_labels(DESCRIPTIONS, read_texts(data)):
        placed = [(one["source"], one["antecedent"]) for one in record["descriptions"]]
        yield Labelled(record["id"], record["text"], record["sources"], placed, [])


def _polnear(data: Path, placed: str) -> Iterator[Labelled]:
    shared = [one for one in lines(data / "sources" / "train.jsonl") if one["source"]]
    others = [one for one in lines(LABELS / "sources.jsonl") if one["source"]]
    mentions = list(lines(LABELS / placed))
    wanted = {one["article"] for one in (*shared, *mentions)}
    for record in lines(data / "polnear" / "train.jsonl"):
        name = record["id"]
        if name in wanted:
            own = [one for one in shared if one["article"] == name]
            yield Labelled(
                name,
                record["text"],
                [one["source"] for one in (*own, *others) if one["article"] == name],
                [(one["source"], one["antecedent"]) for one in mentions if one["article"] == name],
                [(one["source"], _name(one)) for one in own if _tells(one)],
            )


def is_right(candidate: Candidate, gold: int | str | None, people: People) -> bool:
    """Is this whom a source stands for, or nobody if it stands for nobody?"""
    if not isinstance(candidate.who, Person) or gold is None:
        return candidate.who is None and gold is None
    if isinstance(gold, int):
        return people.at.get(gold) is candidate.who
    names, given = candidate.who.names, parse(gold.replace(".", " . ").split()).names[:-1]
    is_first = not given or len(names) == 1 or names[0][0] == given[0][0]
    return names[-1] == last_name(gold) and is_first


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a file of JSON lines."""
    with path.open(encoding="utf-8") as records:
        yield from map(json.loads, records)


def _name(label: dict[str, Any]) -> str | None:
    return label["speaker"] if label["type"] == "named_person" else None


def _tells(label: dict[str, Any]) -> bool:
    """Does the label say who one person is, or that it is nobody?"""
    named = label["type"] == "named_person" and label["speaker"]
    return bool(named) or label["type"] == "unnamed_person"
