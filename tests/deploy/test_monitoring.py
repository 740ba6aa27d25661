"""The dashboard and the alerts ask only for what the service tells."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from deployment_files import ALERTS, DEPLOY, ROOT, alerts, panels, queries, selectors

from service.observability import metrics

Samples = dict[str, list[dict[str, str]]]
PROMTOOL = shutil.which("promtool")
OUR_OWN = {"job", "instance"}
"""Labels that Prometheus adds."""
BOUNDED = {"method", "path", "status_code", "app_name", "reason", "outcome", "le"}
BOUNDED |= {"version", "model"}
needs_promtool = pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed")


@pytest.mark.parametrize("query", queries())
def test_a_query_asks_for_what_is_there(query: str, samples: Samples) -> None:
    """Every metric is in /metrics, and has the labels and a value that the query wants."""
    asked = list(selectors(query)) or [("up", {})]
    for name, matchers in asked:
        if name == "up":
            continue
        assert name in samples
        labels = samples[name]
        for label, wanted in matchers.items():
            assert all(label in one for one in labels)
            if label != "status_code":
                assert any(re.fullmatch(wanted, one[label]) for one in labels)
    known = {label for name, _ in asked for one in samples.get(name, []) for label in one}
    for group in re.findall(r"by \(([^)]*)\)", query):
        assert set(re.split(r",\s*", group)) <= known | OUR_OWN


def test_the_panels_show_what_an_operator_asks_for() -> None:
    """Each of the things to watch has a panel."""
    shown = " ".join(target["expr"] for panel in panels() for target in panel["targets"])
    for metric in (
        "copydesk_http_requests_total",
        "copydesk_turned_away_total",
        "copydesk_http_request_duration_seconds_bucket",
        "copydesk_waiting",
        "copydesk_refused_total",
        "copydesk_words_total",
        "copydesk_resident_memory_bytes",
        "copydesk_cpu_seconds_total",
        "copydesk_in_flight",
    ):
        assert metric in shown


def test_panels_do_not_overlap() -> None:
    """Each has a place of its own in the grid."""
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels()]
    assert len(set(places)) == len(places)
    assert len({panel["id"] for panel in panels()}) == len(places)


def test_every_alert_is_explained() -> None:
    """The operator's page says what to do about each."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [rule["alert"] for rule in alerts() if f"`{rule['alert']}`" not in page] == []


def test_labels_are_bounded(samples: Samples) -> None:
    """No label but those whose values come from the code, the routes or the artefact."""
    ours = [one for name, labels in samples.items() if "copydesk" in name for one in labels]
    assert {label for one in ours for label in one} <= BOUNDED
    paths = {one["path"] for one in samples["copydesk_http_requests_total"]}
    assert paths <= {"/v1/score", "/health/ready", "/health/live", "/metrics"}


@pytest.mark.parametrize(
    ("name", "label", "values"),
    [
        ("copydesk_refused_total", "reason", metrics.REASONS),
        ("copydesk_callbacks_total", "outcome", metrics.OUTCOMES),
        ("copydesk_turned_away_total", "status_code", tuple(map(str, metrics.AT_THE_GATE))),
    ],
)
def test_counters_are_there_before_they_count(
    samples: Samples, name: str, label: str, values: tuple[str, ...]
) -> None:
    """A series that began at 1 would hide its first event from every rate."""
    assert {one[label] for one in samples[name]} == set(values)


@needs_promtool
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "config", DEPLOY / "prometheus" / "prometheus.yml"),
        ("check", "rules", ALERTS),
        ("test", "rules", Path(__file__).with_name("alerts_test.yml")),
    ],
    ids=["config", "rules", "tests of the rules"],
)
def test_promtool_agrees(arguments: tuple[str | Path, ...]) -> None:
    """The configuration is valid, and each alert fires when it should and not otherwise."""
    assert PROMTOOL
    done = subprocess.run([PROMTOOL, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
