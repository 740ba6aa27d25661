"""Finds the plugins installed under an entry-point group, built-in ones included.

It is used for scorers (``scoring.scorer``), house rules (``scoring.rules.rule``) and content system
adapters (``service.cms.settings``).
"""

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Final, NamedTuple, Protocol, TypeVar

from scoring.errors import CopydeskError

BUILT_IN: Final = "copydesk"


class Named(Protocol):
    """An object with a name."""

    @property
    def name(self) -> str:
        """The name, which is also the name of its entry point."""
        ...


P = TypeVar("P", bound=Named)


class PluginKind(NamedTuple):
    """A kind of plugin: its group, its name in errors ("a scorer"), and the module of its
    protocol.
    """

    group: str
    article: str
    noun: str
    protocol: str
    error: type[CopydeskError]


def distribution(point: EntryPoint) -> str:
    """Return the name of the distribution that provides a plugin."""
    return point.dist.name if point.dist else "unknown"


def discover(kind: PluginKind, fits: Callable[[object], P | None]) -> list[tuple[EntryPoint, P]]:
    """Return the installed plugins, copydesk's own first, then others by name.

    ``fits`` returns the loaded object if it implements the protocol, otherwise ``None``.

    Raises the kind's error for a plugin that cannot be imported, does not implement the protocol,
    or has the name of another.
    """
    points = entry_points(group=kind.group)
    found: dict[str, tuple[EntryPoint, P]] = {}
    for point in sorted(points, key=lambda p: (distribution(p) != BUILT_IN, p.name)):
        plugin = _load(point, kind, fits)
        if plugin.name != point.name:
            raise kind.error(
                f"entry point {point.name!r} holds {kind.article} {kind.noun} that is named "
                f"{plugin.name!r}"
            )
        if plugin.name in found:
            raise kind.error(
                f"two {kind.noun}s are named {plugin.name!r}: from "
                f"{distribution(found[plugin.name][0])} and from {distribution(point)}"
            )
        found[plugin.name] = point, plugin
    return list(found.values())


def _load(point: EntryPoint, kind: PluginKind, fits: Callable[[object], P | None]) -> P:
    try:
        loaded = point.load()
        made = loaded() if callable(loaded) else loaded
    except Exception as error:  # a plugin's code may raise anything when it is imported
        raise kind.error(
            f"{kind.noun} {point.name!r} cannot be loaded: {type(error).__name__}"
        ) from error
    plugin = fits(made)
    if plugin is None:
        raise kind.error(f"{point.value} is not {kind.article} {kind.noun}: see {kind.protocol}")
    return plugin
