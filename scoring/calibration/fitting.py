"""Makes a profile from the values of the seeds and of the reference articles."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

import numpy as np

from scoring.calibration.profile import DIGITS, FORMAT, Anchor, Profile, ScoreProfile, check
from scoring.errors import BadProfile
from scoring.scorer import Registered
from scoring.types import Article

ALL: Final = "*"
"""In a seed's targets, stands for every scorer that is not named."""
STEPS: Final = 100
"""Steps between the quantiles of the reference: one for each percentile."""


class MeasuringEngine(Protocol):
    """The engine that a profile is measured with: ``scoring.engine.Engine``."""

    @property
    def scorers(self) -> Mapping[str, Registered]:
        """The scorers by name."""
        ...

    @property
    def model_version(self) -> str:
        """The name and version of the model."""
        ...

    def values(self, article: Article) -> Mapping[str, float | None]:
        """Return every scorer's uncalibrated value for an article."""
        ...


def build_profile(  # noqa: PLR0913  # a profile says all of this of itself
    engine: MeasuringEngine,
    *,
    name: str,
    version: str,
    description: str,
    reference_description: str,
    seeds: Sequence[tuple[str, Mapping[str, float]]],
    reference: Iterable[Mapping[str, float | None]],
    noun: str = "articles",
) -> Profile:
    """Return a profile measured with the engine.

    ``seeds`` are pairs of a text and its target scores by scorer. ``ALL`` stands for all other
    scorers. A scorer without a target gets no anchor from that seed. ``reference`` are the values
    of each reference article by scorer, as from ``engine.values``; only their quantiles are kept.
    An article without a value for a scorer does not count for that scorer. ``noun``: what a
    sentence calls the reference articles.

    Raises ``BadProfile`` if a scorer has no value for any seed or any reference article, or if the
    seeds contradict each other.
    """
    seed_values = [(engine.values(Article(text=text)), targets) for text, targets in seeds]
    unknown = {name for _, targets in seeds for name in targets} - {ALL, *engine.scorers}
    if unknown:
        raise BadProfile(f"no scorer named {', '.join(sorted(unknown))}")
    values: dict[str, list[float]] = {scorer: [] for scorer in engine.scorers}
    for article in reference:
        for scorer, value in article.items():
            if value is not None:
                values[scorer].append(value)
    scores = {}
    for scorer, registered in engine.scorers.items():
        anchors = [
            Anchor(value=round(value, DIGITS), score=score)
            for measured, targets in seed_values
            if (value := measured[scorer]) is not None
            and (score := targets.get(scorer, targets.get(ALL))) is not None
        ]
        if not anchors:
            raise BadProfile(
                f"{scorer}: no seed has both a value and a target: give one a target for this "
                f"scorer, FILE={scorer}:SCORE, or for all scorers, FILE=SCORE"
            )
        if not values[scorer]:
            raise BadProfile(f"{scorer}: no reference article has a value")
        scale = ScoreProfile(
            direction=registered.scorer.direction,
            anchors=anchors,
            articles=len(values[scorer]),
            quantiles=quantiles(values[scorer]),
        )
        try:
            check(scale)
        except ValueError as error:
            raise BadProfile(
                f"{scorer}: {error}: give that seed a target for this scorer, FILE={scorer}:SCORE"
            ) from error
        scores[scorer] = scale
    return Profile(
        format=FORMAT,
        name=name,
        version=version,
        description=description,
        reference=reference_description,
        model=engine.model_version,
        scores=scores,
        noun=noun,
    )


def quantiles(values: Sequence[float]) -> list[float]:
    """Return the values at 0%, 1%, … 100% of probability."""
    levels = np.linspace(0, 1, STEPS + 1)
    return [round(float(q), DIGITS) for q in np.quantile(np.array(values), levels)]
