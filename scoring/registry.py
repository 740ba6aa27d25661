"""The scorers that are installed."""

from typing import Final

from scoring import plugins
from scoring.errors import BadScorer
from scoring.scorer import Scorer
from scoring.values import Value

KIND: Final = plugins.Kind("copydesk.scorers", "a", "scorer", "scoring.scorer.Scorer", BadScorer)


class Registered(Value, frozen=True, kw_only=True):
    """A scorer and the distribution that brought it."""

    scorer: Scorer
    distribution: str
    distribution_version: str


def discover() -> dict[str, Registered]:
    """Return the installed scorers by name, copydesk's own first, then guests' by name.

    Raises ``BadScorer``: see ``scoring.plugins``.
    """
    return {
        scorer.name: Registered(
            scorer=scorer,
            distribution=plugins.distribution(point),
            distribution_version=point.dist.version if point.dist else "unknown",
        )
        for point, scorer in plugins.discover(KIND, _scorer)
    }


def _scorer(loaded: object) -> Scorer | None:
    return loaded if isinstance(loaded, Scorer) else None
