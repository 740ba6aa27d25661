"""Exclamation marks that are not a speaker's: a house rule for copydesk."""

from collections.abc import Iterator
from typing import Annotated, Final

from msgspec import Meta

from copydesk import Finding, RuleSettings, Story


class Settings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``marks``: how many the article may have of its own."""

    marks: Annotated[int, Meta(ge=0, le=100)] = 0


class Exclamation:
    """A reporter's exclamation mark. Those in attributed content are the speaker's."""

    name: Final = "exclamation"
    description: Final = "Exclamation marks in the article's own voice."
    source: Final = "the house's style guide, 'punctuation'"
    placeholders: Final = frozenset({"marks"})
    defaults: Final = Settings(
        severity="note",
        message="{marks} exclamation marks of our own",
        settled_by="a full stop",
    )

    def find(self, story: Story, settings: Settings) -> Iterator[Finding]:
        """Yield one for all marks together, if there are too many."""
        spoken = [piece for one in story.attributions for piece in one.content]
        marks = [
            (token.idx, token.idx + len(token))
            for token in story.doc
            if token.text == "!" and not any(p.start <= token.idx <= p.end for p in spoken)
        ]
        if len(marks) > settings.marks:
            yield Finding(spans=tuple(marks), words={"marks": str(len(marks))})
