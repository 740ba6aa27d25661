"""The engine of a process: how it is loaded and warmed up, and its interface."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, Protocol

from scoring.report.report import Report
from scoring.report.request import ScoreRequest
from scoring.stopping import ShouldContinue, always
from service.lean_imports import import_spacy
from service.settings import Settings

if TYPE_CHECKING:
    from scoring.calibration.profile import Profile
    from scoring.engine import Engine
    from scoring.scorer import Registered

WARM_UP: Final = """\
The city council voted on Tuesday to repair the old bridge over the mill stream, and work may begin
in the spring, officials said.

"We have waited eleven years for this," said Mayor Ruth Adler, who chaired the meeting. "It was
about time."

The bridge was closed to lorries in 2019 after engineers found cracks in two of its arches. A report
by the county's works department put the cost at roughly $3.5 million, though a member of the
finance committee, who asked not to be named because the talks are private, said that it could rise.

According to the plan, one lane will stay open for buses. Shopkeepers on the north bank fear that
the work will keep customers away until Christmas.
"""


class ScoringEngine(Protocol):
    """The interface of ``scoring.engine.Engine``, which tests replace."""

    @property
    def scorers(self) -> "Mapping[str, Registered]":
        """The scorers by name."""
        ...

    @property
    def profiles(self) -> "Mapping[str, Profile]":
        """The calibration profiles by name."""
        ...

    def score(
        self, request: ScoreRequest, /, *, should_continue: ShouldContinue = always
    ) -> Report:
        """Score one article unless ``should_continue`` returns false. Safe to call from
        several threads.
        """
        ...


EngineFactory = Callable[[], ScoringEngine]
"""A function that loads an engine. It is slow, because it reads the model."""


def load_engine(settings: Settings) -> "Engine":
    """Load the engine for ``settings``.

    Raises ``BadArtefact``, ``BadScorer``, ``BadProfile``, ``BadRule`` or ``BadRules``.
    """
    # Imported here, because spaCy and onnxruntime take half a second and 100 MB, which neither
    # ``copydesk --help`` nor the parent process of ``copydesk serve`` needs.
    import_spacy()
    from scoring.engine import Engine  # noqa: PLC0415

    return Engine.load(
        model=settings.model,
        profiles=settings.profiles,
        rules=settings.rules,
        threads=settings.threads,
        cache_bytes=settings.window_cache_mb * 1024 * 1024,
        max_characters=settings.max_characters,
    )
