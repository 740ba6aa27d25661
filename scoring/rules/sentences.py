"""Rules about the article's own sentences: where it hedges, and where it is hard to read."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Annotated, Final

from msgspec import Meta

from scoring.rules.built_in import BuiltIn
from scoring.rules.covered import Stretches
from scoring.rules.rule import Finding, RuleSettings
from scoring.story import Story
from scoring.text.quotation import find_quotations
from scoring.text.words import count_words
from scoring.types import Hedge, HedgeKind

SPOKEN: Final = 0.5
"""The share of quoted letters from which a sentence is the speaker's, whom nobody edits."""


class HedgeSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``kinds``: of hedges that are asked about; "about 50" is an approximator."""

    kinds: Annotated[list[HedgeKind], Meta(min_length=1)]


class ReporterHedge(BuiltIn[HedgeSettings]):
    """A hedge that is nobody's but the article's."""

    name = "reporter-hedge"
    description = "A sentence in which the article itself hedges."
    placeholders = frozenset({"hedges"})
    Settings = HedgeSettings

    def find(self, story: Story, settings: HedgeSettings) -> Iterator[Finding]:
        """Yield one for each sentence that has such a hedge."""
        starts = [sentence.start_char for sentence in story.sentences]
        by_sentence: dict[int, list[Hedge]] = {}
        for hedge in story.hedges:
            if hedge.voice == "reporter" and hedge.kind in settings.kinds:
                by_sentence.setdefault(bisect_right(starts, hedge.start), []).append(hedge)
        for hedges in by_sentence.values():
            yield Finding(
                spans=tuple((hedge.start, hedge.end) for hedge in hedges),
                words={"hedges": ", ".join(f"“{hedge.text}”" for hedge in hedges)},
            )


class SentenceSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``words``: more than that are too many."""

    words: Annotated[int, Meta(ge=5, le=1000)]


class HardSentence(BuiltIn[SentenceSettings]):
    """A sentence of the article's own that is too long to read at once."""

    name = "hard-sentence"
    description = "A long sentence that is not a speaker's."
    placeholders = frozenset({"words"})
    Settings = SentenceSettings

    def find(self, story: Story, settings: SentenceSettings) -> Iterator[Finding]:
        """Yield one for each such sentence."""
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
    """What is in quotation marks, or in an interview's turns."""
    quoted = find_quotations(story.article.text, list(story.paragraphs))
    turns = (
        (piece.start, piece.end)
        for one in story.attributions
        if one.form == "turn"
        for piece in one.content
    )
    return Stretches([*((one.start, one.end) for one in quoted), *turns])
