"""The pipeline: ``spacy.blank("en")`` with copydesk's components, and what makes a story of it.

Each component is an ordinary spaCy one, so a newsroom can add to the pipeline, or put its own in
the place of one of ours: ``Pipeline``'s ``adapt`` is given each ``spacy.Language`` that is made.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, cast

import numpy as np
from spacy.attrs import SENT_START  # type: ignore[import-not-found]  # Cython
from spacy.language import Language
from spacy.tokens import Doc, Span

from scoring.attributions.assembly import build as build_attributions
from scoring.hedges.candidates import load_entries
from scoring.hedges.detection import find_hedges
from scoring.model.artefact import Tables, load_artefact
from scoring.model.cache import RememberingEncoder
from scoring.model.decoding import Reading, read
from scoring.model.encoder import Encoder, ReadsWindows
from scoring.stopping import GoOn, always
from scoring.story import ATTRIBUTIONS, GO_ON, HEDGES, READING, SPEAKERS, Story
from scoring.text.quotation import find_quotations
from scoring.text.tokens import english, tokens_of
from scoring.text.words import WORD, count_words
from scoring.types import Article

MOST_FORGOTTEN: Final = 50_000
"""New words after which a thread's ``Language`` is made anew: some hundreds of articles.

A memory zone frees the words of an article but not their places in spaCy's hash tables, which
double whenever words seen and forgotten fill them. So many words take a few megabytes; to begin
anew takes as long as an article or two.
"""


class ReaderComponent:
    """Reads the ``Doc`` in one pass of the encoder: sentences, entities, tagged spans."""

    def __init__(self, encoder: ReadsWindows, tables: Tables) -> None:
        self._encoder = encoder
        self._tables = tables

    def __call__(self, doc: Doc) -> Doc:
        """Add sentences, entities and the span groups of roles."""
        tokens = tokens_of(doc)
        quotations = find_quotations(tokens.text, tokens.paragraph_spans)
        go_on = doc.user_data.get(GO_ON, always)
        reading = read(tokens, quotations, self._encoder, self._tables, go_on)
        doc.user_data[READING] = reading
        index = tokens.index
        begins = np.full((len(doc), 1), -1, dtype=np.int64)
        begins[[index[i] for i in reading.sentences]] = 1
        doc.from_array(["SENT_START"], begins.astype(np.uint64))  # type: ignore[arg-type]  # stub
        doc.set_ents(
            [Span(doc, index[e.start], index[e.end - 1] + 1, e.label) for e in reading.entities]
        )
        for role, group in (("SOURCE", "sources"), ("CUE", "cues"), ("CONTENT", "contents")):
            doc.spans[group] = [
                Span(doc, index[t.start], index[t.end - 1] + 1, role)
                for t in reading.roles
                if t.label == role
            ]
        return doc


class AttributionComponent:
    """Links the tagged spans into attributions, and resolves their speakers."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def __call__(self, doc: Doc) -> Doc:
        """Add the attributions and the speakers."""
        built = build_attributions(doc.user_data[READING], self._tables)
        doc.user_data[ATTRIBUTIONS], doc.user_data[SPEAKERS] = built
        return doc


class HedgeComponent:
    """Finds the hedges, and whose voice each is in."""

    def __init__(self, tables: Tables) -> None:
        self._table = tables["hedge_confidence"]
        load_entries()  # a fault in the tables is met now, not in the middle of an article

    def __call__(self, doc: Doc) -> Doc:
        """Add the hedges, as values and as a span group."""
        reading: Reading = doc.user_data[READING]
        hedges = find_hedges(reading, doc.user_data[ATTRIBUTIONS], self._table)
        doc.user_data[HEDGES] = hedges
        spans = [doc.char_span(h.start, h.end, label=h.kind) for h in hedges]
        doc.spans["hedges"] = [span for span in spans if span is not None]
        return doc


class Pipeline:
    """The loaded pipeline: an article in, a story out.

    Each thread has a ``Language`` of its own (a ``Vocab`` is not made for several), all share the
    encoder. ``adapt`` may change each that is made: one is made anew now and then.
    """

    def __init__(
        self,
        encoder: ReadsWindows,
        tables: Tables,
        version: str,
        *,
        adapt: Callable[[Language], None] = lambda _: None,
    ) -> None:
        self.model_version = version
        self._adapt = adapt
        self._components: dict[str, Callable[[Doc], Doc]] = {
            "copydesk_reader": ReaderComponent(encoder, tables),
            "copydesk_attributions": AttributionComponent(tables),
            "copydesk_hedges": HedgeComponent(tables),
        }
        self._local = threading.local()

    @classmethod
    def load(
        cls,
        folder: Path | None = None,
        *,
        threads: int = 1,
        remember: int = 0,
        adapt: Callable[[Language], None] = lambda _: None,
    ) -> "Pipeline":
        """Load the artefact in ``folder`` (the packaged one by default).

        ``remember``: bytes of scores kept of windows that were read (0: none).

        Raises ``BadArtefact``.
        """
        artefact = load_artefact(folder)
        encoder: ReadsWindows = Encoder(artefact, threads=threads)
        if remember:
            encoder = RememberingEncoder(encoder, remember)
        return cls(encoder, artefact.tables, artefact.version, adapt=adapt)

    @property
    def nlp(self) -> Language:
        """This thread's spaCy pipeline."""
        if getattr(self._local, "forgotten", MOST_FORGOTTEN) >= MOST_FORGOTTEN:
            nlp = english()
            for name, component in self._components.items():
                Language.component(name, func=component)
                nlp.add_pipe(name)
            self._adapt(nlp)
            self._local.nlp = nlp
            self._local.forgotten = 0
        return cast("Language", self._local.nlp)

    @contextmanager
    def reading(self, article: Article, go_on: GoOn = always) -> Iterator[Story]:
        """Read an article; its story, and every word of it, is gone when the block ends.

        Raises ``Stopped`` as soon as ``go_on`` says no.

        spaCy keeps all words it has seen in its string store and its tokeniser's cache; in a
        memory zone it forgets those of this article.
        """
        nlp = self.nlp
        known = len(nlp.vocab)
        with nlp.memory_zone():
            try:
                doc = nlp.make_doc(article.text)
                doc.user_data[GO_ON] = go_on
                yield self._story(nlp(doc), article)
            finally:
                self._local.forgotten += len(nlp.vocab) - known

    def parse(self, article: Article) -> Story:
        """Read an article for as long as the caller holds the story."""
        return self._story(self.nlp(article.text), article)

    @staticmethod
    def _story(doc: Doc, article: Article) -> Story:
        reading: Reading = doc.user_data[READING]
        return Story(
            article=article,
            doc=doc,
            words=count_words(article.text),
            sentences=tuple(_sentences(doc, article.text)),
            paragraphs=tuple(reading.tokens.paragraph_spans),
            attributions=doc.user_data[ATTRIBUTIONS],
            speakers=doc.user_data[SPEAKERS],
            hedges=doc.user_data[HEDGES],
        )


def _sentences(doc: Doc, text: str) -> Iterator[Span]:
    """Yield ``doc.sents`` that have a word in them, without going through every token."""
    begins = np.flatnonzero(doc.to_array(SENT_START) == 1).tolist()
    for start, end in zip(begins, [*begins[1:], len(doc)], strict=True):
        sentence = doc[start:end]
        if WORD.search(text, sentence.start_char, sentence.end_char):
            yield sentence
