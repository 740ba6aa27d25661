"""A story: an article as the pipeline has read it. What every scorer is given."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span

from scoring.types import Article, Attribution, Hedge, Speaker


@dataclass(frozen=True, slots=True)
class Story:
    """The parsed article.

    ``doc`` is an ordinary spaCy ``Doc`` with sentences, entities, and span groups ``sources``,
    ``cues``, ``contents`` and ``hedges``. ``attributions`` are in reading order and include the
    interviewer's turns and refusals to answer; ``counted`` leaves those out. ``words`` is the
    article's word count.
    """

    article: Article
    doc: Doc
    words: int
    sentences: tuple[Span, ...]
    paragraphs: tuple[tuple[int, int], ...]
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    hedges: tuple[Hedge, ...]

    @property
    def counted(self) -> tuple[Attribution, ...]:
        """The attributions that count: no turn of the one who asks, no refusal to answer."""
        return tuple(a for a in self.attributions if a.counts)
