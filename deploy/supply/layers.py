"""Measures the layers that this project adds to the base image: ``python -m deploy.supply.layers``.

Does in a temporary folder what the Dockerfile's build does, with the running Python and pip, so it
needs no container engine. pip gets the locked packages from its index. Without ``strip``
(binutils), debugging information is counted too, and it says so.
"""

import compileall
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from deploy.supply.image import compiled, image_lock, read_rules, slim

ROOT: Final = Path(__file__).parents[2]
MODEL: Final = "scoring/model/reader"
CODE: Final = ("scoring", "service", "integrations/python/copydesk")
MEGABYTE: Final = 1e6


def size(folder: Path) -> float:
    """Return the megabytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MEGABYTE


def install(lock: Path, site: Path) -> None:
    """Install a lock file's packages, without their scripts."""
    subprocess.run(  # noqa: S603 - arguments of our own
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("--no-deps", "--require-hashes", "--only-binary=:all:", "--no-compile"),
            *("--target", str(site), "-r", str(lock)),
        ],
        check=True,
    )


def strip(modules: Iterator[Path]) -> bool:
    """Remove debugging information. Return whether that was possible."""
    command = shutil.which("strip")
    if command is None:
        return False
    subprocess.run([command, "--strip-debug", *map(str, modules)], check=True)  # noqa: S603 - likewise
    return True


def build(folder: Path) -> dict[str, float]:
    """Return the megabytes of each layer."""
    rules = read_rules()
    lock, site, code = folder / "image.lock", folder / "site", folder / "code"
    lock.write_text(
        image_lock((ROOT / "requirements.lock").read_text(encoding="utf-8"), rules),
        encoding="utf-8",
    )
    install(lock, site)
    slim(site, rules)
    if not strip(compiled(site, rules)):
        sys.stderr.write("strip is not installed: with debugging information\n")
    caches = shutil.ignore_patterns("__pycache__")
    for package in CODE:
        shutil.copytree(ROOT / package, code / Path(package).name, ignore=caches)
    model = folder / "model"
    shutil.move(code / MODEL, model)
    for made in (site, code):
        compileall.compile_dir(made, quiet=2)
    return {"dependencies": size(site), "the model": size(model), "the code": size(code)}


def main() -> int:
    """Print the sizes."""
    with tempfile.TemporaryDirectory() as folder:
        sizes = build(Path(folder))
    for layer, megabytes in (*sizes.items(), ("together", sum(sizes.values()))):
        sys.stdout.write(f"{layer:<14}{megabytes:>6.0f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
