"""The tag inventories of the encoder's heads, shared by training and inference.

Every inventory is an ordered tuple; column ``i`` of a head scores tag ``i``. Span tags are BIO
(Ramshaw & Marcus 1995): ``B-X`` starts a span, ``I-X`` continues it, ``O`` is outside.
"""

from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray

from scoring.types import SourceType


def bio(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the BIO tags of the labels, ``O`` first: ``2 * len(labels) + 1`` tags."""
    return ("O", *(f"{prefix}-{label}" for label in labels for prefix in "BI"))


ROLES: Final = ("SOURCE", "CUE", "CONTENT")
ENTITIES: Final = ("PERSON", "ORGANIZATION", "LOCATION", "MISC", "DATE", "QUANTITY")
HEDGES: Final = ("epistemic", "evidential", "approximator")
SOURCE_TYPES: Final[tuple[SourceType, ...]] = tuple(
    one for one in get_args(SourceType) if one != "none"
)

ROLE_TAGS: Final = bio(ROLES)
ENTITY_TAGS: Final = bio(ENTITIES)
HEDGE_TAGS: Final = bio(HEDGES)

LINK_WIDTH: Final = 48
"""Dimensions of the vectors that a pointer compares, for a cue and for what it may point to."""

HEADS: Final[dict[str, int]] = {
    "role": len(ROLE_TAGS),
    "entity": len(ENTITY_TAGS),
    "hedge": len(HEDGE_TAGS),
    "sentence": 1,
    "source_type": len(SOURCE_TYPES),
    "mode": 1,
    "source_query": LINK_WIDTH,
    "source_key": LINK_WIDTH,
    "content_query": LINK_WIDTH,
    "content_key": LINK_WIDTH,
}
"""The number of columns of each head in the encoder's output matrix, in this order."""


def head_columns() -> dict[str, slice]:
    """Return the columns of each head in the output matrix of ``sum(HEADS.values())`` columns."""
    columns, start = {}, 0
    for name, width in HEADS.items():
        columns[name] = slice(start, start + width)
        start += width
    return columns


def legal_transitions(tags: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return ``legal[i, j]``: whether tag ``j`` may follow ``i``. ``I-X`` follows only ``B-X``,
    ``I-X``.

    A sequence may start with any tag, including ``I-X``, because a window can start inside a
    quotation.
    """
    legal = np.ones((len(tags), len(tags)), dtype=bool)
    for j, tag in enumerate(tags):
        if tag.startswith("I-"):
            for i, before in enumerate(tags):
                legal[i, j] = before != "O" and before[2:] == tag[2:]
    return legal
