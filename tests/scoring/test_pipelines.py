"""Pipelines with different artefacts stand side by side; components say what they need and give."""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest
import spacy
from numpy.typing import NDArray
from spacy.tokens import Doc

from scoring.components import ATTRIBUTOR, HEDGER, READER
from scoring.doc_attributes import HEDGES, READING
from scoring.errors import BadArtefact
from scoring.model.artefact import TABLES, load_artefact
from scoring.model.encoder import Encoder
from scoring.model.tables import read_tables
from scoring.model.windows import Window
from scoring.pipeline import Pipeline
from scoring.types import Article

TEXT = "Adler said the bridge may open on Monday. Officials believe it could take a year."
ROUNDS = 20


class WatchedEncoder:
    """An encoder that counts the windows it reads."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.reads = 0

    def windows(
        self,
        words: Sequence[str],
        shapes: Sequence[int],
        paragraphs: Sequence[tuple[int, int]],
    ) -> list[Window]:
        return self._encoder.windows(words, shapes, paragraphs)

    def read(self, window: Window) -> NDArray[np.float32]:
        self.reads += 1
        return self._encoder.read(window)


@pytest.fixture
def threads_that_interrupt_each_other() -> Iterator[None]:
    """As often as CPython lets them."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("threads_that_interrupt_each_other")
def test_two_pipelines_in_two_threads_keep_each_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its encoder, its tables and its name, though both make their ``Language`` at once, often."""
    monkeypatch.setattr("scoring.pipeline.MAX_NEW_WORDS", 1)
    artefact = load_artefact()
    encoders = [WatchedEncoder(Encoder(artefact)) for _ in range(2)]
    tables = [
        replace(
            artefact.tables,
            hedge_confidence=np.array([offset, 0], dtype=np.float32),
            attribution_confidence=np.array([-offset, 0], dtype=np.float32),
        )
        for offset in (-3, 3)
    ]
    pipelines = [
        Pipeline(encoder, own, version)
        for encoder, own, version in zip(encoders, tables, ("one", "other"), strict=True)
    ]
    together = Barrier(2)

    def read(pipeline: Pipeline) -> set[tuple[float, float]]:
        found = set()
        for _ in range(ROUNDS):
            together.wait()
            with pipeline.reading(Article(text=TEXT)) as story:
                found |= {
                    (h.confidence, a.confidence) for h in story.hedges for a in story.attributions
                }
        return found

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(read, pipelines)
    assert one == {(0.047, 0.953)}
    assert other == {(0.953, 0.047)}
    assert [encoder.reads for encoder in encoders] == [ROUNDS, ROUNDS]
    assert [pipeline.model_version for pipeline in pipelines] == ["one", "other"]


def test_spacy_knows_what_the_components_need_and_give(pipeline: Pipeline) -> None:
    """Each is a factory of spaCy's; in their order nothing that one needs is missing."""
    assert pipeline.nlp.pipe_names == [READER, ATTRIBUTOR, HEDGER]
    analysis = pipeline.nlp.analyze_pipes()
    assert analysis
    assert analysis["problems"] == {READER: [], ATTRIBUTOR: [], HEDGER: []}
    assert analysis["summary"][HEDGER]["assigns"] == ["doc.spans", "doc._.copydesk_hedges"]


@pytest.mark.parametrize("name", [READER, ATTRIBUTOR, HEDGER])
def test_a_component_without_a_model_says_so(name: str, pipeline: Pipeline) -> None:
    """Added by its name alone it reads nothing."""
    nlp = spacy.blank("en")
    nlp.add_pipe(name)
    doc = pipeline.nlp("Adler said the bridge may open.")
    with pytest.raises(RuntimeError, match=f"{name} has no"):
        nlp.get_pipe(name)(doc)


def test_what_was_not_assigned_is_not_there(pipeline: Pipeline) -> None:
    """A ``Doc`` of another pipeline has the attribute, and no value."""
    doc: Doc = spacy.blank("en")("Adler said the bridge may open.")
    assert HEDGES.find(doc) is None
    with pytest.raises(LookupError, match="copydesk_reading"):
        READING.of(doc)
    assert pipeline.nlp(doc.text)._.copydesk_hedges == HEDGES.of(pipeline.nlp(doc.text))


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (None, "no table hedge_confidence"),
        (np.zeros(3, dtype=np.float32), "of shape"),
        (np.zeros(2), "float64"),
    ],
)
def test_tables_of_another_shape_are_refused(
    table: NDArray[np.float32] | None, says: str, tmp_path: Path
) -> None:
    """A missing one, too."""
    packaged = load_artefact()
    with np.load(packaged.folder / TABLES) as stored:
        tables = dict(stored)
    del tables["hedge_confidence"]
    if table is not None:
        tables["hedge_confidence"] = table
    np.savez(tmp_path / TABLES, **tables)
    with pytest.raises(BadArtefact, match=says):
        read_tables(tmp_path / TABLES)
