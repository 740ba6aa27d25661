"""The small arrays that decoding and linking add to the encoder's scores."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np

from scoring.errors import BadArtefact
from scoring.model.arrays import FloatArray
from scoring.model.labels import ROLE_TAGS

_TAGS: Final = len(ROLE_TAGS)

SHAPES: Final[dict[str, tuple[int | None, ...]]] = {
    "transitions": (_TAGS, _TAGS),
    "start": (_TAGS,),
    "source_distance": (None,),
    "content_distance": (None,),
    "no_source": (1,),
    "attribution_confidence": (2,),
    "hedge_confidence": (2,),
}
"""The shape of each table; ``None``: any length."""


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The model's tables. All are float32 and read-only."""

    transitions: FloatArray
    """``(role tags, role tags)``: the score of tag ``j`` after tag ``i``, in the order of
    ``ROLE_TAGS``."""
    start: FloatArray
    """``(role tags,)``: the score of a first tag."""
    source_distance: FloatArray
    """``(buckets,)``: the score of a source by the logarithm of its distance to the cue
    in tokens; sources before the cue are in the first half, sources after it in the
    second."""
    content_distance: FloatArray
    """``(buckets,)``: the same for a piece of content."""
    no_source: FloatArray
    """``(1,)``: the score of having no source."""
    attribution_confidence: FloatArray
    """``(2,)``: offset and slope of the confidence of attributions (``model.confidence``)."""
    hedge_confidence: FloatArray
    """``(2,)``: offset and slope of the confidence of hedges."""


def read_tables(path: Path) -> Tables:
    """Read the tables from an ``.npz`` file.

    Raises ``BadArtefact`` if one is missing or has the wrong shape or type.
    """
    with np.load(path, allow_pickle=False) as stored:
        found = {name: stored[name] for name in stored.files}
    for field in fields(Tables):
        if field.name not in found:
            raise BadArtefact(f"{path}: no table {field.name}")
        table, shape = found[field.name], SHAPES[field.name]
        fits = len(table.shape) == len(shape) and all(
            wanted in (None, size) for size, wanted in zip(table.shape, shape, strict=True)
        )
        if not fits or table.dtype != np.float32:
            raise BadArtefact(
                f"{path}: {field.name} is {table.dtype} of shape {table.shape}, not float32 of "
                f"{shape}"
            )
        table.flags.writeable = False
    return Tables(**{field.name: found[field.name] for field in fields(Tables)})
