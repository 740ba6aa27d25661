"""The pipeline: ``spacy.blank("en")`` with copydesk's components. It turns articles into
stories.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, cast

import numpy as np
from spacy.attrs import SENT_START  # type: ignore[import-not-found]  # Cython
from spacy.language import Language
from spacy.tokens import Doc, Span

from scoring.components import (
    ATTRIBUTOR,
    HEDGER,
    READER,
    ReaderComponent,
    TablesComponent,
)
from scoring.doc_attributes import ATTRIBUTIONS, HEDGES, READING, SPEAKERS
from scoring.model.artefact import load_artefact
from scoring.model.cache import CachingEncoder
from scoring.model.encoder import Encoder, ReadsWindows
from scoring.model.tables import Tables
from scoring.model.weights.clue_weights import load_all
from scoring.stopping import ShouldContinue, always
from scoring.story import Story
from scoring.text.quotation import find_quotations
from scoring.text.tokenizer import PROCESSED
from scoring.text.tokens import english
from scoring.text.words import WORD, count_words
from scoring.types import Article

MAX_NEW_WORDS: Final = 50_000
"""Number of new words after which a thread's ``Language`` is replaced: some hundreds of articles.

A memory zone frees an article's words, but not their slots in spaCy's hash tables, which double
whenever seen and forgotten words fill them. That many words take a few megabytes. Creating a new
``Language`` takes as long as an article or two.
"""


class Pipeline:
    """The loaded pipeline: turns an article into a story.

    Each thread has its own ``Language``, because a ``Vocab`` is not thread-safe, and replaces it
    from time to time. All threads share the encoder. Several pipelines can coexist.
    """

    def __init__(
        self,
        encoder: ReadsWindows,
        tables: Tables,
        version: str,
        *,
        common_words: Sequence[str] = (),
    ) -> None:
        """Create it from a loaded model.

        ``common_words``: words that articles contain often, the most frequent ones first.
        """
        self.model_version = version
        self._common_words = common_words
        self._encoder = encoder
        self._tables = tables
        self._local = threading.local()

    @classmethod
    def load(
        cls,
        folder: Path | None = None,
        *,
        threads: int = 1,
        cache_bytes: int = 0,
    ) -> "Pipeline":
        """Load the model in ``folder`` (by default the packaged one).

        ``cache_bytes``: size of the window cache in bytes (0: no cache).

        Raises ``BadArtefact``.
        """
        artefact = load_artefact(folder)
        load_all()
        encoder = Encoder(artefact, threads=threads)
        return cls(
            CachingEncoder(encoder, cache_bytes) if cache_bytes else encoder,
            artefact.tables,
            artefact.version,
            common_words=encoder.common_words(),
        )

    @property
    def nlp(self) -> Language:
        """This thread's spaCy pipeline."""
        if getattr(self._local, "forgotten", MAX_NEW_WORDS) >= MAX_NEW_WORDS:
            nlp = self._make_language()
            self._local.nlp = nlp
            self._local.forgotten = 0
        return cast("Language", self._local.nlp)

    def _make_language(self) -> Language:
        nlp = english(self._common_words)
        cast("ReaderComponent", nlp.add_pipe(READER)).set_model(self._encoder, self._tables)
        for name in (ATTRIBUTOR, HEDGER):
            cast("TablesComponent", nlp.add_pipe(name)).set_tables(self._tables)
        return nlp

    @contextmanager
    def reading(
        self, article: Article, should_continue: ShouldContinue = always, *, explain: bool = False
    ) -> Iterator[Story]:
        """Process an article. The story and all its words are freed when the block ends.

        ``explain``: record decisions in the reading's trace. Raises ``Stopped`` as soon as
        ``should_continue`` returns false.

        spaCy normally keeps all words in its string store and its tokenizer's cache. In a memory
        zone, it forgets those of this article.
        """
        nlp = self.nlp
        known = len(nlp.vocab)
        with nlp.memory_zone():
            try:
                doc = nlp.make_doc(article.text)
                options = {READER: {"should_continue": should_continue, "explain": explain}}
                yield self._story(nlp(doc, component_cfg=options), article)
            finally:
                self._local.forgotten += len(nlp.vocab) - known

    def parse(self, article: Article) -> Story:
        """Process an article, and keep its words as long as the caller holds the story."""
        return self._story(self.nlp(article.text), article)

    @staticmethod
    def _story(doc: Doc, article: Article) -> Story:
        reading = READING.of(doc)
        paragraphs = reading.tokens.paragraph_spans
        if reading.tokens.text == article.text:
            quotations = reading.quotations
        else:  # for the reader, datelines and note marks are blank
            quotations = find_quotations(article.text, paragraphs)
        return Story(
            article=article,
            doc=doc,
            words=count_words(article.text, doc.user_data.get(PROCESSED)),
            sentences=tuple(_sentences(doc, article.text)),
            paragraphs=tuple(paragraphs),
            quotations=tuple(quotations),
            attributions=ATTRIBUTIONS.of(doc),
            speakers=SPEAKERS.of(doc),
            hedges=HEDGES.of(doc),
        )


def _sentences(doc: Doc, text: str) -> Iterator[Span]:
    """Yield the sentences in ``doc.sents`` that contain a word, without iterating over
    every token.
    """
    begins = np.flatnonzero(doc.to_array(SENT_START) == 1).tolist()
    for start, end in zip(begins, [*begins[1:], len(doc)], strict=True):
        sentence = doc[start:end]
        if WORD.search(text, sentence.start_char, sentence.end_char):
            yield sentence
