"""Tests of what a subject is by its words."""

from scoring.attributions.subjects import is_body, is_in_role, is_somebody
from scoring.doc_attributes import READING
from scoring.pipeline import Pipeline
from scoring.types import Article


def test_no_words_are_nobody(pipeline: Pipeline) -> None:
    """A range without tokens is asked about where a clause starts at the verb: "said who and"."""
    story = pipeline.parse(Article(text="The gate is shut, said who asked and was not named."))
    reading = READING.of(story.doc)
    assert not any(test(reading, (3, 3)) for test in (is_somebody, is_in_role, is_body))
    assert is_in_role(READING.of(pipeline.parse(Article(text="A guard left.")).doc), (0, 2))
