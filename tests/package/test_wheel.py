"""The wheel, built and used as a stranger would: in a fresh environment, outside the repository."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
from patience import wait_until
from service_process import free_port

from deploy.supply.licences import ROOT, locked
from scoring.version import VERSION

pytestmark = [pytest.mark.slow]

EXAMPLES = ROOT / "docs" / "how-to" / "examples"
SCORER, SYSTEM, RULE = EXAMPLES / "scorer", EXAMPLES / "content-system", EXAMPLES / "rule"
STORY = {"kind": "story", "number": 17, "blocks": [{"text": "The pier may open, the mayor said."}]}
TEXT = "“The pier may open in May,” Mayor Ana Ruiz said on Tuesday. It cost 11,000 dollars."
NETWORK = ("No matching distribution", "Could not find a version", "Connection", "Max retries")
"""What pip says where it has no package index, or none that answers."""
THREE_LINES = 'import copydesk\nr = copydesk.score("…")\nreveal_type(r)\n'


def environment() -> dict[str, str]:
    """This one with pip's own settings, without the checkout and without copydesk's settings."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("COPYDESK_") and name not in {"PYTHONPATH", "PYTHONHOME"}
    }


def run(
    *command: str | Path, cwd: Path, extra: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment(), **(extra or {})},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def succeed(*command: str | Path, cwd: Path) -> str:
    done = run(*command, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside the repository; skips where pip finds no package index."""
    folder = tmp_path_factory.mktemp("stranger")
    probe = run(
        *(sys.executable, "-m", "pip", "--retries", "1", "download", "--no-cache-dir"),
        *("--no-deps", "--dest", "probe", "hatchling"),
        cwd=folder,
    )
    if probe.returncode and any(words in probe.stderr for words in NETWORK):
        pytest.skip("no package index is reachable")
    assert probe.returncode == 0, probe.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(home: Path) -> Path:
    succeed(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", "dist", ROOT, cwd=home)
    (built,) = (home / "dist").glob("copydesk-*.whl")
    return built


@pytest.fixture(scope="module")
def bin_folder(home: Path, wheel: Path) -> Path:
    """A fresh environment with the wheel, its dependencies as locked, and the example scorer."""
    succeed(sys.executable, "-m", "venv", "venv", cwd=home)
    constraints = home / "constraints.txt"
    pins = locked(ROOT / "requirements-dev.lock")
    constraints.write_text("".join(f"{name}=={version}\n" for name, version in pins.items()))
    pip = home / "venv" / "bin" / "pip"
    succeed(pip, "install", "-q", "-c", constraints, wheel, cwd=home)
    succeed(pip, "install", "-q", "-c", constraints, SCORER, SYSTEM, RULE, "pytest", cwd=home)
    succeed(pip, "check", cwd=home)
    return pip.parent


def test_it_is_named_after_the_version(wheel: Path) -> None:
    """Pure Python, and the version is the one in the code."""
    assert wheel.name == f"copydesk-{VERSION}-py3-none-any.whl"


def test_it_scores(home: Path, bin_folder: Path) -> None:
    """On the command line, and as a library."""
    (home / "article.txt").write_text(TEXT, encoding="utf-8")
    report = json.loads(
        succeed(bin_folder / "copydesk", "score", "article.txt", "--json", cwd=home)
    )
    assert report["engine"]["version"] == VERSION
    assert report["scores"]["attribution"]["metrics"]["statements"] == 1
    program = "import copydesk, sys; print(copydesk.__file__)\n"
    program += "print(copydesk.score(sys.argv[1]).scores['hedging'].metrics['hedges'])"
    where, hedges = succeed(bin_folder / "python", "-c", program, TEXT, cwd=home).split()
    assert Path(where).is_relative_to(home)
    assert hedges == "1"


def test_it_serves(home: Path, bin_folder: Path) -> None:
    """Start, score, also by a guest adapter, list the guest scorer, stop: exit status 0."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    log = (home / "serve.log").open("wb")
    with subprocess.Popen(
        [bin_folder / "copydesk", "serve"],
        cwd=home,
        env={**environment(), "COPYDESK_PORT": str(port), "COPYDESK_DRAIN": "0"},
        stderr=log,
    ) as process:
        try:
            wait_until_ready(url, process)
            answer = httpx.post(f"{url}/v1/score", json={"text": TEXT}, timeout=30)
            house = httpx.post(f"{url}/v1/cms/house", json=STORY, timeout=30)
            scorers = httpx.get(f"{url}/v1/scorers").json()["scorers"]
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0, (home / "serve.log").read_text()
        finally:
            process.kill()
            log.close()
    assert answer.status_code == 200
    assert (house.status_code, house.json()["id"]) == (200, "17")
    assert answer.json()["scores"]["numbers"]["metrics"] == {"numbers": 1, "in_digits": 1}
    assert [one["origin"]["distribution"] for one in scorers][-1] == "copydesk-numbers"


def wait_until_ready(url: str, process: "subprocess.Popen[bytes]") -> None:
    def is_ready() -> bool:
        assert process.poll() is None, "the service ended"
        try:
            return httpx.get(f"{url}/health/ready").status_code == 200
        except httpx.TransportError:
            return False

    wait_until(is_ready)


def test_a_guest_scorer_comes_in_by_its_entry_point(home: Path, bin_folder: Path) -> None:
    """The example of the how-to: its scores are beside the built-in ones."""
    listed = succeed(bin_folder / "copydesk", "scorers", "--json", cwd=home)
    names = [one["name"] for one in json.loads(listed)["scorers"]]
    assert names == ["anonymity", "attribution", "hedging", "readability", "numbers"]


@pytest.mark.parametrize("example", [SCORER, SYSTEM, RULE], ids=lambda path: path.name)
def test_an_examples_own_tests_pass(home: Path, bin_folder: Path, example: Path) -> None:
    """As its README says."""
    shown = succeed(
        *(bin_folder / "python", "-m", "pytest", "-p", "no:cacheprovider", example / "tests"),
        cwd=home,
    )
    assert "2 passed" in shown


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (THREE_LINES, 'Revealed type is "scoring.report.report.Report"'),
        ('import copydesk\ncopydesk.score("…", offset="utf16")\n', "Unexpected keyword argument"),
        (
            "import copydesk\nimport copydesk_numbers\n"
            "s: copydesk.Scorer = copydesk_numbers.NumbersScorer()\n",
            "Success",
        ),
    ],
    ids=["report", "misspelt", "scorer"],
)
def test_types_reach_the_user(home: Path, bin_folder: Path, code: str, expected: str) -> None:
    """``py.typed`` is in the wheel: mypy, in strict mode, knows what comes back."""
    (home / "users.py").write_text(code)
    done = run(
        *(sys.executable, "-m", "mypy", "--strict", "--no-incremental"),
        *("--python-executable", bin_folder / "python", "users.py"),
        cwd=home,
    )
    assert expected in done.stdout, done.stdout + done.stderr
    assert ("error:" in done.stdout) == expected.startswith("Unexpected")
