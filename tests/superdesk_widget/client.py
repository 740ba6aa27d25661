"""A Superdesk client with the extension in it, built by Superdesk's own tool.

superdesk-client-core is not here: ``superdesk-api.d.ts`` has the types of the part that is used.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
EXTENSION = HERE.parents[1] / "integrations" / "superdesk" / "client"
PATIENCE = 600
INDEX = """
import {startApp} from 'superdesk-core/scripts/index';

startApp(
    [
        {
            id: 'copydesk',
            load: () => import('./extensions/copydesk'),
        },
    ],
    {},
);
"""
CSS_NAMES = """
exports.getCssNameForExtension = (name, extension) => `${extension}--${name}`;
"""
"""What superdesk-client-core's function of this name is for: an extension's own class names."""


def npm(*arguments: str, cwd: Path) -> None:
    """Run npm; skip the test where there is no npm or no package index."""
    if shutil.which("npm") is None:
        pytest.skip("no npm here")
    try:
        done = subprocess.run(
            ["npm", *arguments, "--no-audit", "--no-fund"],
            cwd=cwd, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        pytest.skip("npm has no package index")
    if done.returncode:
        pytest.skip(f"npm has no package index: {done.stderr[-200:]}")


def build(client: Path) -> None:
    """Make a client in an empty folder, with its packages, and build the extension in it.

    Raises ``AssertionError`` with what the compiler said.
    """
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, client)
    npm("ci", "--ignore-scripts", cwd=client)
    (client / "superdesk.config.js").write_text(
        "module.exports = () => ({importApps: ['../index']});"
    )
    (client / "index.ts").write_text(INDEX)
    core = client / "node_modules" / "superdesk-core"
    (core / "scripts" / "core").mkdir(parents=True)
    (core / "styles").mkdir()
    (core / "package.json").write_text('{"name": "superdesk-core"}')
    (core / "scripts" / "core" / "get-css-name-for-extension.js").write_text(CSS_NAMES)
    shutil.copy(HERE / "superdesk-api.d.ts", core / "scripts" / "core")
    extension = client / "extensions" / "copydesk"
    unwanted = shutil.ignore_patterns("node_modules", "dist")
    shutil.copytree(EXTENSION, extension, ignore=unwanted)
    npm("ci", cwd=extension)
    program = (
        "const tools = '@superdesk/build-tools/src/extensions/';"
        "require(tools + 'install-extensions')(process.cwd());"
        "require(tools + 'css').namespaceCSS(process.cwd());"
    )
    done = subprocess.run(
        ["node", "-e", program],
        cwd=client, env={**os.environ, "npm_config_fund": "false"},
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def styles(client: Path) -> str:
    """Return the extension's styles as Superdesk includes them."""
    generated = client / "node_modules/superdesk-core/styles/extension-styles.generated.css"
    return generated.read_text()


def modules(client: Path) -> dict[str, str]:
    """Return the compiled modules by name, without their suffix."""
    compiled = client / "extensions" / "copydesk" / "dist" / "src"
    return {path.stem: path.read_text() for path in sorted(compiled.glob("*.js"))}


def script(client: Path, name: str) -> str:
    """Return a script of a package, as a browser loads it."""
    return (client / "node_modules" / name).read_text()
