"""Read the corpora into one form: tokenised articles with the labels each corpus has.

A label that a corpus does not give is ``None`` and takes no part in the loss. Nothing here is
shipped; the corpora's texts never leave the folder that holds them. Run as a command, this makes
that folder from checkouts of the public corpora: see ``training.rebuild``.
"""

import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.evaluation.corpus import HELD_OUT, gum_document
from scoring.model.labels import ENTITY_TAGS, HEDGE_TAGS, ROLE_TAGS, SOURCE_TYPES
from scoring.text.tokens import Tokens, tokenise

LABELS = Path(__file__).parent / "labels"
IGNORE = -100
"""The label that torch's losses leave out."""

CORENLP_ENTITIES = {
    "PERSON": "PERSON",
    "ORGANIZATION": "ORGANIZATION",
    "LOCATION": "LOCATION",
    "MISC": "MISC",
    "DATE": "DATE",
    "TIME": "DATE",
    "DURATION": "DATE",
    "SET": "DATE",
    "NUMBER": "QUANTITY",
    "PERCENT": "QUANTITY",
    "MONEY": "QUANTITY",
    "ORDINAL": "QUANTITY",
}
WIKIGOLD_ENTITIES = {
    "I-PER": "PERSON",
    "I-ORG": "ORGANIZATION",
    "I-LOC": "LOCATION",
    "I-MISC": "MISC",
}


@dataclass(slots=True)
class Link:
    """One attribution by token ranges; what the pointer heads learn."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    contents: list[tuple[int, int]]
    source_type: int = IGNORE
    mode: int = IGNORE
    silver: bool = False
    """The type was not labelled by hand: see ``training.silver``."""


class Lesson(NamedTuple):
    """A teacher's distributions, a row per token."""

    unary: NDArray[np.float16]
    """Over the role tags."""
    pairs: NDArray[np.float16]
    """Over the role tags of the token before and of this one."""
    hedges: NDArray[np.float16]
    """Over the hedge tags."""


@dataclass(slots=True)
class Example:
    """A tokenised article and its labels, one per token (``None``: the corpus has none)."""

    id: str
    tokens: Tokens
    roles: list[int] | None = None
    entities: list[int] | None = None
    hedges: list[int] | None = None
    sentences: list[int] | None = None
    links: list[Link] = field(default_factory=list)
    lesson: Lesson | None = None


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        yield from lines


