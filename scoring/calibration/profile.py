"""Calibration profiles: convert a scorer's value to a score. The seed scores 50.

F(x) is the share of reference articles that are no better than x. The score is linear in F between
the anchors, from 0 to 100. An anchor is a seed article's F and its target score. With a single
anchor at 50, the score is 50 F(x) / F(seed) below the seed and 50 + 50 (F(x) - F(seed)) / (1 -
F(seed)) above. The best value in the reference scores 100, even if many articles share it. If the
seed is better than the whole reference, there is no F above it; the score then grows with the value
and is 100 as far beyond the seed as the seed is beyond the median. A profile is a JSON file that is
validated when it is loaded.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec

from scoring.calibration.distribution import Distribution, Shares
from scoring.errors import BadProfile
from scoring.types import Band, Direction, Typical, Value
from scoring.wording import json_error

PACKAGED: Final = Path(__file__).with_name("profiles")
SUFFIX: Final = ".json"
DEFAULT: Final = "default"
"""The name of the profile that is used unless another is requested."""

FORMAT: Final = 1
"""Version of the format of profiles."""
NAME: Final = r"^[a-z0-9][a-z0-9._-]{0,63}$"
VERSION: Final = r"^[0-9A-Za-z._+-]{1,64}$"
NOUN: Final = r"^.{1,64}$"
DIGITS: Final = 6
"""Decimals of the values in a profile."""

QUARTERS: Final = (0.25, 0.5, 0.75)
"""Levels of the quartiles."""

Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]


class Anchor(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A seed article's value and its target score."""

    value: float
    score: Percent = 50.0


