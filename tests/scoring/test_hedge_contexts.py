"""Tables of contexts: every row decides its own example, and a faulty table says where."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from scoring.hedges.candidates import load_entries
from scoring.hedges.contexts import (
    GROUPS,
    GUARDS_FOLDER,
    BadContexts,
    Guard,
    Judgement,
    Row,
    load_guards,
    parse_guards,
)
from scoring.lexicons.lexicon import FOLDER
from scoring.text.tokens import tokenise

ROWS = [(guard, number) for guard in load_guards().values() for number in range(len(guard.rows))]
ROW: dict[str, Any] = {
    "verdict": "hedge",
    "hedges": "It [may] rain.",
    "silent": "In [May] it rained.",
    "before": ["it"],
}


def judged(guard: Guard, example: str) -> Judgement:
    """What the guard says of the term in brackets."""
    match = re.search(r"\[(.+?)\]", example)
    assert match
    tokens = tokenise(example.replace("[", "").replace("]", ""))
    written = tokens.words
    begins = [begin for begin, _ in tokens.spans]
    start = begins.index(match.start())
    end = start + sum(match.start() <= begin < match.end() - 2 for begin in begins)
    lower = [word.lower().replace("’", "'") for word in written]
    return guard.judge(lower, written, start, end)


@pytest.mark.parametrize(
    ("guard", "number"), ROWS, ids=[f"{guard.name}-{number}" for guard, number in ROWS]
)
def test_every_row_decides_its_own_example(guard: Guard, number: int) -> None:
    """And of its two examples only the one with its verdict."""
    row: Row = guard.rows[number]
    hedges, silent = judged(guard, row.hedges), judged(guard, row.silent)
    assert hedges.hedges, row.hedges
    assert not silent.hedges, row.silent
    own, other = (hedges, silent) if row.verdict == "hedge" else (silent, hedges)
    assert own.row == number
    assert other.row != number


def test_every_group_of_words_is_in_some_row() -> None:
    """A group that nothing names would tell nothing."""
    groups = tomllib.loads((FOLDER / f"{GROUPS}.toml").read_text(encoding="utf-8"))
    rows = "".join(path.read_text(encoding="utf-8") for path in GUARDS_FOLDER.glob("*.toml"))
    unnamed = {group for group in groups if f'"@{group}"' not in rows}
    assert unnamed == {"numbers"}  # the class of numbers asks for it


def test_every_guard_has_terms() -> None:
    """Of the lexicon; otherwise it guards nothing."""
    used = {
        entry.guard.name for entries in load_entries().values() for entry in entries if entry.guard
    }
    assert used == load_guards().keys()


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"befor": ["in"]}, "unknown field `befor`"),
        ({"verdict": "perhaps"}, "Invalid enum value 'perhaps'"),
        ({"before": ["@month"]}, "guard 'g', row 0: no group of words 'month'"),
        (
            {"before": ["#numeral"]},
            "guard 'g', row 0: no class of words 'numeral'; there are number",
        ),
        ({"before": ["It"]}, "guard 'g', row 0: words are written in lower case: 'It'"),
        ({"before": []}, "guard 'g', row 0: a row needs a condition"),
        (
            {"silent": "In May it rained."},
            "guard 'g', row 0: an example needs its term in brackets",
        ),
        ({"windows": [{"words": ["so"]}]}, "a window has a number of words either before or after"),
        ({"windows": [{"words": ["so"], "before": 2, "after": 2}]}, "either before or after"),
    ],
)
def test_a_faulty_row_says_what_is_wrong_and_where(row: dict[str, Any], complaint: str) -> None:
    """The guard's name, the row's number, the word."""
    with pytest.raises(BadContexts, match=re.escape(complaint)):
        parse_guards({"g": {"about": "", "otherwise": "hedge", "rows": [ROW | row]}})


def test_a_missing_example_is_a_fault() -> None:
    """Both are demanded of each row."""
    row = {key: value for key, value in ROW.items() if key != "silent"}
    with pytest.raises(BadContexts, match="missing required field `silent`"):
        parse_guards({"g": {"about": "", "otherwise": "hedge", "rows": [row]}})


def test_a_row_can_be_certain_though_its_guard_is_not() -> None:
    """Of a hedge only: what a row refuses is refused as by any other."""
    certain = ROW | {"certain": True}
    refusing = ROW | {"before": ["in"], "verdict": "no hedge", "certain": True}
    table = {"about": "", "otherwise": "hedge", "rows": [certain, refusing]}
    guard = parse_guards({"g": table})["g"]
    assert judged(guard, ROW["hedges"]) == Judgement(hedges=True, row=0, certain=True)
    assert judged(guard, ROW["silent"]) == Judgement(hedges=False, row=1)
    assert judged(guard, "Rain [may] fall.") == Judgement(hedges=True, row=None)


def test_rows_of_a_guard_that_is_none_are_a_fault() -> None:
    """A typing error in the name of the other guard."""
    with pytest.raises(BadContexts, match="rows_of names no guard: 'h'"):
        parse_guards({"g": {"about": "", "otherwise": "hedge", "rows_of": "h"}})


def test_a_fault_names_the_file(tmp_path: Path) -> None:
    """Of syntax too."""
    (tmp_path / "modals.toml").write_text("[modal", encoding="utf-8")
    with pytest.raises(BadContexts, match=r"modals\.toml: Expected"):
        load_guards(tmp_path)


def test_a_guard_stands_in_one_file(tmp_path: Path) -> None:
    """A second one of its name would hide the first."""
    for name in ("modals", "verbs"):
        (tmp_path / f"{name}.toml").write_text(
            '[modal]\nabout = ""\notherwise = "hedge"', encoding="utf-8"
        )
    with pytest.raises(BadContexts, match=r"verbs\.toml: guards of another file too: modal"):
        load_guards(tmp_path)


def test_a_window_stops_where_it_is_told() -> None:
    """At a word of ``until``; what stands beyond says nothing."""
    window = {"before": 4, "words": ["i"], "until": [","]}
    guard = parse_guards(
        {
            "g": {
                "about": "",
                "otherwise": "no hedge",
                "rows": [{**ROW, "before": [], "windows": [window]}],
            }
        }
    )["g"]
    assert judged(guard, "I still [think] so.").hedges
    assert not judged(guard, "As I said, they [think] so.").hedges
