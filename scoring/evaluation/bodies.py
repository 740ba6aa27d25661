"""Measure whether an article's bodies are kept together: "the Times" is "The New York Times".

Spans are given. Each pair of an article's sources counts that the labels give to one body, or that
are resolved to one (pairwise precision and recall: Amigó et al. 2009, "A comparison of extrinsic
clustering evaluation metrics").
"""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import Final

from scoring.evaluation.corpus import Labelled
from scoring.evaluation.sources import resolve_given

BODY: Final = "named_organisation"


def body_pairs(articles: Iterable[Labelled]) -> Counter[str]:
    """Return how many pairs of sources are one body by the labels (``gold``), by the resolver
    (``found``), and by both (``both``).

    Found are pairs of which one source at least is labeled as a body.
    """
    tally = Counter[str]()
    for article in articles:
        sources = [(label, draft) for label, _, draft in resolve_given(article)]
        for (one, first), (other, second) in combinations(sources, 2):
            bodies = [label for label in (one, other) if label["type"] == BODY]
            gold = len(bodies) > 1 and one["speaker"] == other["speaker"]
            found = bool(bodies) and first is second and first.type == BODY
            tally.update(gold=gold, found=found, both=gold and found)
    return tally
