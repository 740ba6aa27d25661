"""Reads the labeled articles that the pipeline is measured on.

``polnear/{split}.jsonl`` has articles with their attributions, and is required. The other files are
optional: ``sources/{split}.jsonl`` has the source types of some articles, ``hedges/{split}.jsonl``
every hedge of some articles, ``modes/{split}.jsonl`` the mode of every attribution of some
articles, and ``genres/{split}.jsonl`` other articles with every attribution, its type and its
speaker. The modes may also be in a second folder that has only labels. All offsets are code points.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scoring.doc_attributes import READING
from scoring.evaluation.agreement import ROLES, Roles, Span
from scoring.model.decoding import Reading
from scoring.pipeline import Pipeline
from scoring.story import Story
from scoring.types import Article

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One processed article with its labels; ``None`` for labels it does not have."""

    story: Story
    gold: list[Roles]
    discard: list[Span]
    types: list[Record] = field(default_factory=list)
    """``{"attribution", "source", "type"}`` of each labeled source, and ``speaker`` if it
    is named."""
    modes: dict[int, str] | None = None
    """The mode by the index of the gold attribution."""
    hedges: list[Record] | None = None
    """``{"span", "kind"}`` of every hedge."""


def read_labelled(
    pipeline: Pipeline, folder: Path, split: str, labels: Path | None = None
) -> list[Labelled]:
    """Process the split's articles with the pipeline. Raises ``OSError`` if the file is missing."""
    types: dict[str, list[Record]] = {}
    for record in _lines_if_there(folder / "sources" / f"{split}.jsonl"):
        types.setdefault(record["article"], []).append(record)
    hedges = {
        record["article"]: record["hedges"]
        for record in _lines_if_there(folder / "hedges" / f"{split}.jsonl")
    }
    modes: dict[str, dict[int, str]] = {}
    for home in (folder, *([labels] if labels else [])):
        for record in _lines_if_there(home / "modes" / f"{split}.jsonl"):
            modes.setdefault(record["article"], {})[record["attribution"]] = record["mode"]
    return [
        Labelled(
            story=pipeline.parse(Article(text=record["text"], id=record["id"])),
            gold=[gold_roles(a) for a in record["attributions"]],
            discard=[(start, end) for start, end in record["discard"]],
            types=types.get(record["id"], []),
            modes=modes.get(record["id"]),
            hedges=hedges.get(record["id"]),
        )
        for record in _lines(folder / "polnear" / f"{split}.jsonl")
    ]


def read_genres(pipeline: Pipeline, folder: Path, split: str) -> list[Labelled]:
    """Process the articles of ``genres/{split}.jsonl``, if the file exists.

    Each has all its attributions with type and speaker. ``anon`` is the same for the same unnamed
    source.
    """
    records = _lines_if_there(folder / "genres" / f"{split}.jsonl")
    return [read_whole(pipeline, record) for record in records]


def read_whole(pipeline: Pipeline, record: Record) -> Labelled:
    """Process an article whose labels have all its attributions, each with type and speaker."""
    story = pipeline.parse(Article(text=record["text"], id=record["id"]))
    reading = READING.of(story.doc)
    return Labelled(
        story=story,
        gold=[gold_roles(attribution) for attribution in record["attributions"]],
        discard=[],
        types=[
            {**attribution, "attribution": number, "source": attribution["source"][0]}
            for number, attribution in enumerate(record["attributions"])
            if attribution["source"] and _is_read(reading, *attribution["source"][0])
        ],
    )


def _is_read(reading: Reading, start: int, end: int) -> bool:
    """Return whether the reader is given any of this text: titles of linked articles are left
    out.
    """
    return any(s < end and e > start for s, e in reading.tokens.spans)


def token_range(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Return the tokens that share a character with a range of the text."""
    inside = [i for i, (s, e) in enumerate(reading.tokens.spans) if s < end and e > start]
    return inside[0], inside[-1] + 1


def gold_roles(attribution: Record) -> Roles:
    """Return a gold attribution in the form that the agreement measure uses."""
    return {role: [tuple(span) for span in attribution[role]] for role in ROLES}


def found_roles(story: Story) -> list[Roles]:
    """Return the story's attributions in the form that the agreement measure uses."""
    return [
        {
            "source": [(found.source.start, found.source.end)] if found.source else [],
            "cue": [(found.cue.start, found.cue.end)],
            "content": [(piece.start, piece.end) for piece in found.content],
        }
        for found in story.attributions
    ]


def touch(a: Sequence[int], b: Sequence[int]) -> bool:
    """Return whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def _lines_if_there(path: Path) -> Iterator[Record]:
    if path.exists():
        yield from _lines(path)


def _lines(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


HELD_OUT = (
    "GUM_news_nasa",
    "GUM_news_ie9",
    "GUM_news_worship",
    "GUM_news_taxes",
    "GUM_news_clock",
    "GUM_interview_ants",
    "GUM_interview_hill",
    "GUM_interview_peres",
    "GUM_interview_onion",
    "GUM_interview_cyclone",
    "GUM_interview_messina",
)
"""A third of GUM's news and interviews, never trained on, so that sentences can be measured."""


def held_out(folder: Path) -> Iterator[tuple[str, list[Span]]]:
    """Yield the text and the gold sentences of each held-out document."""
    for name in HELD_OUT:
        yield gum_document(folder / "gum" / f"{name}.conllu")


def gum_document(path: Path) -> tuple[str, list[Span]]:
    """Return the document's text, paragraphs by blank lines, and its sentences' offsets."""
    text, sentences, new_paragraph = "", [], False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar"):
            new_paragraph = True
        elif line.startswith("# text = "):
            sentence = line.removeprefix("# text = ").strip()
            text += ("\n\n" if new_paragraph else " ") if text else ""
            sentences.append((len(text), len(text) + len(sentence)))
            text += sentence
            new_paragraph = False
    return text, sentences
