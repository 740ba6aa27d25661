"""Who is who in small articles: roles of two people, names written two ways, epithets, pronouns.

``tests/probes/persons.jsonl`` has them; ``probing`` says in what form.
"""

from collections import Counter
from typing import Any

import pytest
from probing import check_probe, probe_ids, read_probes

from scoring.pipeline import Pipeline

PROBES = read_probes("persons.jsonl")


@pytest.mark.parametrize("probe", PROBES, ids=probe_ids(PROBES))
def test_probe(pipeline: Pipeline, probe: dict[str, Any]) -> None:
    """Everything that is expected of the article."""
    check_probe(pipeline, probe)


def test_every_kind_is_tried_often() -> None:
    """Ten articles of each at least."""
    assert min(Counter(probe["kind"] for probe in PROBES).values()) >= 10
