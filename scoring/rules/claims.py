"""Rules about figures and accusations without a source."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Final

from msgspec import Meta

from scoring.lexicons.lexicon import load_patterns, load_terms
from scoring.rules.built_in import BuiltIn
from scoring.rules.covered import Sentences, Stretches, attributed, places, quoted_stretches
from scoring.rules.rule import Finding, RuleSettings
from scoring.story import Story
from scoring.text.words import WORD

HEADING: Final = 6
"""Maximum number of different words in a heading."""
SHOWN: Final = 3
"""Maximum number of figures that the message repeats."""


@cache
def _pattern(group: str) -> re.Pattern[str]:
    return re.compile("|".join(load_patterns("house_rules", group)), re.IGNORECASE)


class FiguresSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``figures``: minimum number of figures in a paragraph."""

    figures: Annotated[int, Meta(ge=1, le=100)]


class UnsourcedFigures(BuiltIn[FiguresSettings]):
    """A paragraph has figures that someone must have counted, but no source."""

    name = "unsourced-figures"
    description = "A paragraph with figures, but no source for them."
    placeholders = frozenset({"figures"})
    Settings = FiguresSettings

    def find(self, story: Story, settings: FiguresSettings) -> Iterator[Finding]:
        """Yield a finding for each such paragraph."""
        text, covered = story.article.text, attributed(story)
        naming = load_terms("house_rules", "names_source")
        known = False
        for start, end in story.paragraphs:
            figures = list(_pattern("figure").finditer(text, start, end))
            words = _words(text, start, end)
            if len(words) <= HEADING and not figures:
                continue
            # A source for the figures of one paragraph also counts for the next.
            known = covered.touch(start, end) or bool(naming & words) or (known and bool(figures))
            if known or len(figures) < settings.figures:
                continue
            shown = [one[0].strip() for one in figures[:SHOWN]]
            yield Finding(
                spans=((start, end), *(one.span() for one in figures)),
                words={"figures": ", ".join(dict.fromkeys(shown))},
            )


def _words(text: str, start: int, end: int) -> set[str]:
    return {match[0].lower() for match in WORD.finditer(text, start, end)}


class UnsourcedAccusation(BuiltIn[RuleSettings]):
    """An accusation has no accuser, not even a prosecutor."""

    name = "unsourced-accusation"
    description = "An accusation without an accuser."
    placeholders = frozenset({"accusation"})
    Settings = RuleSettings

    def find(self, story: Story, settings: RuleSettings) -> Iterator[Finding]:
        """Yield a finding for each such paragraph, at the accusing words."""
        del settings
        text = story.article.text
        covered, sentences = Stretches(_said(story)), Sentences(story)
        quotations = quoted_stretches(story)
        prosecuted = load_terms("house_rules", "prosecuted")
        charged = False
        for start, end in story.paragraphs:
            before, charged = charged, bool(prosecuted & _words(text, start, end))
            if covered.touch(start, end) or charged or before:
                continue
            matches = _pattern("accusation").finditer(text, start, end)
            match = next((one for one in matches if not quotations.touch(*one.span())), None)
            if match is not None:
                words = text[match.start() : sentences.at(match.start())[1]]
                yield Finding(
                    spans=(match.span(), (start, end)), words={"accusation": f"“{words}”"}
                )


def _said(story: Story) -> Iterator[tuple[int, int]]:
    """Yield the places at which someone says something, other than alleged statements."""
    for one in story.attributions:
        if one.source is not None or one.form == "turn":
            source = one.source or one.cue
            first, last = min(source.start, one.cue.start), max(source.end, one.cue.end)
            if not _pattern("accusation").search(story.article.text, first, last):
                yield from places(one)
