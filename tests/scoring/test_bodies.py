"""Bodies under several names are one speaker; two bodies never are."""

import pytest

from scoring.pipeline import Pipeline
from scoring.types import Article

BEFORE = "Nobody was hurt on Monday. The roof is gone.\n\n"

ONE = [
    ("The Harbor Safety Authority said so.", "The HSA said more.", "Harbor Safety Authority"),
    ("The Office for Harbor Safety said so.", "The OHS said more.", "Office for Harbor Safety"),
    (
        "The National Bakers Association of Norland said so.",
        "The NBA said more.",
        "National Bakers Association of Norland",
    ),
    ("Holt & Kemp said so.", "H&K said more.", "Holt & Kemp"),
    ("Dunmore Systems said so.", "Dunmore said more.", "Dunmore Systems"),
    ("Dunmore Systems said so.", "The company said more.", "Dunmore Systems"),
    ("Dunmore Systems said so.", "Dunmore Systems itself said more.", "Dunmore Systems"),
    ("The Ellery Times wrote so.", "The Times said more.", "Ellery Times"),
    ("The Ellery Times wrote so.", "The newspaper said more.", "Ellery Times"),
    (
        "The Dover Heart Association said so.",
        "The heart association said more.",
        "Dover Heart Association",
    ),
    ("Dover police said so.", "Police said more.", "Dover police"),
    ("The Holt administration said so.", "The administration said more.", "Holt administration"),
]


@pytest.mark.parametrize(("first", "then", "name"), ONE)
def test_one_body(pipeline: Pipeline, first: str, then: str, name: str) -> None:
    story = pipeline.parse(Article(text=f"{BEFORE}{first} It rained.\n\n{then}"))
    assert [speaker.name for speaker in story.speakers] == [name]


def test_letters_in_brackets_before_which(pipeline: Pipeline) -> None:
    text = (
        "The plan is new. The Dover Transport Association (DTA), which said that fares would rise, "
        "is not glad."
    )
    story = pipeline.parse(Article(text=text))
    assert [speaker.name for speaker in story.speakers] == ["Dover Transport Association"]


TWO = [
    ("The Harbor Safety Authority", "The HSB"),
    ("Dunmore Systems", "Kessler Foods"),
    ("The University of Norland Press", "The University of Norland"),
    ("Iran Airlines", "Iran"),
    ("The Ellery Times", "The Kent Times"),
]


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_bodies(pipeline: Pipeline, one: str, other: str) -> None:
    text = f"{BEFORE}{one} said so. It rained.\n\n{other} said more. It snowed."
    story = pipeline.parse(Article(text=text))
    names = [one.removeprefix("The "), other.removeprefix("The ")]
    assert [speaker.name for speaker in story.speakers] == names


RIVALS = [
    ("The Ellery Times wrote so, and the Kent Times wrote more.", "The Times"),
    ("Dunmore Systems said so. It bought Kessler Foods in May.", "The company"),
]


@pytest.mark.parametrize(("before", "called"), RIVALS)
def test_what_fits_two_is_neither(pipeline: Pipeline, before: str, called: str) -> None:
    story = pipeline.parse(Article(text=f"{BEFORE}{before}\n\n{called} said nothing else."))
    last = story.attributions[-1].source
    assert last is not None
    speaker = next(one for one in story.speakers if one.id == last.speaker)
    assert speaker.name == called.removeprefix("The ").removeprefix("the ")
