"""Clients that others' tools make from the OpenAPI document work against the service.

The tools come from package indexes; where there is none, or a tool cannot be run, the tests are
skipped.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from service_process import REAL, Service

pytestmark = [pytest.mark.slow]

DOCUMENT = Path(__file__).with_name("openapi.json")
LONG = 600
USE_PYTHON = """
import sys
from made import Client
from made.api.catalogue import list_scorers
from made.api.scoring import score, score_batch
from made.models import BatchError, Problem, Report, ScoreBody
client = Client(base_url=sys.argv[1])
report = score.sync(client=client, body=ScoreBody(text="“It may rain,” Ana Ruiz said.", id="1"))
assert isinstance(report, Report), report
assert report.id == "1" and report.scores["hedging"].score > 0
assert report.evidence.attributions[0].cue.text == "said"
assert isinstance(score.sync(client=client, body=ScoreBody(text="")), Problem)
answers = score_batch.sync(client=client, body=[ScoreBody(text="The mayor."), ScoreBody(text="")])
assert [type(answer) for answer in answers] == [Report, BatchError], answers
assert list_scorers.sync(client=client).scorers
"""
USE_TYPESCRIPT = """
import type { components, paths } from "./schema";
type Answer = paths["/v1/score"]["post"]["responses"]["200"]["content"]["application/json"];
const body: components["schemas"]["ScoreBody"] = { text: process.argv[3]!, offsets: "utf16" };
const response = await fetch(`${process.argv[2]}/v1/score`, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
});
const report: Answer = await response.json() as Answer;
const score: number | null = report.scores["hedging"]!.score;
const cue: string | undefined = report.evidence.attributions?.[0]?.cue.text;
const problem: components["schemas"]["Problem"]["type"] = "urn:copydesk:problem:timeout";
console.log(typeof score, cue, problem);
"""


def program(text: str) -> str:
    """Return a program with the name that the document has for an article."""
    schema = json.loads(DOCUMENT.read_text())["paths"]["/v1/score"]["post"]["requestBody"]
    reference: str = schema["content"]["application/json"]["schema"]["$ref"]
    return text.replace("ScoreBody", reference.rpartition("/")[2])


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with Service(REAL, COPYDESK_DRAIN=0) as running:
        yield running


def run(*command: str | Path, cwd: Path) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=LONG, check=False
    )


def need(*command: str | Path, cwd: Path) -> None:
    """Run what fetches a tool; skip the test where that cannot be done."""
    try:
        done = run(*command, cwd=cwd)
    except (OSError, subprocess.TimeoutExpired) as error:
        pytest.skip(f"{command[0]}: {type(error).__name__}")
    if done.returncode:
        pytest.skip(f"{command[0]} has no package index: {done.stderr[-200:]}")


def test_a_python_client(service: Service, tmp_path: Path) -> None:
    """Made by openapi-python-client: a report, a problem, a batch, the catalogue."""
    need(sys.executable, "-m", "venv", "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    need(python, "-m", "pip", "install", "--quiet", "openapi-python-client>=0.26", cwd=tmp_path)
    made = run(
        python.with_name("openapi-python-client"), "generate", "--path", DOCUMENT,
        "--meta", "none", "--output-path", "made", cwd=tmp_path,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    used = run(python, "-c", program(USE_PYTHON), service.url, cwd=tmp_path)
    assert used.returncode == 0, used.stderr


def test_a_typescript_client(service: Service, tmp_path: Path) -> None:
    """Types made by openapi-typescript: they pass the strict compiler, and the program runs."""
    if shutil.which("npm") is None:
        pytest.skip("no npm")
    tools = ("openapi-typescript@7", "typescript@5", "@types/node@20")
    need("npm", "install", "--no-audit", "--no-fund", *tools, cwd=tmp_path)
    optional = "--default-non-nullable=false"
    made = run("npx", "openapi-typescript", DOCUMENT, optional, "-o", "schema.d.ts", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    (tmp_path / "use.mts").write_text(
        program(USE_TYPESCRIPT).replace('"./schema"', '"./schema.d.ts"')
    )
    options = (
        "--strict",
        "--noUncheckedIndexedAccess",
        "--target",
        "es2022",
        "--module",
        "nodenext",
    )
    compiled = run("npx", "tsc", *options, "--types", "node", "use.mts", cwd=tmp_path)
    assert compiled.returncode == 0, compiled.stdout
    used = run("node", "use.mjs", service.url, "“Rain,” Ana Ruiz said.", cwd=tmp_path)
    assert used.stdout.split() == ["number", "said", "urn:copydesk:problem:timeout"], used.stderr
