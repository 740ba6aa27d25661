"""``copydesk report``: what it says of rows, rules, outliers and differences."""

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from scoring.calibration.profile import load_profiles
from service.archive.summary import Scores
from service.overview.comparison import compare, split
from service.overview.findings import KEPT, Findings, scales_by_label
from service.overview.gather import ByScorer

SCALES = scales_by_label(load_profiles().values())
LABEL = load_profiles()["default"].label


def scored(**more: Any) -> dict[str, Any]:
    band = SCALES[LABEL]["attribution"].typical.value
    return {
        "error": None,
        "profile": LABEL,
        "attribution_value": band.median,
        "attribution_score": 50.0,
        **more,
    }


def scores_of(*values: float) -> Scores:
    scores = Scores()
    for value in values:
        scores.add(value)
    return scores


def test_what_is_typical_comes_from_the_profile() -> None:
    """Its direction too; both for every scorer that it has a scale for."""
    scales = SCALES[LABEL]
    assert set(scales) == set(load_profiles()["default"].scores)
    for scale in scales.values():
        assert scale.typical.value.low <= scale.typical.value.high
        assert not scale.is_outlier(scale.typical.value.median)


def test_outliers_are_listed_with_their_ids_the_farthest_first() -> None:
    findings = Findings(SCALES)
    band = SCALES[LABEL]["attribution"].typical.value
    far = [band.high + width * (band.high - band.low) for width in (2, 9, 1, 3)]
    for number, value in enumerate([band.median, *far]):
        findings.add(number, scored(id=f"n{number}", attribution_value=value))
    found = findings.outliers["attribution"]
    assert [one.place.id for one in found.farthest] == ["n2", "n4", "n1"]
    assert found.count == 3


def test_only_so_many_are_kept_and_all_are_counted() -> None:
    findings = Findings(SCALES)
    for number in range(3 * KEPT):
        findings.add(number, scored(attribution_value=1000.0 + number))
        findings.add(number, {"error": "not-english", "error_detail": "x" * 1000})
    assert findings.outliers["attribution"].count == 3 * KEPT
    assert len(findings.outliers["attribution"].farthest) == KEPT
    assert len(findings.failed) == KEPT
    assert len(findings.failed[0].detail) < 1000


def test_an_unknown_profile_has_no_outliers() -> None:
    """Nobody knows what is typical by it."""
    findings = Findings(SCALES)
    findings.add(0, scored(profile="ours 1", attribution_value=1e6))
    assert findings.outliers == {}


def test_prompts_are_counted_by_rule() -> None:
    findings = Findings(SCALES)
    prompts = [
        {"rule": "one-speaker", "severity": "note", "message": "so", "spans": []},
        {"rule": "hard-sentence", "severity": "note", "message": "so", "spans": []},
        {"rule": "hard-sentence", "severity": "note", "message": "so", "spans": []},
    ]
    findings.add(0, scored(prompts=json.dumps(prompts)))
    findings.add(1, scored(prompts=json.dumps(prompts[:1])))
    findings.add(2, scored(prompts="[]"))
    assert [(one.rule, one.prompts, one.articles) for one in findings.prompts] == [
        ("hard-sentence", 2, 1),
        ("one-speaker", 2, 2),
    ]
    assert findings.checked == 3


def test_a_difference_has_an_interval_that_does_not_change() -> None:
    """The same seed, so the same interval; and it is where a bootstrap of articles has it."""
    chance = random.Random(4)
    first = {"hedging": scores_of(*(round(chance.gauss(50, 10), 1) for _ in range(300)))}
    second = {"hedging": scores_of(*(round(chance.gauss(56, 10), 1) for _ in range(200)))}
    (found,), (again,) = compare(first, second), compare(first, second)
    assert found == again
    assert found.articles == (300, 200)
    assert found.mean.low < found.mean.value < found.mean.high
    assert found.mean.excludes_zero
    # The standard error of the difference of two means is sqrt(100 / 300 + 100 / 200) = 0.91.
    assert found.mean.high - found.mean.low == pytest.approx(2 * 1.96 * 0.91, rel=0.15)


def test_equal_archives_do_not_differ() -> None:
    scores = {"hedging": scores_of(*(float(value) for value in range(100)))}
    (found,) = compare(scores, scores)
    assert found.mean.value == found.median.value == 0
    assert not found.mean.excludes_zero


def test_a_scorer_of_one_archive_only_is_left_out() -> None:
    scores = {"hedging": scores_of(1.0), "other": scores_of()}
    assert [one.scorer for one in compare(scores, {**scores, "more": scores_of(2.0)})] == [
        "hedging"
    ]


def test_periods_are_split_before_the_day() -> None:
    days = {}
    for number in range(4):
        by = ByScorer(["hedging"])
        by.add({"hedging_score": float(number)})
        days[date(2024, 1, 1) + timedelta(days=number)] = by
    before, after = split(days, date(2024, 1, 3))
    assert sorted(before["hedging"].counts) == [0.0, 1.0]
    assert sorted(after["hedging"].counts) == [2.0, 3.0]


def row(number: int, *, year: int = 2024) -> dict[str, Any]:
    values = {
        "row": number,
        "id": f"a{number}",
        "date": f"{year}-0{1 + number % 9}-11",
        "words": 300,
        "copydesk": "0.2.0",
        "model": "reader",
        "profile": LABEL,
        "error": None,
        "error_detail": None,
        "attribution_score": 40.0 + number % 20,
        "attribution_percentile": 50.0,
        "attribution_value": 1e6 if number == 3 else 2.0,
        "prompts": json.dumps([{"rule": "one-speaker", "severity": "note"}]),
    }
    if number == 7:
        return {**values, "error": "not-english", "error_detail": "it seems to be French"}
    return values


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    pytest.importorskip("matplotlib", reason="without the extra archive")
    path = tmp_path / "scores.jsonl"
    path.write_text("".join(json.dumps(row(n)) + "\n" for n in range(40)))
    return path


def test_the_page_says_it_all(archive: Path) -> None:
    from service.cli.main import main  # noqa: PLC0415  # what it needs may be missing

    page = archive.with_name("page.html")
    arguments = ["report", str(archive), "--title", "Our year", "--split", "2024-05-01"]
    assert main([*arguments, "--page", str(page)]) == 0
    html = page.read_text(encoding="utf-8")
    for words in (
        "<h1>Our year</h1>",
        "attribution: a higher score means a higher value.",
        "From 2024-05-01 compared with before 2024-05-01",
        "Prompts by rule",
        "Outliers",
        "it seems to be French",
        ">a3<",
    ):
        assert words in html, words
    assert "Most quoted" not in html  # there is no evidence


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--split", "2030-01-01"], "nothing to compare"),
        (["--compare", "empty.jsonl"], "not an output of copydesk batch"),
    ],
)
def test_what_cannot_be_compared_is_said(
    archive: Path, arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from service.cli.main import main  # noqa: PLC0415

    (archive.parent / "empty.jsonl").touch()
    given = [str(archive.parent / one) if one.endswith(".jsonl") else one for one in arguments]
    assert main(["report", str(archive), *given]) == 1
    assert problem in capsys.readouterr().err
