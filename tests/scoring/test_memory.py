"""Windows that were read before: the same report, less reading, nothing kept beyond bounds."""

import functools
import gc
import random
from collections.abc import Sequence

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from scoring.engine import Engine
from scoring.model.artefact import load_artefact
from scoring.model.cache import CachingEncoder
from scoring.model.encoder import Encoder
from scoring.model.windows import Window
from scoring.report.request import ScoreRequest
from scoring.text.tokens import tokenise

NAMES = ["Ana Ruiz", "Tom Okafor", "Lena Holt", "Omar Aziz", "a senior official", "critics"]
SAID = [
    "the pier would open in spring", "the dam may not hold", "nobody had been warned",
    "about 40 boats were lost", "the talks were likely to fail", "the mill could close",
]  # fmt: skip


def paragraph(dice: random.Random) -> str:
    """A few made-up sentences."""
    return " ".join(
        f"{dice.choice(NAMES).capitalize()} said {dice.choice(SAID)} on day {dice.randrange(999)}."
        for _ in range(dice.randint(1, 5))
    )


def article(seed: int, paragraphs: int) -> list[str]:
    dice = random.Random(seed)
    return [paragraph(dice) for _ in range(paragraphs)]


def report(engine: Engine, paragraphs: Sequence[str]) -> object:
    scored = engine.score(ScoreRequest(text="\n".join(paragraphs), language="en"))
    return {k: v for k, v in msgspec.to_builtins(scored).items() if k != "timings"}


@pytest.fixture(scope="module")
def remembering() -> Engine:
    return Engine.load(cache_bytes=64 * 1024 * 1024)


class Counting:
    """An encoder that counts what it reads."""

    def __init__(self, width: int = 4) -> None:
        self.reads = 0
        self._width = width

    def windows(self, *_: object) -> list[Window]:
        return []

    def read(self, window: Window) -> NDArray[np.float32]:
        self.reads += 1
        return np.full((len(window.first), self._width), window.pieces.sum(), dtype=np.float32)


def window(*pieces: int) -> Window:
    numbers = np.array(pieces, dtype=np.int64)
    return Window(0, len(pieces), numbers, numbers * 0, np.arange(len(pieces)))


def test_an_article_again_is_not_read_again() -> None:
    """The same input to the encoder is read once."""
    counting = Counting()
    encoder = CachingEncoder(counting, 10_000)
    first, again = encoder.read(window(1, 2)), encoder.read(window(1, 2))
    assert counting.reads == 1
    assert np.array_equal(first, again)
    encoder.read(window(2, 1))
    assert counting.reads == 2


def test_what_is_kept_is_bounded() -> None:
    """The oldest goes first; a window larger than the bound is not kept at all."""
    counting = Counting(width=10)
    encoder = CachingEncoder(counting, 2 * 2 * 10 * 4)
    for pieces in ((1, 1), (2, 2), (3, 3), (1, 1)):
        encoder.read(window(*pieces))
    assert counting.reads == 4
    encoder.read(window(3, 3))
    assert counting.reads == 4
    encoder.read(window(*range(9)))
    encoder.read(window(*range(9)))
    assert counting.reads == 6


@pytest.mark.parametrize("seed", range(4))
def test_an_edited_article_is_scored_as_a_fresh_one(
    engine: Engine, remembering: Engine, seed: int
) -> None:
    """One paragraph changed, added or dropped: the report equals that of an engine without."""
    dice = random.Random(seed)
    paragraphs = article(seed, 40)
    report(remembering, paragraphs)
    place = dice.randrange(40)
    for edited in (
        [*paragraphs[:place], paragraph(dice), *paragraphs[place + 1 :]],
        [*paragraphs[:place], paragraph(dice), *paragraphs[place:]],
        paragraphs[:place] + paragraphs[place + 1 :],
    ):
        assert report(remembering, edited) == report(engine, edited)


def test_windows_far_from_an_edit_are_the_same() -> None:
    """On average an edit costs no more than three windows of some thirty."""
    encoder = Encoder(load_artefact())

    def keys(paragraphs: Sequence[str]) -> set[bytes]:
        tokens = tokenise("\n".join(paragraphs))
        shapes = [0] * len(tokens.words)
        windows = encoder.windows(tokens.words, shapes, tokens.paragraphs)
        return {w.pieces.tobytes() for w in windows}

    fresh = []
    for seed in range(12):
        dice = random.Random(seed)
        paragraphs = article(seed, 150)
        before = keys(paragraphs)
        paragraphs[dice.randrange(150)] = paragraph(dice)
        fresh.append(len(keys(paragraphs) - before))
    assert sum(fresh) / len(fresh) <= 3, fresh


def test_no_function_keeps_the_words_of_articles(engine: Engine, seed_text: str) -> None:
    """A cache without a bound is for data files: names that were never seen do not fill it."""
    engine.score(ScoreRequest(text=seed_text, language="en"))
    before = kept_without_bound()
    dice = random.Random(7)
    names = [
        " ".join("".join(dice.choices("aeioubdklmnrst", k=8)).capitalize() for _ in range(2))
        for _ in range(300)
    ]
    text = "\n\n".join(f"Mayor {name} of Tyre said the pier was safe." for name in names)
    report = engine.score(ScoreRequest(text=text, language="en"))
    assert len(report.evidence["speakers"]) > 200
    assert kept_without_bound() - before < 200


def kept_without_bound() -> int:
    """Return how many results all caches without a bound keep for copydesk's functions."""
    return sum(
        one.cache_info().currsize
        for one in gc.get_objects()
        if issubclass(type(one), functools._lru_cache_wrapper)  # asks no proxy for its class
        and one.__module__.startswith("scoring.")
        and one.cache_parameters()["maxsize"] is None
    )
