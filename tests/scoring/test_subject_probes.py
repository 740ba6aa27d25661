"""Small articles in which somebody else is near: whoever stands beside the verb says it.

``tests/probes/subjects.jsonl`` has them; ``probing`` says in what form.
"""

from collections import Counter
from typing import Any

import pytest
from probing import check_probe, probe_ids, read_probes

from scoring.pipeline import Pipeline

PROBES = read_probes("subjects.jsonl")


@pytest.mark.parametrize("probe", PROBES, ids=probe_ids(PROBES))
def test_probe(pipeline: Pipeline, probe: dict[str, Any]) -> None:
    """Everything that is expected of the article."""
    check_probe(pipeline, probe)


def test_every_kind_is_tried_often() -> None:
    """Ten articles of each at least."""
    assert min(Counter(probe["kind"] for probe in PROBES).values()) >= 10
