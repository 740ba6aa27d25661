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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Final

import msgspec
import numpy as np
from articles import article
from numpy.typing import NDArray

from scoring.calibration.profile import load_profiles
from scoring.engine import Engine
from scoring.intake import take_in
from scoring.pipeline import Pipeline
from scoring.reading.artefact import load_artefact
from scoring.reading.encoder import Encoder, ReadsWindows
from scoring.reading.windows import Window
from scoring.registry import discover
from scoring.request import ScoreRequest

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
    """The engine of the service with a watched encoder, and its stages one by one."""

    def __init__(self) -> None:
        artefact = load_artefact()
        self._encoder = WatchedEncoder(Encoder(artefact), Watch())
        scorers = discover()
        pipeline = Pipeline(self._encoder, artefact.tables, artefact.version)
        self._engine = Engine(pipeline, scorers, load_profiles(None, scorers))

    def run(self, text: str) -> dict[str, float]:
        """Return the seconds of each stage."""
        watch = self._encoder.watch = Watch()
        request = ScoreRequest(text=text, language=None)
        began = perf_counter()
        report = self._engine.score(request)
        whole = perf_counter() - began
        with watch.on("serialise"):
            msgspec.json.encode(report)
        inside = watch.seconds["cut"] + watch.seconds["encode"]
        with watch.on("intake"):
            taken = take_in(request)
        nlp = self._engine.pipeline.nlp
        apart = Watch()  # the pipeline once more, component by component
        self._encoder.watch = again = Watch()
        with nlp.memory_zone():
            with apart.on("tokenise"):
                doc = nlp.make_doc(taken.text)
            for name, component in nlp.pipeline:
                stage = "decode" if name == "copydesk_reader" else "resolve"
                with apart.on(stage):
                    doc = component(doc)
        apart.seconds["decode"] -= again.seconds["cut"] + again.seconds["encode"]
        watch.seconds |= apart.seconds
        rest = ("intake", *apart.seconds)
        watch.seconds["score"] = whole - inside - sum(watch.seconds[stage] for stage in rest)
        return dict(watch.seconds)


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
