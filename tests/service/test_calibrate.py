"""``copydesk calibrate`` on the real engine."""

from pathlib import Path

import pytest

from scoring.calibration.profile import read_profile
from service.cli.main import main

SEED = Path(__file__).parents[2] / "seeds" / "article.txt"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A few articles, cut from the seed."""
    lines = SEED.read_text(encoding="utf-8").splitlines()
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(4):
        part = "\n".join(lines[number : number + 6])
        (folder / f"{number}.txt").write_text(part, encoding="utf-8")
    (folder / "page.html").write_text("<p>“It is over,” Ana Ruiz said.</p>", encoding="utf-8")
    return folder


def calibrate(archive: Path, *seeds: str) -> tuple[int, Path]:
    out = archive.parent / "metro.json"
    arguments = ["calibrate", "--name", "metro", "--reference", str(archive), "--out", str(out)]
    for seed in seeds:
        arguments += ["--seed", seed]
    return main(arguments), out


def test_a_newsroom_makes_its_own_profile(archive: Path) -> None:
    """From its seed and its articles, text and HTML; only numbers are kept."""
    status, out = calibrate(archive, str(SEED))
    assert status == 0
    profile = read_profile(out)
    assert profile.name == "metro"
    assert {scale.articles for scale in profile.scores.values()} <= {4, 5}
    assert {anchor.score for s in profile.scores.values() for anchor in s.anchors} == {50.0}
    assert "Austin" not in out.read_text(encoding="utf-8")


def test_a_seed_may_have_a_target_for_each_scorer(archive: Path) -> None:
    """And for the others none, if another seed anchors them."""
    status, out = calibrate(archive, str(SEED), f"{archive / '0.txt'}=readability:50")
    profile = read_profile(out)
    assert status == 0
    assert len(profile.scores["readability"].anchors) == 2
    assert len(profile.scores["hedging"].anchors) == 1


@pytest.mark.parametrize(
    ("seed", "says"),
    [(f"{SEED}=tone:40", "no scorer named tone"), ("missing.txt", "missing.txt")],
)
def test_what_cannot_be_calibrated_is_said(
    archive: Path, capsys: pytest.CaptureFixture[str], seed: str, says: str
) -> None:
    """One line on standard error, status 1."""
    status, out = calibrate(archive, seed)
    assert status == 1
    assert says in capsys.readouterr().err
    assert not out.exists()


def test_a_target_out_of_bounds_is_a_usage_error(archive: Path) -> None:
    """Status 2, as argparse has it."""
    with pytest.raises(SystemExit) as caught:
        calibrate(archive, f"{SEED}=140")
    assert caught.value.code == 2
