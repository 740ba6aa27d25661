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
MOST_CAPITALS: Final = 0.5
"""The share of words in capitals from which a paragraph is a list of names."""
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


def _is_prose(paragraph: str) -> bool:
    """Return whether a paragraph is prose that may need a source, and no list, caption or note.

    Most words of a list of names, or of a note with a title, are in capitals.
    """
    if not paragraph.rstrip(CLOSING).endswith(ENDS):
        return False
    words = paragraph.split()
    return sum(word[:1].isupper() for word in words) < MOST_CAPITALS * len(words)


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
        announced = False
        for start, end in (*story.paragraphs, (len(text), len(text))):
            own = not (announced or covered.touch(start, end) or quoted.touch(start, end))
            # "Here is the answer:" announces a quotation in a paragraph of its own.
            announced = text[start:end].rstrip().endswith(":")
            if start < end and own:
                run += [(start, end)] if _is_prose(text[start:end]) else []
                continue
            words = sum(count_words(text[first:last]) for first, last in run)
            if words > settings.words:
                yield Finding(spans=((run[0][0], run[-1][1]),), words={"words": str(words)})
            run = []
