"""Sentences against gold, and the effect of their errors on the readability grade."""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from scoring.evaluation.agreement import Span
from scoring.evaluation.corpus import Labelled, held_out
from scoring.evaluation.sources import f1
from scoring.pipeline import Pipeline
from scoring.readability.counting import count
from scoring.readability.formulas import flesch_kincaid_grade
from scoring.story import Story
from scoring.text.words import find_words
from scoring.types import Article


def gum_figures(pipeline: Pipeline, folder: Path) -> dict[str, float]:
    """Return the F1 of sentence ends on GUM's held-out documents, and the error of the grade there.

    The error is the mean absolute difference in grades between Flesch-Kincaid over the pipeline's
    sentences and over the gold ones.
    """
    tally, errors = Counter[str](), []
    for text, gold in held_out(folder):
        story = pipeline.parse(Article(text=text))
        _count(tally, text, _found(story), gold)
        sentences = (s.text for s in story.sentences)
        errors.append(abs(_grade(sentences) - _grade(text[s:e] for s, e in gold)))
    return {
        "sentence F1 (GUM, held out)": f1(tally),
        "grade error (GUM, held out)": sum(errors) / max(1, len(errors)),
        "largest grade error (GUM, held out)": max(errors, default=0.0),
    }


def corenlp_figures(articles: Sequence[Labelled], tokens: Path) -> dict[str, float]:
    """Return the F1 of sentence ends against CoreNLP's, which are not gold."""
    tally = Counter[str]()
    with gzip.open(tokens, "rt", encoding="utf-8") as lines:
        parses = {record["id"]: record["sentences"] for record in map(json.loads, lines)}
    for story in (a.story for a in articles if a.story.article.id in parses):
        parse = parses[story.article.id]
        theirs = [(sentence[0][0], sentence[-1][1]) for sentence in parse if sentence]
        _count(tally, story.article.text, _found(story), theirs)
    return {"sentence F1 (CoreNLP's, polnear)": f1(tally)}


def _found(story: Story) -> list[Span]:
    return [(s.start_char, s.end_char) for s in story.sentences]


def _count(tally: Counter[str], text: str, found: Iterable[Span], gold: Iterable[Span]) -> None:
    """Count sentence ends. Sentences without a word do not count."""
    ours, theirs = (
        {_end(text, *span) for span in side if find_words(text[slice(*span)])}
        for side in (found, gold)
    )
    tally["both"] += len(ours & theirs)
    tally["found"] += len(ours)
    tally["gold"] += len(theirs)


def _end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _grade(sentences: Iterable[str]) -> float:
    return flesch_kincaid_grade(count(sentences))
