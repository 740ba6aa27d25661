"""The columns of evidence in the output of ``copydesk batch --evidence``."""

from collections.abc import Sequence
from typing import Final

ENOUGH: Final = ("attributions", "speakers")
"""The lists of evidence that an audit needs. In Parquet, they are columns."""
EVIDENCE: Final = (*ENOUGH, "hedges", "evidence")
"""All columns of evidence. In JSONL, there is only the last."""


def has_evidence(columns: Sequence[str]) -> bool:
    """Return whether these are columns of an output with evidence."""
    return "error" in columns and ("evidence" in columns or {*ENOUGH} <= {*columns})
