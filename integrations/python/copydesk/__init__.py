"""copydesk as a Python library: ``import copydesk``.

>>> import copydesk
>>> report = copydesk.score("“The pier may open in May,” Mayor Ana Ruiz said.")
>>> report.scores["hedging"].metrics["hedges"]
1

``score`` scores one article with an engine that is loaded on the first call. A program that needs
another model folder, its own profiles or house rules, or several threads loads an ``Engine``
itself. The other names are what a report is made of, what plugins implement, and the errors.
Everything listed in ``__all__`` is public; the packages ``scoring`` and ``service`` behind it may
be rearranged in any release.
"""

from copydesk.default import default_engine, score
from scoring.engine import Engine
from scoring.errors import (
    BadArtefact,
    BadProfile,
    BadRule,
    BadRules,
    BadScorer,
    CopydeskError,
    InvalidField,
    InvalidRequest,
    Stopped,
    TextTooLong,
    UnknownProfile,
    UnknownScorer,
    UnreadableText,
    UnsupportedLanguage,
)
from scoring.report.explanation import Candidate, Clue, Explanation
from scoring.report.prompt import Prompt, Severity
from scoring.report.report import DocumentInfo, EngineInfo, Report, Score
from scoring.report.request import ScoreRequest
from scoring.report.template import Template
from scoring.rules.rule import Finding, Rule, RuleSettings
from scoring.scorer import Evidence, Measurement, Metric, Number, Scorer
from scoring.story import Story
from scoring.types import (
    Article,
    Attribution,
    Band,
    Direction,
    Hedge,
    Notice,
    Offset,
    OffsetUnit,
    Piece,
    Reason,
    Source,
    Speaker,
    Typical,
    Value,
)
from scoring.version import VERSION as __version__  # noqa: N811 - the name that tools look for

__all__ = [
    "Article",
    "Attribution",
    "BadArtefact",
    "BadProfile",
    "BadRule",
    "BadRules",
    "BadScorer",
    "Band",
    "Candidate",
    "Clue",
    "CopydeskError",
    "Direction",
    "DocumentInfo",
    "Engine",
    "EngineInfo",
    "Evidence",
    "Explanation",
    "Finding",
    "Hedge",
    "InvalidField",
    "InvalidRequest",
    "Measurement",
    "Metric",
    "Notice",
    "Number",
    "Offset",
    "OffsetUnit",
    "Piece",
    "Prompt",
    "Reason",
    "Report",
    "Rule",
    "RuleSettings",
    "Score",
    "ScoreRequest",
    "Scorer",
    "Severity",
    "Source",
    "Speaker",
    "Stopped",
    "Story",
    "Template",
    "TextTooLong",
    "Typical",
    "UnknownProfile",
    "UnknownScorer",
    "UnreadableText",
    "UnsupportedLanguage",
    "Value",
    "__version__",
    "default_engine",
    "score",
]
