"""The values of scoring, from article to report.

All offsets are Unicode code points into the article's text, with exclusive ends, until a report is
written in another unit. ``None`` means that something is absent or undefined; 0 never does.
"""

from typing import Annotated, Final, Literal

import msgspec

Form = Literal["direct", "indirect", "mixed", "turn"]
Mode = Literal["statement", "attitude", "refusal"]
HedgeKind = Literal["epistemic", "evidential", "approximator"]
Voice = Literal["reporter", "source"]
SourceType = Literal[
    "named_person",
    "named_organisation",
    "document",
    "unnamed_person",
    "unnamed_group",
    "collective",
    "author",
    "other",
    "none",
]
ReasonKind = Literal["explained", "boilerplate", "unexplained"]
Direction = Literal["higher_is_better", "lower_is_better", "neutral"]
OffsetUnit = Literal["codepoint", "utf16", "utf8"]

ANONYMOUS: frozenset[SourceType] = frozenset({"unnamed_person", "unnamed_group"})
"""The types of a source that supplied something and is never named."""


OFFSET: Final = msgspec.Meta(extra={"copydesk": "offset"})
"""Marks an offset, so that the report converts it and leaves other numbers unchanged."""

Offset = Annotated[int, OFFSET]
"""A position in the article's text in code points. For fields of ``Value``, also in plugins."""


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen value with keyword-only fields."""


class Article(Value, frozen=True, kw_only=True):
    """The article to score. ``from_html``: the text was made from HTML, so the report
    includes it.
    """

    text: str
    title: str | None = None
    id: str | None = None
    revision: str | None = None
    language: str = "en"
    from_html: bool = False


class Piece(Value, frozen=True, kw_only=True):
    """A span of the article: ``article.text[start:end] == text``."""

    start: Offset
    end: Offset
    text: str


class Source(Value, frozen=True, kw_only=True):
    """The source of an attribution: one mention of a speaker."""

    start: Offset
    end: Offset
    text: str
    type: SourceType
    anonymous: bool
    speaker: str
    confidence: float


class Corroboration(Value, frozen=True, kw_only=True):
    """What supports an anonymous source's statement besides that source.

    ``attribution``: the id of the attribution that says the same or confirms it; ``None`` if the
    source itself counts several people.
    """

    by: Literal["named_source", "anonymous_source", "several_sources"]
    attribution: str | None


class Attribution(Value, frozen=True, kw_only=True):
    """Something that, according to the article, a source said, wrote, thinks or wants.

    ``mode`` "refusal": the source was asked and did not answer ("declined to comment"). It is
    evidence, but is excluded from all counts.
    """

    id: str
    form: Form
    mode: Mode
    interviewer: bool
    confidence: float
    source: Source | None
    cue: Piece
    content: tuple[Piece, ...]
    corroboration: Corroboration | None = None
    """For a statement by an anonymous source, what corroborates it, if anything."""
    relayed: bool = False
    """A named source's statement that relays unnamed people: "The Post, citing two aides, …"."""

    @property
    def counts(self) -> bool:
        """Whether it is counted. Interviewers' turns and refusals to comment are not."""
        return not self.interviewer and self.mode != "refusal"


class Reason(Value, frozen=True, kw_only=True):
    """How the article says that it does not name a source, and why: the whole formula.

    ``boilerplate``: the explanation says only that the source may not speak.
    """

    start: Offset
    end: Offset
    text: str
    kind: ReasonKind
    explanation: Piece | None
    """The explanation given: "because the talks were private"."""


class Speaker(Value, frozen=True, kw_only=True):
    """A speaker with all mentions."""

    id: str
    name: str | None
    description: str | None
    type: SourceType
    anonymous: bool
    withheld: bool
    """Whether it is someone in particular whom the article does not name, not a generic group."""
    attributions: int
    reason_for_anonymity: Reason | None
    roles: tuple[Piece, ...] = ()
    """What the article says beside a person's name that the person is, as written, in order."""


class Hedge(Value, frozen=True, kw_only=True):
    """A word or phrase that weakens the commitment to a statement."""

    start: Offset
    end: Offset
    text: str
    kind: HedgeKind
    voice: Voice
    attribution: str | None
    confidence: float


class SentenceNote(Value, frozen=True, kw_only=True):
    """A sentence that is hard to read, with the reasons."""

    start: Offset
    end: Offset
    text: str
    words: int
    grade: float
    flags: tuple[str, ...]


class Notice(Value, frozen=True, kw_only=True):
    """A warning that readers of a report should know."""

    code: str
    detail: str


class Band(Value, frozen=True, kw_only=True):
    """The middle half of the reference articles: from ``low`` to ``high``, around the median."""

    low: float
    median: float
    high: float


class Typical(Value, frozen=True, kw_only=True):
    """What is typical of the reference articles: the 25th, 50th and 75th percentile.

    ``value`` is in the scorer's unit, and ``score`` is the same on the scale from 0 to 100. Both
    ascend, so where lower values are better, the lowest value has the highest score.
    """

    value: Band
    score: Band
