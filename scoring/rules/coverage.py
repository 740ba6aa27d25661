"""Rules about how many speak in a story, and how far it goes without anybody."""

from collections.abc import Iterator
from typing import Annotated, Final

from msgspec import Meta

from scoring.rules.built_in import BuiltIn
from scoring.rules.covered import Stretches, attributed
from scoring.rules.rule import Finding, RuleSettings
from scoring.story import Story
from scoring.text.quotation import find_quotations
from scoring.text.words import count_words
from scoring.types import Source, SourceType

Count = Annotated[int, Meta(ge=1, le=1_000_000)]
ENDS: Final = (".", "!", "?", "…", ":", ";")
CLOSING: Final = "”\"’')» "
QUOTED: Final = 6
"""Words from which on a quotation is somebody's, whoever that may be."""
NOBODY: Final[frozenset[SourceType]] = frozenset(("author", "other", "none"))
"""Types of a source that is nobody beside the reporter."""


class OneSpeakerSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``words``: of a story that is long enough to ask; ``statements``: of the one who speaks."""

    words: Count
    statements: Count


class OneSpeaker(BuiltIn[OneSpeakerSettings]):
    """A story in which all that is attributed is one speaker's. No interview: that is one's."""

    name = "one-speaker"
    description = "A story in which one source alone speaks."
    placeholders = frozenset({"speaker", "words"})
    Settings = OneSpeakerSettings

    def find(self, story: Story, settings: OneSpeakerSettings) -> Iterator[Finding]:
        """Yield one if there is but one speaker."""
        if story.words < settings.words or any(one.form == "turn" for one in story.attributions):
            return
        heard = [one for one in story.attributions if one.mode != "attitude"]
        sources = [one.source for one in heard if one.source and one.source.type not in NOBODY]
        unknown = sum(one.source is None and bool(one.content) for one in heard)
        if len({s.speaker for s in sources}) != 1 or unknown or len(sources) < settings.statements:
            return
        yield Finding(
            spans=tuple((source.start, source.end) for source in sources),
            words={"speaker": _name(story, sources[0]), "words": str(story.words)},
        )


def _name(story: Story, source: Source) -> str:
    names = (speaker.name for speaker in story.speakers if speaker.id == source.speaker)
    return next(names, None) or f"“{source.text}”"


class StretchSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``words``: from how many on a stretch is too long."""

    words: Count


class UnquotedStretch(BuiltIn[StretchSettings]):
    """Paragraphs on end for which nobody is quoted or cited."""

    name = "unquoted-stretch"
    description = "A long stretch for which nobody is quoted or cited."
    placeholders = frozenset({"words"})
    Settings = StretchSettings

    def find(self, story: Story, settings: StretchSettings) -> Iterator[Finding]:
        """Yield one for each run of paragraphs."""
        covered = attributed(story)
        quoted = Stretches(
            (one.start, one.end)
            for one in find_quotations(story.article.text, list(story.paragraphs))
            if count_words(story.article.text[one.start : one.end]) >= QUOTED
        )
        text = story.article.text
        run: list[tuple[int, int]] = []
        for start, end in (*story.paragraphs, (len(text), len(text))):
            if start < end and not covered.touch(start, end) and not quoted.touch(start, end):
                # A list, a caption, a line of credits is no prose that somebody could stand for.
                run += [(start, end)] if text[start:end].rstrip(CLOSING).endswith(ENDS) else []
                continue
            words = sum(count_words(text[first:last]) for first, last in run)
            if words > settings.words:
                yield Finding(spans=((run[0][0], run[-1][1]),), words={"words": str(words)})
            run = []
