"""Small helpers that scorers count with."""

from typing import TypeVar

from scoring.scorer import Evidence
from scoring.types import Value

ValueT = TypeVar("ValueT", bound=Value)


def share(part: float, whole: float) -> float | None:
    """Return ``part / whole``; ``None`` when there is no whole."""
    return part / whole if whole else None


def only(evidence: Evidence, key: str, kind: type[ValueT]) -> list[ValueT]:
    """Return one list of the evidence, its items' type known."""
    return [item for item in evidence.get(key, ()) if isinstance(item, kind)]
