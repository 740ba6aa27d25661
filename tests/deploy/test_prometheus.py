"""A real Prometheus reads a real service, and every query of the dashboard has an answer."""

import asyncio
import math
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from deployment_files import ALERTS, DEPLOY, alerts, panels, read
from instance import free_port
from offered import opened
from service_process import Service

PROMETHEUS = shutil.which("prometheus")
pytestmark = pytest.mark.skipif(PROMETHEUS is None, reason="prometheus is not installed")
INTERVAL = "5s"
"""In place of Grafana's $__rate_interval, with a scrape each second."""


@pytest.fixture(scope="module")
def api(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
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
        yield f"http://127.0.0.1:{port}/api/v1"
    finally:
        process.terminate()
        process.wait(20)


def ask(api: str, query: str) -> list[dict[str, Any]]:
    answer = httpx.get(f"{api}/query", params={"query": query}).json()
    assert answer["status"] == "success", answer
    found: list[dict[str, Any]] = answer["data"]["result"]
    return found


@pytest.mark.parametrize(
    "query", [target["expr"] for panel in panels() for target in panel["targets"]]
)
def test_a_panel_has_data(api: str, query: str) -> None:
    """At least one series, with a number."""
    found = ask(api, query.replace("$__rate_interval", INTERVAL))
    assert found
    assert not all(math.isnan(float(series["value"][1])) for series in found)


def test_what_is_shown_is_what_happened(api: str) -> None:
    """Some twenty articles a second, in memory of a plausible size."""
    (rate,) = ask(api, "sum(rate(copydesk_score_seconds_count[5s]))")
    assert 5 < float(rate["value"][1]) < 40
    (memory,) = ask(api, "sum(copydesk_resident_memory_bytes)")
    assert 20e6 < float(memory["value"][1]) < 2e9


def test_the_rules_are_loaded(api: str) -> None:
    """Every alert is there, was evaluated without an error, and is silent."""
    deadline = time.monotonic() + 10
    while True:
        groups = httpx.get(f"{api}/rules").json()["data"]["groups"]
        rules = [rule for group in groups for rule in group["rules"]]
        if rules and all(rule["health"] == "ok" for rule in rules):
            break
        assert time.monotonic() < deadline, rules
        time.sleep(0.2)
    assert {rule["name"] for rule in rules} == {rule["alert"] for rule in alerts()}
    assert [rule["name"] for rule in rules if rule["state"] == "firing"] == []


def test_the_files_are_prometheus_own(api: str) -> None:
    """What it runs with is our file, but for the address and the intervals."""
    loaded = yaml.safe_load(httpx.get(f"{api}/status/config").json()["data"]["yaml"])
    assert [job["job_name"] for job in loaded["scrape_configs"]] == ["copydesk"]
    assert [Path(path).name for path in loaded["rule_files"]] == [ALERTS.name]
