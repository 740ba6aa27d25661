"""What is in deploy/, read."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
ALERTS = DEPLOY / "prometheus" / "alerts.yml"
DASHBOARD = DEPLOY / "grafana" / "dashboards" / "copydesk.json"

_METRIC = re.compile(r"\b(copydesk_[a-z_]+)(?:\{([^}]*)\})?")
_MATCHER = re.compile(r'([a-z_]+)\s*=~?\s*"([^"]*)"')


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def manifests() -> dict[str, Any]:
    """Return Kubernetes' objects by their kind."""
    paths = [path for path in KUBERNETES.glob("*.yaml") if path.name != "kustomization.yaml"]
    found = [read(path) for path in paths]
    return {manifest["kind"]: manifest for manifest in found}


def container() -> Any:
    (only,) = manifests()["Deployment"]["spec"]["template"]["spec"]["containers"]
    return only


def compose() -> Any:
    return read(DEPLOY / "compose.yaml")


def alerts() -> list[dict[str, Any]]:
    return [rule for group in read(ALERTS)["groups"] for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    return found


def queries() -> list[str]:
    """Return every query of the dashboard and of the alerts."""
    of_dashboard = [target["expr"] for panel in panels() for target in panel["targets"]]
    return of_dashboard + [rule["expr"] for rule in alerts()]


def selectors(query: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield copydesk's metrics in a query, with what their labels must match."""
    for name, matchers in _METRIC.findall(query):
        yield name, dict(_MATCHER.findall(matchers))
