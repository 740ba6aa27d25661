"""What a scorer is: two verbs. ``find`` gathers evidence, ``measure`` counts it.

A scorer holds no threshold of good and bad; a calibration profile judges. Scorers are found
through the entry-point group ``copydesk.scorers``; the entry point's object is a scorer, or a
class or function that makes one without arguments.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol, runtime_checkable

from scoring import plugins
from scoring.errors import BadScorer
from scoring.story import Story
from scoring.types import Direction, Value

Evidence = Mapping[str, Sequence[Value]]
"""Lists of evidence by their key in the report's ``evidence``."""

Number = float | int | None


class Metric(Value, frozen=True, kw_only=True):
    """One figure that a scorer reports."""

    name: str
    unit: str
    description: str


class Measurement(Value, frozen=True, kw_only=True):
    """A scorer's figures for one story. ``value`` is ``None`` with a ``reason`` if undefined."""

    value: float | None
    metrics: dict[str, Number]
    reason: str | None = None


@runtime_checkable
class Scorer(Protocol):
    """The protocol of a scorer, built-in or a guest's.

    ``unit`` is the unit of ``Measurement.value``; ``metrics`` describes every key of
    ``Measurement.metrics``; ``direction`` is the default where a profile has none.
    """

    name: str
    version: str
    description: str
    unit: str
    direction: Direction
    metrics: tuple[Metric, ...]

    def find(self, story: Story) -> Evidence:
        """Return the spans of evidence, by list."""
        ...

    def measure(self, story: Story, evidence: Evidence) -> Measurement:
        """Return the figures. Reads nothing that ``story`` and ``evidence`` do not hold."""
        ...


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
