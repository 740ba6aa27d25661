"""The command line."""

import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from unittest import mock

import msgspec
import pytest
from patience import PATIENCE
from service_fakes import NAMES, FakeEngine
from service_process import free_port

from scoring.errors import BadArtefact
from scoring.report.request import ScoreRequest
from scoring.text.html import to_text
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
    """A sentence for each score first, then numbers with their typical bands, then the evidence."""
    assert cli.main(["score", file]) == 0
    printed = capsys.readouterr().out
    lines, words = printed.splitlines(), " ".join(printed.split())
    for name in NAMES:
        _, numbers = [line for line in lines if line.startswith(name)]
        said = "More things for its length than 6 in 10 articles. Which things can go?"
        assert f"{name} {said}" in words  # in lines as wide as the terminal
        assert numbers.split()[1:6] == ["50.0", "25–75", "61.2", "2.00", "1.00–3.00"]
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


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", ARTICLE),
        ("page.HTM", ARTICLE),
        ("page", f"\n<!-- 1 --><!DOCTYPE html><p>{ARTICLE}"),
        ("page.txt", f"<html><p>{ARTICLE}"),
    ],
)
def test_html_is_known_by_its_suffix_or_its_start(
    engine: FakeEngine, tmp_path: Path, name: str, content: str
) -> None:
    """Tags are no words."""
    (tmp_path / name).write_text(content)
    assert cli.main(["score", str(tmp_path / name)]) == 0
    assert engine.asked[-1].html == content


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_says_the_character_set(
    engine: FakeEngine, tmp_path: Path, charset: str
) -> None:
    """As Windows' editors write it."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding=charset)
    assert cli.main(["score", str(tmp_path / "a.txt")]) == 0
    assert engine.asked[-1].text == ARTICLE


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("variables", "headings"),
    [
        ({"TERM": "xterm"}, 1),
        ({"TERM": "xterm", "NO_COLOR": "1"}, 0),
        ({"TERM": "dumb"}, 0),
    ],
)
def test_a_terminal_has_colors(
    file: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    variables: dict[str, str],
    headings: int,
) -> None:
    """Unless it has none, or nobody wants them; a pipe has none."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cli.main(["score", file]) == 0
    piped = capsys.readouterr().out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert cli.main(["score", file]) == 0
    shown = capsys.readouterr().out
    assert "\x1b[" not in piped
    assert shown.count("\x1b[1mhedges (") == headings
    assert re.sub(r"\x1b\[\d*m", "", shown) == piped