class ScoreProfile(Value, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """The scale for one scorer's values.

    ``quantiles``: the reference values at equal steps of probability, in ascending order.
    ``articles``: the number of reference articles that had a value.
    """

    direction: Direction
    anchors: list[Anchor]
    articles: Annotated[int, msgspec.Meta(ge=1)]
    quantiles: Annotated[list[float], msgspec.Meta(min_length=2)]

    @cached_property
    def reference(self) -> Distribution:
        """The distribution of the reference values."""
        return Distribution(self.quantiles, falling=self.direction == "lower_is_better")

    @cached_property
    def anchor_levels(self) -> list[tuple[float, float]]:
        """The level and the target score of each seed, in ascending order."""
        return sorted((self.reference.no_better(one.value), one.score) for one in self.anchors)

    @cached_property
    def typical(self) -> Typical:
        """The quartiles of the reference values and their scores."""
        values = [self.reference.at(level) for level in QUARTERS]
        scores = sorted(_score(self, value) for value in values)
        return Typical(
            value=Band(low=values[0], median=values[1], high=values[2]),
            score=Band(low=scores[0], median=scores[1], high=scores[2]),
        )


class Profile(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named set of scales, with a description of the articles it was measured on.

    ``noun``: what a sentence calls the reference articles, such as "press releases".
    """

    format: int
    name: Annotated[str, msgspec.Meta(pattern=NAME)]
    version: Annotated[str, msgspec.Meta(pattern=VERSION)]
    description: str
    reference: str
    model: str
    scores: dict[str, ScoreProfile]
    noun: Annotated[str, msgspec.Meta(pattern=NOUN)] = "articles"

    @property
    def label(self) -> str:
        """Name and version, as in a report."""
        return f"{self.name} {self.version}"


class Calibrated(Value, frozen=True, kw_only=True):
    """A calibrated value: score and percentile, both 0 to 100, or ``None`` with a reason.

    ``typical`` is ``None`` only if the profile has no scale for the scorer. ``shares``: the
    reference articles with a smaller, an equal and a larger value.
    """

    score: float | None = None
    percentile: float | None = None
    direction: Direction | None = None
    typical: Typical | None = None
    shares: Shares | None = None
    reason: str | None = None


def calibrate(profile: Profile, scorer: str, value: float | None) -> Calibrated:
    """Calibrate a scorer's value with a profile.

    The percentile counts the reference articles that are worse, and half of those that are equal.
    """
    scale = profile.scores.get(scorer)
    if scale is None:
        return Calibrated(reason=f"profile {profile.name!r} has no scale for {scorer!r}")
    if value is None:
        return Calibrated(direction=scale.direction, typical=scale.typical)
    value = round(value, DIGITS)  # as in the profile, so that equal values are found equal
    return Calibrated(
        score=_score(scale, value),
        percentile=round(100 * scale.reference.better_than(value), 1),
        direction=scale.direction,
        typical=scale.typical,
        shares=scale.reference.shares(value),
    )


def _score(scale: ScoreProfile, value: float) -> float:
    """Return a value's score, rounded to one decimal."""
    level = scale.reference.no_better(value)
    score = _interpolated(level, scale.anchor_levels)
    if level == 1:
        score += (100 - score) * _share_beyond(scale, value)
    return round(score, 1)


def _share_beyond(scale: ScoreProfile, value: float) -> float:
    """Return how far a value is beyond the best seed, 0 to 1, if that is the best of all."""
    sign = -1 if scale.direction == "lower_is_better" else 1
    best = max((anchor.value for anchor in scale.anchors), key=lambda at: sign * at)
    span = sign * (best - scale.reference.at(0.5))
    if span <= 0 or scale.reference.no_better(best) < 1:
        return 0.0
    return min(1.0, max(0.0, sign * (value - best) / span))


def _interpolated(level: float, anchors: list[tuple[float, float]]) -> float:
    """Return the score at a level of F, interpolated between the anchors, (0, 0) and (1, 100)."""
    for at, score in anchors:
        if level == at:
            # At a seed, its own score applies exactly, even if F(seed) is 0 or 1.
            return score
    below, above = (0.0, 0.0), (1.0, 100.0)
    for anchor in anchors:
        if anchor[0] < level:
            below = anchor
    for anchor in reversed(anchors):
        if anchor[0] > level:
            above = anchor
    return below[1] + (above[1] - below[1]) * (level - below[0]) / (above[0] - below[0])


def load_profiles(folder: Path | None = None, scorers: Iterable[str] = ()) -> dict[str, Profile]:
    """Return the packaged profiles, the default first, and those in ``folder`` (``*.json``) by
    name.

    Raises ``BadProfile`` for a profile that is invalid, has the name of another, or has no scale
    for any installed scorer.
    """
    packaged = PACKAGED.glob(f"*{SUFFIX}")
    paths = sorted(packaged, key=lambda path: (path.stem != DEFAULT, path.stem))
    profiles: dict[str, Profile] = {}
    for path in (*paths, *(find_profiles(folder) if folder else ())):
        profile = read_profile(path)
        if profile.name in profiles:
            raise BadProfile(f"{path}: there is already a profile named {profile.name!r}")
        known = set(scorers)
        if known and not known & profile.scores.keys():
            raise BadProfile(f"{path} has no scale for any installed scorer")
        profiles[profile.name] = profile
    return profiles


def find_profiles(folder: Path) -> list[Path]:
    """Return the files of the profiles in a folder. Raises ``BadProfile`` if it is not one."""
    if not folder.is_dir():
        raise BadProfile(f"{folder} is not a folder")
    return sorted(folder.glob(f"*{SUFFIX}"))


def read_profile(path: Path) -> Profile:
    """Read and validate a profile. Raises ``BadProfile`` with the reason."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadProfile(f"{path}: {error.strerror}") from error
    try:
        profile = msgspec.json.decode(content, type=Profile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadProfile(f"{path}: {json_error(content, error)}") from error
    if profile.format != FORMAT:
        raise BadProfile(f"{path}: format {profile.format}, not {FORMAT}")
    for name, scale in profile.scores.items():
        try:
            check(scale)
        except ValueError as error:
            raise BadProfile(f"{path}: {name}: {error}") from error
    return profile


def check(scale: ScoreProfile) -> None:
    """Raise ``ValueError`` unless the quantiles ascend and the anchors agree with the direction."""
    if any(b < a for a, b in pairwise(scale.quantiles)):
        raise ValueError("the quantiles are not in ascending order")
    if not scale.anchors:
        raise ValueError("the list of anchors is empty")
    for (low, worse), (high, better) in pairwise(scale.anchor_levels):
        if better < worse or (low == high and better != worse):
            raise ValueError("a better seed has a lower target than a worse one")


def to_json(profile: Profile) -> bytes:
    """Return a profile as JSON that ``read_profile`` can read."""
    return msgspec.json.format(msgspec.json.encode(profile), indent=1) + b"\n"


def summary(profile: Profile) -> Mapping[str, Any]:
    """Return a summary of a profile for lists."""
    data: dict[str, Any] = msgspec.to_builtins(profile)
    return data
