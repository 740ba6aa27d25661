"""List what may be wrong in reports on articles that nobody labelled: ``python -m training.suspects
--data FOLDER``.

Labels are few, and most of what would make a reader of a report angry is rare. Some of it can be
told from the report alone, and then a few minutes of reading cover hundreds of articles:

- ``described``: a description was taken for a named person with whose name it shares no word
  ("the governor" for Ana Ruiz). About nine in ten are right; a wrong one is a wrong name.
- ``unnamed``: a source counts as unnamed and ends in what looks like a full name, or has a courtesy
  title before one.
- ``cue inside``: a source has another attribution's cue in it.
- ``odd``: a source is one word that no speaker is called by.

A line has the kind, the decider of a description (``docs/explanations.md``), the confidence, the
source, the speaker, and the article's id with the source's offset in code points. Nothing is
written to a file: the texts are their publishers'.
"""

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from scoring.engine import Engine
from scoring.report.report import Report
from scoring.report.request import ScoreRequest
from training.news import read_unlabeled
from training.pool import PoolArticle

NAME: Final = re.compile(r"[A-Z][a-zé]+ (?:[A-Z]\. )?[A-Z][a-zé]+(?:[-’'][A-Z][a-z]+)?[ ,]*$")
ADDRESSED: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep)\.? [A-Z]")
LEADS_AWAY: Final = re.compile(r"\b(?:of|for|to|at|in|from|with|by|on)\b|[’']s\b")
PRONOUNS: Final = frozenset("he she they who his her their him both i we it whose".split())
SHORTEST, LONGEST = 200, 1200
"""Words in an article."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--articles", type=int, default=500, help="how many are drawn")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    engine = Engine.load()
    pool = [a for a in read_unlabeled(arguments.data) if SHORTEST < len(a.text.split()) < LONGEST]
    for article in random.Random(arguments.seed).sample(pool, arguments.articles):
        for line in suspects(engine, article):
            print(*line, sep=" | ")


def suspects(engine: Engine, article: PoolArticle) -> Iterator[tuple[Any, ...]]:
    """Yield the suspects of one article: what a line has."""
    asked = ScoreRequest(text=article.text, language="en", explain=True)
    report = engine.score(asked)
    speakers = {one["id"]: one for one in report.evidence["speakers"]}
    found = [one for one in report.evidence["attributions"] if one["source"]]
    for one in found:
        source, speaker = one["source"], speakers[one["source"]["speaker"]]
        for kind in kinds(one, speaker, found):
            called = speaker["name"] or speaker["description"]
            place = f"{article.id}:{source['start']}"
            decided = decider(report, one["id"]) if kind == "described" else ""
            yield kind, decided, one["confidence"], source["text"], called, place


def kinds(
    one: dict[str, Any], speaker: dict[str, Any], others: list[dict[str, Any]]
) -> Iterator[str]:
    """Yield the kinds of suspect that an attribution is."""
    source = one["source"]
    text, words = source["text"], [*re.findall(r"\w+", source["text"].lower())]
    name = re.findall(r"\w+", (speaker["name"] or "").lower())
    is_named = source["type"] == "named_person" and name and words[0] not in PRONOUNS
    if is_named and not {*name} & {*words}:
        yield "described"
    ends_in_name = NAME.search(text) and not LEADS_AWAY.search(text)
    if source["type"].startswith("unnamed") and (ends_in_name or ADDRESSED.match(text)):
        yield "unnamed"
    if any(
        other is not one
        and other["cue"]
        and other["cue"]["start"] < source["end"]
        and source["start"] < other["cue"]["end"]
        for other in others
    ):
        yield "cue inside"
    if len(words) == 1 and (words[0] in {"that", "there", "the"} or words[0].endswith("ly")):
        yield "odd"


def decider(report: Report, finding: str) -> str:
    """Return what decided who the speaker of an attribution is."""
    explanations = report.explanations or ()
    about = (e for e in explanations if e.finding == finding and e.question == "speaker")
    return next((e.decided_by for e in about), "")


if __name__ == "__main__":
    main()
