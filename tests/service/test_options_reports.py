"""The same options, asked for in any way, give the same report: of a real service, for real."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from archive_run import read_lines, write_lines
from cms_payloads import encode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from option_ways import flags, run_here, written
from patience import PATIENCE
from service_fakes import NAMES
from service_process import REAL, Service

import copydesk
from scoring.report.options import OPTIONS, Option
from service.archive import run as runner
from service.archive import worker
from service.cli import score
from service.cli.main import main

TEXT = (
    "The harbor café may reopen in May, a senior official who asked not to be named said 😀.\n\n"
    "“Nearly all of it will be rebuilt,” Ana Ruiz, the mayor, told the council on Tuesday."
)
JSON = {"content-type": "application/json"}


def values(option: Option) -> st.SearchStrategy[Any]:
    """Return a strategy for an option's values."""
    if option.kind == "flag":
        return st.booleans()
    if option.kind == "choice":
        return st.sampled_from(option.choices)
    if option.kind == "names":
        return st.lists(st.sampled_from(NAMES), min_size=1)
    if option.kind == "number":
        return st.floats(*option.bounds) | st.sampled_from([0, 0.6, 1])
    return st.sampled_from(
        {"language": ["en", "en-GB", "en_US"], "profile": ["default"]}[option.name]
    )


ASKED = st.fixed_dictionaries({}, optional={option.name: values(option) for option in OPTIONS})


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    cms = tmp_path_factory.mktemp("reports") / "cms.toml"
    cms.write_text('[cms.custom]\ntext = "entry.text"\n')
    with Service(REAL, COPYDESK_CMS=cms, COPYDESK_DRAIN=0) as service:
        yield service.url


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands share the library's engine: a model is loaded once."""
    monkeypatch.setattr(score, "load_engine", lambda _: copydesk.default_engine())
    monkeypatch.setattr(worker, "load_engine", lambda _: copydesk.default_engine())
    monkeypatch.setattr(runner, "run_local", run_here)


def by_library(asked: dict[str, Any]) -> Any:
    return json.loads(msgspec.json.encode(copydesk.score(TEXT, **asked)))


def post(address: str, body: bytes, headers: dict[str, str], query: dict[str, str]) -> Any:
    answer = httpx.post(address, content=body, headers=headers, params=query, timeout=PATIENCE)
    assert answer.status_code == 200, answer.text
    return answer.json()


@given(ASKED)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_over_http_a_report_is_the_librarys(url: str, asked: dict[str, Any]) -> None:
    """A body's, a query's, an item's of a batch, and what a content system gets."""
    report = by_library(asked)
    whole = {"text": TEXT, **asked}
    lines, plain = {"content-type": "application/x-ndjson"}, {"content-type": "text/plain"}
    packed = {"content-type": "application/x-msgpack", "accept": "application/json"}
    payload = encode({"entry": {"text": TEXT}})
    query = written(asked)
    assert post(f"{url}/v1/score", encode(whole), JSON, {}) == report
    assert post(f"{url}/v1/score", msgspec.msgpack.encode(whole), packed, {}) == report
    assert post(f"{url}/v1/score", TEXT.encode(), plain, query) == report
    assert post(f"{url}/v1/score/batch", encode([whole]), JSON, {}) == [report]
    assert post(f"{url}/v1/score/batch", encode(whole), lines, {}) == report
    assert post(f"{url}/v1/cms/custom", payload, JSON, query) == report


@pytest.mark.usefixtures("here")
@given(ASKED)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_on_the_command_line_a_report_is_the_librarys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: dict[str, Any]
) -> None:
    """As JSON, and in an archive's row, which has what a report has in columns."""
    asked = {"evidence": True, **asked}
    report = by_library(asked)
    (tmp_path / "article.txt").write_bytes(TEXT.encode())
    assert main(["score", str(tmp_path / "article.txt"), "--json", *flags(asked)]) == 0
    assert json.loads(capsys.readouterr().out) == report
    write_lines(tmp_path / "in.jsonl", [{"text": TEXT}])
    out = tmp_path / "out.jsonl"
    assert main(["batch", str(tmp_path / "in.jsonl"), str(out), "--restart", *flags(asked)]) == 0
    capsys.readouterr()
    [row] = read_lines(out)
    assert row.get("evidence", {}) == report["evidence"]
    assert json.loads(row.get("prompts") or "null") == report.get("prompts")
    assert row.get("sha256") == report["document"].get("sha256")
    assert row["language"] == report["language"]
    found = {name.removesuffix("_score"): row[name] for name in row if name.endswith("_score")}
    assert found == {name: one["score"] for name, one in report["scores"].items()}
    warnings = ", ".join(one["code"] for one in report["warnings"])
    assert row["warnings"] == (warnings or None)
