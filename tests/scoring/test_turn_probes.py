"""Small articles with turns, boxes, signatures, odd quotation marks: who says what, and how.

``tests/probes/turns.jsonl`` has them; ``probing`` says in what form.
"""

from collections import Counter
from typing import Any

import pytest
from probing import check_probe, probe_ids, read_probes

from scoring.pipeline import Pipeline
from scoring.types import Article

PROBES = read_probes("turns.jsonl")


@pytest.mark.parametrize("probe", PROBES, ids=probe_ids(PROBES))
def test_probe(pipeline: Pipeline, probe: dict[str, Any]) -> None:
    """Everything that is expected of the article."""
    check_probe(pipeline, probe)


def test_every_kind_is_tried_both_ways() -> None:
    """Ten articles of each at least, some where nothing may be found."""
    kinds = Counter(probe["kind"] for probe in PROBES)
    assert min(kinds.values()) >= 10


def test_whoever_asks_is_counted_nowhere(pipeline: Pipeline) -> None:
    """A question without a label is marked as an interviewer's, and has no source."""
    text = "Where is the key?\nAna Ruiz: I lost it.\nWhere?\nAna Ruiz: If I only knew."
    asked, answered, *_ = pipeline.parse(Article(text=text)).attributions
    assert (asked.interviewer, asked.source, asked.cue.text) == (True, None, "?")
    assert asked.content[0].text == "Where is the key"
    assert (answered.interviewer, answered.cue.text) == (False, ":")
