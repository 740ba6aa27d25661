"""The adapters of content systems that are installed."""

from typing import Final

from scoring import plugins
from scoring.errors import CopydeskError
from service.cms.adapter import Adapter


class BadAdapter(CopydeskError):
    """An adapter plugin that cannot be used, and why."""


KIND: Final = plugins.Kind(
    "copydesk.cms", "an", "adapter", "service.cms.adapter.Adapter", BadAdapter
)


def discover() -> dict[str, Adapter]:
    """Return the installed adapters by name, copydesk's own first, then guests' by name.

    Raises ``BadAdapter``: see ``scoring.plugins``.
    """
    return {adapter.name: adapter for _, adapter in plugins.discover(KIND, _adapter)}


def _adapter(loaded: object) -> Adapter | None:
    return loaded if isinstance(loaded, Adapter) else None
