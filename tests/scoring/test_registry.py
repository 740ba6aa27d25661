"""Scorers are found through entry points, built-ins and guests by one door."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scoring.scorer import discover

GUEST = '''
from scoring.scorer import Measurement, Metric
from scoring.types import Offset, Value


class Shout(Value, frozen=True, kw_only=True):
    start: Offset
    end: Offset
    text: str


class Shouting:
    """Words in capitals per 100 words."""

    name = "shouting"
    version = "7"
    description = "How much of it is in capitals."
    unit = "words in capitals per 100 words"
    direction = "lower_is_better"
    metrics = (Metric(name="shouts", unit="count", description="words in capitals"),)

    def find(self, story):
        return {"shouts": [
            Shout(start=t.idx, end=t.idx + len(t), text=t.text)
            for t in story.doc if t.is_upper and len(t) > 3
        ]}

    def measure(self, story, evidence):
        count = len(evidence["shouts"])
        return Measurement(value=100 * count / story.words, metrics={"shouts": count})
'''

SCORE = """
import json
import sys
import msgspec
from scoring.engine import Engine
from scoring.report.request import ScoreRequest
report = Engine.load().score(ScoreRequest(text="The mayor said STOP to the crowd.", language="en"))
sys.stdout.write(msgspec.json.encode(report).decode())
"""


AGENDA = """
from scoring.scorer import Measurement
from scoring.types import Offset, Value


class Meeting(Value, frozen=True, kw_only=True):
    start: str
    end: int
    at: Offset


class Agenda:
    name = "agenda"
    version = "1"
    description = "Meetings."
    unit = "meetings"
    direction = "neutral"
    metrics = ()

    def find(self, story):
        return {"meetings": [Meeting(start="9 am", end=10**9, at=story.article.text.index("9 am"))]}

    def measure(self, story, evidence):
        return Measurement(value=1.0, metrics={})
"""

SCORE_IN_UNIT = """
import sys
import msgspec
from scoring.engine import Engine
from scoring.report.request import ScoreRequest
engine = Engine.load()
request = ScoreRequest(text="😀 The mayor arrived at 9 am.", language="en", selectors=True)
for unit in ("codepoint", "utf16", "utf8"):
    report = engine.score(msgspec.structs.replace(request, offsets=unit))
    print(msgspec.json.encode(report.evidence["meetings"]).decode())
"""


def install(folder: Path, name: str, module: str, points: dict[str, str]) -> None:
    """Lay a distribution out as an installer would: a module and its metadata."""
    (folder / f"{name}.py").write_text(module)
    info = folder / f"{name}-7.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 7.0\n")
    lines = "".join(f"{key} = {value}\n" for key, value in points.items())
    (info / "entry_points.txt").write_text(f"[copydesk.scorers]\n{lines}")


def run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_built_in_four_come_through_entry_points() -> None:
    """Each under its own name, from this distribution."""
    found = discover()
    assert set(found) == {"attribution", "anonymity", "hedging", "readability"}
    assert {r.distribution for r in found.values()} == {"copydesk"}


def test_a_guest_shows_up_without_a_change(tmp_path: Path) -> None:
    """A separately installed distribution adds its key to the scores and its list of evidence."""
    install(tmp_path, "guest", GUEST, {"shouting": "guest:Shouting"})
    done = run(tmp_path, SCORE)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["scores"]["shouting"]["metrics"] == {"shouts": 1}
    assert report["scores"]["shouting"]["reason"] == (
        "profile 'default' has no scale for 'shouting'"
    )
    assert [shout["text"] for shout in report["evidence"]["shouts"]] == ["STOP"]


def test_a_guests_start_and_end_need_not_be_offsets(tmp_path: Path) -> None:
    """They stay as they are in every unit, and get no selector; what is an offset is converted."""
    install(tmp_path, "guest", AGENDA, {"agenda": "guest:Agenda"})
    done = run(tmp_path, SCORE_IN_UNIT)
    assert done.returncode == 0, done.stderr
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        [{"start": "9 am", "end": 10**9, "at": at}] for at in (23, 24, 26)
    ]


@pytest.mark.parametrize(
    ("module", "points", "says"),
    [
        ("", {"shouting": "guest:Missing"}, "cannot be loaded"),
        ("raise RuntimeError", {"shouting": "guest:Missing"}, "RuntimeError"),
        ("Half = object()", {"half": "guest:Half"}, "not a scorer"),
        (GUEST, {"whisper": "guest:Shouting"}, "named 'shouting'"),
        (GUEST.replace('"shouting"', '"hedging"'), {"hedging": "guest:Shouting"}, "two scorers"),
    ],
)
def test_a_bad_guest_is_refused(
    tmp_path: Path, module: str, points: dict[str, str], says: str
) -> None:
    """It says which and why, rather than run without it."""
    install(tmp_path, "guest", module, points)
    done = run(tmp_path, "from scoring.scorer import discover; discover()")
    assert done.returncode == 1
    assert "BadScorer" in done.stderr
    assert says in done.stderr
