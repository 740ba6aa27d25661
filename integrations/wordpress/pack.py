"""Packs the plugin into a zip for WordPress's "Upload Plugin": ``python pack.py [ZIP]``.

The link to ``integrations/anchor/anchor.js`` becomes a file, and the license is included.
"""

import sys
import zipfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PLUGIN: Final = Path(__file__).resolve().parent / "copydesk"
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The timestamp of every file, so that the same plugin always gives the same zip."""


def pack(target: Path) -> None:
    """Write the zip to ``target``."""
    files = {path.relative_to(PLUGIN.parent): path for path in PLUGIN.rglob("*") if path.is_file()}
    files[Path(PLUGIN.name) / "LICENSE"] = ROOT / "LICENSE"
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(files.items()):
            info = zipfile.ZipInfo(name.as_posix(), date_time=EPOCH)
            info.external_attr = 0o644 << 16
            archive.writestr(info, path.read_bytes(), compress_type=zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    pack(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "copydesk-wordpress.zip")
