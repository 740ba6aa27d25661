"""The pipeline: ``spacy.blank("en")`` with copydesk's components, and what makes a story of it.

Each component is an ordinary spaCy one, so a newsroom can add to the pipeline, or put its own in
the place of one of ours: ``Pipeline.nlp`` is a ``spacy.Language``.
"""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from scoring.attributions.build import build as build_attributions
from scoring.hedges.build import build as build_hedges
from scoring.quotation import find_quotations
from scoring.reading.artefact import Artefact, load_artefact
from scoring.reading.encoder import Encoder
from scoring.reading.reading import Reading, read
from scoring.sentences import starts
from scoring.story import ATTRIBUTIONS, HEDGES, READING, SPEAKERS, Story
from scoring.tokens import blank_english, tokens_of
from scoring.values import Article
from scoring.words import count_words


class ReaderComponent:
    """Reads the ``Doc`` in one pass of the encoder: sentences, entities, tagged spans."""

    def __init__(self, encoder: Encoder, artefact: Artefact) -> None:
        self._encoder = encoder
        self._tables = artefact.tables

    def __call__(self, doc: Doc) -> Doc:
        tokens = tokens_of(doc)
        quotations = find_quotations(tokens.text, tokens.paragraph_spans)
        reading = read(tokens, quotations, self._encoder, self._tables)
        doc.user_data[READING] = reading
        begins = set(starts(reading))
        opened = {reading.tokens.index[i] for i in begins}
        for token in doc:
            token.is_sent_start = token.i in opened
        index = tokens.index
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

    def __init__(self, artefact: Artefact) -> None:
        self._tables = artefact.tables

    def __call__(self, doc: Doc) -> Doc:
        built = build_attributions(doc.user_data[READING], self._tables)
        doc.user_data[ATTRIBUTIONS], doc.user_data[SPEAKERS] = built
        return doc


class HedgeComponent:
    """Finds the hedges, and whose voice each is in."""

    def __call__(self, doc: Doc) -> Doc:
        reading: Reading = doc.user_data[READING]
        hedges = build_hedges(reading, doc.user_data[ATTRIBUTIONS])
        doc.user_data[HEDGES] = hedges
        spans = [doc.char_span(h.start, h.end, label=h.kind) for h in hedges]
        doc.spans["hedges"] = [span for span in spans if span is not None]
        return doc


class Pipeline:
    """The loaded pipeline: an article in, a story out."""

    def __init__(self, nlp: Language, model_version: str) -> None:
        self.nlp = nlp
        self.model_version = model_version

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1) -> "Pipeline":
        """Load the artefact in ``folder`` (the packaged one by default).

        Raises ``BadArtefact``.
        """
        artefact = load_artefact(folder)
        encoder = Encoder(artefact, threads=threads)
        nlp = blank_english()
        components = {
            "copydesk_reader": ReaderComponent(encoder, artefact),
            "copydesk_attributions": AttributionComponent(artefact),
            "copydesk_hedges": HedgeComponent(),
        }
        for name, component in components.items():
            Language.component(name, func=component)
            nlp.add_pipe(name)
        return cls(nlp, artefact.version)

    def parse(self, article: Article) -> Story:
        """Read an article."""
        # spaCy's memory zone frees what the tokeniser's cache and the string store took in, so
        # that no word of an article outlives its scoring.
        doc = self.nlp(article.text)
        reading: Reading = doc.user_data[READING]
        sentences = tuple(s for s in doc.sents if not s.text.isspace())
        return Story(
            article=article,
            doc=doc,
            words=count_words(article.text),
            sentences=sentences,
            paragraphs=tuple(reading.tokens.paragraph_spans),
            attributions=doc.user_data[ATTRIBUTIONS],
            speakers=doc.user_data[SPEAKERS],
            hedges=doc.user_data[HEDGES],
        )
