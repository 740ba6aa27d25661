"""``copydesk check``: prompts as a linter prints them, for people and for programs."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import copydesk
from scoring.engine import Engine
from scoring.rules.rules_file import load_rules
from service.cli.check_formats import Place, Places
from service.cli.main import main

SCHEMA = Path(__file__).with_name("sarif-2.1.0-rtm.5.json")
"""SARIF 2.1.0 as OASIS published it; from the npm package @microsoft/jest-sarif 1.0.0-beta.0."""
ARTICLE = """\
The city will sell two ferries.
A senior official said the boats cost more than they earn. The pier may open in May.
"""
PAGE = """\
<html><body><main><h1>Ferries</h1>
<p>The city will sell &amp; forget two ferries this spring.</p>
<p>A <b>senior
official</b> said the boats cost more than they earn, and the city should sell.</p>
</main></body></html>
"""
HOUSE = """\
[rules.reporter-hedge]
severity = "error"

[[ignore]]
rule = "single-unnamed-source"
text = "the boats cost more"
reason = "The accounts are public."

[[ignore]]
rule = "one-speaker"
text = "not in this article"
reason = "Nothing."
"""


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's engine with the rules that are asked for: a model is loaded once."""

    usual = copydesk.default_engine()

    def load(*, rules: Path | None, **_: object) -> Engine:
        book = load_rules(rules, usual.profiles)
        return Engine(usual.pipeline, usual.scorers, usual.profiles, rules=book)

    monkeypatch.setattr(Engine, "load", load)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "house.toml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "quiet.txt").write_text("The pier is open, Mayor Ana Ruiz said.\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COPYDESK_RULES", raising=False)
    return tmp_path


def check(*arguments: str) -> int:
    return main(["check", "--language", "en", *arguments])


@pytest.mark.usefixtures("folder")
def test_a_line_for_each_prompt(capsys: pytest.CaptureFixture[str]) -> None:
    """File, line, column, severity, rule, message; a summary on standard error."""
    assert check("article.txt") == 1
    shown = capsys.readouterr()
    assert shown.out.splitlines() == [
        "article.txt:2:1: warning single-unnamed-source “A senior official” is unnamed, and "
        "nothing else supports the statement (settled by: a second source, a document, or a named "
        "person who confirms it)",
        "article.txt:2:1: warning unnamed-without-reason “A senior official” is not named, and the "
        "article does not say why (settled by: a name, or the reason for withholding it)",
        "article.txt:2:69: note reporter-hedge the article itself hedges: “may” (settled by: the "
        "plain claim if we know it; otherwise what we do not know and why)",
    ]
    assert shown.err == "copydesk: 0 errors, 2 warnings, 1 note; 0 dismissed\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("quiet.txt",), 0),
        (("article.txt",), 1),
        (("article.txt", "--fail-on", "error"), 0),
        (("article.txt", "--fail-on", "error", "--rules", "house.toml"), 1),
        (("article.txt", "--fail-on", "note"), 1),
        (("none.txt",), 2),
        (("article.txt", "--rules", "none.toml"), 2),
        (("article.txt", "--profile", "none"), 2),
        (("article.txt", "none.txt"), 2),
    ],
)
@pytest.mark.usefixtures("folder")
def test_the_exit_status(arguments: tuple[str, ...], status: int) -> None:
    """0 nothing, 1 found, 2 could not be done, as ``--help`` says."""
    assert check(*arguments) == status


@pytest.mark.usefixtures("folder")
def test_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """No file, a wrong flag: 2, and what is wrong."""
    for arguments in ((), ("article.txt", "--fail-on", "never"), ("article.txt", "--tone")):
        with pytest.raises(SystemExit) as ended:
            check(*arguments)
        assert ended.value.code == 2
    assert "required: FILE" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_one_file_that_cannot_be_read_does_not_hide_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is named, and the others are checked."""
    assert check("none.txt", "article.txt") == 2
    shown = capsys.readouterr()
    assert "none.txt: No such file" in shown.err
    assert "article.txt:2:1: warning" in shown.out


def test_a_bad_rules_file_is_told_line_by_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, line, key, and what is expected there."""
    (folder / "house.toml").write_text("[rules.hard-sentence]\nwords = 'many'\n")
    assert check("article.txt", "--rules", "house.toml") == 2
    expected = "copydesk: house.toml:2: rules.hard-sentence.words: expected int, got str\n"
    assert capsys.readouterr().err == expected


@pytest.mark.usefixtures("folder")
def test_what_is_dismissed_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """And an entry that dismisses nothing is named."""
    check("article.txt", "--rules", "house.toml")
    shown = capsys.readouterr()
    assert "single-unnamed-source" not in shown.out
    assert (
        "house.toml: [[ignore]] 2 (one-speaker) dismisses nothing in these articles: " in shown.err
    )
    assert "1 error, 1 warning, 0 notes; 1 dismissed" in shown.err


