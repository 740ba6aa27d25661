"""Rules about the number of speakers in a story, and about stretches without any."""

from collections.abc import Iterator
from typing import Annotated, Final

from msgspec import Meta

from scoring.rules.built_in import BuiltIn
from scoring.rules.covered import Stretches, attributed
from scoring.rules.rule import Finding, RuleSettings
from scoring.story import Story
from scoring.text.words import count_words
from scoring.types import Source, SourceType

Count = Annotated[int, Meta(ge=1, le=1_000_000)]
ENDS: Final = (".", "!", "?", "…", ":", ";")
CLOSING: Final = "”\"’')» "
QUOTED: Final = 6
"""Minimum number of words of a quotation that counts as a speaker's, even if unknown."""
NOBODY: Final[frozenset[SourceType]] = frozenset(("author", "other", "none"))
"""Types of source that are nobody other than the reporter."""


class OneSpeakerSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``words``: minimum length of the story; ``statements``: minimum number by the only
    speaker.
    """

    words: Count
    statements: Count


class OneSpeaker(BuiltIn[OneSpeakerSettings]):
    """Everything that is attributed comes from one speaker. Interviews are excluded."""

    name = "one-speaker"
    description = "A story with a single speaker."
    placeholders = frozenset({"speaker", "words"})
    Settings = OneSpeakerSettings

    def find(self, story: Story, settings: OneSpeakerSettings) -> Iterator[Finding]:
        """Yield a finding if there is only one speaker."""
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
    """``words``: maximum length of a stretch."""

    words: Count


class UnquotedStretch(BuiltIn[StretchSettings]):
    """In consecutive paragraphs, nobody is quoted or cited."""

    name = "unquoted-stretch"
    description = "A long stretch in which nobody is quoted or cited."
    placeholders = frozenset({"words"})
    Settings = StretchSettings

    def find(self, story: Story, settings: StretchSettings) -> Iterator[Finding]:
        """Yield a finding for each such run of paragraphs."""
        covered = attributed(story)
        quoted = Stretches(
            (one.start, one.end)
            for one in story.quotations
            if count_words(story.article.text[one.start : one.end]) >= QUOTED
        )
        text = story.article.text
        run: list[tuple[int, int]] = []
        for start, end in (*story.paragraphs, (len(text), len(text))):
            if start < end and not covered.touch(start, end) and not quoted.touch(start, end):
                # Lists, captions and credits are not prose that needs a source.
                run += [(start, end)] if text[start:end].rstrip(CLOSING).endswith(ENDS) else []
                continue
            words = sum(count_words(text[first:last]) for first, last in run)
            if words > settings.words:
                yield Finding(spans=((run[0][0], run[-1][1]),), words={"words": str(words)})
            run = []
