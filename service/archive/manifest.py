"""What a run is of: written when it begins, compared when it is taken up again."""

import hashlib
from collections.abc import Iterable
from itertools import starmap
from typing import Final

import msgspec

from scoring.types import Value
from service.archive.values import Columns, Options, Part, Survey

FORMAT: Final = 1
_PARTS: Final = 10_000
_MOST_ROWS: Final = 1024


class Manifest(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that the output depends on. ``versions``: of copydesk, model, profile, scorers."""

    format: int
    input: str
    rows: int
    part_rows: int
    columns: Columns
    options: Options
    versions: dict[str, str]


def differences(old: Manifest, new: Manifest) -> list[str]:
    """Return the names of what differs."""
    return [name for name in old.__struct_fields__ if getattr(old, name) != getattr(new, name)]


def part_rows(survey: Survey) -> int:
    """Return how many rows a part has: few, but not so few that a folder overflows with parts."""
    steps = 1
    while survey.step * steps < _MOST_ROWS and survey.rows / (survey.step * steps) > _PARTS:
        steps *= 2
    return survey.step * steps


def parts(survey: Survey) -> Iterable[Part]:
    """Yield the parts in order."""
    rows = part_rows(survey)

    def part(number: int, place: int) -> Part:
        first = number * rows
        return Part(number=number, first=first, rows=min(rows, survey.rows - first), place=place)

    return starmap(part, enumerate(survey.places[:: rows // survey.step]))


def fingerprint(value: bytes) -> str:
    """Return a short digest, for what has no version of its own."""
    return hashlib.sha256(value).hexdigest()[:16]


def encode(manifest: Manifest) -> bytes:
    """Return a manifest as JSON."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def decode(content: bytes) -> Manifest | None:
    """Return the manifest in JSON, or ``None`` for what is none that this version knows."""
    try:
        return msgspec.json.decode(content, type=Manifest)
    except msgspec.DecodeError:
        return None
