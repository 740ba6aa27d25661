"""Small articles with what is expected of who says what in them, and how.

A file in ``tests/probes`` has an article a line: {"kind", "text", "expect"}, a paragraph break
written as "¶". Of "expect" all must hold:

- "said_by": by a piece of content, the name of the speaker whose attribution has it; "?unnamed" for
  any unnamed one, "-" if no attribution may have it
- "form": by a piece of content, the attribution's form
- "attributions", "speakers", "unnamed", "nameless": how many, an interviewer's left out
- "names": those of the speakers that have one; "statements", "sentences": how many
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from scoring.pipeline import Pipeline
from scoring.story import Story
from scoring.types import Article, Attribution, Speaker

FOLDER = Path(__file__).parents[1] / "probes"


def read_probes(name: str) -> list[dict[str, Any]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def probe_ids(probes: list[dict[str, Any]]) -> list[str]:
    return [f"{probe['kind']}: {probe['text'][:40]}" for probe in probes]


def fewest(probes: list[dict[str, Any]]) -> int:
    """How many probes the kind with the fewest has."""
    return min(Counter(probe["kind"] for probe in probes).values())


def speaker_of(story: Story, attribution: Attribution) -> Speaker | None:
    source = attribution.source
    return next((s for s in story.speakers if source and s.id == source.speaker), None)


def called(speaker: Speaker | None) -> str | None:
    if speaker is None:
        return None
    return "?unnamed" if speaker.anonymous else speaker.name


def holding(story: Story, piece: str) -> Attribution | None:
    """The last attribution that has the piece in its content."""
    found = [a for a in story.attributions if any(piece in c.text for c in a.content)]
    return found[-1] if found else None


def counts(story: Story) -> dict[str, int]:
    counted = [a for a in story.attributions if not a.interviewer]
    used = {s.id: s for a in counted if (s := speaker_of(story, a))}.values()
    return {
        "attributions": len(counted),
        "statements": sum(a.mode == "statement" for a in counted),
        "speakers": len(used),
        "unnamed": sum(s.anonymous for s in used),
        "nameless": sum(s.type == "named_person" and not s.name for s in used),
        "sentences": len(story.sentences),
    }


def check_probe(pipeline: Pipeline, probe: dict[str, Any]) -> None:
    """Fail unless everything holds that is expected of the article."""
    story = pipeline.parse(Article(text=probe["text"].replace("¶", "\n\n")))
    expect = dict(probe["expect"])
    for piece, whose in expect.pop("said_by", {}).items():
        found = holding(story, piece)
        assert (called(speaker_of(story, found)) if found else "-") == whose, piece
    for piece, form in expect.pop("form", {}).items():
        found = holding(story, piece)
        assert found is not None
        assert found.form == form, piece
    if "names" in expect:
        spoken = [speaker_of(story, a) for a in story.attributions if not a.interviewer]
        assert sorted({s.name for s in spoken if s and s.name}) == sorted(expect.pop("names"))
    found_counts = counts(story)
    assert {name: found_counts[name] for name in expect} == expect
