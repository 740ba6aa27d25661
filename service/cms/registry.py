"""Find the adapters that are installed: one door for built-ins and guests."""

from importlib.metadata import EntryPoint, entry_points
from typing import Final

from scoring.errors import CopydeskError
from service.cms.adapter import Adapter

GROUP: Final = "copydesk.cms"
BUILT_IN: Final = "copydesk"


class BadAdapter(CopydeskError):
    """An adapter plugin that cannot be used, and why."""


def discover() -> dict[str, Adapter]:
    """Return the installed adapters by name, copydesk's own first, then guests' by name.

    Raises ``BadAdapter`` for one that cannot be imported, lacks part of the protocol, or takes a
    name that is taken.
    """
    points = sorted(entry_points(group=GROUP), key=lambda p: (_distribution(p) != BUILT_IN, p.name))
    found: dict[str, Adapter] = {}
    for point in points:
        adapter = _load(point)
        if adapter.name != point.name:
            raise BadAdapter(
                f"entry point {point.name!r} holds an adapter that is named {adapter.name!r}"
            )
        if point.name in found:
            raise BadAdapter(f"two adapters are named {point.name!r}: {_distribution(point)}'s too")
        found[point.name] = adapter
    return found


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "unknown"


def _load(point: EntryPoint) -> Adapter:
    try:
        loaded = point.load()
        adapter = loaded() if callable(loaded) else loaded
    except Exception as error:  # a guest's code may raise anything at import
        raise BadAdapter(
            f"adapter {point.name!r} cannot be loaded: {type(error).__name__}"
        ) from error
    if not isinstance(adapter, Adapter):
        raise BadAdapter(f"{point.value} is not an adapter: see service.cms.adapter.Adapter")
    return adapter
