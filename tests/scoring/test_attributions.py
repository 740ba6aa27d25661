"""Who said what: examples through the whole pipeline."""

import pytest

from scoring.pipeline import Pipeline
from scoring.story import Story
from scoring.types import Article, SourceType


def read(pipeline: Pipeline, text: str) -> Story:
    return pipeline.parse(Article(text=text))


PLAIN = [
    ("“We will rebuild the pier,” Mayor Ana Ruiz said on Monday.", "Ana Ruiz", "said"),
    (
        "According to the harbour police, the ship sank at dawn.",
        "the harbour police",
        "According to",
    ),
    ("The ministry announced that fares would rise.", "The ministry", "announced"),
    ("A new report found that half of the wells are dry.", "A new report", "found"),
    ("“It is over,” said Tom Okafor, who runs the mill.", "Tom Okafor", "said"),
]


@pytest.mark.parametrize(("text", "source", "cue"), PLAIN)
def test_source_and_cue(pipeline: Pipeline, text: str, source: str, cue: str) -> None:
    """A plain attribution has its source and its cue."""
    (found,) = read(pipeline, text).attributions
    assert found.source is not None
    assert source in found.source.text
    assert cue in found.cue.text


TYPES: list[tuple[str, SourceType]] = [
    ("Mayor Ana Ruiz said the pier would be rebuilt.", "named_person"),
    ("The Health Ministry said the wells were safe.", "named_organisation"),
    ("A new poll shows that voters like the plan.", "document"),
    ("“It is over,” said a senior official in the ministry.", "unnamed_person"),
    ("The fire was set, said a person familiar with the inquiry.", "unnamed_person"),
    ("Officials said the road would stay closed.", "unnamed_group"),
    ("Critics say the plan is too costly.", "unnamed_group"),
    ("Many voters believe that the plan is too costly.", "collective"),
]


@pytest.mark.parametrize(("text", "kind"), TYPES)
def test_source_type(pipeline: Pipeline, text: str, kind: SourceType) -> None:
    """Named, a document, or not named: by the guide."""
    found = read(pipeline, text).attributions[0]
    assert found.source is not None
    assert found.source.type == kind
    assert found.source.anonymous == (kind in ("unnamed_person", "unnamed_group"))


def test_a_pronoun_is_its_speaker(pipeline: Pipeline) -> None:
    """Last name and pronoun go back to the fullest name."""
    text = (
        "Governor Maria Delgado said the dam would hold.\n"
        "“We tested it twice,” she said.\n"
        "Delgado said the gates would open in March."
    )
    story = read(pipeline, text)
    speakers = {a.source.speaker for a in story.attributions if a.source}
    assert len(speakers) == 1
    assert story.speakers[0].name == "Maria Delgado"
    assert story.speakers[0].attributions == len(story.attributions) == 3


def test_an_anonymous_source_stays_one_speaker(pipeline: Pipeline) -> None:
    """ "The official" is the official that the paragraph before introduced."""
    text = (
        "“The talks have failed,” a senior trade official said.\n"
        "The official said the minister would resign on Friday."
    )
    story = read(pipeline, text)
    speakers = {a.source.speaker for a in story.attributions if a.source}
    assert len(speakers) == 1
    assert story.speakers[0].anonymous
    assert story.speakers[0].withheld


def test_a_reason_for_anonymity_goes_to_its_source(pipeline: Pipeline) -> None:
    """The formula is the reason's span."""
    text = (
        "“The talks have failed,” said a senior official, who spoke on condition of anonymity "
        "because the talks were private. “The minister will resign,” Ana Ruiz said."
    )
    story = read(pipeline, text)
    (reason,) = [s.reason_for_anonymity for s in story.speakers if s.reason_for_anonymity]
    assert reason.text == "on condition of anonymity because the talks were private"
    assert story.article.text[reason.start : reason.end] == reason.text


def test_the_form_follows_the_quotation_marks(pipeline: Pipeline) -> None:
    """Direct, indirect."""
    text = "“We lost the boat,” Ana Ruiz said. Ruiz said the crew was safe."
    assert [a.form for a in read(pipeline, text).attributions] == ["direct", "indirect"]


@pytest.mark.parametrize(
    "text",
    [
        "The crew repaired the boat on Monday.",
        "Prices rose by 3 percent in May.",
        "The two ministers met in Oslo over dinner.",
    ],
)
def test_what_nobody_said_is_no_attribution(pipeline: Pipeline, text: str) -> None:
    """The article's own voice, and actions."""
    assert read(pipeline, text).attributions == ()


def test_an_interviewers_turns_are_marked(pipeline: Pipeline) -> None:
    """The one who asks is no source."""
    text = (
        "Q: When will the dredging start?\nA: In spring, if the weather holds.\n"
        "Q: Who pays for it?\nA: The port does."
    )
    story = read(pipeline, text)
    assert [a.interviewer for a in story.attributions] == [True, False, True, False]
    assert [a.form for a in story.counted] == ["turn", "turn"]
