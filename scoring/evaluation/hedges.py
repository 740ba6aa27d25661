"""Hedges against gold: cues by exact span, and their kinds."""

from collections import Counter
from collections.abc import Iterable

from scoring.evaluation.corpus import Labelled
from scoring.evaluation.sources import f1


def hedge_figures(articles: Iterable[Labelled]) -> dict[str, float]:
    """Return the F1 of cues, and the accuracy of the kind for the cues found."""
    tally = Counter[str]()
    for article in articles:
        if article.hedges is None:
            continue
        gold = {tuple(label["span"]): label["kind"] for label in article.hedges}
        found = {(hedge.start, hedge.end): hedge.kind for hedge in article.story.hedges}
        both = gold.keys() & found.keys()
        tally["both"] += len(both)
        tally["found"] += len(found)
        tally["gold"] += len(gold)
        tally["kind"] += sum(gold[span] == found[span] for span in both)
    return {
        "hedge cue F1": f1(tally),
        "hedge cue precision": tally["both"] / max(1, tally["found"]),
        "hedge cue recall": tally["both"] / max(1, tally["gold"]),
        "hedge kind accuracy": tally["kind"] / max(1, tally["both"]),
    }
