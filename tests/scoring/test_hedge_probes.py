"""Kinds of words that hedge in one use only, in small articles: every hedge of each, and its voice.

``tests/probes/hedges.jsonl`` has an article a line: {"kind", "text", "expect"}, where "expect" has
all "hedges" as they stand in the text, or the "voice" of some by their text.
"""

from typing import Any

import pytest
from probing import fewest, probe_ids, read_probes

from scoring.engine import Engine
from scoring.report.request import ScoreRequest

PROBES = read_probes("hedges.jsonl")


@pytest.mark.parametrize("probe", PROBES, ids=probe_ids(PROBES))
def test_probe(engine: Engine, probe: dict[str, Any]) -> None:
    """Exactly these hedges; these voices."""
    report = engine.score(ScoreRequest(text=probe["text"], language="en"))
    found = report.evidence["hedges"]
    if "hedges" in probe["expect"]:
        assert [hedge["text"] for hedge in found] == probe["expect"]["hedges"]
    voices = {hedge["text"]: hedge["voice"] for hedge in found}
    for text, voice in probe["expect"].get("voice", {}).items():
        assert voices.get(text) == voice


def test_every_kind_is_tried_both_ways() -> None:
    """Ten articles of each at least; in some the word hedges and in some it does not."""
    assert fewest(PROBES) >= 10
    for kind in {probe["kind"] for probe in PROBES}:
        expected = [probe["expect"] for probe in PROBES if probe["kind"] == kind]
        voices = {voice for expect in expected for voice in expect.get("voice", {}).values()}
        hedging = {bool(expect["hedges"]) for expect in expected if "hedges" in expect}
        assert hedging == {True, False} or voices == {"source", "reporter"}