@pytest.mark.usefixtures("engine")
def test_several_articles_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files, folders and patterns; one that cannot be read is named, the others are scored."""
    for name in ("b.txt", "a.txt", "c.html", "d.png", "e/f.txt", ".a.txt", "~$b.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ARTICLE)
    (tmp_path / "g.txt").write_bytes(b"caf\xe9")
    assert cli.main(["score", str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert [Path(line.split()[0]).name for line in shown.out.splitlines()] == [
        "file", "a.txt", "b.txt", "c.html", "f.txt", "typical",
    ]  # fmt: skip
    assert shown.err == f"copydesk: {tmp_path / 'g.txt'}: not UTF-8 at byte 3: save it as UTF-8\n"
    assert cli.main(["score", str(tmp_path / "[ab].txt"), "--format", "json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [Path(line["file"]).name for line in lines] == ["a.txt", "b.txt"]
    assert list(lines[0]["report"]["scores"]) == list(NAMES)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("flag", ["--language=fr", "--scorers=tone", "--profile=x", "--scorers="])
def test_an_option_that_fits_no_article_is_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flag: str
) -> None:
    """Not for each of several files."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ARTICLE)
    assert cli.main(["score", str(tmp_path), flag]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.usefixtures("engine")
def test_scores_as_csv_and_markdown(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """For a sheet: a row for each score; for a page: the sentences, and a row for each article."""
    assert cli.main(["score", file, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["scorer"] for row in rows] == list(NAMES)
    assert {row["score"] for row in rows} == {"50.0"}
    assert {(row["typical_value_low"], row["typical_score_high"]) for row in rows} == {
        ("1.0", "75.0")
    }
    assert rows[0]["comparison"] == "More things for its length than 6 in 10 articles."
    assert cli.main(["score", file, "--format", "markdown"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("- **attribution**: More things for its length than 6 in 10 art")
    assert lines[5].startswith("| file | words | ")
    assert lines[8].startswith("| typical |  | 25–75 |")
    assert len(lines) == 9


@pytest.mark.parametrize(
    "content",
    [
        f"<nitf><body><body.head><byline>x</byline></body.head><body.content><p>{ARTICLE}</p>"
        "</body.content></body></nitf>",
        f"<newsItem><itemMeta><provider>x</provider></itemMeta><contentSet><inlineXML><html><body>"
        f"<p>{ARTICLE}</p></body></html></inlineXML></contentSet></newsItem>",
    ],
    ids=["NITF", "NewsML-G2"],
)
def test_xml_of_news_agencies_is_read(engine: FakeEngine, tmp_path: Path, content: str) -> None:
    """The article alone, without what is said of it."""
    path = tmp_path / "a.xml"
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{content}', encoding="utf-8")
    assert cli.main(["score", str(path)]) == 0
    assert to_text(engine.asked[-1].html or "") == ARTICLE.strip()


def test_a_folder_without_articles_is_said(
    engine: FakeEngine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not an empty table."""
    assert cli.main(["score", str(tmp_path)]) == 1
    assert "no articles" in capsys.readouterr().err
    assert not engine.asked


def test_unnamed_sources_stand_first() -> None:
    """They are what an editor looks for; then who speaks most."""
    speakers = [
        {"name": "Ana Ruiz", "type": "named_person", "attributions": 1, "anonymous": False},
        {"name": "Tom Ridley", "type": "named_person", "attributions": 3, "anonymous": False},
        {"description": "official", "type": "unnamed_person", "attributions": 2, "anonymous": True},
    ]
    report = FakeEngine().score(ScoreRequest(text=ARTICLE))
    shown = score.render(msgspec.structs.replace(report, evidence={"speakers": speakers}))
    places = [shown.index(name) for name in ("official", "Tom Ridley", "Ana Ruiz")]
    assert places == sorted(places)


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
    archive, rich, feed = (tmp_path / name for name in ("a.jsonl", "rich.txt", "feed.xml"))
    feed.write_text('<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>')
    archive.write_text("{}")
    rich.write_text("{\\rtf1 x}")
    cases = [
        ([str(tmp_path / "none.txt")], "No such file"),
        ([str(latin)], "not UTF-8 at byte 3"),
        ([str(tmp_path / "*.odt")], "no file matches"),
        ([str(archive)], "an archive; use copydesk batch"),
        ([str(feed)], "a feed: save each"),
        ([str(rich)], "an RTF document: save it as .docx"),
        ([file, "--scorers", "tone"], "no scorer named 'tone'"),
        ([file, "--profile", "x"], "no profile named 'x'"),
    ]
    for arguments, said in cases:
        assert cli.main(["score", *arguments]) == 1
        error = capsys.readouterr().err
        assert said in error
        assert error.startswith("copydesk: ")
        assert len(error.splitlines()) == 1


def test_a_folder_of_profiles_that_is_none_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the service starts, and not in a worker's log."""
    monkeypatch.setenv("COPYDESK_PROFILES", "")
    assert cli.main(["serve", "--profiles", str(tmp_path / "none")]) == 2
    told = f"copydesk: COPYDESK_PROFILES={tmp_path / 'none'}: there is no such folder\n"
    assert capsys.readouterr().err == told


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


def test_a_port_that_is_taken_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Status 1, before a model is loaded; the flag counts for more than the variable."""
    with socket.socket() as other, patched_environment(COPYDESK_PORT="1"):
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert cli.main(["serve", "--port", str(port), "--host", "127.0.0.1"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"copydesk: 127.0.0.1:{port} is taken by another program")
    assert len(said.splitlines()) == 1


def test_flags_of_serve_are_its_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the environment, where the worker processes look; checked as they are there."""
    served: list[Settings] = []
    monkeypatch.setattr("service.cli.serve.serve", served.append)
    flags = ["--port", str(free_port()), "--workers", "2", "--profiles", str(tmp_path)]
    with patched_environment(COPYDESK_WORKERS="3"):
        assert cli.main(["serve", *flags]) == 0
        assert os.environ["COPYDESK_WORKERS"] == "2"
        assert cli.main(["serve", "--workers", "many"]) == 2
    assert "COPYDESK_WORKERS='many': expected a whole number" in capsys.readouterr().err
    assert (served[0].workers, served[0].profiles) == (2, tmp_path)


@contextmanager
def patched_environment(**variables: str) -> Iterator[None]:
    with mock.patch.dict(os.environ, variables):
        yield


def test_bash_completes_commands_options_and_files(tmp_path: Path) -> None:
    """By the script that copydesk prints, in a real shell."""
    script = tmp_path / "script"
    with script.open("w") as file, redirect_stdout(file):
        assert cli.main(["completion", "bash"]) == 0
    (tmp_path / "articles.jsonl").write_text("")
    cases = {"ser": "serve", "batch --inp": "--input-format", "batch art": "articles.jsonl"}
    for words, completed in cases.items():
        done = subprocess.run(
            ["bash", "-c", COMPLETE, "bash", str(script), "copydesk", *words.split()],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.stdout.split() == [completed], done.stderr


COMPLETE = """
source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"
COMP_POINT=${#COMP_LINE}; _shtab_copydesk copydesk "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
echo "${COMPREPLY[@]}"
"""


def test_every_command_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    """What the README promises."""
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    shown = capsys.readouterr().out
    assert all(
        name in shown
        for name in ("serve", "score", "batch", "report", "scorers", "calibrate", "evaluate")
    )
