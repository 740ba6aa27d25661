"""What the service needs of a scoring engine, and how it gets one."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from scoring.report.report import Report
from scoring.report.request import ScoreRequest
from scoring.stopping import GoOn, always
from service.settings import Settings

if TYPE_CHECKING:
    from scoring.calibration.profile import Profile
    from scoring.scorer import Registered


class ScoringEngine(Protocol):
    """``scoring.engine.Engine``, or a stand-in for it in a test."""

    @property
    def scorers(self) -> "Mapping[str, Registered]":
        """The scorers by name."""
        ...

    @property
    def profiles(self) -> "Mapping[str, Profile]":
        """The calibration profiles by name."""
        ...

    def score(self, request: ScoreRequest, /, *, go_on: GoOn = always) -> Report:
        """Score one article, unless ``go_on`` says no. Called from several threads at once."""
        ...


EngineFactory = Callable[[], ScoringEngine]
"""Loads an engine. Slow: it reads the model."""


def load_engine(settings: Settings) -> ScoringEngine:
    """Load the engine that ``settings`` describe.

    Raises ``BadArtefact``, ``BadScorer`` or ``BadProfile``.
    """
    # Imported here, for spaCy and onnxruntime take a second and 150 MB that neither
    # ``copydesk --help`` nor the parent process of ``copydesk serve`` should pay.
    from scoring.engine import Engine  # noqa: PLC0415

    return Engine.load(
        model=settings.model,
        profiles=settings.profiles,
        threads=settings.threads,
        remember=settings.window_cache_mb * 1024 * 1024,
        max_characters=settings.max_characters,
    )
