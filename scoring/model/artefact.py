"""The model on disk: verifies its files against its manifest before anything is loaded."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from scoring.errors import BadArtefact
from scoring.model.labels import HEADS
from scoring.model.tables import Tables, read_tables

ARTEFACT_FORMAT: Final = 1
"""Version of the format of the model's folder."""
MANIFEST: Final = "manifest.json"
MODEL: Final = "reader.int8.onnx"
TABLES: Final = "tables.npz"
TOKENIZER: Final = "tokenizer.json"
PACKAGED: Final = Path(__file__).parent / "reader"


@dataclass(frozen=True, slots=True)
class Artefact:
    """A verified model: the location of its files, and its small tables."""

    folder: Path
    version: str
    window: int
    tables: Tables


def load_artefact(folder: Path | None = None) -> Artefact:
    """Verify and open the model in ``folder`` (by default the packaged one).

    Raises ``BadArtefact`` if a file is missing, differs from the manifest's SHA-256, or was made
    for different heads or tables than this version supports.
    """
    folder = folder or PACKAGED
    manifest = _manifest(folder)
    for name, entry in manifest["files"].items():
        _verify(folder / name, entry["sha256"])
    if manifest["heads"] != HEADS:
        raise BadArtefact(f"{folder}: the model's heads do not match this version of copydesk")
    version = f"{manifest['name']} {manifest['version']}"
    return Artefact(folder, version, manifest["window"], read_tables(folder / TABLES))


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadArtefact(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise BadArtefact(f"{path} is not JSON") from error
    if manifest.get("format") != ARTEFACT_FORMAT:
        raise BadArtefact(f"{path}: format {manifest.get('format')!r}, not {ARTEFACT_FORMAT}")
    missing = {"name", "version", "window", "heads", "files"} - manifest.keys()
    if missing or not {MODEL, TABLES, TOKENIZER} <= manifest["files"].keys():
        raise BadArtefact(f"{path} is incomplete")
    return manifest


def _verify(path: Path, expected: str) -> None:
    try:
        actual = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise BadArtefact(f"{path}: {error.strerror}") from error
    if actual != expected:
        raise BadArtefact(f"{path}: SHA-256 {actual} is not the manifest's {expected}")
