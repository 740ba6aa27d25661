"""The bill of materials names what is shipped, and nothing else."""

import json
import subprocess
import sys
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from deploy.supply.licences import ROOT, locked, read_rules
from deploy.supply.sbom import keep, shipped
from scoring.version import VERSION


@pytest.fixture(scope="module")
def raw() -> str:
    return subprocess.run(
        [sys.executable, "-m", "deploy.supply.sbom"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.fixture(scope="module")
def bom(raw: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(raw)
    return found


def test_it_is_cyclonedx(raw: str) -> None:
    """Valid by its schema, version 1.6."""
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(raw) is None


def test_it_has_all_that_is_locked_and_no_tool(bom: dict[str, Any]) -> None:
    """The lock file's packages with their versions, and what lies in the repository."""
    vendored = {one["name"]: one["version"] for one in read_rules()["vendored"]}
    found = {one["name"].lower().replace("_", "-"): one["version"] for one in bom["components"]}
    expected = {name.replace("_", "-"): version for name, version in locked().items()}
    assert found == expected | {name.lower(): version for name, version in vendored.items()}
    assert "pytest" not in found


def test_it_is_of_copydesk(bom: dict[str, Any]) -> None:
    """Name and version of the whole."""
    component = bom["metadata"]["component"]
    assert (component["name"], component["version"]) == ("copydesk", VERSION)


def test_every_component_has_a_licence(bom: dict[str, Any]) -> None:
    """None is silent about it."""
    assert [one["name"] for one in bom["components"] if not one.get("licenses")] == []


def test_dependencies_lead_to_components(bom: dict[str, Any]) -> None:
    """Nothing that was taken out is left in the graph."""
    known = {one["bom-ref"] for one in bom["components"]}
    known.add(bom["metadata"]["component"]["bom-ref"])
    for one in bom["dependencies"]:
        assert {one["ref"], *one.get("dependsOn", [])} <= known


def test_a_tool_is_taken_out() -> None:
    """By its name, and another version of a package too."""
    whole = {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [
            {"name": "One_Two", "version": "1", "bom-ref": "a"},
            {"name": "pytest", "version": "9", "bom-ref": "b"},
        ],
        "dependencies": [{"ref": "root", "dependsOn": ["a", "b"]}, {"ref": "b"}],
    }
    kept = keep(whole, {"one-two": "1"})
    assert [one["bom-ref"] for one in kept["components"]] == ["a"]
    assert kept["dependencies"] == [{"ref": "root", "dependsOn": ["a"]}]


def test_the_image_has_less() -> None:
    """What the image leaves out is in the wheel's bill only."""
    assert {"spacy", "litestar"} <= set(shipped(image=True))
    assert {"faker", "nltk"} <= set(shipped(image=False)) - set(shipped(image=True))
