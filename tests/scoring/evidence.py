"""What must hold of the evidence in any report: it is in the text, at its offsets."""

from typing import Any

import msgspec

from scoring.report.offsets import Offsets
from scoring.types import OffsetUnit


def spans(item: Any) -> list[dict[str, Any]]:
    """Every dictionary with offsets, at any depth."""
    found = []
    if isinstance(item, dict):
        if "start" in item:
            found.append(item)
        for value in item.values():
            found += spans(value)
    elif isinstance(item, list | tuple):
        for value in item:
            found += spans(value)
    return found


def pieces(evidence: Any) -> list[dict[str, Any]]:
    """Every piece of content, in the order of the attributions."""
    return [piece for one in evidence["attributions"] for piece in one["content"]]


def check_spans(text: str, evidence: Any, unit: OffsetUnit) -> None:
    """Every finding's text is the article's at its offsets, in the unit asked for."""
    offsets = Offsets(text, unit)
    back = {offsets[i]: i for i in range(len(text), -1, -1)}
    for span in spans(msgspec.to_builtins(evidence)):
        if "text" in span:
            assert text[back[span["start"]] : back[span["end"]]] == span["text"]
