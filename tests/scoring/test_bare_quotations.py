"""Whose a quotation without a verb is, read by the packaged artefact."""

from itertools import pairwise

import pytest
from evidence import pieces

from scoring.engine import Engine
from scoring.report.request import ScoreRequest
from scoring.text.masking import as_read


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def speaker(engine: Engine, text: str, piece: str) -> str | None:
    """Return the name or the description of whoever says a piece of the text."""
    found = engine.score(ScoreRequest(text=text, language="en")).evidence
    assert found is not None
    names = {one["id"]: one["name"] or one["description"] for one in found["speakers"]}
    said = [
        one["source"]
        for one in found["attributions"]
        if any(piece in content["text"] for content in one["content"])
    ]
    assert len(said) < 2, said
    return names[said[0]["speaker"]] if said and said[0] else None


CINEMA = (
    "The last cinema in Leitrim will close in March. “It breaks my heart, but the sums do not add "
    "up,” said Fergal Quinn, its manager.\n\n{above}\n\n{quotation}\n\nQuinn said the building "
    "would be sold."
)
DUNNE = "Orla Dunne, a retired nurse, has come to the matinee every Thursday since 1981."


@pytest.mark.parametrize(
    ("above", "quotation", "who"),
    [
        (DUNNE, "“Where am I supposed to go now? My friends are all here.”", "Orla Dunne"),
        (DUNNE + " She sits at the back.", "“I have my own chair, with a cushion.”", "Orla Dunne"),
        # Somebody who tells of her, and a paragraph about nobody: the manager goes on.
        (DUNNE, "“She always brings us a cake, and we will miss her.”", "Fergal Quinn"),
        ("The seats will be sold.", "“We have had offers from all over.”", "Fergal Quinn"),
    ],
)
def test_whoever_is_brought_on_speaks_next(
    engine: Engine, above: str, quotation: str, who: str
) -> None:
    text = CINEMA.format(above=above, quotation=quotation)
    assert speaker(engine, text, quotation[1:20]) == who


def test_a_verb_without_a_source_does_not_take_a_quotation_from_the_next_paragraph(
    engine: Engine,
) -> None:
    text = (
        "Mina Sorel, 34, from Dieppe, had waited since noon with her son.\n\nShe was told to come "
        "back in the morning.\n\n“We slept in the car. I have never been so cold.”\n"
    )
    assert speaker(engine, text, "We slept in the car") == "Mina Sorel"


def test_whoever_is_told_of_after_a_complete_quotation_is_another_than_its_speaker(
    engine: Engine,
) -> None:
    text = (
        "“I had the legs today and I wanted to finish it early,” Bianchi said after the stage.\n\n"
        "“The climb suits me and the team rode perfectly.” Moreau was at a loss to explain his "
        "start. “I paid for it at the end,” he said.\n"
    )
    assert speaker(engine, text, "The climb suits me") == "Bianchi"
    assert speaker(engine, text, "I paid for it") == "Moreau"


def test_a_colon_with_nothing_before_it_is_no_label(engine: Engine) -> None:
    text = (
        "A spokeswoman for the gallery, Ines Falk, said the painting had been damaged by a leaking "
        'pipe.\n\n: "It happened at night, and we called the restorers at once."\n\nThe painter, '
        'Otto Brandt, said he was "heartbroken".\n'
    )
    assert speaker(engine, text, "It happened at night") == "Ines Falk"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('It fell.\n\n: "It was old."', 'It fell.\n\n  "It was old."'),
        ("Grey\n: I saw it.", "Grey\n: I saw it."),
        ("He smiled.\n\n:) Thank you.", "He smiled.\n\n:) Thank you."),
    ],
)
def test_only_a_colon_after_a_complete_paragraph_is_blank(text: str, read: str) -> None:
    assert as_read(text) == read


def test_nothing_is_said_by_two_speakers(engine: Engine) -> None:
    text = (
        'The inspectorate declined to comment on the case. "Our first concern is safety, and we '
        'have set no date," the agency said in a statement. "We expect that the yard will support '
        'us with the data we need for our review, as well as being open," it said.\n'
    )
    found = engine.score(ScoreRequest(text=text, language="en")).evidence
    said = sorted((piece["start"], piece["end"]) for piece in pieces(found))
    assert all(end <= start for (_, end), (start, _) in pairwise(said))
