"""A reference distribution function made from quantiles. It is monotone, continuous and bounded."""

from bisect import bisect_right
from collections.abc import Sequence


class Distribution:
    """The share of reference articles that a value is better than, or at least as good as.

    ``quantiles`` are the reference values at equal steps of probability, in ascending order. Both
    shares are interpolated linearly between values, so they are continuous. ``falling``: lower
    values are better.
    """

    def __init__(self, quantiles: Sequence[float], *, falling: bool) -> None:
        last = len(quantiles) - 1
        places: dict[float, list[int]] = {}
        for place, value in enumerate(quantiles):
            places.setdefault(value, []).append(place)
        self._values = sorted(places)
        steps = [(places[v][0] / last, places[v][-1] / last) for v in self._values]
        self._below = [low for low, _ in steps]
        self._up_to = [high for _, high in steps]
        self._middle = [(low + high) / 2 for low, high in steps]
        self._falling = falling

    def better_than(self, value: float) -> float:
        """Return the share of reference articles that a value is better than, 0 to 1.

        Articles with the same value count half.
        """
        level = self._level(value, self._middle)
        return 1 - level if self._falling else level

    def no_better(self, value: float) -> float:
        """Return the share of reference articles that are no better than a value, 0 to 1.

        All articles with the same value count, so the best possible value has 1 no matter how many
        share it.
        """
        if self._falling:
            return 1 - self._level(value, self._below)
        return self._level(value, self._up_to)

    def _level(self, value: float, levels: Sequence[float]) -> float:
        values = self._values
        if value <= values[0]:
            return levels[0]
        if value >= values[-1]:
            return levels[-1]
        above = bisect_right(values, value)
        low, high = values[above - 1], values[above]
        share = (value - low) / (high - low)
        return levels[above - 1] + share * (levels[above] - levels[above - 1])
