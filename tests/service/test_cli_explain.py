"""``copydesk explain``: what it prints, and in how many columns."""

import json
from pathlib import Path

import pytest

from service.cli.main import main
from service.cli.terminal import MOST_LINES, Mark, excerpt

SEED = str(Path(__file__).parents[2] / "seeds" / "article.txt")


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("COLUMNS", "80")
    return 80


def test_a_finding_is_shown_in_the_articles_words(
    narrow: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Marked under them; who decided, the clues by size, what lost; within the terminal."""
    assert main(["explain", SEED, "a3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    marked = lines.index(
        "    According to the US minister, officials are considering actions related to"
    )
    assert lines[marked + 1].startswith("    ^^^^^^^^^^^^ ===============  -----")
    assert any(
        line.startswith("    Decided by table.descriptions: Among the people whom")
        for line in lines
    )
    assert max(map(len, lines)) <= narrow
    first = next(i for i, line in enumerate(lines) if line.endswith("  total"))
    above = (line.split() for line in lines[lines.index("  Is it an attribution? Yes.") : first])
    weights = [float(words[0]) for words in above if words[0][0] in "+-"][:-1]
    assert len(weights) > 1
    assert [abs(weight) for weight in weights] == sorted(map(abs, weights), reverse=True)


def test_all_findings_are_listed(narrow: int, capsys: pytest.CaptureFixture[str]) -> None:
    """With what decided each."""
    assert main(["explain", SEED]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= narrow
    assert "s1  Lloyd Austin, named person, 7 attributions" in lines
    assert any(line.split()[:2] == ["speaker", "Lloyd"] for line in lines)


def test_a_speaker_is_shown_where_it_speaks(capsys: pytest.CaptureFixture[str]) -> None:
    """Mention by mention."""
    assert main(["explain", SEED, "S1"]) == 0
    shown = capsys.readouterr().out
    assert shown.count("Who is that") == 8  # one is a refusal, which counts in no figure
    assert main(["explain", SEED, "h1", "--all"]) == 0
    assert "Is it a hedge? Yes" in capsys.readouterr().out


def test_json_is_as_the_api_has_it(capsys: pytest.CaptureFixture[str]) -> None:
    """The explanations of the finding alone."""
    assert main(["explain", SEED, "a3", "--json"]) == 0
    assert {one["finding"] for one in json.loads(capsys.readouterr().out)} == {"a3"}


def test_what_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """With what there is; another word is wrong usage."""
    assert main(["explain", SEED, "a99"]) == 1
    error = capsys.readouterr().err
    assert "there is no a99" in error
    assert "a1 to a25" in error
    with pytest.raises(SystemExit, match="2"):
        main(["explain", SEED, "x1"])


def test_an_article_without_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is found, and that is said."""
    path = tmp_path / "quiet.txt"
    path.write_text("The pier is long. It was built in 1950. Boats go there on Sundays.")
    assert main(["explain", str(path)]) == 0
    assert "ATTRIBUTIONS (0)" in capsys.readouterr().out
    assert main(["explain", str(path), "a1"]) == 1
    assert "nothing was found" in capsys.readouterr().err


def test_a_long_passage_is_cut_in_the_middle() -> None:
    """Its first and its last lines stay."""
    text = "First words. " + "more words here " * 200 + "Last words."
    lines = list(excerpt(text, [Mark(0, len(text), "-")], 60))
    assert lines[0].startswith("    First words.")
    assert lines[-2].endswith("Last words.")
    assert "    […]" in lines
    assert len(lines) <= 2 * MOST_LINES + 1


def test_a_loser_is_shown_by_what_sets_it_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Clues that the winner has alike do not say why the other lost; with --all they are there."""
    path = tmp_path / "two.txt"
    path.write_text("Mayor Ana Ruiz met Clerk Jane Holt on Tuesday. She said the pier would open.")
    assert main(["explain", str(path), "a1"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    shown = printed.partition("Who is that: “She”? s1, Ana Ruiz.")[2]
    winner, loser, *_ = shown.split("Lost: ")
    assert loser.startswith("Jane Holt")
    gender = "Whether the candidate is a he or a she"
    assert gender in winner
    assert gender not in loser
    assert main(["explain", str(path), "a1", "--all"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert gender in printed.partition("Lost: Jane Holt")[2].partition("Lost: ")[0]
