"""Selects what the container image carries: run by the Dockerfile, with nothing installed.

``python image.py lock requirements.lock`` prints the lock file without the packages that
``image.toml`` leaves out, with the hashes of the others. ``python image.py slim SITE-PACKAGES``
removes the files that it leaves out. ``python image.py debug SITE-PACKAGES`` prints the compiled
modules to strip.
"""

import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

RULES: Final = Path(__file__).with_name("image.toml")
_ENTRY: Final = re.compile(r"^([A-Za-z0-9._-]+)==.*(?:\n[ \t]+.*)*\n?", re.MULTILINE)
"""A package in a lock file: its name and version, and indented lines of hashes and comments."""


class Stale(ValueError):
    """A rule that fits nothing: what it was for has moved, or is gone."""


def read_rules(path: Path = RULES) -> dict[str, Any]:
    """Return the rules."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def image_lock(lock: str, rules: dict[str, Any]) -> str:
    """Return a lock file without the packages that the image leaves out.

    Raises ``Stale`` if one of them is not in the lock file.
    """
    entries = {entry[1]: entry[0] for entry in _ENTRY.finditer(lock)}
    gone = sorted(set(rules["packages"]) - set(entries))
    if gone:
        raise Stale(f"not in the lock file: {', '.join(gone)}")
    return "".join(text for name, text in entries.items() if name not in rules["packages"])


def superfluous(site: Path, rules: dict[str, Any]) -> Iterator[Path]:
    """Yield the files and folders that the image leaves out.

    Raises ``Stale`` for a pattern that fits nothing, or a language to keep that is not there.
    """
    for pattern in rules["files"]:
        found = list(site.glob(pattern))
        if not found:
            raise Stale(f"no file fits {pattern}")
        yield from found
    folder = site / rules["languages"]["folder"]
    languages = {path.parent.name: path.parent for path in folder.glob("*/__init__.py")}
    missing = set(rules["languages"]["keep"]) - set(languages)
    if missing:
        raise Stale(f"no such language: {', '.join(sorted(missing))}")
    yield from (path for name, path in languages.items() if name not in rules["languages"]["keep"])


def slim(site: Path, rules: dict[str, Any]) -> None:
    """Remove what the image leaves out. Raises ``Stale``."""
    for path in list(superfluous(site, rules)):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)  # its folder may have been removed before


def compiled(site: Path, rules: dict[str, Any]) -> Iterator[Path]:
    """Yield the compiled modules to strip. Raises ``Stale`` for a package that has none."""
    for package in rules["debug"]["packages"]:
        found = sorted((site / package).rglob("*.so"))
        if not found:
            raise Stale(f"no compiled module in {package}")
        yield from found


def main(arguments: list[str]) -> int:
    """Run one of the commands."""
    command, path = arguments
    if command == "lock":
        sys.stdout.write(image_lock(Path(path).read_text(encoding="utf-8"), read_rules()))
    elif command == "debug":
        sys.stdout.writelines(f"{module}\n" for module in compiled(Path(path), read_rules()))
    else:
        slim(Path(path), read_rules())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
