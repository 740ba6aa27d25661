"""Defines scorers. A scorer has two methods: ``find`` gathers evidence, ``measure`` counts it.

A scorer contains no threshold of good or bad; that is the calibration profile's job. Scorers are
found through the entry-point group ``copydesk.scorers``. The entry point's object is a scorer, or a
class or function that returns one when called without arguments.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol, TypeVar, runtime_checkable

from scoring import plugins
from scoring.errors import BadScorer
from scoring.story import Story
from scoring.types import Direction, Value

Evidence = Mapping[str, Sequence[Value]]
"""Lists of evidence by their key in the report's ``evidence``."""

Number = float | int | None
ValueT = TypeVar("ValueT", bound=Value)


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
    """The protocol of scorers, both built-in ones and plugins. Plain class attributes are
    enough.
    """

    @property
    def name(self) -> str:
        """The name in requests and reports, and of its entry point."""
        ...

    @property
    def version(self) -> str:
        """Must change whenever the same article may get a different value."""
        ...

    @property
    def description(self) -> str:
        """A one-sentence description for users."""
        ...

    @property
    def unit(self) -> str:
        """The unit of ``Measurement.value``: "hedge cues per 100 words"."""
        ...

    @property
    def direction(self) -> Direction:
        """Whether higher or lower is better, unless the profile says otherwise."""
        ...

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """A description of every key of ``Measurement.metrics``."""
        ...

    def find(self, story: Story) -> Evidence:
        """Return the spans of evidence, by list."""
        ...

    def measure(self, story: Story, evidence: Evidence) -> Measurement:
        """Return the figures. Uses nothing but ``story`` and ``evidence``."""
        ...


SCORER_PLUGINS: Final = plugins.PluginKind(
    "copydesk.scorers", "a", "scorer", "scoring.scorer.Scorer", BadScorer
)


class Registered(Value, frozen=True, kw_only=True):
    """A scorer and the distribution that provides it."""

    scorer: Scorer
    distribution: str
    distribution_version: str


def discover() -> dict[str, Registered]:
    """Return the installed scorers by name, copydesk's own first, then plugins by name.

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


def share(part: float, whole: float) -> float | None:
    """Return ``part / whole``, or ``None`` if ``whole`` is 0."""
    return part / whole if whole else None


def only(evidence: Evidence, key: str, kind: type[ValueT]) -> list[ValueT]:
    """Return one list of the evidence with the type of its items."""
    return [item for item in evidence.get(key, ()) if isinstance(item, kind)]
