"""Measures the shipped pipeline against labeled articles and returns all figures by name."""

from pathlib import Path

from scoring.evaluation.attributions import attribution_figures, mode_figures, statement_figures
from scoring.evaluation.confidence import confidence_figures
from scoring.evaluation.corpus import read_genres, read_labelled
from scoring.evaluation.hedges import hedge_figures
from scoring.evaluation.quotations import quotation_figures
from scoring.evaluation.sentences import corenlp_figures, gum_figures
from scoring.evaluation.sources import source_figures
from scoring.evaluation.speakers import speaker_figures
from scoring.pipeline import Pipeline


def evaluate(
    pipeline: Pipeline, folder: Path, split: str, labels: Path | None = None
) -> dict[str, float]:
    """Return all figures by name, in the order of printing (see ``corpus`` for the files).

    Figures that need missing files (source types, hedges, modes, genres, GUM, CoreNLP's tokens) are
    left out.
    """
    articles = read_labelled(pipeline, folder, split, labels)
    figures = attribution_figures(articles)
    if genres := read_genres(pipeline, folder, split):
        figures |= quotation_figures(genres)
    if any(article.modes is not None for article in articles):
        figures |= mode_figures(articles) | statement_figures(articles)
    if any(article.types for article in articles):
        figures |= source_figures(articles) | speaker_figures(articles)
    if any(article.hedges is not None for article in articles):
        figures |= hedge_figures(articles)
    figures |= confidence_figures(articles)
    if (tokens := folder / "polnear" / f"{split}.tokens.jsonl.gz").exists():
        figures |= corenlp_figures(articles, tokens)
    if (folder / "gum").exists():
        figures |= gum_figures(pipeline, folder)
    return figures
