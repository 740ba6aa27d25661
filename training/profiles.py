"""Measure the packaged calibration profiles: ``python -m training.profiles --data DATA``.

Which articles each profile is measured on is data (``profiles.toml``). Each article is read once,
however many profiles it is in, and a run that was stopped continues. Writes
``scoring/calibration/profiles/*.json``; only quantiles are kept there.
"""

import argparse
import hashlib
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from scoring.calibration.fitting import ALL, build_profile
from scoring.calibration.profile import PACKAGED, to_json
from scoring.engine import Engine
from scoring.types import Value
from training.news import read_unlabeled
from training.pool import PoolArticle
from training.readings import CACHE, Readings

ROOT: Final = Path(__file__).parents[1]
SEED: Final = ROOT / "seeds" / "article.txt"
SAMPLING: Final = Path(__file__).with_name("profiles.toml")
OTHER: Final = "other"


class Sample(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a profile is measured on. ``desks``: all if empty. ``most``: articles of one outlet."""

    version: str
    description: str
    about: str
    kind: str
    articles: int
    most: int
    noun: str
    desks: tuple[str, ...] = ()


class Contrast(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two lists of outlets, and how many articles ``each`` of them gives to a comparison."""

    name: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    each: int


class Sampling(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The contents of ``profiles.toml``."""

    seed: int
    opinion: frozenset[str]
    press_releases: frozenset[str]
    desks: Mapping[str, frozenset[str]]
    profiles: Mapping[str, Sample]
    contrasts: tuple[Contrast, ...] = ()

    def kind(self, article: PoolArticle) -> str:
        """Return "opinion", "press-release" or "news"."""
        if article.outlet in self.opinion:
            return "opinion"
        return "press-release" if article.outlet in self.press_releases else "news"

    def desk(self, article: PoolArticle) -> str:
        """Return the desk that an article's topic belongs to."""
        found = (desk for desk, topics in self.desks.items() if article.topic in topics)
        return next(found, OTHER)

    def rank(self, article: PoolArticle) -> bytes:
        """Return an article's place in the order that the seed fixes, the same in all profiles."""
        return hashlib.sha256(f"{self.seed} {article.id}".encode()).digest()

    def draw(self, pool: Sequence[PoolArticle], sample: Sample) -> list[PoolArticle]:
        """Return the articles of a profile, in turn from its desks and their outlets."""
        queues: dict[str, dict[str, list[PoolArticle]]] = defaultdict(lambda: defaultdict(list))
        for article in sorted(pool, key=self.rank, reverse=True):
            desk = self.desk(article)
            if self.kind(article) == sample.kind and (not sample.desks or desk in sample.desks):
                queues[desk][article.outlet].append(article)
        drawn: list[PoolArticle] = []
        taken: Counter[str] = Counter()
        turns = [_in_turn(queues[desk], taken, sample.most) for desk in sorted(queues)]
        while turns and len(drawn) < sample.articles:
            for turn in tuple(turns):
                following = next(turn, None)
                if following is None:
                    turns.remove(turn)
                elif len(drawn) < sample.articles:
                    drawn.append(following)
        return drawn


def _in_turn(
    outlets: Mapping[str, list[PoolArticle]], taken: Counter[str], most: int
) -> Iterator[PoolArticle]:
    """Yield the last article of each outlet in turn, and count it, up to ``most`` per outlet."""
    while any(queue and taken[outlet] < most for outlet, queue in outlets.items()):
        for outlet, queue in sorted(outlets.items()):
            if queue and taken[outlet] < most:
                taken[outlet] += 1
                yield queue.pop()


def read_sampling() -> Sampling:
    """Return the contents of ``profiles.toml``."""
    return msgspec.convert(tomllib.loads(SAMPLING.read_text(encoding="utf-8")), Sampling)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--plan", action="store_true", help="only say what would be read")
    parser.add_argument(
        "--now", action="store_true", help="measure on the articles that were read so far"
    )
    arguments = parser.parse_args()
    sampling, pool = read_sampling(), read_unlabeled(arguments.data)
    drawn = {name: sampling.draw(pool, sample) for name, sample in sampling.profiles.items()}
    print(f"{len({a.id for articles in drawn.values() for a in articles})} articles to read")
    for name, articles in drawn.items():
        print(f"{name}: {describe(sampling, articles)}")
    if arguments.plan:
        return
    engine = Engine.load()
    readings = Readings(engine, arguments.cache)
    if arguments.now:
        drawn = {name: readings.known(articles) for name, articles in drawn.items()}
    else:
        readings.read(_together(list(drawn.values())))
    for name, sample in sampling.profiles.items():
        profile = build_profile(
            engine,
            name=name,
            version=sample.version,
            description=f"{sample.description} The seed article stands at 50 on every score.",
            reference_description=f"{len(drawn[name]):,} {sample.about}",
            seeds=[(SEED.read_text(encoding="utf-8"), {ALL: 50.0})],
            reference=readings.of(drawn[name]),
            noun=sample.noun,
        )
        (PACKAGED / f"{name}.json").write_bytes(to_json(profile))


def _together(drawn: Sequence[Sequence[PoolArticle]]) -> list[PoolArticle]:
    """Return the articles of all profiles, so that each profile proceeds at the same pace."""
    paced = [(place / len(one), article) for one in drawn for place, article in enumerate(one)]
    return [article for _, article in sorted(paced, key=lambda pair: pair[0])]


def describe(sampling: Sampling, articles: Sequence[PoolArticle]) -> str:
    """Return how many articles there are, by desk, and the outlets that have most."""
    desks = Counter(map(sampling.desk, articles)).most_common()
    outlets = Counter(article.outlet for article in articles)
    most = ", ".join(f"{outlet} {count}" for outlet, count in outlets.most_common(5))
    return (
        f"{len(articles)} articles of {len(outlets)} outlets; "
        f"{', '.join(f'{desk} {count}' for desk, count in desks)}; most: {most}"
    )


if __name__ == "__main__":
    main()
