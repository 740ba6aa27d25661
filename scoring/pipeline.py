"""The pipeline: ``spacy.blank("en")`` with copydesk's components, and what makes a story of it."""

import threading
from collections.abc import Iterator
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
from scoring.text.tokens import english
from scoring.text.words import WORD, count_words
from scoring.types import Article

MAX_NEW_WORDS: Final = 50_000
"""New words after which a thread's ``Language`` is made anew: some hundreds of articles.

A memory zone frees the words of an article but not their places in spaCy's hash tables, which
double whenever words seen and forgotten fill them. So many words take a few megabytes; to begin
anew takes as long as an article or two.
"""


class Pipeline:
    """The loaded pipeline: an article in, a story out.

    Each thread has a ``Language`` of its own (a ``Vocab`` is not made for several), made anew now
    and then; all share the encoder. Several pipelines may stand side by side.
    """

    def __init__(self, encoder: ReadsWindows, tables: Tables, version: str) -> None:
        self.model_version = version
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
        """Load the artefact in ``folder`` (the packaged one by default).

        ``cache_bytes``: bytes of scores kept of windows that were read (0: none).

        Raises ``BadArtefact``.
        """
        artefact = load_artefact(folder)
        load_all()
        encoder: ReadsWindows = Encoder(artefact, threads=threads)
        if cache_bytes:
            encoder = CachingEncoder(encoder, cache_bytes)
        return cls(encoder, artefact.tables, artefact.version)

    @property
    def nlp(self) -> Language:
        """This thread's spaCy pipeline."""
        if getattr(self._local, "forgotten", MAX_NEW_WORDS) >= MAX_NEW_WORDS:
            nlp = self._make_language()
            self._local.nlp = nlp
            self._local.forgotten = 0
        return cast("Language", self._local.nlp)

    def _make_language(self) -> Language:
        nlp = english()
        cast("ReaderComponent", nlp.add_pipe(READER)).set_model(self._encoder, self._tables)
        for name in (ATTRIBUTOR, HEDGER):
            cast("TablesComponent", nlp.add_pipe(name)).set_tables(self._tables)
        return nlp

    @contextmanager
    def reading(
        self, article: Article, should_continue: ShouldContinue = always, *, explain: bool = False
    ) -> Iterator[Story]:
        """Read an article; its story, and every word of it, is gone when the block ends.

        ``explain``: note down what decided, in the reading's trace. Raises ``Stopped`` as soon as
        ``should_continue`` says no.

        spaCy keeps all words it has seen in its string store and its tokeniser's cache; in a
        memory zone it forgets those of this article.
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
        """Read an article for as long as the caller holds the story."""
        return self._story(self.nlp(article.text), article)

    @staticmethod
    def _story(doc: Doc, article: Article) -> Story:
        return Story(
            article=article,
            doc=doc,
            words=count_words(article.text),
            sentences=tuple(_sentences(doc, article.text)),
            paragraphs=tuple(READING.of(doc).tokens.paragraph_spans),
            attributions=ATTRIBUTIONS.of(doc),
            speakers=SPEAKERS.of(doc),
            hedges=HEDGES.of(doc),
        )


def _sentences(doc: Doc, text: str) -> Iterator[Span]:
    """Yield ``doc.sents`` that have a word in them, without going through every token."""
    begins = np.flatnonzero(doc.to_array(SENT_START) == 1).tolist()
    for start, end in zip(begins, [*begins[1:], len(doc)], strict=True):
        sentence = doc[start:end]
        if WORD.search(text, sentence.start_char, sentence.end_char):
            yield sentence
