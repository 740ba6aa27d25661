"""Learn whom descriptions stand for: ``python -m training.descriptions --data FOLDER``.

"The judge", "the Florida senator", "the 46-year-old": for every labelled one the candidates are
taken as the pipeline takes them (``scoring.speakers.descriptions``), nobody among them, and fitted
as those of pronouns are (``training.antecedents``). With ``--parts`` the labelled articles are left
out in turn instead, and what is right and wrong at several thresholds is printed.
"""

import argparse
import tomllib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from scoring.doc_attributes import READING
from scoring.model.decoding import Reading
from scoring.pipeline import Pipeline
from scoring.speakers.draft import Draft
from scoring.speakers.person import Person
from scoring.speakers.phrases import DETERMINERS, Phrase, analyse, singular
from scoring.speakers.pronouns import PRONOUNS
from scoring.speakers.resolver import Resolver
from scoring.speakers.types import GroupedType
from scoring.types import Article
from training.antecedents import Case, fit, parted
from training.evidence import write
from training.news import is_held
from training.speakers import Gold, Range, is_right, read_described, read_speakers
from training.train import RECIPE

THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8)
"""Probabilities at which the share of right answers is printed."""


class Asking(Resolver):
    """A resolver that notes the candidates for labelled descriptions, and takes the right one."""

    def __init__(self, reading: Reading, article: str, gold: Gold) -> None:
        super().__init__(reading)
        self._article, self._gold = article, gold
        self.cases: list[Case] = []

    def _known(self, phrase: Phrase, kind: GroupedType, start: int, end: int) -> Draft | None:
        labels = self._labels[start:end]
        if (start, end) not in self._gold or labels[phrase.head] == "PERSON":
            return super()._known(phrase, kind, start, end)
        gold = self._gold.pop((start, end))
        candidates = self._antecedents.descriptions.candidates.of(phrase, labels, start)
        right = [is_right(one, gold, self._people) for one in candidates]
        self.cases.append(Case(self._article, [one.clues for one in candidates], right))
        who = next((one.who for one, fits in zip(candidates, right, strict=True) if fits), None)
        return self._cast.person(who, start) if isinstance(who, Person) else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--parts", type=int, default=0, help="measure by so many parts left out")
    arguments = parser.parse_args()
    penalty = tomllib.loads(RECIPE.read_text(encoding="utf-8"))["evidence"]["descriptions"]
    found = list(cases(Pipeline.load(), arguments.data))
    if not arguments.parts:
        write("descriptions", ("antecedent",), fit(found, penalty))
        return
    print(f"{len(found)} descriptions, {sum(_is_nobody(case) for case in found)} of nobody named")
    shares = list(_shares(found, arguments.parts, penalty))
    for least in THRESHOLDS:
        tally = [_outcome(case, odds, least) for case, odds in shares]
        counts = ", ".join(f"{tally.count(o)} {o}" for o in ("right", "wrong", "left to nobody"))
        print(f"from {least}: {counts}")


def cases(pipeline: Pipeline, data: Path) -> Iterator[Case]:
    """Yield every labelled description that is not held back, its article's sources resolved in
    order.
    """
    described = (article for article in read_described(data) if not is_held(article.name))
    for article in chain(read_speakers(data, "descriptions.jsonl"), described):
        reading = READING.of(pipeline.parse(Article(text=article.text)).doc)
        gold = {
            place: who
            for place, who in article.gold(reading).items()
            if _is_description(reading, place)
        }
        asking = Asking(reading, article.name, gold)
        asking.resolve(article.places(reading))
        yield from asking.cases


def _is_description(reading: Reading, place: Range) -> bool:
    """Does it speak of one known person without naming one: "the judge"?"""
    words = reading.tokens.words[slice(*place)]
    phrase = analyse(words)
    definite = phrase.determiner in DETERMINERS or (place[0] == 0 or reading.starts[place[0]])
    return (
        definite
        and words[0].lower() not in PRONOUNS
        and not phrase.counted
        and singular(phrase.noun) == phrase.noun
    )


def _shares(found: Sequence[Case], parts: int, penalty: float) -> Iterator[tuple[Case, np.ndarray]]:
    """Each case with its candidates' probabilities, by a fit that its article had no part in."""
    for kept, aside in parted(found, parts):
        fitted = fit(kept, penalty)
        for case in aside:
            odds = [sum(float(fitted.clues.get(c, [0])[0]) for c in set(row)) for row in case.clues]
            shares = np.exp(np.array(odds) - max(odds))
            yield case, shares / shares.sum()


def _is_nobody(case: Case) -> bool:
    return case.right[-1]


def _outcome(case: Case, shares: np.ndarray, least: float) -> str:
    best = int(shares.argmax())
    if best == len(shares) - 1 or shares[best] < least:
        return "right" if _is_nobody(case) else "left to nobody"
    return "right" if case.right[best] else "wrong"


if __name__ == "__main__":
    main()
