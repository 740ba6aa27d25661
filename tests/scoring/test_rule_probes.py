"""Small articles with what each house rule asks about them, and what it does not.

``tests/probes/rules.jsonl`` has an article a line: {"rule", "fires", "text"}, a paragraph break
written as "¶", and "settings" of the rule where a whole article would be long.
"""

from collections import Counter
from typing import Any

import pytest
from probing import read_probes

from scoring.pipeline import Pipeline
from scoring.rules.rule import Rule, discover, settings_with
from scoring.types import Article

PROBES = read_probes("rules.jsonl")
LEAST = 6


@pytest.fixture(scope="module")
def rules() -> dict[str, Rule]:
    return discover()


def identify(probe: dict[str, Any]) -> str:
    return f"{probe['rule']}: {'asks' if probe['fires'] else 'silent'}: {probe['text'][:40]}"


@pytest.mark.parametrize("probe", PROBES, ids=map(identify, PROBES))
def test_probe(pipeline: Pipeline, rules: dict[str, Rule], probe: dict[str, Any]) -> None:
    """The rule asks, or is silent, as it should."""
    rule = rules[probe["rule"]]
    settings = settings_with(rule.defaults, probe.get("settings", {}))
    text = probe["text"].replace("¶", "\n\n")
    found = list(rule.find(pipeline.parse(Article(text=text)), settings))
    assert bool(found) == probe["fires"], found
    for one in found:
        assert all(0 <= start < end <= len(text) for start, end in one.spans)
        assert one.words.keys() == rule.placeholders


def test_every_rule_is_tried_often_both_ways(rules: dict[str, Rule]) -> None:
    """Six examples each way at least, for all that are built in."""
    counts = Counter((probe["rule"], probe["fires"]) for probe in PROBES)
    assert {name for name, _ in counts} == set(rules)
    assert min(counts[name, fires] for name in rules for fires in (True, False)) >= LEAST
