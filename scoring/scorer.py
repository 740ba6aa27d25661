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
    """The protocol of a scorer, built-in or a guest's. Plain class attributes will do."""

    @property
    def name(self) -> str:
        """The name in requests and reports; that of its entry point too."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same article may get another value."""
        ...

    @property
    def description(self) -> str:
        """One sentence for a person who chooses a scorer."""
        ...

    @property
    def unit(self) -> str:
        """The unit of ``Measurement.value``: "hedge cues per 100 words"."""
        ...

    @property
    def direction(self) -> Direction:
        """What is better, unless the profile says otherwise."""
        ...

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """A description of every key of ``Measurement.metrics``."""
        ...

    def find(self, story: Story) -> Evidence:
        """Return the spans of evidence, by list."""
        ...

    def measure(self, story: Story, evidence: Evidence) -> Measurement:
        """Return the figures. Reads nothing that ``story`` and ``evidence`` do not hold."""
        ...


SCORER_PLUGINS: Final = plugins.PluginKind(
    "copydesk.scorers", "a", "scorer", "scoring.scorer.Scorer", BadScorer
)


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
        for point, scorer in plugins.discover(SCORER_PLUGINS, _scorer)
    }


def _scorer(loaded: object) -> Scorer | None:
    return loaded if isinstance(loaded, Scorer) else None
