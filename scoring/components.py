"""copydesk's spaCy components. Their factories are registered once, when this module is imported.

Like spaCy's own, a factory makes a component without a model. The code that adds the component to a
``Language`` passes it one (``set_model``, ``set_tables``). So pipelines with different models can
coexist, although they share spaCy's registry.
"""

import dataclasses
from typing import Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from scoring.attributions.assembly import build as build_attributions
from scoring.doc_attributes import ATTRIBUTIONS, HEDGES, READING, SPEAKERS
from scoring.hedges.candidates import load_entries
from scoring.hedges.detection import find_hedges
from scoring.model.decoding import read
from scoring.model.encoder import ReadsWindows
from scoring.model.tables import Tables
from scoring.stopping import ShouldContinue, always
from scoring.text.quotation import find_quotations
from scoring.text.tokens import tokens_of
from scoring.trace import Recorder

READER: Final = "copydesk_reader"
ATTRIBUTOR: Final = "copydesk_attributions"
HEDGER: Final = "copydesk_hedges"


@Language.factory(
    READER,
    assigns=[
        "doc.ents",
        "doc.spans",
        "token.ent_iob",
        "token.ent_type",
        "token.is_sent_start",
        READING.path,
    ],
)
class ReaderComponent:
    """Processes a ``Doc`` in one encoder pass: adds sentences, entities and tagged spans."""

    def __init__(self, nlp: Language, name: str) -> None:
        """Create it without a model. spaCy passes its ``Language`` and the component's
        name to a factory.
        """
        del nlp
        self.name = name
        self._model: tuple[ReadsWindows, Tables] | None = None

    def set_model(self, encoder: ReadsWindows, tables: Tables) -> None:
        """Set the encoder and the tables."""
        self._model = encoder, tables

    def __call__(
        self, doc: Doc, *, should_continue: ShouldContinue = always, explain: bool = False
    ) -> Doc:
        """Add sentences, entities and the span groups of roles.

        The options are passed as ``component_cfg``. Raises ``Stopped`` as soon as
        ``should_continue`` returns false, and ``RuntimeError`` without a model.

        ``explain``: record decisions in the reading's trace.
        """
        if self._model is None:
            raise RuntimeError(f"{self.name} has no model: call set_model first")
        encoder, tables = self._model
        tokens = tokens_of(doc)
        quotations = find_quotations(tokens.text, tokens.paragraph_spans)
        reading = read(tokens, quotations, encoder, tables, should_continue)
        if explain:
            reading = dataclasses.replace(reading, trace=Recorder(tokens.spans))
        READING.set(doc, reading)
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


class TablesComponent:
    """Base class of components that need only the model's tables."""

    def __init__(self, nlp: Language, name: str) -> None:
        """Create it without tables."""
        del nlp
        self.name = name
        self._tables: Tables | None = None

    @property
    def tables(self) -> Tables:
        """The model's tables. Raises ``RuntimeError`` if they have not been set."""
        if self._tables is None:
            raise RuntimeError(f"{self.name} has no tables: call set_tables first")
        return self._tables

    def set_tables(self, tables: Tables) -> None:
        """Set the model's tables."""
        self._tables = tables


@Language.factory(ATTRIBUTOR, requires=[READING.path], assigns=[ATTRIBUTIONS.path, SPEAKERS.path])
class AttributionComponent(TablesComponent):
    """Links the tagged spans into attributions, and resolves their speakers."""

    def __call__(self, doc: Doc) -> Doc:
        """Add the attributions and the speakers."""
        reading = READING.of(doc)
        # A text of marks alone has no tokens.
        found = build_attributions(reading, self.tables) if reading.tokens.words else ((), ())
        attributions, speakers = found
        ATTRIBUTIONS.set(doc, attributions)
        SPEAKERS.set(doc, speakers)
        return doc


@Language.factory(
    HEDGER, requires=[READING.path, ATTRIBUTIONS.path], assigns=["doc.spans", HEDGES.path]
)
class HedgeComponent(TablesComponent):
    """Finds hedges and determines their voice."""

    def __init__(self, nlp: Language, name: str) -> None:
        """Create it without tables. The word lists are loaded now.

        So an error in them shows at startup and not in the middle of an article.
        """
        super().__init__(nlp, name)
        load_entries()

    def __call__(self, doc: Doc) -> Doc:
        """Add the hedges, as values and as a span group."""
        hedges = find_hedges(READING.of(doc), ATTRIBUTIONS.of(doc), self.tables.hedge_confidence)
        HEDGES.set(doc, hedges)
        spans = [doc.char_span(h.start, h.end, label=h.kind) for h in hedges]
        doc.spans["hedges"] = [span for span in spans if span is not None]
        return doc
