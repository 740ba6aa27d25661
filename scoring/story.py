"""A story: the pipeline's result for an article. Every scorer works on a story."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msgspec import structs

from scoring.text.quotation import Quotation
from scoring.types import Article, Attribution, Hedge, Speaker

if TYPE_CHECKING:  # spaCy takes most of a second to import, and a report's types need none of it
    from spacy.tokens import Doc, Span


@dataclass(frozen=True, slots=True)
class Story:
    """The processed article.

    ``doc`` is an ordinary spaCy ``Doc`` with sentences, entities, and the span groups ``sources``,
    ``cues``, ``contents`` and ``hedges``. ``attributions`` are in reading order and include
    interviewers' turns and refusals to comment; ``counted`` excludes those. ``quotations`` are
    in order and never overlap. ``words`` is the article's word count.
    """

    article: Article
    doc: "Doc"
    words: int
    sentences: "tuple[Span, ...]"
    paragraphs: tuple[tuple[int, int], ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    hedges: tuple[Hedge, ...]

    @property
    def counted(self) -> tuple[Attribution, ...]:
        """The attributions that count: no interviewers' turns, no refusals to comment."""
        return tuple(a for a in self.attributions if a.counts)


def confident(story: Story, least: float) -> Story:
    """Return the story without attributions and hedges whose confidence is below ``least``.

    They are not counted either, so that every figure agrees with the evidence shown.
    """
    if not least:
        return story
    attributions = tuple(a for a in story.attributions if a.confidence >= least)
    kept = {a.id for a in attributions}
    attributions = tuple(
        structs.replace(a, corroboration=None)
        if a.corroboration and a.corroboration.attribution not in {None, *kept}
        else a
        for a in attributions
    )
    sources = {a.source.speaker for a in attributions if a.source}
    counts = Counter(a.source.speaker for a in attributions if a.source and a.counts)
    return replace(
        story,
        attributions=attributions,
        speakers=tuple(
            structs.replace(speaker, attributions=counts[speaker.id])
            for speaker in story.speakers
            if speaker.id in sources
        ),
        hedges=tuple(
            h
            if h.attribution is None or h.attribution in kept
            else structs.replace(h, attribution=None)
            for h in story.hedges
            if h.confidence >= least
        ),
    )
