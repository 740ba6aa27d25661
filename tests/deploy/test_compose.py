"""The compose file and what Prometheus and Grafana are given: valid, and pointing at each other."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from deployment_files import DASHBOARD, DEPLOY, ROOT, compose, panels, read

from scoring.version import VERSION
from service.settings import read_settings, unknown_variables

COMPOSE = DEPLOY / "compose.yaml"
PROVISIONING = DEPLOY / "grafana" / "provisioning"


@pytest.fixture
def copydesk() -> Any:
    return compose()["services"]["copydesk"]


def check(path: Path) -> "subprocess.CompletedProcess[str]":
    """Check a file against the Compose Specification, which check-jsonschema brings along."""
    schema = ("--builtin-schema", "vendor.compose-spec")
    return subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *schema, path],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_compose_file_is_valid() -> None:
    """Against the specification."""
    done = check(COMPOSE)
    assert done.returncode == 0, done.stdout


def test_a_wrong_key_would_be_found(tmp_path: Path) -> None:
    """The check above can fail."""
    wrong = tmp_path / "compose.yaml"
    wrong.write_text(COMPOSE.read_text().replace("read_only:", "readonly:"))
    assert check(wrong).returncode == 1


def test_every_variable_is_a_setting(copydesk: Any) -> None:
    """Spelt right, with a value that is taken; the image is the code's version."""
    assert unknown_variables(copydesk["environment"]) == []
    settings = read_settings(copydesk["environment"])
    assert settings.slots == int(copydesk["deploy"]["resources"]["limits"]["cpus"])
    assert copydesk["image"] == f"copydesk:{VERSION}"


def test_the_service_is_shut_in(copydesk: Any) -> None:
    """Read-only, no capability, nobody's user, bounded, and on this machine's address only."""
    assert copydesk["read_only"] is True
    assert copydesk["cap_drop"] == ["ALL"]
    assert f"USER {copydesk['user']}\n" in (ROOT / "Dockerfile").read_text()
    assert {"cpus", "memory"} <= set(copydesk["deploy"]["resources"]["limits"])
    for service in compose()["services"].values():
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])


def test_the_ports_are_one(copydesk: Any) -> None:
    """Published, listened on, checked and scraped."""
    port = read_settings(copydesk["environment"]).port
    assert copydesk["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert f":{port}/health/ready" in copydesk["healthcheck"]["test"][-1]
    (scrape,) = read(DEPLOY / "prometheus" / "prometheus.yml")["scrape_configs"]
    assert scrape["static_configs"] == [{"targets": [f"copydesk:{port}"]}]
    assert f"EXPOSE {port}\n" in (ROOT / "Dockerfile").read_text()


PINNED = re.compile(r"[a-z0-9./-]+:v?\d+\.\d+\.\d+[a-z0-9.-]*@sha256:[0-9a-f]{64}")
"""A name, a whole version for people, and the digest, which decides."""


def test_images_of_others_are_named_by_digest() -> None:
    """A tag can be moved to another image, a digest cannot. The build takes the Dockerfile's base
    image by the digest that stands for its name.
    """
    services = compose()["services"]
    own = services["copydesk"]
    named = [service["image"] for service in services.values() if service is not own]
    contexts = own["build"]["additional_contexts"]
    named += [context.removeprefix("docker-image://") for context in contexts.values()]
    assert len(named) == 3
    assert all(PINNED.fullmatch(image) for image in named)
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    stages = [line.split() for line in lines if line.startswith("FROM ")]
    aliases = {stage[3] for stage in stages if len(stage) > 2}
    bases = {stage[1] for stage in stages} - aliases
    assert bases == contexts.keys()
    assert all(f"/{base}@" in contexts[base] for base in bases)


def test_what_the_image_installs_is_locked() -> None:
    """Every package with its hash, the tools that build it too, and nothing else."""
    installs = re.findall(r"pip[^&\n]* install ([^&\n]*)", (ROOT / "Dockerfile").read_text())
    assert len(installs) == 3
    assert all("--require-hashes" in one or "--no-deps" in one for one in installs)


def test_what_is_mounted_is_there() -> None:
    """Every file of ours that a container is given exists, read-only."""
    mounts = [
        volume.split(":")
        for service in compose()["services"].values()
        for volume in service.get("volumes", [])
        if volume.startswith("./")
    ]
    assert len(mounts) == 3
    assert all((DEPLOY / source).is_dir() and mode == "ro" for source, _, mode in mounts)


def test_grafana_finds_its_source_and_its_dashboard() -> None:
    """By the names that each file has for the other."""
    grafana = compose()["services"]["grafana"]
    (source,) = read(PROVISIONING / "datasources" / "prometheus.yaml")["datasources"]
    (provider,) = read(PROVISIONING / "dashboards" / "copydesk.yaml")["providers"]
    assert {panel["datasource"]["uid"] for panel in panels()} == {source["uid"]}
    assert re.fullmatch(r"http://prometheus:9090", source["url"])
    folder = provider["options"]["path"]
    assert f"./grafana/dashboards:{folder}:ro" in grafana["volumes"]
    home = grafana["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
    assert home == f"{folder}/{DASHBOARD.name}"
