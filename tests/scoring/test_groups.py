"""Several sources at once: joined by "and", partly named, and one source of several verbs."""

import pytest

from scoring.pipeline import Pipeline
from scoring.story import Story
from scoring.types import Article, SourceType


def read(pipeline: Pipeline, text: str) -> Story:
    return pipeline.parse(Article(text=text))


JOINED: list[tuple[str, str, SourceType]] = [
    ("Ana Ruiz and Tom Okafor said the pier was safe.", "Ana Ruiz", "named_person"),
    ("Mayor Ana Ruiz and two aides said the pier was safe.", "Ana Ruiz", "named_person"),
    (
        "The Fisheries Ministry and the coast guard said the ship had sunk.",
        "Ministry",
        "named_organisation",
    ),
    ("Officials and aides said the talks had failed.", "Officials", "unnamed_group"),
    ("Two people briefed on the talks said they had failed.", "people", "unnamed_group"),
    ("One of the aides said the talks had failed.", "One of the aides", "unnamed_person"),
    ("Some of the officials said the talks had failed.", "officials", "unnamed_group"),
    ("Seoul and its allies said the talks had failed.", "Seoul", "named_organisation"),
]


@pytest.mark.parametrize(("text", "words", "kind"), JOINED, ids=[text for text, _, _ in JOINED])
def test_a_joined_source(pipeline: Pipeline, text: str, words: str, kind: SourceType) -> None:
    """One attribution; a group with a name in it is not anonymous."""
    (found,) = read(pipeline, text).counted
    assert found.source is not None
    assert words in found.source.text
    assert found.source.type == kind


SHARED = [
    "Ana Ruiz said the dam would hold, adding that the gates were new.",
    "“The dam will hold,” Ana Ruiz said, adding that the gates were new.",
    "Ana Ruiz said the dam would hold and warned that the pier would not.",
    "Ana Ruiz denied that the dam leaked but acknowledged that the gates were old.",
]


@pytest.mark.parametrize("text", SHARED)
def test_coordinated_verbs_share_their_source(pipeline: Pipeline, text: str) -> None:
    """Both attributions have it, and both are the same speaker's."""
    story = read(pipeline, text)
    sources = [a.source for a in story.counted]
    assert len(sources) == 2
    assert all(s is not None and s.text == "Ana Ruiz" for s in sources)
    (speaker,) = story.speakers
    assert speaker.attributions == 2


def test_a_person_of_a_pair_is_the_same_alone(pipeline: Pipeline) -> None:
    """The surname after a pair goes to the one of that name."""
    text = (
        "Ana Ruiz and Tom Okafor said the pier was safe.\n"
        "Okafor said the mill was not. “It will fall,” he said."
    )
    story = read(pipeline, text)
    speakers = [a.source.speaker for a in story.counted if a.source]
    assert len(speakers) == 3
    assert speakers[1] == speakers[2]
    assert next(s for s in story.speakers if s.id == speakers[1]).name == "Tom Okafor"
