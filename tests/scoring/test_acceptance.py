"""What is an attribution at all: what is linked and hardly one is left out."""

import pytest

from scoring.attributions.acceptance import ACCEPTED, accept
from scoring.attributions.linking import Linked, link
from scoring.doc_attributes import READING
from scoring.model.artefact import load_artefact
from scoring.model.decoding import Reading
from scoring.pipeline import Pipeline
from scoring.types import Article

ARTICLE = (
    "The harbour council met on Monday. “We will rebuild the pier before the summer,” Mayor Ana "
    "Ruiz said. Its engineer, Paul Marsh, told the council that the piles were rotten.\n\n"
    "The new law would impose fines on landlords who leave flats empty. The team approved the new "
    "shirts, and the treaty covers the islands. The study focused on herring.\n"
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    found: Reading = READING.of(Pipeline.load().parse(Article(text=ARTICLE)).doc)
    return found


@pytest.fixture(scope="module")
def linked(reading: Reading) -> list[Linked]:
    return link(reading, load_artefact().tables)


def cues(reading: Reading, found: list[Linked]) -> list[str]:
    return [reading.text(one.cue.start, one.cue.end) for one in found]


def test_statements_are_kept_and_deeds_left_out(reading: Reading, linked: list[Linked]) -> None:
    """Though the reader tags and links both: it knows the news of politics."""
    deeds = {"would impose"}
    assert {"said", "told", *deeds} <= {*cues(reading, linked)}
    kept = {*cues(reading, accept(reading, linked))}
    assert {"said", "told"} <= kept
    assert not deeds & kept


def test_what_is_kept_has_its_log_odds(reading: Reading, linked: list[Linked]) -> None:
    """They are what its confidence rests on; before, there are none."""
    assert all(one.odds == 0 for one in linked)
    kept = accept(reading, linked)
    assert all(one.odds >= ACCEPTED for one in kept)
    assert kept[0].odds > 1
