"""Draw prompts of the house rules at random, to be judged by reading:
``python -m training.prompts SCORES ARTICLES``.

SCORES is what ``copydesk batch ARTICLES SCORES --prompts --rules training/all_rules.toml`` has
written (JSON lines), and ARTICLES what it read: JSON lines with ``id`` and ``text``. Of each rule, up
to ``--each`` prompts are drawn, all with the same chance, and printed with the article's text around
them. The places that a prompt is about are between ``[[`` and ``]]``. The same files, seed and
numbers give the same draw.

The counts that readers made of such draws are in docs/how-to/house-rules.md.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

Prompt = tuple[str, dict[str, Any]]
"""An article's id, and a prompt as in a report."""
EACH: Final = 30
SEED: Final = 30
AROUND: Final = 700
"""Characters of the article before and after the places."""


def draw(
    rows: Iterable[dict[str, Any]], *, each: int, seed: int, rules: Sequence[str] = ()
) -> dict[str, list[Prompt]]:
    """Return up to ``each`` prompts of each rule (all rules, if none is given), by rule.

    ``rows``: with the columns ``id`` and ``prompts`` of ``copydesk batch``.
    """
    found: dict[str, list[Prompt]] = defaultdict(list)
    for row in rows:
        prompts = row["prompts"] or []
        for prompt in json.loads(prompts) if isinstance(prompts, str) else prompts:
            if not rules or prompt["rule"] in rules:
                found[prompt["rule"]].append((row["id"], prompt))
    return {
        rule: random.Random(seed).sample(prompts, min(each, len(prompts)))
        for rule, prompts in sorted(found.items())
    }


def excerpt(text: str, spans: Sequence[dict[str, Any]], *, around: int) -> str:
    """Return the part of the text around the spans, which are between ``[[`` and ``]]``."""
    places = sorted((span["start"], span["end"]) for span in spans)
    first = max(0, places[0][0] - around)
    last = min(len(text), max(end for _, end in places) + around)
    marks = sorted(
        [(start, 1, "[[") for start, _ in places] + [(end, 0, "]]") for _, end in places],
    )
    parts, at = ["" if first == 0 else "… "], first
    for place, _, mark in marks:
        parts += (text[at:place], mark)
        at = place
    return "".join((*parts, text[at:last], "" if last == len(text) else " …"))


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scores", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--rule", action="append", default=[], help="only this rule (repeatable)")
    parser.add_argument("--rows", type=int, help="only the first rows of SCORES")
    parser.add_argument("--each", type=int, default=EACH)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--around", type=int, default=AROUND)
    args = parser.parse_args(argv)
    rows = islice(_read(args.scores), args.rows)
    drawn = draw(rows, each=args.each, seed=args.seed, rules=args.rule)
    wanted = {id_ for prompts in drawn.values() for id_, _ in prompts}
    texts = {row["id"]: row["text"] for row in _read(args.articles) if row["id"] in wanted}
    for rule, prompts in drawn.items():
        for number, (id_, prompt) in enumerate(prompts, start=1):
            print(f"\n### {rule} {number} of {len(prompts)}, {id_}: {prompt['message']}")
            print(excerpt(texts[id_], prompt["spans"], around=args.around))


if __name__ == "__main__":
    main()
