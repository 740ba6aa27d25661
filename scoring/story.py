"""A story: the pipeline's result for an article. Every scorer works on a story."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
