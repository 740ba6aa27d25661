"""Small articles in ``tests/probes``, with who says what in them, and how.

- ``mouths``: whose words are: relatives, a sentence without a verb, signatures with a place,
  colons, introductions and questions beside a quotation
- ``persons``: who is who: roles of two people, names written two ways, epithets, pronouns
- ``subjects``: somebody else is near: whoever stands beside the verb says it
- ``turns``: turns, boxes, signatures, odd quotation marks

``probing`` says in what form they are.
"""

from typing import Any

import pytest
from probing import check_probe, fewest, probe_ids, read_probes

from scoring.pipeline import Pipeline

FILES = {name: read_probes(f"{name}.jsonl") for name in ("mouths", "persons", "subjects", "turns")}
PROBES = [probe for probes in FILES.values() for probe in probes]


@pytest.mark.parametrize("probe", PROBES, ids=probe_ids(PROBES))
def test_probe(pipeline: Pipeline, probe: dict[str, Any]) -> None:
    """Everything that is expected of the article."""
    check_probe(pipeline, probe)


@pytest.mark.parametrize("name", FILES)
def test_every_kind_is_tried_often(name: str) -> None:
    """Ten articles of each at least."""
    assert fewest(FILES[name]) >= 10
