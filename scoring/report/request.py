"""A request: an article, and the options of its report.

Each option is declared here, and only here, with its name, type, bounds, default and description.
Request bodies, queries, command lines and the OpenAPI document are derived from this declaration
(``scoring.report.options``), so an option that is added here is available in all of them.
"""

from typing import Annotated, Final

from msgspec import Meta

from scoring.types import OffsetUnit, Value

Name = Annotated[str, Meta(max_length=64)]
"""A name that an error message may repeat. Its length is limited, so that it cannot
contain an article."""


class Options(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of a report.

    An option is a boolean, a number, a string, one of several words, or a list of names. Options
    made in code are not checked until an article is scored.
    """

    language: Annotated[
        Annotated[str, Meta(min_length=1, max_length=35)] | None,
        Meta(description="BCP 47 tag of the article's language; detected if absent"),
    ] = None
    scorers: Annotated[
        list[Name] | None, Meta(description="names of the scorers to run; default: all")
    ] = None
    profile: Annotated[Name, Meta(description="name of the calibration profile")] = "default"
    evidence: Annotated[bool, Meta(description="include the evidence, not only the scores")] = True
    offsets: Annotated[
        OffsetUnit,
        Meta(description="unit of offsets; JavaScript strings use utf16, bytes use utf8"),
    ] = "codepoint"
    min_confidence: Annotated[
        Annotated[float, Meta(ge=0, le=1)],
        Meta(description="leave out attributions and hedges below this confidence; 0 keeps all"),
    ] = 0.0
    selectors: Annotated[
        bool,
        Meta(
            description="add a W3C TextQuoteSelector to each piece of evidence, and the SHA-256 of "
            "the text"
        ),
    ] = False
    explain: Annotated[
        bool,
        Meta(description="explain what decided each finding, by which clues, and what lost"),
    ] = False
    prompts: Annotated[
        bool, Meta(description="what the newsroom's house rules want an editor to look at")
    ] = False
    templates: Annotated[
        bool,
        Meta(
            description="for translation, add the templates of the report's sentences with their "
            "values"
        ),
    ] = False


class ScoreRequest(Options, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An article, and the options of its report. Give one of ``text`` and ``html``."""

    text: Annotated[str | None, Meta(description="the article, as plain text")] = None
    html: Annotated[str | None, Meta(description="the article, as HTML; converted to text")] = None
    title: Annotated[str | None, Meta(description="the article's headline; not scored")] = None
    id: Annotated[str | None, Meta(description="your id; repeated in the report")] = None
    revision: Annotated[
        str | None, Meta(description="your revision id; repeated in the report")
    ] = None


ARTICLE: Final = tuple(
    name for name in ScoreRequest.__struct_fields__ if name not in Options.__struct_fields__
)
"""The fields of the article itself."""
FIELDS: Final = (*ARTICLE, *Options.__struct_fields__)
"""All fields, in the order in which documentation lists them."""
