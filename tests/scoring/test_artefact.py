"""The model artefact is checked before it is used."""

import json
import shutil
from pathlib import Path

import pytest

from scoring.errors import BadArtefact
from scoring.model.artefact import MANIFEST, MODEL, PACKAGED, TABLES, load_artefact


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKAGED, tmp_path / "model"))


def test_the_packaged_artefact_is_whole_and_small() -> None:
    """It loads, and stays under 30 MB."""
    load_artefact()
    assert sum(path.stat().st_size for path in PACKAGED.iterdir()) < 30_000_000


def test_a_corrupt_file_is_refused(copied: Path) -> None:
    """One changed byte is enough."""
    data = bytearray((copied / MODEL).read_bytes())
    data[1000] ^= 1
    (copied / MODEL).write_bytes(data)
    with pytest.raises(BadArtefact, match="SHA-256"):
        load_artefact(copied)


@pytest.mark.parametrize("name", [MODEL, TABLES, MANIFEST])
def test_a_missing_file_is_refused(copied: Path, name: str) -> None:
    """The error names the file."""
    (copied / name).unlink()
    with pytest.raises(BadArtefact, match=name):
        load_artefact(copied)


@pytest.mark.parametrize(
    ("change", "says"),
    [({"format": 9}, "format"), ({"heads": {"role": 3}}, "heads"), ({"files": {}}, "incomplete")],
)
def test_a_manifest_of_another_kind_is_refused(
    copied: Path, change: dict[str, object], says: str
) -> None:
    """Another format, other heads, or files left out."""
    path = copied / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(BadArtefact, match=says):
        load_artefact(copied)


def test_a_manifest_that_is_no_json_is_refused(copied: Path) -> None:
    """The error says so."""
    (copied / MANIFEST).write_text("{")
    with pytest.raises(BadArtefact, match="not JSON"):
        load_artefact(copied)
