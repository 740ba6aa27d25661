"""Find the scorers that are installed: one door for built-ins and guests."""

from importlib.metadata import EntryPoint, entry_points
from typing import Final

from scoring.errors import BadScorer
from scoring.scorer import Scorer
from scoring.values import Value

GROUP: Final = "copydesk.scorers"
BUILT_IN: Final = "copydesk"


class Registered(Value, frozen=True, kw_only=True):
    """A scorer and the distribution that brought it."""

    scorer: Scorer
    distribution: str
    distribution_version: str


def discover() -> dict[str, Registered]:
    """Return the installed scorers by name, copydesk's own first, then guests' by name.

    Raises ``BadScorer`` for one that cannot be imported, lacks part of the protocol, or takes a
    name that is taken.
    """
    points = sorted(entry_points(group=GROUP), key=lambda p: (_distribution(p) != BUILT_IN, p.name))
    found: dict[str, Registered] = {}
    for point in points:
        registered = _load(point)
        name = registered.scorer.name
        if name != point.name:
            raise BadScorer(f"entry point {point.name!r} holds a scorer that is named {name!r}")
        if name in found:
            raise BadScorer(
                f"two scorers are named {name!r}: from {found[name].distribution} "
                f"and from {registered.distribution}"
            )
        found[name] = registered
    return found


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "unknown"


def _load(point: EntryPoint) -> Registered:
    try:
        loaded = point.load()
        scorer = loaded() if callable(loaded) else loaded
    except Exception as error:  # a guest's code may raise anything at import
        raise BadScorer(
            f"scorer {point.name!r} cannot be loaded: {type(error).__name__}"
        ) from error
    if not isinstance(scorer, Scorer):
        raise BadScorer(f"{point.value} is not a scorer: see scoring.scorer.Scorer")
    return Registered(
        scorer=scorer,
        distribution=_distribution(point),
        distribution_version=point.dist.version if point.dist else "unknown",
    )
