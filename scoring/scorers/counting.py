"""Small helpers for scorers that count."""

from typing import TypeVar

from scoring.scorer import Evidence
from scoring.types import Value

ValueT = TypeVar("ValueT", bound=Value)


def share(part: float, whole: float) -> float | None:
    """Return ``part / whole``, or ``None`` if ``whole`` is 0."""
    return part / whole if whole else None


def only(evidence: Evidence, key: str, kind: type[ValueT]) -> list[ValueT]:
    """Return one list of the evidence with the type of its items."""
    return [item for item in evidence.get(key, ()) if isinstance(item, kind)]
