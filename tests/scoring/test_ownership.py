"""Whose a piece of content is: whole paragraphs, read by the packaged artefact."""

import pytest

from scoring.attributions.linking import weigh_links
from scoring.attributions.owner_candidates import CUES_ON_A_SIDE, NOBODY
from scoring.attributions.ownership import Ownership
from scoring.doc_attributes import READING
from scoring.engine import Engine
from scoring.model.artefact import load_artefact
from scoring.model.weights.clue_weights import load_evidence
from scoring.report.request import ScoreRequest
from scoring.types import Article

MANY = 400


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def said(engine: Engine, text: str) -> dict[str, str]:
    """Return, for every piece of content, the words of its source."""
    found = engine.score(ScoreRequest(text=text, language="en")).evidence
    assert found is not None
    return {
        piece["text"]: one["source"]["text"] if one["source"] else ""
        for one in found["attributions"]
        for piece in one["content"]
    }


def whose(engine: Engine, text: str, piece: str) -> str:
    owners = {source for content, source in said(engine, text).items() if piece in content}
    assert len(owners) == 1, owners
    return owners.pop()


TWO = (
    "The council voted to close the library on Tuesday night.\n\n"
    "“We had no choice,” said Nora Whitfield, who chairs the council. “The roof is failing and the "
    "money is not there.\n\n"
    "“We looked at every other way of doing this.\n\n"
    "“There was none.”\n\n"
    "Readers gathered outside in the rain. “I learned to read in that building,” said Omar Haddad, "
    "a retired welder. “My daughters did too.”\n\n"
    "“Nobody asked us,” he added.\n"
)


@pytest.mark.parametrize(
    ("piece", "source"),
    [
        ("We had no choice", "Nora Whitfield"),
        ("The roof is failing", "Nora Whitfield"),
        ("We looked at every other way", "Nora Whitfield"),
        ("There was none", "Nora Whitfield"),
        ("I learned to read", "Omar Haddad"),
        ("My daughters did too", "Omar Haddad"),
        ("Nobody asked us", "he"),
    ],
)
def test_two_speakers_keep_their_words(engine: Engine, piece: str, source: str) -> None:
    """Over paragraphs, and past a second piece."""
    assert source in whose(engine, TWO, piece)


def test_a_quotation_beside_its_cue_is_that_cues(engine: Engine) -> None:
    """However the cues and the quotations alternate."""
    names = ("Ada Brook", "Ben Carver", "Cleo Dunne", "Dov Ellery", "Edie Frost")
    lines = [f"“The {n.split()[1]} farm lost every lamb this spring,” {n} said." for n in names]
    text = "\n\n".join(["Storms hit five farms in the valley last week.", *lines])
    for name in names:
        assert name in whose(engine, text, f"The {name.split()[1]} farm")


def test_a_piece_looks_at_few_cues(engine: Engine) -> None:
    """However many an article has: the work grows with the pieces, not with their square."""
    line = "“The harvest was poor,” said a farmer. “It was worse last year.”\n\n"
    reading = READING.of(engine.pipeline.parse(Article(text=line * MANY)).doc)
    links = weigh_links(reading, load_artefact().tables)
    assert links is not None
    assert len(links.contents) >= MANY
    Ownership(reading, links.candidates).assign()
    for piece in (0, MANY // 2, len(links.contents) - 1):
        found = links.candidates.of(piece)
        assert len(found) <= 2 * CUES_ON_A_SIDE + 2  # the piece's before it, and nobody's
        assert found[-1].cue == NOBODY


def test_the_weights_are_read() -> None:
    """A cue that touches a piece speaks for itself."""
    table = load_evidence("owners")
    assert table.weigh(["touches, after, quoted"])[0] > table.weigh(["another touches, after"])[0]
