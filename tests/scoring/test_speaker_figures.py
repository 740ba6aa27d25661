"""What is counted as a wrong speaker, and as words in another's mouth."""

import pytest

from scoring.evaluation.agreement import Roles
from scoring.evaluation.corpus import Labelled, Record
from scoring.evaluation.quotations import quotation_figures, same_name
from scoring.evaluation.speakers import speaker_figures
from scoring.pipeline import Pipeline
from scoring.types import Article

TEXT = "Ana Ruiz said the pier was safe. “We tested it for a year,” said Omar Aziz. He left."


def labelled(pipeline: Pipeline, speakers: dict[str, str]) -> Labelled:
    """The text with these words labelled as sources of these people, all said of the quotation."""
    quoted = (TEXT.index("“"), TEXT.index("”") + 1)
    types: list[Record] = []
    for number, (words, name) in enumerate(speakers.items()):
        at = TEXT.index(words)
        source = [at, at + len(words)]
        types.append(
            {"attribution": number, "source": source, "type": "named_person", "speaker": name}
        )
    story = pipeline.parse(Article(text=TEXT))
    gold: list[Roles] = [{"source": [], "cue": [], "content": [quoted]} for _ in types]
    return Labelled(story=story, gold=gold, discard=[], types=types)


@pytest.mark.parametrize(
    ("speaker", "share"), [("Omar Aziz", 0.0), ("Aziz", 0.0), ("Lena Holt", 1.0)]
)
def test_words_in_another_mouth(pipeline: Pipeline, speaker: str, share: float) -> None:
    """The quotation is found to be Omar Aziz's; it is another's by the labels of somebody else."""
    article = labelled(pipeline, {"Ana Ruiz": speaker})
    assert quotation_figures([article])["quoted in another's mouth"] == pytest.approx(
        share, abs=0.1
    )


def test_the_same_words_are_the_same_source(pipeline: Pipeline) -> None:
    """Whatever name the article's labels give them."""
    article = labelled(pipeline, {"Omar Aziz": "somebody else"})
    assert quotation_figures([article])["quoted in another's mouth"] == 0


def test_wrong_is_told_from_nameless(pipeline: Pipeline) -> None:
    """By kind of source, against the labelled name."""
    figures = speaker_figures([labelled(pipeline, {"Ana Ruiz": "Ana Ruiz", "He": "Lena Holt"})])
    assert figures["speaker accuracy (phrases, given spans)"] == 1
    assert figures["wrong person (phrases, given spans)"] == 0
    assert figures["speaker accuracy (he and she, given spans)"] == 0
    assert figures["wrong person (he and she, given spans)"] == 1
    assert figures["wrong person (other pronouns, given spans)"] == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sen. Ana Ruiz", "Ana Ruiz", True),
        ("Ruiz", "Ana Ruiz", True),
        ("Luis Peña", "Luis Pena", True),
        ("Ana Ruiz", "Lena Ruiz", False),
        (None, "Ana Ruiz", False),
        (None, None, False),
    ],
)
def test_same_name(one: str | None, other: str | None, *, same: bool) -> None:
    """All of one in the other, whatever the title and the accents."""
    assert same_name(one, other) is same
