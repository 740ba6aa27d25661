"""A reference distribution made from quantiles: where a value stands in it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from scoring.types import Value


class Shares(Value, frozen=True, kw_only=True):
    """The shares of reference articles, 0 to 1, with a smaller, an equal and a larger value."""

    smaller: float
    equal: float
    larger: float


class Distribution:
    """The shares of reference articles that a value is larger, smaller or better than.

    ``quantiles`` are the reference values at equal steps of probability, in ascending order.
    Shares are interpolated linearly between values. ``falling``: lower values are better.
    """

    def __init__(self, quantiles: Sequence[float], *, falling: bool) -> None:
        last = len(quantiles) - 1
        places: dict[float, list[int]] = {}
        for place, value in enumerate(quantiles):
            places.setdefault(value, []).append(place)
        self._quantiles = quantiles
        self._values = sorted(places)
        steps = [(places[v][0] / last, places[v][-1] / last) for v in self._values]
        self._below = [low for low, _ in steps]
        self._up_to = [high for _, high in steps]
        self._falling = falling

    def at(self, level: float) -> float:
        """Return the value at a level of probability, 0 to 1, such as the median at 0.5."""
        place = level * (len(self._quantiles) - 1)
        below = min(int(place), len(self._quantiles) - 2)
        low, high = self._quantiles[below], self._quantiles[below + 1]
        return low + (place - below) * (high - low)

    def shares(self, value: float) -> Shares:
        """Return the shares of reference articles with a smaller, an equal and a larger value."""
        values = self._values
        place = bisect_left(values, value)
        if place == len(values):
            return Shares(smaller=1.0, equal=0.0, larger=0.0)
        if values[place] == value:
            low, high = self._below[place], self._up_to[place]
            return Shares(smaller=low, equal=high - low, larger=1 - high)
        if place == 0:
            return Shares(smaller=0.0, equal=0.0, larger=1.0)
        before, after = self._up_to[place - 1], self._below[place]
        part = (value - values[place - 1]) / (values[place] - values[place - 1])
        smaller = before + part * (after - before)
        return Shares(smaller=smaller, equal=0.0, larger=1 - smaller)

    def better_than(self, value: float) -> float:
        """Return the share of reference articles that a value is better than, 0 to 1.

        Articles with the same value count half.
        """
        shares = self.shares(value)
        return (shares.larger if self._falling else shares.smaller) + shares.equal / 2

    def no_better(self, value: float) -> float:
        """Return the share of reference articles that are no better than a value, 0 to 1.

        All articles with the same value count, so the best possible value has 1 no matter how many
        share it. The share is continuous, so that a small change of a value never changes a score
        much.
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
