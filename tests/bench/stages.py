"""Where an article's time goes: each stage of the flow, on one core.

intake    HTML or text to an article: language, limits
tokenise  spaCy's tokens
cut       word pieces, windows
encode    the encoder, by onnxruntime
decode    Viterbi, spans, sentences, entities, quotations, and what spaCy takes of them
resolve   links, speakers, types, reasons; hedges
score     the scorers, calibration, the report
serialise the report to JSON
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Final, TypeVar
from unittest.mock import patch

import msgspec
import numpy as np
from articles import article
from numpy.typing import NDArray

from scoring.calibration.profile import load_profiles
from scoring.engine import Engine
from scoring.intake import take_in
from scoring.model.artefact import load_artefact
from scoring.model.encoder import Encoder, ReadsWindows
from scoring.model.windows import Window
from scoring.pipeline import Pipeline
from scoring.report.request import ScoreRequest
from scoring.scorer import discover

T = TypeVar("T")

STAGES: Final = (
    "intake",
    "tokenise",
    "cut",
    "encode",
    "decode",
    "resolve",
    "score",
    "serialise",
)
WORDS: Final = (200, 800, 3_000, 20_000)


class Watch:
    """Adds up seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def on(self, stage: str) -> Iterator[None]:
        """Add the block's time to a stage."""
        began = perf_counter()
        yield
        self.seconds[stage] += perf_counter() - began


class WatchedEncoder:
    """The encoder, with its time taken."""

    def __init__(self, encoder: ReadsWindows, watch: Watch) -> None:
        self._encoder = encoder
        self.watch = watch

    def windows(
        self, words: Sequence[str], shapes: Sequence[int], paragraphs: Sequence[tuple[int, int]]
    ) -> list[Window]:
        """Cut."""
        with self.watch.on("cut"):
            return self._encoder.windows(words, shapes, paragraphs)

    def read(self, window: Window) -> NDArray[np.float32]:
        """Encode."""
        with self.watch.on("encode"):
            return self._encoder.read(window)


class WatchedEngine:
    """The engine of the service, with the time of each of its stages taken on the way."""

    def __init__(self) -> None:
        artefact = load_artefact()
        self._watch = Watch()
        encoder = Encoder(artefact)
        self._encoder = WatchedEncoder(encoder, self._watch)
        pipeline = Pipeline(
            self._encoder,
            artefact.tables,
            artefact.version,
            common_words=encoder.common_words(),
        )
        scorers = discover()
        self._engine = Engine(pipeline, scorers, load_profiles(None, scorers))
        nlp = pipeline.nlp
        nlp.tokenizer = self._timed("tokenise", nlp.tokenizer)
        for place, (name, component) in enumerate(nlp._components):
            stage = "decode" if name == "copydesk_reader" else "resolve"
            nlp._components[place] = (name, self._timed(stage, component))

    def run(self, text: str) -> dict[str, float]:
        """Return the seconds of each stage; ``score`` is what is left of the whole."""
        self._watch.seconds.clear()
        request = ScoreRequest(text=text, language=None)
        began = perf_counter()
        with patch("scoring.engine.take_in", self._timed("intake", take_in)):
            report = self._engine.score(request)
        whole = perf_counter() - began
        seconds = self._watch.seconds
        seconds["decode"] -= seconds["cut"] + seconds["encode"]  # they are inside it
        seconds["score"] = whole - sum(seconds.values())
        with self._watch.on("serialise"):
            msgspec.json.encode(report)
        return dict(seconds)

    def _timed(self, stage: str, work: Callable[..., T]) -> Callable[..., T]:
        def timed(*arguments: object, **options: object) -> T:
            with self._watch.on(stage):
                return work(*arguments, **options)

        return timed


def show() -> None:
    """Print milliseconds for each stage and length, and shares of the whole."""
    engine = WatchedEngine()
    out = sys.stdout.write
    out(f"{'words':>10}" + "".join(f"{stage:>11}" for stage in STAGES) + f"{'all':>10}  ms\n")
    for words in WORDS:
        text = article(words)
        rounds = [engine.run(text) for _ in range(5 if words < 10_000 else 2)]
        best = min(rounds, key=lambda took: sum(took.values()))
        whole = sum(best.values())
        out(f"{words:>10}" + "".join(f"{best[stage] * 1e3:>11.2f}" for stage in STAGES))
        out(f"{whole * 1e3:>10.1f}\n")
        out(" " * 10 + "".join(f"{best[stage] / whole:>11.1%}" for stage in STAGES) + "\n")
        sys.stdout.flush()
