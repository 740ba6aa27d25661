"""The command line."""

import io
import json
from pathlib import Path

import pytest
from service_fakes import NAMES, FakeEngine

from scoring.errors import BadArtefact
from scoring.report.request import ScoreRequest
from service.cli import main as cli
from service.cli import score
from service.settings import Settings, variable

ARTICLE = "The mayor said on Tuesday that the bridge may open in May.\n"


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    engine = FakeEngine()
    monkeypatch.setattr(score, "load_engine", lambda _: engine)
    return engine


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE)
    return str(path)


@pytest.mark.usefixtures("engine")
def test_a_table_for_people(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Scores by name with value and percentile, then the evidence."""
    assert cli.main(["score", file]) == 0
    lines = capsys.readouterr().out.splitlines()
    for name in NAMES:
        line = next(line for line in lines if line.startswith(name))
        assert line.split()[1:4] == ["50.0", "61.2", "2.00"]
    assert "hedges (1)" in lines


def test_json_is_the_apis_report(
    engine: FakeEngine, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same fields as over HTTP."""
    assert cli.main(["score", file, "--json", "--scorers", "hedging, attribution"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report["scores"]) == ["hedging", "attribution"]
    assert engine.asked[-1] == ScoreRequest(text=ARTICLE, scorers=["hedging", "attribution"])


def test_html_is_scored_as_html(engine: FakeEngine, file: str) -> None:
    """The option says which it is."""
    assert cli.main(["score", file, "--html"]) == 0
    assert engine.asked[-1].html == ARTICLE


def test_an_article_comes_from_standard_input(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``-`` reads the pipe."""
    stdin = io.TextIOWrapper(io.BytesIO(ARTICLE.encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert cli.main(["score", "-"]) == 0
    assert engine.asked[-1].text == ARTICLE


@pytest.mark.usefixtures("engine")
def test_what_cannot_be_scored_is_one_line(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1, and what is wrong."""
    latin = tmp_path / "latin.txt"
    latin.write_bytes(b"caf\xe9")
    cases = [
        ([str(tmp_path / "none.txt")], "No such file"),
        ([str(latin)], "not UTF-8 at byte 3"),
        ([file, "--scorers", "tone"], "no scorer named 'tone'"),
        ([file, "--profile", "x"], "no profile named 'x'"),
    ]
    for arguments, said in cases:
        assert cli.main(["score", *arguments]) == 1
        error = capsys.readouterr().err
        assert said in error
        assert error.startswith("copydesk: ")
        assert len(error.splitlines()) == 1


def test_a_bad_artefact_is_one_line(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The library's own words."""

    def fail(_: Settings) -> None:
        raise BadArtefact("no model here")

    monkeypatch.setattr(score, "load_engine", fail)
    assert cli.main(["score", file]) == 1
    assert capsys.readouterr().err == "copydesk: no model here\n"


def test_bad_settings_are_wrong_usage(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2, as for a wrong option."""
    monkeypatch.setenv("COPYDESK_PORT", "x")
    assert cli.main(["score", file]) == 2
    assert "COPYDESK_PORT" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        cli.main(["score", "--loud", file])
    assert stop.value.code == 2


def test_serve_explains_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    """The help is made from the settings themselves."""
    with pytest.raises(SystemExit) as stop:
        cli.main(["serve", "--help"])
    assert stop.value.code == 0
    shown = capsys.readouterr().out
    assert all(variable(name) in shown for name in Settings.__struct_fields__)


def test_every_command_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    """What the README promises."""
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    shown = capsys.readouterr().out
    assert all(
        name in shown
        for name in ("serve", "score", "batch", "report", "scorers", "calibrate", "evaluate")
    )
