"""The agreement measure."""

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

from scoring.evaluation.agreement import Compared, Roles, agreement

REFERENCE = Path(__file__).parents[3] / "shared" / "tools" / "attribution_agreement.py"


def attribution(
    source: tuple[int, int] | None, cue: tuple[int, int], content: tuple[int, int]
) -> Roles:
    return {"source": [source] if source else [], "cue": [cue], "content": [content]}


def test_the_same_agrees_wholly() -> None:
    """Every figure is 1 when both sides are equal."""
    one = [attribution((0, 3), (4, 8), (9, 20))]
    figures = agreement([Compared("x" * 30, one, one, [])])
    assert set(figures.values()) == {1.0}


def test_a_shifted_span_overlaps_but_is_not_exact() -> None:
    """An edge that differs costs exactness, not overlap or the relation."""
    gold = [attribution((0, 3), (4, 8), (9, 20))]
    found = [attribution((0, 3), (4, 8), (9, 25))]
    figures = agreement([Compared("x" * 30, gold, found, [])])
    assert (figures["content exact"], figures["content overlap"], figures["relation"]) == (0, 1, 1)


def test_a_source_on_one_side_only_breaks_the_relation() -> None:
    """What is missing in one must be missing in the other."""
    gold = [attribution((0, 3), (4, 8), (9, 20))]
    found = [attribution(None, (4, 8), (9, 20))]
    assert agreement([Compared("x" * 30, gold, found, [])])["relation"] == 0


def test_discarded_stretches_do_not_count() -> None:
    """An attribution that touches a discarded stretch is dropped on both sides."""
    gold = [attribution((0, 3), (4, 8), (9, 20))]
    assert agreement([Compared("x" * 30, gold, [], [(2, 5)])])["source exact"] == 0
    figures = agreement([Compared("x" * 30, gold, gold, [(2, 5)])])
    assert set(figures.values()) == {0.0}


def _reference() -> ModuleType:
    if not REFERENCE.exists():
        pytest.skip("the reference measure is not beside this checkout")
    spec = importlib.util.spec_from_file_location("attribution_agreement", REFERENCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_equals_the_reference_measure() -> None:
    """On random annotations every figure is the reference's."""
    reference = _reference()
    dice = random.Random(5)

    def span() -> tuple[int, int]:
        start = dice.randrange(90)
        return start, start + dice.randrange(1, 10)

    def annotation() -> list[Roles]:
        return [
            attribution(span() if dice.random() < 0.8 else None, span(), span())
            for _ in range(dice.randrange(1, 6))
        ]

    articles = [Compared("a b " * 25, annotation(), annotation(), [span()]) for _ in range(40)]
    ours = agreement(articles)
    theirs = reference.evaluate(articles)
    for role in ("source", "cue", "content"):
        assert ours[f"{role} exact"] == pytest.approx(theirs[role]["exact"])
        assert ours[f"{role} overlap"] == pytest.approx(theirs[role]["overlap"])
    assert ours["relation"] == pytest.approx(theirs["relation"]["f"])
