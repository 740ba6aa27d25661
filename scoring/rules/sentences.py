"""Rules about the article's own sentences: hedges and reading difficulty."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Final

from msgspec import Meta

from scoring.lexicons.lexicon import load_pairs
from scoring.rules.built_in import BuiltIn
from scoring.rules.covered import Stretches
from scoring.rules.rule import Finding, RuleSettings
from scoring.story import Story
from scoring.text.words import count_words
from scoring.types import Hedge, HedgeKind

SPOKEN: Final = 0.5
"""Minimum share of quoted letters with which a sentence counts as the speaker's."""

BEFORE: Final = 40
"""Characters before a hedge that may show that it hedges nothing."""


@cache
def _hedging_nothing() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (re.compile(f"(?:{before})$", re.IGNORECASE), re.compile(after, re.IGNORECASE))
        for before, after in load_pairs("house_rules", "hedges_nothing")
    )


def _hedges(text: str, hedge: Hedge) -> bool:
    """Return whether a hedge makes a claim of the article less certain."""
    before = text[max(0, hedge.start - BEFORE) : hedge.start]
    return not any(
        opens.search(before) and closes.match(text, hedge.start)
        for opens, closes in _hedging_nothing()
    )


class HedgeSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``kinds``: the kinds of hedges to find; "about 50" is an approximator."""

    kinds: Annotated[list[HedgeKind], Meta(min_length=1)]


class ReporterHedge(BuiltIn[HedgeSettings]):
    """A hedge in the reporter's voice."""

    name = "reporter-hedge"
    description = "A sentence that hedges in the reporter's voice."
    placeholders = frozenset({"hedges"})
    Settings = HedgeSettings

    def find(self, story: Story, settings: HedgeSettings) -> Iterator[Finding]:
        """Yield a finding for each sentence with such a hedge."""
        starts = [sentence.start_char for sentence in story.sentences]
        by_sentence: dict[int, list[Hedge]] = {}
        text = story.article.text
        for hedge in story.hedges:
            own = hedge.voice == "reporter" and hedge.kind in settings.kinds
            if own and _hedges(text, hedge):
                by_sentence.setdefault(bisect_right(starts, hedge.start), []).append(hedge)
        for hedges in by_sentence.values():
            yield Finding(
                spans=tuple((hedge.start, hedge.end) for hedge in hedges),
                words={"hedges": ", ".join(f"“{hedge.text}”" for hedge in hedges)},
            )


class SentenceSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``words``: the maximum length of a sentence."""

    words: Annotated[int, Meta(ge=5, le=1000)]


class HardSentence(BuiltIn[SentenceSettings]):
    """A sentence in the reporter's voice that is too long."""

    name = "hard-sentence"
    description = "A long sentence in the reporter's voice."
    placeholders = frozenset({"words"})
    Settings = SentenceSettings

    def find(self, story: Story, settings: SentenceSettings) -> Iterator[Finding]:
        """Yield a finding for each such sentence."""
        text = story.article.text
        spoken = _spoken(story)
        for sentence in story.sentences:
            own = text[sentence.start_char : sentence.end_char]
            words = count_words(own)
            if words <= settings.words:
                continue
            start = sentence.start_char + len(own) - len(own.lstrip())
            end = sentence.start_char + len(own.rstrip())
            letters = spoken.overlap(start, end)
            if letters < SPOKEN * (end - start):
                yield Finding(spans=((start, end),), words={"words": str(words)})


def _spoken(story: Story) -> Stretches:
    """Return the text in quotation marks and in interview turns."""
    turns = (
        (piece.start, piece.end)
        for one in story.attributions
        if one.form == "turn"
        for piece in one.content
    )
    return Stretches([*((one.start, one.end) for one in story.quotations), *turns])
