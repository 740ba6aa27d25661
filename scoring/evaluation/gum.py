"""GUM's documents (Zeldes 2017; text CC BY 2.5, annotation CC BY 4.0) with gold sentences."""

from collections.abc import Iterator
from pathlib import Path

from scoring.evaluation.agreement import Span

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
