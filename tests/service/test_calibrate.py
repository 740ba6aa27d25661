"""``copydesk calibrate`` on the real engine."""

import json
from pathlib import Path

import pytest

from scoring.calibration.profile import PACKAGED, read_profile
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
    [
        (f"{SEED}=tone:40", "no scorer named tone"),
        (f"{SEED}=readability:60", "anonymity: no seed has both a value and a target"),
        ("missing.txt", "missing.txt"),
    ],
)
def test_what_cannot_be_calibrated_is_said(
    archive: Path, capsys: pytest.CaptureFixture[str], seed: str, says: str
) -> None:
    """One line on standard error, status 1."""
    status, out = calibrate(archive, seed)
    assert status == 1
    assert says in capsys.readouterr().err
    assert not out.exists()


def test_what_cannot_be_read_is_named_and_left_out(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files without a word, in another language, in no character set that is known."""
    (archive / "empty.txt").write_text("")
    (archive / "mark.txt").write_bytes(b"\xef\xbb\xbf")
    (archive / "picture.html").write_text("<figure><img><figcaption>A</figcaption></figure>")
    french = "Le maire a dit que la jetée serait ouverte au printemps, si le temps le permet. "
    (archive / "french.txt").write_text(french * 3, encoding="utf-8")
    (archive / "latin.txt").write_bytes(b"caf\xe9")
    status, out = calibrate(archive, str(SEED))
    said = capsys.readouterr().err
    assert status == 0
    assert read_profile(out).reference == "5 articles of metro"
    for name in ("empty.txt", "mark.txt", "picture.html", "french.txt", "latin.txt"):
        assert f"{archive / name}: left out: " in said
    assert "fewer than 100" in said


def test_a_reference_may_be_an_archive(archive: Path) -> None:
    """As ``copydesk batch`` reads them."""
    rows = [{"text": (archive / f"{number}.txt").read_text("utf-8")} for number in range(4)]
    for path in archive.iterdir():
        path.unlink()
    lines = [*map(json.dumps, rows), '{"text": ""}', "{"]
    (archive / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    status, out = calibrate(archive, str(SEED))
    assert status == 0
    assert read_profile(out).reference == "4 articles of metro"


def test_the_place_is_made_and_the_name_checked_first(archive: Path) -> None:
    """A profile that is written is one that loads."""
    out = archive.parent / "new" / "metro.json"
    arguments = ["calibrate", "--seed", str(SEED), "--reference", str(archive), "--out", str(out)]
    for wrong in (["--name", "Metro"], ["--version", "a b"], ["--noun", ""]):
        with pytest.raises(SystemExit) as caught:
            main([*arguments, "--name", "metro", *wrong])
        assert caught.value.code == 2
    assert not out.parent.exists()
    assert main([*arguments, "--name", "metro", "--noun", "Metro stories"]) == 0
    profile = read_profile(out)
    assert (profile.name, profile.noun) == ("metro", "Metro stories")


def test_a_profile_that_could_not_be_loaded_is_refused_first(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that is taken, in copydesk or beside it; a file that nobody would look for."""
    folder = archive.parent / "profiles"
    folder.mkdir()
    packaged = (PACKAGED / "default.json").read_text(encoding="utf-8")
    (folder / "old.json").write_text(packaged.replace('"name": "default"', '"name": "metro"'))
    cases = [("default", "new.json", "in copydesk"), ("metro", "new.json", "old.json is a profile")]
    for name, file, says in [*cases, ("metro", "metro", ".json"), ("metro", "", "is a folder")]:
        arguments = ["--name", name, "--out", str(folder / file), "--reference", "none"]
        assert main(["calibrate", "--seed", "none.txt", *arguments]) == 1
        assert says in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["old.json"]


def test_a_target_out_of_bounds_is_a_usage_error(archive: Path) -> None:
    """Status 2, as argparse has it."""
    with pytest.raises(SystemExit) as caught:
        calibrate(archive, f"{SEED}=140")
    assert caught.value.code == 2
