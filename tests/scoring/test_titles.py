"""The words for what a person is, cut out of what stands beside the name."""

import pytest

from scoring.engine import Engine
from scoring.pipeline import Pipeline
from scoring.report.request import ScoreRequest
from scoring.types import Article

BESIDE = [
    ("Former police chief Ana Ruiz said the pier was safe.", ["Former police chief"]),
    ("Ana Ruiz, the mayor of Tyre, said the pier was safe.", ["mayor of Tyre"]),
    (
        "The port's director, Omar Aziz, said the pier was safe.",
        ["port's director"],
    ),
    (
        "Lena Holt, a lawyer who represents two of the families, said the pier was safe.",
        ["lawyer"],
    ),
    (
        "Secretary of State Lena Holt said the pier was safe. Mayor Holt, a professor of law at "
        "the University of Tyre, said that it was old.",
        ["Secretary of State", "Mayor", "professor of law at the University of Tyre"],
    ),
    ("A supporter of Prime Minister Lena Holt laughed. Holt said it was fair.", ["Prime Minister"]),
    ("Ana Ruiz, a voter in Tyre, said the pier was safe.", ["voter in Tyre"]),
    ("Mayor Ana Ruiz said the pier was safe. Mayor Ruiz said it was old.", ["Mayor"]),
    (
        "“The spray is safe,” said Ana Ruiz, MD, PhD, chairman and CEO of Lunora Therapeutics.",
        ["chairman and CEO of Lunora Therapeutics"],
    ),
    (
        "“The spray is safe,” said Ana Ruiz, M.D., M.M.Sc., director of the Division of Bone "
        "Products in the agency’s Center for Drug Evaluation.",
        ["director of the Division of Bone Products in the agency’s Center for Drug Evaluation"],
    ),
    ("“The spray is safe,” said Ana Ruiz, CEO, Lunora Therapeutics.", ["CEO"]),
    ("Bank of America analyst Ana Ruiz said the fund was safe.", ["Bank of America analyst"]),
    ("“It is sad,” said Hall of Fame president Colm Brady.", ["Hall of Fame president"]),
    (
        "Hong Kong’s last governor, Colm Brady, said that things would get worse.",
        ["Hong Kong’s last governor"],
    ),
    (
        "Dunne was appointed superintendent in March 2016 by then-Mayor Ana Ruiz. “I am ill,” "
        "Dunne said.",
        ["superintendent"],
    ),
    (
        "The board abruptly fired former harbor chief Ana Ruiz. Ruiz said the pier was safe.",
        ["former harbor chief"],
    ),
    (
        "The port has hired longtime Holt strategist Ana Ruiz. Ruiz said the pier was safe.",
        ["strategist"],
    ),
    ("Ana Ruiz was elected mayor of Tyre. Ruiz said the pier was safe.", ["mayor of Tyre"]),
    ("Ana Ruiz is a plumber in Tyre. Ruiz said the pier was safe.", ["plumber in Tyre"]),
    ("What does plumber Ana Ruiz want? Ruiz said the pier was safe.", ["plumber"]),
]
NOT_BESIDE = [
    "Mr. Omar Aziz said the pier was safe.",
    "Omar Aziz, 41, said the pier was safe.",
    "Omar Aziz, however, said the pier was safe.",
    "Omar Aziz said the pier was safe. The mayor of Tyre nodded.",
    "Omar Aziz said the pier was safe. He will retire if Aziz is elected president.",
    "Omar Aziz said the pier was safe. Aziz is a monster, a banner read. Aziz is no engineer.",
    "Omar Aziz said the pier was safe. Aziz, King, and two more signed it. Lou King left.",
    "Omar Aziz said the pier was safe. He is close to chief Aziz strategist Lou King.",
]


def roles_of_first(pipeline: Pipeline, text: str) -> list[str]:
    story = pipeline.parse(Article(text=text))
    for role in story.speakers[0].roles:
        assert text[role.start : role.end] == role.text
    return [role.text for role in story.speakers[0].roles]


@pytest.mark.parametrize(("text", "roles"), BESIDE)
def test_roles_are_as_written(pipeline: Pipeline, text: str, roles: list[str]) -> None:
    """Without articles, clauses and what leads up to them; each once."""
    assert roles_of_first(pipeline, text) == roles


@pytest.mark.parametrize("text", NOT_BESIDE)
def test_what_is_no_role(pipeline: Pipeline, text: str) -> None:
    """Courtesy titles, ages, adverbs, opinions, hopes, and what is said of nobody or of others."""
    assert roles_of_first(pipeline, text) == []


def test_roles_have_offsets_in_the_unit_of_the_request(engine: Engine) -> None:
    """As all evidence has."""
    text = "\N{FLAG IN HOLE} Mayor Ana Ruiz said the pier was safe."
    report = engine.score(ScoreRequest(text=text, offsets="utf8", selectors=True))
    (speaker,) = report.evidence["speakers"]
    (role,) = speaker["roles"]
    assert text.encode()[role["start"] : role["end"]].decode() == role["text"] == "Mayor"
    assert role["selector"]["exact"] == "Mayor"
