"""The page that ``copydesk sources`` makes of an archive, for everyone: on a phone, in the dark."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from page.steps import overflow, serious

pytest.importorskip("jinja2", reason="without the extra archive")
pytest.importorskip("matplotlib", reason="without the extra archive")

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
PEOPLE = ("Ana Ruiz", "Omar Aziz", "Lena Holt", f"Paolo {LONG}", "Smith")
ROLES = ("mayor of Tyre", "lawyer", "economist at the University of Tyre and a former minister")


def speaker(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"s{number}",
        "name": None,
        "description": None,
        "type": "named_person",
        "anonymous": False,
        "withheld": False,
        "attributions": 1,
        "reason_for_anonymity": None,
        "roles": [],
        **fields,
    }


def row(number: int) -> dict[str, Any]:
    """An article as ``copydesk batch --evidence`` writes it."""
    chance = random.Random(number)
    role = {"start": 0, "end": 1, "text": chance.choice(ROLES)}
    speakers = [
        speaker(1, name=chance.choice(PEOPLE), roles=[role]),
        speaker(2, name="Tyre Harbor Authority", type="named_organisation"),
        speaker(3, type="unnamed_person", anonymous=True, description="a senior official"),
    ]
    attributions = [
        {
            "mode": "refusal" if number % 5 == 0 and one == 2 else "statement",
            "interviewer": False,
            "source": {"speaker": f"s{one}"},
        }
        for one in (1, 1, 2, 3)
    ]
    return {
        "row": number,
        "id": f"a{number}",
        "section": chance.choice(("Local", "Courts", LONG)),
        "date": f"2024-0{1 + number % 9}-10",
        "error": "not-english" if number == 39 else None,
        "error_detail": None,
        "evidence": {"attributions": attributions, "speakers": speakers},
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from service.cli.main import main  # noqa: PLC0415  # what it needs may be missing

    folder = tmp_path_factory.mktemp("sources")
    (folder / "scores.jsonl").write_text("".join(json.dumps(row(n)) + "\n" for n in range(40)))
    page = folder / "sources.html"
    assert main(["sources", str(folder / "scores.jsonl"), "--page", str(page)]) == 0
    return page


def test_nothing_serious_is_found(opened: Page) -> None:
    """axe-core, with the tables shut and open; nor does anything stick out at the side."""
    assert serious(opened) == []
    assert overflow(opened) <= 0
    opened.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    assert serious(opened) == []
    assert overflow(opened) <= 0


def test_every_section_is_there(opened: Page) -> None:
    """With a table under each of its plots."""
    titles = opened.locator("h2").all_inner_texts()
    assert titles == [
        "Most quoted",
        "Named and unnamed",
        "Kinds of sources",
        "Concentration",
        "By section",
        "New voices by month",
        "Asked, without an answer",
        "Not scored",
    ]
    assert opened.locator("figure").count() == opened.locator("details").count() == 7
