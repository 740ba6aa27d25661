"""Writes a software bill of materials (CycloneDX 1.6) to standard output: ``make sbom``.

cyclonedx-py describes the environment that it runs in. Only the packages in ``requirements.lock``
are shipped, so the development tools are removed; the image has fewer. Third-party files in the
repository are added, including the base model.
"""

import hashlib
import json
import subprocess
import sys
from typing import Any

from packaging.utils import canonicalize_name

from deploy.supply.image import read_rules as read_image_rules
from deploy.supply.licences import ROOT, dependencies, locked, read_rules
from scoring.version import VERSION

_COMMAND = ("environment", "--pyproject", "pyproject.toml", "--spec-version", "1.6")


def describe_environment() -> dict[str, Any]:
    """Return cyclonedx-py's description of the running environment."""
    done = subprocess.run(  # noqa: S603 - our own interpreter, constant arguments
        [sys.executable, "-m", "cyclonedx_py", *_COMMAND, "--output-reproducible", sys.executable],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    found["metadata"]["component"]["version"] = VERSION  # dynamic, so not in pyproject.toml
    return found


def keep(bom: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Return a bill with only those components whose name and version are given."""
    kept = [
        one
        for one in bom["components"]
        if names.get(canonicalize_name(one["name"])) == one["version"]
    ]
    references = {one["bom-ref"] for one in kept} | {bom["metadata"]["component"]["bom-ref"]}
    dependencies = [
        {**one, "dependsOn": sorted(references & set(one.get("dependsOn", [])))}
        for one in bom["dependencies"]
        if one["ref"] in references
    ]
    return {**bom, "components": kept, "dependencies": dependencies}


def say_licences(bom: dict[str, Any], licences: dict[str, str | None]) -> None:
    """Add the known license of a component whose metadata has none that fits."""
    for component in bom["components"]:
        licence = licences[canonicalize_name(component["name"])]
        if not component.get("licenses") and licence:
            component["licenses"] = [{"expression": licence}]


def vendored(rules: dict[str, Any]) -> list[dict[str, Any]]:
    """Return components for the third-party files in the repository, with their digests."""
    return [
        {
            "type": "machine-learning-model" if one["path"].endswith(".onnx") else "library",
            "bom-ref": one["purl"],
            "name": one["name"],
            "version": one["version"],
            "purl": one["purl"],
            "licenses": [{"license": {"id": one["licence"]}}],
            "properties": [
                {"name": "copydesk:path", "value": one["path"]},
                {"name": "copydesk:sha256", "value": _digest(one["path"])},
            ],
        }
        for one in rules["vendored"]
    ]


def _digest(path: str) -> str:
    return hashlib.sha256((ROOT / path).read_bytes()).hexdigest()


def shipped(*, image: bool) -> dict[str, str]:
    """Return the versions of the packages that the wheel requires, or that the image has."""
    without = read_image_rules()["packages"] if image else {}
    return {name: version for name, version in locked().items() if name not in without}


def main(arguments: list[str]) -> int:
    """Print the bill: of what the wheel requires, or with ``image`` of what the image has."""
    names = shipped(image="image" in arguments)
    bom = keep(
        describe_environment(),
        {canonicalize_name(name): version for name, version in names.items()},
    )
    rules = read_rules()
    say_licences(bom, {canonicalize_name(one.name): one.licence for one in dependencies(rules)})
    bom["components"] += vendored(rules)
    json.dump(bom, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
