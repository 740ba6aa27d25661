"""Writes a story's findings as the parts of a report."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

import msgspec

from scoring.report.offsets import Offsets
from scoring.report.prompt import Prompt
from scoring.report.report import DocumentInfo
from scoring.report.selectors import Selectors
from scoring.report.template import Template
from scoring.scorer import Evidence
from scoring.story import Story
from scoring.types import Notice, OffsetUnit, Value

SHORT_TEXT_WORDS = 100
SHORT_TEXT: Final = "the text has only {words} words; figures for short texts vary widely"
MIN_CONFIDENCE: Final = (
    "findings with a confidence below {confidence} are left out and not counted, but profiles are "
    "based on all findings"
)


def write_document(story: Story, *, digest: bool = False) -> DocumentInfo:
    """Return the article's counts, in the units that ARCHITECTURE.md defines.

    ``digest``: include the text's SHA-256, with which a client can detect an edited text.
    """
    text = story.article.text
    return DocumentInfo(
        characters=len(text),
        words=story.words,
        sentences=len(story.sentences),
        paragraphs=len(story.paragraphs),
        text=text if story.article.from_html else None,
        sha256=sha256(text.encode()).hexdigest() if digest else None,
    )


def write_evidence(
    text: str, found: Iterable[Evidence], *, unit: OffsetUnit, selectors: bool = False
) -> dict[str, list[dict[str, Any]]]:
    """Return all lists of evidence as plain dictionaries with offsets in ``unit``.

    A list that two scorers share is written once.
    """
    items: dict[str, Sequence[Value]] = {}
    for evidence in found:
        for key, listed in evidence.items():
            items.setdefault(key, listed)
    lists = {key: [msgspec.to_builtins(item) for item in listed] for key, listed in items.items()}
    if selectors:
        chosen = Selectors(text)
        for key, written in lists.items():
            chosen.add_to(items[key], written)
    if unit != "codepoint":
        offsets = Offsets(text, unit)
        for key, written in lists.items():
            offsets.convert(items[key], written)
    return lists


def write_prompts(
    text: str, prompts: Sequence[Prompt], *, unit: OffsetUnit, selectors: bool = False
) -> list[dict[str, Any]]:
    """Return prompts as plain dictionaries, serialized like evidence."""
    return write_evidence(text, [{"": prompts}], unit=unit, selectors=selectors)[""]


def notices(story: Story, min_confidence: float = 0.0) -> dict[str, Template]:
    """Return the warnings about a report by their codes."""
    found = {}
    if story.words < SHORT_TEXT_WORDS:
        found["short_text"] = Template(template=SHORT_TEXT, values={"words": str(story.words)})
    if min_confidence:
        found["min_confidence"] = Template(
            template=MIN_CONFIDENCE, values={"confidence": f"{min_confidence:g}"}
        )
    return found


def write_notices(found: Mapping[str, Template]) -> list[Notice]:
    """Return the warnings as a report has them."""
    return [Notice(code=code, detail=template.fill()) for code, template in found.items()]
