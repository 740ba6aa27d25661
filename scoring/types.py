"""The values that flow through a scoring, from article to report.

All offsets are Unicode code points into the article's text, end exclusive, until a report is
written out in another unit. ``None`` says that something is absent or undefined; never 0.
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
"""Marks an offset, so that the report converts it and leaves other numbers as they are."""

Offset = Annotated[int, OFFSET]
"""A place in the article's text: code points before it. For ``Value``'s fields, a guest's too."""


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen value with named fields only."""


class Article(Value, frozen=True, kw_only=True):
    """What is scored. ``from_html``: the text was made from HTML, so the report carries it."""

    text: str
    title: str | None = None
    id: str | None = None
    revision: str | None = None
    language: str = "en"
    from_html: bool = False


class Piece(Value, frozen=True, kw_only=True):
    """A stretch of the article: ``article.text[start:end] == text``."""

    start: Offset
    end: Offset
    text: str


class Source(Value, frozen=True, kw_only=True):
    """Who an attribution is attributed to, as this mention has it."""

    start: Offset
    end: Offset
    text: str
    type: SourceType
    anonymous: bool
    speaker: str
    confidence: float


class Corroboration(Value, frozen=True, kw_only=True):
    """What an anonymous source's statement rests on besides that source.

    ``attribution``: the id of the one that says the same or confirms it; ``None`` when the source
    itself counts several people.
    """

    by: Literal["named_source", "anonymous_source", "several_sources"]
    attribution: str | None


class Attribution(Value, frozen=True, kw_only=True):
    """Something the article reports a source said, wrote, thinks or wants.

    ``mode`` "refusal": the source was asked and did not answer ("declined to comment"): evidence,
    counted in no ratio and no density.
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
    """Of a statement by an anonymous source, if anything corroborates it."""
    relayed: bool = False
    """A named source's statement that rests on unnamed people: "The Post, citing two aides, …"."""

    @property
    def counts(self) -> bool:
        """Is it counted? The turns of the one who asks, and refusals to answer, are not."""
        return not self.interviewer and self.mode != "refusal"


class Reason(Value, frozen=True, kw_only=True):
    """How, and why, the article says that it does not name a source: the whole formula.

    ``boilerplate``: the explanation only says that the source may not speak.
    """

    start: Offset
    end: Offset
    text: str
    kind: ReasonKind
    explanation: Piece | None
    """What it gives as the reason: "because the talks were private"."""


class Speaker(Value, frozen=True, kw_only=True):
    """One source over all its mentions."""

    id: str
    name: str | None
    description: str | None
    type: SourceType
    anonymous: bool
    withheld: bool
    """Someone in particular whom the article does not name, not a group in general."""
    attributions: int
    reason_for_anonymity: Reason | None


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
    """A sentence that is hard to read, and why."""

    start: Offset
    end: Offset
    text: str
    words: int
    grade: float
    flags: tuple[str, ...]


class Notice(Value, frozen=True, kw_only=True):
    """Something the reader of a report should know before relying on it."""

    code: str
    detail: str
