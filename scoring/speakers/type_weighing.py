"""Weigh a source's type: the evidence from its clues and from the model, added in log odds."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.model.decoding import Reading
from scoring.model.labels import SOURCE_TYPES
from scoring.model.weights.clue_weights import load_evidence
from scoring.speakers.types import INFORMANT, WITHHELD, GroupedType
from scoring.trace import Option
from scoring.types import ANONYMOUS, SourceType

HEARD: Final = 1.0
"""The weight of the model's log odds relative to the clues': see training/DECISIONS.md."""
NAMED: Final = 1.5
"""The log odds that a person's name adds to its clues, because the clues' weights come from one
country's news."""
UNNAMED: Final = 0.5
"""The log odds that an unnamed person's role adds to its clues. It was chosen from 0, 0.5, 1 and 2
on training articles held back and on the labeled news."""


class TypeWeighing:
    """Weighs the types of an article's sources. ``start`` and ``end`` are a source's token range,
    the end exclusive.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def weigh(
        self, clues: Iterable[str], start: int, end: int, ruled: GroupedType | None = None
    ) -> SourceType:
        """Return the most probable type of a source, by its clues and the model.

        ``ruled`` is the type that a rule gives. It can count for more than its learned weight, for
        articles with other kinds of names.
        """
        clues = [*clues]
        scores = self._scores(clues, start, end)
        if ruled:
            scores[SOURCE_TYPES.index(ruled.type)] += _beyond(ruled)
        options = partial(self._options, scores, clues, (start, end), ruled)
        self._reading.trace.weigh("source_type", "table.sources", options)
        kind: SourceType = SOURCE_TYPES[int(np.argmax(scores))]
        return kind

    def best_without_name(
        self, clues: Iterable[str], start: int, end: int
    ) -> tuple[SourceType, float]:
        """Return the most probable type except a named person, and by how much it is behind that.

        The difference is in log odds. It is negative if a named person is less probable.
        """
        scores = self._scores(clues, start, end)
        named = SOURCE_TYPES.index("named_person")
        rest = scores.copy()
        rest[named] = -np.inf
        best = int(np.argmax(rest))
        kind: SourceType = SOURCE_TYPES[best]
        return kind, float(scores[named] - scores[best])

    def _options(
        self,
        scores: NDArray[np.float64],
        clues: Sequence[str],
        place: tuple[int, int],
        ruled: GroupedType | None,
    ) -> Iterator[Option]:
        """Yield the types, each with the weights of its clues, the model and the rule."""
        heard = self._heard(*place)
        for number, kind in enumerate(SOURCE_TYPES):
            weights = load_evidence("sources").weights(clues, number)
            weights.append(("model, type", float(heard[number])))
            if ruled and ruled.type == kind:
                weights.append(("the rule's word beyond its weight", _beyond(ruled)))
            yield Option(kind, float(scores[number]), weights)

    def _heard(self, start: int, end: int) -> NDArray[np.float64]:
        return np.asarray(HEARD * self._reading.type_scores(start, end))

    def _scores(self, clues: Iterable[str], start: int, end: int) -> NDArray[np.float64]:
        """Return the log odds of each type, in the order of ``SOURCE_TYPES``."""
        return np.asarray(self._heard(start, end) + load_evidence("sources").weigh(clues))


def _beyond(ruled: GroupedType) -> float:
    """Return the log odds that a rule's verdict adds to its clues.

    This compensates for the clues' weights, which come from one country's news.
    """
    if ruled.type == "named_person":
        return NAMED
    return UNNAMED if ruled.type in ANONYMOUS and ruled.group in (WITHHELD, INFORMANT) else 0.0
