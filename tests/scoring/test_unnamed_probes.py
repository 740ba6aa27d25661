"""Small articles with unnamed sources, refusals, deeds: who is unnamed, and what is a statement.

``tests/probes/unnamed.jsonl`` has an article a line: {"kind", "text", "expect"}, a paragraph break
written as "¶". Of "expect" all must hold:

- "said_by": by a piece of content, the name of the speaker whose attribution has it; "?unnamed" for
  any unnamed one, "" for none
- "anonymity": the share of unnamed sources, to two digits; "statements", "refusals", "relayed",
  "attributions", "speakers", "unnamed" (speakers), "nameless" (people typed named without a name)
- "names": those of the speakers that have one
- "reason": by a piece of a speaker's description, the kind of its reason for anonymity
"""

from typing import Any

import pytest
from probing import fewest, probe_ids, read_probes

from scoring.engine import Engine
from scoring.report.report import Report
from scoring.report.request import ScoreRequest

PROBES = read_probes("unnamed.jsonl")
Found = dict[str, Any]


def called(speaker: Found | None) -> str | None:
    if speaker is None:
        return ""
    name: str | None = "?unnamed" if speaker["anonymous"] else speaker["name"]
    return name


def figures(report: Report) -> Found:
    """What the probes count."""
    attributions = [a for a in report.evidence["attributions"] if not a["interviewer"]]
    used = {a["source"]["speaker"] for a in attributions if a["source"]}
    speakers = [s for s in report.evidence["speakers"] if s["id"] in used]
    return {
        "statements": report.scores["attribution"].metrics["statements"],
        "refusals": report.scores["attribution"].metrics["refusals"],
        "relayed": report.scores["anonymity"].metrics["relayed_statements"],
        "attributions": len(attributions),
        "speakers": len(speakers),
        "unnamed": sum(s["anonymous"] for s in speakers),
        "nameless": sum(s["type"] == "named_person" and not s["name"] for s in speakers),
        "names": sorted(s["name"] for s in speakers if s["name"]),
    }


def speaker_of(report: Report, piece: str) -> str | None:
    """Who says a piece of content."""
    holding = [
        a
        for a in report.evidence["attributions"]
        if any(piece in content["text"] for content in a["content"])
    ]
    assert holding, f"{piece!r} is in no attribution"
    source = holding[-1]["source"]
    speakers = {s["id"]: s for s in report.evidence["speakers"]}
    return called(speakers[source["speaker"]] if source else None)


@pytest.mark.parametrize("probe", PROBES, ids=probe_ids(PROBES))
def test_probe(engine: Engine, probe: dict[str, Any]) -> None:
    """All that is expected holds."""
    text, expect = probe["text"].replace("¶", "\n\n"), dict(probe["expect"])
    report = engine.score(ScoreRequest(text=text, language="en"))
    for piece, name in expect.pop("said_by", {}).items():
        assert speaker_of(report, piece) == name
    for words, kind in expect.pop("reason", {}).items():
        kinds = [
            (s["reason_for_anonymity"] or {}).get("kind")
            for s in report.evidence["speakers"]
            if words in (s["description"] or "")
        ]
        assert kind in kinds
    if "anonymity" in expect:
        assert report.scores["anonymity"].value == pytest.approx(expect.pop("anonymity"), abs=0.005)
    found = figures(report)
    assert {name: found[name] for name in expect} == expect


def test_every_kind_is_tried_often() -> None:
    """Ten articles of each at least."""
    assert fewest(PROBES) >= 10
