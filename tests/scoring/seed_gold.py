"""The seed's gold, as it is and with other names in another order."""

import json
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from scoring.story import Story
from scoring.types import Attribution

SEEDS = Path(__file__).parents[2] / "seeds"
TEXT = (SEEDS / "article.txt").read_text(encoding="utf-8")
GOLD: dict[str, Any] = json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))
Span = tuple[int, int]

RENAMED = {
    "Krievijas": "Sirijas",
    "Vladimirs": "Bashars",
    "Putin": "Assad",
    "Kim Jong-un": "Alexander Lukashenko",
    "Kim Yong-hyun": "Piotr Zalewski",
    "Lloyd": "Harold",
    "Austin": "Whitmore",
    "Emily": "Nora",
    "Carter": "Castellan",
    "Time.news": "Shore.news",
    "Associated Press": "Deutsche Welle",
    "Korean peninsula": "Baltic coast",
    "North Korean": "Belarusian",
    "North Korea": "Belarus",
    "South Korean": "Polish",
    "South Korea": "Poland",
    "Russian": "Syrian",
    "Russia": "Syria",
    "Moscow": "Damascus",
    "Seoul": "Warsaw",
    "Ukrainian": "Lebanese",
    "Ukraine": "Lebanon",
    "East Asia": "Eastern Europe",
    "Japan": "Latvia",
    "China": "Finland",
    "U.S.": "U.K.",
    "US": "UK",
}
"""The seed's people and places, each with another of its kind."""
NAMES = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, RENAMED)) + r")(?!\w)")
REORDERED = [6, 7, 8, 9, 0, 1, 2, 3, 4, 5]
"""The news comes in another order; the interview keeps its own, and its place at the end."""


@dataclass(frozen=True, slots=True)
class Gold:
    """What a reader must find in ``text``; optional items may be found or not."""

    text: str
    attributions: list[dict[str, Any]]
    hedges: dict[Span, bool]
    """Spans; is it optional?"""
    turns: list[Span]


def _moved(place: Any) -> Gold:
    """The gold with every offset sent through ``place`` (a function of a span)."""
    attributions = [
        a
        | {
            "source": place(a["source"]) if a["source"] else None,
            "cue": place(a["cue"]) if a["cue"] else None,
            "content": [place(span) for span in a["content"]],
        }
        for a in GOLD["attributions"]
    ]
    hedges = {place(h["span"]): bool(h.get("optional")) for h in GOLD["hedges"]}
    turns = [place(turn["content"]) for turn in GOLD["interviewer_turns"]]
    return Gold(place(None), attributions, hedges, turns)


def as_given() -> Gold:
    return _moved(lambda span: TEXT if span is None else tuple(span))


def renamed_and_reordered() -> Gold:
    """Other names and places, other paragraphs first; every offset follows its words."""
    lines = [m.span() for m in re.finditer(r"[^\n]+", TEXT)]
    order = [*REORDERED, *range(len(REORDERED), len(lines))]
    pieces, origin = [], []
    at = 0
    for number in order:
        start, end = lines[number]
        cuts = [start, *(p for m in NAMES.finditer(TEXT, start, end) for p in m.span()), end]
        for a, b in pairwise(cuts):
            new = RENAMED.get(TEXT[a:b], TEXT[a:b])
            origin.append((a, b, at, at + len(new)))
            pieces.append(new)
            at += len(new)
        pieces.append("\n")
        at += 1
    text = "".join(pieces).rstrip("\n")

    def move(offset: int, *, end: bool) -> int:
        for a, b, c, d in origin:
            if (a < offset <= b) if end else (a <= offset < b):
                return c + offset - a if b - a == d - c else (d if end else c)
        raise AssertionError(offset)

    def place(span: Any) -> Any:
        if span is None:
            return text
        return move(span[0], end=False), move(span[1], end=True)

    return _moved(place)


def touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def matches(gold: dict[str, Any], found: Attribution) -> bool:
    """Cue and content overlap; a turn has no cue of its own."""
    cue = gold["cue"] is None or touch(gold["cue"], (found.cue.start, found.cue.end))
    return cue and any(
        touch(span, (piece.start, piece.end)) for span in gold["content"] for piece in found.content
    )


def source_type(found: Attribution) -> str:
    return found.source.type if found.source else "none"


def missed(gold: Gold, story: Story) -> list[str]:
    """The cues of the attributions that are not found, or with another type of source."""
    return [
        f"{gold.text[slice(*(g['cue'] or g['content'][0]))]!r} ({g['source_type']})"
        for g in gold.attributions
        if not g.get("optional")
        and not any(matches(g, a) and source_type(a) == g["source_type"] for a in story.counted)
    ]


def beyond(gold: Gold, story: Story) -> list[str]:
    """The hedges found that are neither gold nor optional."""
    return [
        h.text for h in story.hedges if not any(touch((h.start, h.end), g) for g in gold.hedges)
    ]