def token_range(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Return the range of tokens that share a character with ``start:end``, or ``None``."""
    inside = [i for i, (s, e) in enumerate(tokens.spans) if s < end and e > start]
    return (inside[0], inside[-1] + 1) if inside else None


def polnear(folder: Path, split: str, silver: Path | None = None) -> Iterator[Example]:
    """Yield PolNeAR's articles (Newell, Margolin and Ruths 2018) with all labels there are.

    ``silver``: source types that ``training.silver`` wrote.
    """
    sources = _source_labels(folder / "sources" / f"{split}.jsonl")
    hedges = _hedge_labels(folder / "hedges" / f"{split}.jsonl")
    if split == "train":
        sources |= _source_labels(LABELS / "sources.jsonl")
        if silver is not None:
            sources = _source_labels(silver) | sources
        hedges |= _hedge_labels(LABELS / "hedges.jsonl")
    parses = _corenlp(folder / "polnear" / f"{split}.tokens.jsonl.gz")
    for line in _lines(folder / "polnear" / f"{split}.jsonl"):
        record = json.loads(line)
        tokens = tokenise(record["text"])
        example = Example(record["id"], tokens)
        example.links, example.roles = _attributions(
            tokens, record["attributions"], record["discard"], sources.get(record["id"], {})
        )
        if parse := parses.get(record["id"]):
            example.sentences, example.entities = _parsed(tokens, parse)
        if record["id"] in hedges:
            example.hedges = _spans(tokens, hedges[record["id"]], HEDGE_TAGS)
        yield example


def news(articles: Iterable[dict[str, Any]]) -> Iterator[Example]:
    """Yield labelled articles of news at large (``training.news``): attributions and hedges.

    Where the sources alone were labelled the hedges are ``None``.
    """
    for record in articles:
        tokens = tokenise(record["text"])
        example = Example(record["id"], tokens)
        labels = dict(enumerate(record["attributions"]))
        example.links, example.roles = _attributions(tokens, record["attributions"], (), labels)
        if record.get("only") != "sources":
            spans = [(*hedge["span"], hedge["kind"]) for hedge in record["hedges"]]
            example.hedges = _spans(tokens, spans, HEDGE_TAGS)
        yield example


def polnear_others(folder: Path) -> Iterator[Example]:
    """Yield the other annotators' readings of train articles: where people differ, they vote."""
    texts = {
        record["id"]: record["text"]
        for record in map(json.loads, _lines(folder / "polnear" / "train.jsonl"))
    }
    for line in _lines(folder / "polnear" / "train.others.jsonl"):
        record = json.loads(line)
        tokens = tokenise(texts[record["id"]])
        example = Example(record["id"], tokens)
        example.links, example.roles = _attributions(
            tokens, record["attributions"], record.get("discard", ()), {}
        )
        yield example


def gum(folder: Path) -> Iterator[tuple[Example, list[tuple[int, int]]]]:
    """Yield GUM's documents (CC BY) not held out, with the gold sentences' offsets."""
    for path in sorted((folder / "gum").glob("*.conllu")):
        if path.stem in HELD_OUT:
            continue
        text, sentences = gum_document(path)
        tokens = tokenise(text)
        starts = {s for s, _ in sentences}
        labels = [int(any(s <= p < e for p in starts)) for s, e in tokens.spans]
        yield Example(path.stem, tokens, sentences=labels), sentences


def wikigold(folder: Path) -> Iterator[Example]:
    """Yield WikiGold's documents (Balasuriya et al. 2009, CC BY 4.0): names only."""
    words: list[str] = []
    tags: list[str] = []
    path = folder / "wikigold" / "wikigold.conll.txt"
    for line in _lines(path) if path.exists() else ():
        if line.startswith("-DOCSTART-"):
            if words:
                yield _names(words, tags)
            words, tags = [], []
        elif line.strip():
            word, tag = line.split()
            words.append(word)
            tags.append(tag)
    if words:
        yield _names(words, tags)


def _names(words: list[str], tags: list[str]) -> Example:
    spans, at = [], 0
    for word in words:
        spans.append((at, at + len(word)))
        at += len(word) + 1
    tokens = tokenise(" ".join(words))
    names = [WIKIGOLD_ENTITIES.get(tag) for tag in tags]
    return Example("wikigold", tokens, entities=_runs(tokens, spans, names))


def _corenlp(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {record["id"]: record["sentences"] for record in map(json.loads, lines)}


def _parsed(tokens: Tokens, parse: Sequence[Any]) -> tuple[list[int], list[int]]:
    starts = {sentence[0][0] for sentence in parse if sentence}
    sentences = [int(any(p in starts for p in range(s, e))) for s, e in tokens.spans]
    spans = [(t[0], t[1]) for sentence in parse for t in sentence]
    names = [CORENLP_ENTITIES.get(t[3]) for sentence in parse for t in sentence]
    return sentences, _runs(tokens, spans, names)


def _runs(
    tokens: Tokens, spans: Sequence[tuple[int, int]], names: Sequence[str | None]
) -> list[int]:
    """Turn a name per corpus token into BIO tags per token of ours."""
    by_start: dict[int, str] = {}
    for (start, end), name in zip(spans, names, strict=True):
        if name:
            by_start.update(dict.fromkeys(range(start, end), name))
    labels, before = [], None
    for start, _ in tokens.spans:
        name = by_start.get(start)
        tag = "O" if name is None else f"{'I' if name == before else 'B'}-{name}"
        labels.append(ENTITY_TAGS.index(tag))
        before = name
    return labels


def _spans(
    tokens: Tokens, labelled: Sequence[tuple[int, int, str]], tags: Sequence[str]
) -> list[int]:
    labels = [0] * len(tokens.words)
    for start, end, name in labelled:
        if found := token_range(tokens, start, end):
            for i in range(*found):
                labels[i] = tags.index(f"{'B' if i == found[0] else 'I'}-{name}")
    return labels


def _attributions(
    tokens: Tokens,
    attributions: Sequence[dict[str, Any]],
    discard: Sequence[tuple[int, int]],
    types: dict[int, dict[str, Any]],
) -> tuple[list[Link], list[int]]:
    links: list[Link] = []
    roles = [0] * len(tokens.words)
    for number, attribution in enumerate(attributions):
        ranges: dict[str, list[tuple[int, int]]] = {}
        for role in ("source", "cue", "content"):
            found = [token_range(tokens, s, e) for s, e in attribution[role]]
            ranges[role] = [r for r in found if r]
        for role, many in ranges.items():
            for start, end in many:
                for i in range(start, end):
                    name = f"{'B' if i == start else 'I'}-{role.upper()}"
                    roles[i] = ROLE_TAGS.index(name)
        if ranges["cue"]:
            label = types.get(number, {})
            known = label.get("type") in SOURCE_TYPES
            links.append(
                Link(
                    ranges["cue"][0],
                    ranges["source"][0] if ranges["source"] else None,
                    ranges["content"],
                    SOURCE_TYPES.index(label["type"]) if known else IGNORE,
                    int(label["mode"] == "attitude") if "mode" in label else IGNORE,
                    "silver" in label,
                )
            )
    for start, end in discard:
        if left_out := token_range(tokens, start, end):
            for i in range(*left_out):
                roles[i] = IGNORE
    return links, roles


def _source_labels(path: Path) -> dict[str, dict[int, dict[str, Any]]]:
    labels: dict[str, dict[int, dict[str, Any]]] = {}
    if path.exists():
        for record in map(json.loads, _lines(path)):
            labels.setdefault(record["article"], {})[record["attribution"]] = record
    return labels


def _hedge_labels(path: Path) -> dict[str, list[tuple[int, int, str]]]:
    if not path.exists():
        return {}
    return {
        record["article"]: [(*hedge["span"], hedge["kind"]) for hedge in record["hedges"]]
        for record in map(json.loads, _lines(path))
    }


def polnear_train(data: Path, every: int = 1) -> list[dict[str, Any]]:
    """Return every ``every``-th record of PolNeAR's train articles, as the file has them."""
    path = data / "polnear" / "train.jsonl"
    return [*map(json.loads, path.read_text(encoding="utf-8").splitlines())][::every]


if __name__ == "__main__":
    from training.rebuild import main

    sys.exit(main())
