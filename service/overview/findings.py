"""What to look at in an archive: rows that failed, outliers, and prompts by rule.

What is typical, and so what an outlier is, depends on the profile (``Scale``). Only so many rows
are kept, so memory does not grow with the archive. All are counted.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from scoring.calibration.profile import Profile, calibrate
from scoring.types import Direction, Typical, Value

FENCE: Final = 1.5
"""A value is an outlier if it is farther outside the middle half of the reference articles than
this many times its width (Tukey 1977, "Exploratory Data Analysis", 2D)."""

MEANINGS: Final[Mapping[Direction, str]] = {
    "higher_is_better": "a higher score means a higher value",
    "lower_is_better": "a higher score means a lower value",
    "neutral": "a higher score means a higher value, which is neither better nor worse",
}


class Scale(Value, frozen=True, kw_only=True):
    """A scorer's direction, and the middle half of the reference articles."""

    direction: Direction
    typical: Typical

    def is_outlier(self, value: float) -> bool:
        """Return whether a value is far outside what is typical."""
        band = self.typical.value
        reach = FENCE * (band.high - band.low)
        return value < band.low - reach or value > band.high + reach


def scales_by_label(profiles: Iterable[Profile]) -> dict[str, dict[str, Scale]]:
    """Return the scales of each profile by its label, as in the column ``profile``."""
    return {
        profile.label: {
            name: Scale(direction=calibrated.direction, typical=calibrated.typical)
            for name in profile.scores
            if (calibrated := calibrate(profile, name, None)).direction and calibrated.typical
        }
        for profile in profiles
    }


KEPT: Final = 50
"""The most rows that failed, and the most outliers of a scorer, that are listed."""
SHOWN: Final = 200
"""The most characters of an id or a message."""


class Place(Value, frozen=True, kw_only=True):
    """A row of the archive."""

    row: int
    id: str


class Failed(Value, frozen=True, kw_only=True):
    """A row that could not be scored, and why."""

    place: Place
    error: str
    detail: str


class Outlier(Value, frozen=True, kw_only=True):
    """A row whose value is far outside what is typical. ``far``: how far, in typical widths."""

    far: float
    place: Place
    value: float
    score: float | None


class Outliers:
    """The outliers of a scorer: how many there are, and the farthest."""

    def __init__(self) -> None:
        self.count = 0
        self._farthest: list[tuple[float, int, Outlier]] = []

    @property
    def farthest(self) -> list[Outlier]:
        """The farthest outliers, the farthest first."""
        return [one for *_, one in sorted(self._farthest, reverse=True)]

    def add(self, outlier: Outlier) -> None:
        """Count an outlier. Of equally far ones, the first rows are kept."""
        self.count += 1
        heapq.heappush(self._farthest, (outlier.far, -outlier.place.row, outlier))
        if len(self._farthest) > KEPT:
            heapq.heappop(self._farthest)


class PromptCount(Value, frozen=True, kw_only=True):
    """How often a rule prompts, and in how many articles."""

    rule: str
    severity: str
    prompts: int
    articles: int


class _Prompt(Value, frozen=True, kw_only=True):
    rule: str
    severity: str


class Findings:
    """What to look at, row by row. ``scales``: by the profile's label and the scorer."""

    def __init__(self, scales: Mapping[str, Mapping[str, Scale]]) -> None:
        self.failed: list[Failed] = []
        self.outliers: dict[str, Outliers] = {}
        self.checked = 0
        self._scales = scales
        self._prompts: Counter[tuple[str, str]] = Counter()
        self._articles: Counter[tuple[str, str]] = Counter()

    @property
    def prompts(self) -> list[PromptCount]:
        """The rules that prompt, the most frequent first."""
        ranked = sorted(self._prompts.items(), key=lambda item: (-item[1], item[0]))
        return [
            PromptCount(rule=key[0], severity=key[1], prompts=count, articles=self._articles[key])
            for key, count in ranked
        ]

    def add(self, number: int, row: Mapping[str, object]) -> None:
        """Look at a row of the archive's output."""
        place = Place(row=number, id=_short(row.get("id")))
        if row.get("error") is not None:
            if len(self.failed) < KEPT:
                error, detail = str(row["error"]), _short(row.get("error_detail"))
                self.failed.append(Failed(place=place, error=error, detail=detail))
            return
        for name, scale in self._scales.get(str(row.get("profile")), {}).items():
            value = row.get(f"{name}_value")
            if isinstance(value, int | float) and scale.is_outlier(value):
                band, score = scale.typical.value, row.get(f"{name}_score")
                far = max(band.low - value, value - band.high) / ((band.high - band.low) or 1.0)
                self.outliers.setdefault(name, Outliers()).add(
                    Outlier(
                        far=far,
                        place=place,
                        value=value,
                        score=score if isinstance(score, int | float) else None,
                    )
                )
        if isinstance(prompts := row.get("prompts"), str):
            self._count(prompts)

    def _count(self, prompts: str) -> None:
        self.checked += 1
        found = [
            (prompt.rule, prompt.severity)
            for prompt in msgspec.json.decode(prompts, type=list[_Prompt])
        ]
        self._prompts.update(found)
        self._articles.update(set(found))


def _short(value: object) -> str:
    return "" if value is None else str(value)[:SHOWN]
