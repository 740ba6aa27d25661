"""The extension is complete: Superdesk's own tool builds it."""

from pathlib import Path

import pytest

from superdesk_widget.client import EXTENSION, modules, styles


def test_the_anchor_is_the_one_for_every_page() -> None:
    """A copy, because an extension is a folder of its own."""
    original = EXTENSION.parents[1] / "anchor" / "anchor.js"
    assert (EXTENSION / "src" / "anchor.js").read_bytes() == original.read_bytes()


@pytest.mark.slow
def test_superdesks_tool_builds_it(client: Path) -> None:
    """Type-checked in strict mode; its class names get the extension's prefix."""
    assert "extension" in modules(client)
    assert ".copydesk--passage" in styles(client)
    assert "::highlight(copydesk)" in styles(client)
