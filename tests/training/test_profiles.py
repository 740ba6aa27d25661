"""The draw of reference articles, and the cache of what was read, on made-up articles."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from scoring.types import Article
from training.pool import PoolArticle
from training.profiles import Sample, Sampling, read_sampling
from training.readings import Readings
from training.separation import auc, interval

SAMPLING = msgspec.convert(
    {
        "seed": 1,
        "opinion": ["Columnist"],
        "press_releases": ["Releases"],
        "desks": {"sport": ["football"], "politics": ["votes", "courts"]},
        "profiles": {},
    },
    Sampling,
)


def sample(**changes: Any) -> Sample:
    fields = {"version": "1", "description": "", "about": "", "kind": "news", "noun": "articles"}
    return msgspec.convert(fields | {"articles": 30, "most": 5} | changes, Sample)


def articles(outlet: str, topic: str, number: int) -> list[PoolArticle]:
    return [
        PoolArticle(id=f"{outlet}-{topic}-{n}", outlet=outlet, topic=topic, text="Ana Ruiz spoke.")
        for n in range(number)
    ]


POOL = [
    *articles("Gazette", "votes", 40),
    *articles("Herald", "courts", 3),
    *articles("Herald", "football", 20),
    *articles("Kick", "football", 20),
    *articles("Columnist", "votes", 20),
    *articles("Releases", "health", 4),
    *articles("Tribune", "weather", 2),
]


def outlets(drawn: Sequence[PoolArticle]) -> Counter[str]:
    return Counter(article.outlet for article in drawn)


def test_no_outlet_gives_more_than_its_share() -> None:
    """Over all desks; opinion and releases are no news."""
    assert outlets(SAMPLING.draw(POOL, sample())) == {
        "Gazette": 5, "Herald": 5, "Kick": 5, "Tribune": 2,
    }  # fmt: skip


def test_desks_take_turns() -> None:
    """However many articles each has."""
    drawn = SAMPLING.draw(POOL, sample(articles=6, most=9))
    assert Counter(map(SAMPLING.desk, drawn)) == {"sport": 2, "politics": 2, "other": 2}
    assert outlets(drawn) == {"Tribune": 2, "Gazette": 1, "Kick": 1, "Herald": 2}


def test_kinds_and_desks_choose() -> None:
    """An outlet tells the kind, a topic the desk."""
    assert set(outlets(SAMPLING.draw(POOL, sample(kind="opinion")))) == {"Columnist"}
    assert outlets(SAMPLING.draw(POOL, sample(kind="press-release"))) == {"Releases": 4}
    drawn = SAMPLING.draw(POOL, sample(desks=["sport"]))
    assert {article.topic for article in drawn} == {"football"}


def test_the_draw_is_the_same_whatever_the_order_of_the_pool() -> None:
    """And another seed makes another one."""
    drawn = SAMPLING.draw(POOL, sample())
    assert SAMPLING.draw(POOL[::-1], sample()) == drawn
    other = msgspec.structs.replace(SAMPLING, seed=2)
    assert other.draw(POOL, sample()) != drawn


def test_a_smaller_sample_is_the_start_of_a_larger_one() -> None:
    """So that little is read twice."""
    assert SAMPLING.draw(POOL, sample(articles=4)) == SAMPLING.draw(POOL, sample(articles=9))[:4]


def test_no_topic_is_of_two_desks_and_no_outlet_of_two_kinds() -> None:
    """In the packaged file."""
    sampling = read_sampling()
    topics = Counter(topic for desk in sampling.desks.values() for topic in desk)
    assert max(topics.values()) == 1
    assert not sampling.opinion & sampling.press_releases
    assert {desk for one in sampling.profiles.values() for desk in one.desks} <= set(sampling.desks)


class CountingEngine:
    def __init__(self) -> None:
        self.read: list[str] = []

    def values(self, article: Article) -> dict[str, float | None]:
        self.read.append(article.text)
        return {"hedging": 1.5, "anonymity": None}


def test_an_article_is_read_once(tmp_path: Path) -> None:
    """In one run, after a stop, and after a stop in the middle of a line."""
    engine: Any = CountingEngine()
    some = articles("Gazette", "votes", 3)
    Readings(engine, tmp_path).read([*some[:2], some[0]])
    (path,) = tmp_path.iterdir()
    with path.open("a", encoding="utf-8") as out:
        out.write('{"id": "Gaz')
    readings = Readings(engine, tmp_path)
    readings.read(some)
    assert len(engine.read) == 3
    assert readings.of(some) == [{"hedging": 1.5, "anonymity": None}] * 3
    assert len(Readings(engine, tmp_path).of(some)) == 3
    assert readings.known([*articles("Herald", "votes", 1), some[2]]) == [some[2]]
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[0])["id"] == some[0].id


def test_only_articles_of_a_length_are_compared() -> None:
    """A short article against a long one is no pair; a tie is half won."""
    first = np.array([[0, 3.0], [1, 5.0]])
    assert auc(first, np.array([[0, 1.0], [1, 9.0]])) == 0.5
    assert auc(first, np.array([[0, 3.0]])) == 0.5
    assert auc(first, np.array([[0, 1.0], [2, 9.0]])) == 1.0


def test_the_interval_is_around_the_figure() -> None:
    """And the same each time."""
    numbers = np.random.default_rng(0)
    first, second = (
        np.column_stack([np.zeros(60), numbers.normal(mean, 1, 60)]) for mean in (1, 0)
    )
    low, high = interval(first, second, seed=1)
    assert low < auc(first, second) < high
    assert (low, high) == pytest.approx(interval(first, second, seed=1))
