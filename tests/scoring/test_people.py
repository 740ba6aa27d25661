"""Whom a name goes to: titles, given names, outlets, pairs of surnames."""

import pytest

from scoring.pipeline import Pipeline
from scoring.speakers.gender import by_given_name, by_words
from scoring.story import Story
from scoring.types import Article


@pytest.mark.parametrize(
    ("names", "female"),
    [
        (("lena", "holt"), True),
        (("donald", "holt"), False),
        (("robin", "holt"), None),
        (("xiq", "holt"), None),
        (("lena",), None),
        ((), None),
    ],
)
def test_given_names(names: tuple[str, ...], *, female: bool | None) -> None:
    """Those that one gender bears tell; one name alone may be a surname, and does not."""
    assert by_given_name(names) is female


@pytest.mark.parametrize(
    ("words", "female"), [(["mrs"], True), (["the", "mr"], False), (["sen"], None), ([], None)]
)
def test_titles(words: list[str], *, female: bool | None) -> None:
    """Courtesy titles tell, others do not."""
    assert by_words(words) is female


def sources(pipeline: Pipeline, text: str) -> list[tuple[str, str | None, str]]:
    """Words, speaker's name and type of each source."""
    story: Story = pipeline.parse(Article(text=text))
    known = {speaker.id: speaker for speaker in story.speakers}
    return [
        (a.source.text, known[a.source.speaker].name, a.source.type)
        for a in story.attributions
        if a.source
    ]


PEOPLE = [
    (
        "Omar Aziz met his wife, Lena Aziz, in Tyre. Mrs. Aziz said the pier was safe. "
        "Mr. Aziz said the mill would close.",
        [("Mrs. Aziz", "Lena Aziz"), ("Mr. Aziz", "Omar Aziz")],
    ),
    (
        "Minister of Fisheries Stella Gianni said the quota was too low. Omar Aziz said it was "
        "fair. The president of the Coast region, Paolo Conti, said that talks had failed.",
        [
            ("Minister of Fisheries Stella Gianni", "Stella Gianni"),
            ("Omar Aziz", "Omar Aziz"),
            ("The president of the Coast region, Paolo Conti,", "Paolo Conti"),
        ],
    ),
    (
        "Mayor Ana Ruiz opened the pier. A woman who had sued Ruiz said that it was unsafe.",
        [("A woman who had sued Ruiz", None)],
    ),
    (
        "Sen. Lena Holt spoke first. The inspector general of the State Department said that the "
        "rules were broken.",
        [("The inspector general of the State Department", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PEOPLE, ids=[p[0][:30] for p in PEOPLE])
def test_a_name_goes_to_its_person(
    pipeline: Pipeline, text: str, expected: list[tuple[str, str | None]]
) -> None:
    """And nobody gets a statement because of being named in a phrase about somebody else."""
    found = [(words, name) for words, name, _ in sources(pipeline, text)]
    assert [one for one in found if one in expected] == expected


def test_an_outlet_is_no_person(pipeline: Pipeline) -> None:
    """Unless the article names somebody so in full."""
    text = "Politico reported that the bill was dead. Bloomberg said that the fund had lost money."
    assert [kind for _, _, kind in sources(pipeline, text)] == ["named_organisation"] * 2
    text = "Michael Bloomberg entered the race. Bloomberg said that the city needed money."
    assert ("Bloomberg", "Michael Bloomberg", "named_person") in sources(pipeline, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("According to network firm Holt, traffic rose. Holt said it grew.", "named_organisation"),
        ("Aton's chief financial officer left. Aton said sales rose.", "named_organisation"),
        ("The company Ruiz founded is bankrupt. Ruiz said he would pay.", "named_person"),
        ("The firm Holt Inc. is Lena Holt's. Holt said it was sound.", "named_person"),
    ],
)
def test_a_firm_is_one_wherever_it_is_named(pipeline: Pipeline, text: str, kind: str) -> None:
    """If the article calls it one, and gives nobody that name."""
    assert sources(pipeline, text)[-1][2] == kind


def test_two_surnames_with_a_hyphen_are_two_people(pipeline: Pipeline) -> None:
    """A matchup is nobody's double name; a double name stays one."""
    text = (
        "Lena Holt and Omar Aziz will debate on Friday. The Holt-Aziz debate will be long. "
        "Holt said the rules were fair. Aziz said he had no plan. A Holt-backed group said no. "
        "Rosa Diaz-Perez said that the hall was full."
    )
    names = [name for _, name, _ in sources(pipeline, text)]
    assert not {"Holt-Aziz", "Holt-backed"} & {*names}
    assert {"Lena Holt", "Omar Aziz", "Rosa Diaz-Perez"} <= {*names}
