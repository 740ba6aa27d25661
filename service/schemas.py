"""What travels over HTTP, apart from the report itself. Descriptions end up in the OpenAPI."""

import msgspec

from scoring.types import Direction


class Wire(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen value with named fields only."""


class MetricInfo(Wire, frozen=True, kw_only=True):
    """A figure that a scorer reports."""

    name: str
    unit: str
    description: str


class Origin(Wire, frozen=True, kw_only=True):
    """The installed distribution that brings a scorer."""

    distribution: str
    version: str


class ScorerInfo(Wire, frozen=True, kw_only=True):
    """A scorer. ``unit`` is that of its value; a profile may set another ``direction``."""

    name: str
    version: str
    description: str
    unit: str
    direction: Direction
    metrics: list[MetricInfo]
    origin: Origin


class ScorerList(Wire, frozen=True, kw_only=True):
    """The scorers that are installed."""

    scorers: list[ScorerInfo]


class ProfileInfo(Wire, frozen=True, kw_only=True):
    """A calibration profile in short. ``model`` is the one its reference was measured with."""

    name: str
    version: str
    description: str
    reference: str
    model: str
    scorers: list[str]


class ProfileList(Wire, frozen=True, kw_only=True):
    """The calibration profiles."""

    profiles: list[ProfileInfo]


class Receipt(Wire, frozen=True, kw_only=True):
    """What a content system is told in place of a report: accepted, duplicate, skipped, ignored."""

    status: str
    detail: str


class Health(Wire, frozen=True, kw_only=True):
    """An answer to a probe."""

    status: str


class FieldError(Wire, frozen=True, kw_only=True):
    """What is wrong with one field. ``pointer`` is an RFC 6901 JSON pointer."""

    pointer: str
    detail: str


class Problem(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """RFC 9457 problem details. ``type`` is stable; ``title`` and ``detail`` are for people.

    ``instance`` is the path's template, as ``/v1/profiles/{name}``; without a value, no path.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str = ""
    request_id: str
    errors: list[FieldError] = []


class BatchError(Wire, frozen=True, kw_only=True):
    """What a batch has in place of a report that could not be made.

    ``index``: the article's place, counted from 0; ``id``: the article's, where it could be read.
    """

    index: int
    id: str | None
    error: Problem
