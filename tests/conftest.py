"""What runs side by side: a file's tests stay together, and a folder's that share a server."""

import pytest

TOGETHER = frozenset(("wordpress", "deploy"))
"""Folders whose site or proxy is started once."""
FIRST = "wordpress"
"""The longest: what is begun last must not be waited for."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name each test's group; ``--dist loadgroup`` gives a group to one process.

    Before pytest-xdist looks for the groups.
    """
    for item in items:
        folder = item.path.parent.name
        group = folder if folder in TOGETHER else f"{folder}/{item.path.name}"
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: item.path.parent.name != FIRST)
