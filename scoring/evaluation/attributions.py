"""Attributions against gold: spans, relations and modes, for all attributions and for
statements only.
"""

from collections.abc import Iterable, Mapping, Sequence

from scoring.attributions.cues import cue_context
from scoring.evaluation.agreement import Compared, Roles, Span, agreement
from scoring.evaluation.corpus import Labelled, Record, found_roles, token_range, touch
from scoring.model.decoding import Reading
from scoring.speakers.clues import CueContext


def gold_cue_contexts(
    reading: Reading, gold: Sequence[Roles], labels: Iterable[Record]
) -> dict[tuple[int, int], CueContext]:
    """Return for each labeled source the context of its first cue; sources without a cue
    are left out.
    """
    found: dict[tuple[int, int], CueContext] = {}
    for label in labels:
        roles = gold[label["attribution"]]
        if label["source"] and roles["cue"]:
            place = token_range(reading, *label["source"])
            cue = token_range(reading, *roles["cue"][0])
            found.setdefault(place, cue_context(reading, cue, _ranges(reading, roles["content"])))
    return found


def _ranges(reading: Reading, spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [token_range(reading, *span) for span in spans]


def attribution_figures(articles: Sequence[Labelled]) -> dict[str, float]:
    """Return the agreement over all attributions."""
    return agreement(
        Compared(a.story.article.text, a.gold, found_roles(a.story), a.discard) for a in articles
    )


def statement_figures(articles: Iterable[Labelled]) -> dict[str, float]:
    """Return the agreement over statements only, on the articles whose modes are labeled."""
    figures = agreement(
        Compared(
            article.story.article.text,
            [g for n, g in enumerate(article.gold) if article.modes.get(n) == "statement"],
            [
                roles
                for roles, found in zip(
                    found_roles(article.story), article.story.attributions, strict=True
                )
                if found.mode == "statement"
            ],
            article.discard,
        )
        for article in articles
        if article.modes is not None
    )
    return {f"statements: {name}": figure for name, figure in figures.items()}


def mode_figures(articles: Iterable[Labelled]) -> dict[str, float]:
    """Return the share of correct modes, over cues that overlap a gold cue."""
    right = both = 0
    for article in articles:
        if article.modes is None:
            continue
        for found in article.story.attributions:
            gold = _gold_of((found.cue.start, found.cue.end), article.gold, article.modes)
            both += gold is not None
            right += gold == found.mode
    return {"mode accuracy": right / max(1, both)}


def _gold_of(cue: tuple[int, int], gold: Sequence[Roles], modes: Mapping[int, str]) -> str | None:
    for number, roles in enumerate(gold):
        if number in modes and any(touch(cue, span) for span in roles["cue"]):
            return modes[number]
    return None
