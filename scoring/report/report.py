"""The report on an article."""

from typing import Any

from scoring.report.explanation import Explanation
from scoring.report.template import Template
from scoring.scorer import Number
from scoring.types import Direction, Notice, Typical, Value


class EngineInfo(Value, frozen=True, kw_only=True):
    """The versions of the package, the model and the profile."""

    version: str
    model: str
    profile: str


class DocumentInfo(Value, frozen=True, kw_only=True, omit_defaults=True):
    """The article's counts. ``text`` is present only if it was made from HTML.

    ``sha256``: digest of the text in UTF-8, hexadecimal; present only if selectors were requested.
    """

    characters: int
    words: int
    sentences: int
    paragraphs: int
    text: str | None = None
    sha256: str | None = None


class Score(Value, frozen=True, kw_only=True):
    """One score. ``score`` and ``percentile`` are 0 to 100, or ``None`` with a ``reason``.

    ``comparison``: a plain sentence that says how the article compares with the reference articles.
    ``typical``: the middle half of the reference articles, which does not depend on the article.
    ``advice``: what to look at with such a value, or ``None`` if there is nothing.
    """

    score: float | None
    comparison: str | None
    typical: Typical | None
    percentile: float | None
    direction: Direction
    value: float | None
    unit: str
    version: str
    metrics: dict[str, Number]
    advice: str | None
    reason: str | None


class Report(Value, frozen=True, kw_only=True, omit_defaults=True):
    """The requested scores with their evidence.

    ``evidence``, ``explanations`` and ``prompts`` have lists of plain dictionaries with offsets in
    the requested unit. The last two are present only if they were requested. A prompt is a
    serialized ``scoring.report.prompt.Prompt``.

    ``templates``: of the report's sentences with values in them, by the sentence; only if they were
    requested. A sentence that is not among them has no values.
    """

    id: str | None
    revision: str | None
    language: str
    engine: EngineInfo
    document: DocumentInfo
    scores: dict[str, Score]
    evidence: dict[str, list[dict[str, Any]]]
    warnings: list[Notice]
    explanations: list[Explanation] | None = None
    prompts: list[dict[str, Any]] | None = None
    templates: dict[str, Template] | None = None