def test_the_rules_file_may_be_a_setting(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``COPYDESK_RULES``, as for the service; the flag goes before it."""
    monkeypatch.setenv("COPYDESK_RULES", str(folder / "house.toml"))
    assert check("article.txt", "--fail-on", "error") == 1
    (folder / "other.toml").write_text("[rules.reporter-hedge]\non = false\n")
    capsys.readouterr()
    check("article.txt", "--rules", "other.toml")
    assert "reporter-hedge" not in capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_json_has_what_a_report_has_and_the_place(capsys: pytest.CaptureFixture[str]) -> None:
    """Files in order, and the entries that dismissed nothing."""
    assert check("article.txt", "quiet.txt", "--format", "json", "--rules", "house.toml") == 1
    shown = json.loads(capsys.readouterr().out)
    article, quiet = shown["files"]
    assert (quiet["file"], quiet["prompts"]) == ("quiet.txt", [])
    assert article["dismissed"] == 1
    prompt = article["prompts"][-1]
    assert (prompt["rule"], prompt["severity"]) == ("reporter-hedge", "error")
    assert (prompt["line"], prompt["column"]) == (2, 69)
    span = prompt["spans"][0]
    assert ARTICLE[span["start"] : span["end"]] == span["text"] == "may"
    assert [one["entry"] for one in shown["unused_ignores"]] == [2]


def test_github_makes_annotations_of_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A command for each; what GitHub reads as its own signs is escaped."""
    (folder / "house.toml").write_text("[rules.reporter-hedge]\nmessage = '100 %\\n{hedges}'\n")
    (folder / "a,b.txt").write_text("The pier may open.\n")
    check("a,b.txt", "--format", "github")
    assert capsys.readouterr().out.startswith(
        "::notice file=a%2Cb.txt,line=1,endLine=1,col=10,endColumn=13,title=reporter-hedge::"
    )
    check("a,b.txt", "--format", "github", "--rules", "house.toml")
    assert "::100 %25" in capsys.readouterr().out


def sarif(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    check(*arguments, "--format", "sarif")
    log: dict[str, Any] = json.loads(capsys.readouterr().out)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(
        schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
    ).validate(log)
    return log


def test_sarif_is_valid_by_the_published_schema(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With prompts, without, with dismissed ones; also of a file with blanks in its name."""
    (folder / "the pier.html").write_text(PAGE, encoding="utf-8")
    (folder / "empty.toml").write_text("")
    for arguments in (
        ("quiet.txt",),
        ("article.txt", "quiet.txt", "the pier.html"),
        ("article.txt", "--rules", "house.toml"),
        (str(folder / "article.txt"), "--rules", "empty.toml"),
    ):
        assert sarif(capsys, *arguments)["version"] == "2.1.0"


@pytest.mark.usefixtures("folder")
def test_sarif_says_what_the_lines_say(capsys: pytest.CaptureFixture[str]) -> None:
    """Rules with their levels, results with their regions, suppressions with their reasons."""
    (run,) = sarif(capsys, "article.txt", "--rules", "house.toml")["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}[
        "reporter-hedge"
    ] == "error"
    results = {one["ruleId"]: one for one in run["results"]}
    suppressed, hedge = results["single-unnamed-source"], results["reporter-hedge"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert suppressed["suppressions"][0]["justification"] == "The accounts are public."
    assert "suppressions" not in results["unnamed-without-reason"]
    location = hedge["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "article.txt"
    region = location["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (2, 69, 72)
    assert run["columnKind"] == "unicodeCodePoints"
    notes = run["invocations"][0]["toolConfigurationNotifications"]
    assert "[[ignore]] 2" in notes[0]["message"]["text"]


def test_the_place_in_html_is_that_of_the_same_words(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Over tags, line breaks and character references."""
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    check("page.html")
    assert capsys.readouterr().out.startswith("page.html:3:4: warning single-unnamed-source")


def test_places() -> None:
    """Lines end as editors have it; of words that stand twice, the same one is meant."""
    text = "One.\r\nTwo.\rThree 😀 four.\n"
    places = Places(text, text, is_html=False)
    start = text.index("four")
    assert places.find(start, start + 4) == Place(3, 9, 3, 13)
    content = "<p>It may.</p>\n<p>It <i>may</i>.</p>"
    places = Places(content, "It may.\nIt may.", is_html=True)
    assert places.find(8, 14) == Place(2, 4, 2, 13)
    assert places.find(0, 6) == Place(1, 4, 1, 10)
    assert Places("<p>x</p>", "gone words", is_html=True).find(0, 4) == Place(1, 1, 1, 1)


@pytest.mark.usefixtures("folder")
def test_the_rules_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """With their severity, wording, source and settings, as the file has them."""
    assert main(["check", "--list-rules", "--rules", "house.toml"]) == 0
    shown = capsys.readouterr().out
    assert "reporter-hedge: error\n" in shown
    assert "unsourced-figures: off\n" in shown
    assert "  words = 40\n" in shown
    assert shown.count("based on: ") == 12


@pytest.mark.usefixtures("folder")
def test_score_shows_prompts_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Below the evidence, by the rules that the flag names."""
    from service.cli import score  # noqa: PLC0415

    monkeypatch.setattr(score, "load_engine", lambda settings: Engine.load(rules=settings.rules))
    arguments = ["score", "article.txt", "--language", "en", "--prompts", "--rules", "house.toml"]
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    assert "prompts (2)\n" in shown
    assert "  error reporter-hedge: the article itself hedges: “may”\n" in shown


def test_an_archives_rules_are_checked_before_it_is_begun(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong with them is said once, and no worker is started."""
    (folder / "in.jsonl").write_text('{"text": "The pier may open."}\n')
    (folder / "house.toml").write_text("[rules.nope]\n")
    arguments = ["batch", "in.jsonl", "out.jsonl", "--prompts", "--rules", "house.toml"]
    assert main(arguments) == 1
    assert "house.toml:1: rules.nope: no such rule; there are " in capsys.readouterr().err
