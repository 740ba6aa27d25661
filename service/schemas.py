"""The types in requests and responses, other than the report. The docstrings appear in OpenAPI."""

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
    """The installed distribution that provides a scorer."""

    distribution: str
    version: str


class ScorerInfo(Wire, frozen=True, kw_only=True):
    """A scorer. ``unit`` is the unit of its value. A profile may set a different ``direction``."""

    name: str
    version: str
    description: str
    unit: str
    direction: Direction
    metrics: list[MetricInfo]
    origin: Origin


class ScorerList(Wire, frozen=True, kw_only=True):
    """The installed scorers."""

    scorers: list[ScorerInfo]


class ProfileInfo(Wire, frozen=True, kw_only=True):
    """The summary of a calibration profile. ``model`` is the model that it was made with, and
    ``noun`` is what sentences call its reference articles.
    """

    name: str
    version: str
    description: str
    reference: str
    noun: str
    model: str
    scorers: list[str]


class ProfileList(Wire, frozen=True, kw_only=True):
    """The calibration profiles."""

    profiles: list[ProfileInfo]


class Receipt(Wire, frozen=True, kw_only=True):
    """The response to a content system without a report: accepted, duplicate, skipped or
    ignored.
    """

    status: str
    detail: str


class Health(Wire, frozen=True, kw_only=True):
    """The response of a probe."""

    status: str


class FieldError(Wire, frozen=True, kw_only=True):
    """What is wrong with one field. ``pointer`` is an RFC 6901 JSON pointer."""

    pointer: str
    detail: str


class Problem(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """RFC 9457 problem details. ``type`` is stable; ``title`` and ``detail`` are for people.

    ``instance`` is the path's template, such as ``/v1/profiles/{name}``, or empty if there is no
    such path.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str = ""
    request_id: str
    errors: list[FieldError] = []


class ArticleProblem(Problem, frozen=True, kw_only=True, omit_defaults=True):
    """The problem that a callback gets in place of a report, with the article it is about."""

    id: str | None = None
    revision: str | None = None


class BatchError(Wire, frozen=True, kw_only=True):
    """The error in a batch that takes the place of a report.

    ``index``: the article's position, counted from 0; ``id``: the article's id, if it could be
    read.
    """

    index: int
    id: str | None
    error: Problem
