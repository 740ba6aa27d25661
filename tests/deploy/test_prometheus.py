"""A real Prometheus reads a real service, and every query of the dashboard has an answer."""

import asyncio
import math
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
import yaml
from deployment_files import ALERTS, DEPLOY, alerts, panels, read
from instance import free_port
from offered import opened
from patience import wait_until
from service_process import Service

from scoring.version import VERSION
from service.observability import metrics

PROMETHEUS = shutil.which("prometheus")
pytestmark = pytest.mark.skipif(PROMETHEUS is None, reason="prometheus is not installed")
INTERVAL = "5s"
"""In place of Grafana's $__rate_interval, with a scrape each second."""
_LABEL = re.compile(r"{{(\w+)}}")


class Api(NamedTuple):
    """Prometheus's, and the moment that is asked about: that of the load's end."""

    url: str
    moment: float


@pytest.fixture(scope="module")
def api(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Our configuration, with this service's address, under a little load for some seconds."""
    folder = tmp_path_factory.mktemp("prometheus")
    config = read(DEPLOY / "prometheus" / "prometheus.yml")
    config["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    config["rule_files"] = [str(ALERTS)]
    config["scrape_configs"][0]["static_configs"] = [{"targets": [f"127.0.0.1:{service.port}"]}]
    (folder / "prometheus.yml").write_text(yaml.safe_dump(config))
    port = free_port()
    assert PROMETHEUS
    process = subprocess.Popen(
        [
            PROMETHEUS,
            f"--config.file={folder / 'prometheus.yml'}",
            f"--storage.tsdb.path={folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{port}",
            "--log.level=error",
        ]
    )
    try:
        body = b"The mayor said on Tuesday that the bridge may open in May."
        asyncio.run(opened(service.port, lambda _: body, rate=20, seconds=8))
        yield Api(f"http://127.0.0.1:{port}/api/v1", time.time())
    finally:
        process.terminate()
        process.wait(20)


def ask(api: Api, query: str) -> list[dict[str, Any]]:
    answer = httpx.get(f"{api.url}/query", params={"query": query, "time": api.moment}).json()
    assert answer["status"] == "success", answer
    found: list[dict[str, Any]] = answer["data"]["result"]
    return found


@pytest.mark.parametrize(
    "query", [target["expr"] for panel in panels() for target in panel["targets"]]
)
def test_a_panel_has_data(api: Api, query: str) -> None:
    """At least one series, with a number."""
    found = ask(api, query.replace("$__rate_interval", INTERVAL))
    assert found
    assert not all(math.isnan(float(series["value"][1])) for series in found)


@pytest.mark.parametrize("panel", panels(), ids=lambda panel: panel["title"])
def test_a_line_has_a_name_of_its_own(api: Api, panel: dict[str, Any]) -> None:
    """The labels of each series are those that its legend names: no two lines are called alike."""
    names = []
    for target in panel["targets"]:
        wanted = set(_LABEL.findall(target["legendFormat"]))
        for series in ask(api, target["expr"].replace("$__rate_interval", INTERVAL)):
            assert set(series["metric"]) == wanted
            line = target["legendFormat"]
            for label, value in series["metric"].items():
                line = line.replace(f"{{{{{label}}}}}", value)
            names.append(line)
    assert len(set(names)) == len(names) > 0


def test_the_lines_are_the_services(api: Api) -> None:
    """What has a line of its own: statuses, reasons, outcomes, the version and the model."""
    shown: dict[str, set[str]] = {}
    for target in (target for panel in panels() for target in panel["targets"]):
        for series in ask(api, target["expr"].replace("$__rate_interval", INTERVAL)):
            for label, value in series["metric"].items():
                shown.setdefault(label, set()).add(value)
    assert shown.pop("status_code") == {"200", "422", "500", *map(str, metrics.AT_THE_GATE)}
    assert shown.pop("reason") == set(metrics.REASONS)
    assert shown.pop("outcome") == set(metrics.OUTCOMES)
    assert shown.pop("version") == {VERSION}
    assert set(shown) == {"model", "instance"}


def test_what_is_shown_is_what_happened(api: Api) -> None:
    """Some twenty articles a second, in memory of a plausible size."""
    (rate,) = ask(api, "sum(rate(copydesk_score_seconds_count[5s]))")
    assert 5 < float(rate["value"][1]) < 40
    (memory,) = ask(api, "sum(copydesk_resident_memory_bytes)")
    assert 20e6 < float(memory["value"][1]) < 2e9


def test_the_rules_are_loaded(api: Api) -> None:
    """Every alert is there, was evaluated without an error, and is silent."""

    def loaded() -> list[dict[str, Any]]:
        groups = httpx.get(f"{api.url}/rules").json()["data"]["groups"]
        return [rule for group in groups for rule in group["rules"]]

    wait_until(lambda: {rule["health"] for rule in loaded()} == {"ok"})
    rules = loaded()
    assert {rule["name"] for rule in rules} == {rule["alert"] for rule in alerts()}
    assert [rule["name"] for rule in rules if rule["state"] == "firing"] == []


def test_the_files_are_prometheus_own(api: Api) -> None:
    """What it runs with is our file, but for the address and the intervals."""
    loaded = yaml.safe_load(httpx.get(f"{api.url}/status/config").json()["data"]["yaml"])
    assert [job["job_name"] for job in loaded["scrape_configs"]] == ["copydesk"]
    assert [Path(path).name for path in loaded["rule_files"]] == [ALERTS.name]
