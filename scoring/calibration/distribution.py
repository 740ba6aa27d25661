"""A reference distribution function, from quantiles: monotone, continuous, bounded."""

from bisect import bisect_right
from collections.abc import Sequence


class Distribution:
    """F(x): the share of reference articles that are no better than ``x``.

    So the best value that can be reached has all of them behind it, however many share it: an
    article without anonymous sources scores 100. ``quantiles`` are the reference values at equal
    steps of probability, rising. Between values F is linear, so that it is continuous everywhere.
    ``falling`` turns it round: less is better.
    """

    def __init__(self, quantiles: Sequence[float], *, falling: bool) -> None:
        last = len(quantiles) - 1
        places: dict[float, list[int]] = {}
        for place, value in enumerate(quantiles):
            places.setdefault(value, []).append(place)
        self._values = sorted(places)
        edge = 0 if falling else -1
        self._levels = [places[value][edge] / last for value in self._values]
        self._falling = falling

    def __call__(self, value: float) -> float:
        """Return F at a value, 0 to 1."""
        level = self._rising(value)
        return 1 - level if self._falling else level

    def _rising(self, value: float) -> float:
        values, levels = self._values, self._levels
        if value <= values[0]:
            return levels[0]
        if value >= values[-1]:
            return levels[-1]
        above = bisect_right(values, value)
        low, high = values[above - 1], values[above]
        share = (value - low) / (high - low)
        return levels[above - 1] + share * (levels[above] - levels[above - 1])
