"""What an archive's scores mean by its profile: their direction, and what is typical."""

from collections.abc import Iterable, Mapping
from typing import Final

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
