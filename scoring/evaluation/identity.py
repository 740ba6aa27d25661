"""Measure whether an article's bodies and documents are kept together: "the Times" is "The New York
Times", and "the report" the one before.

Spans are given. Each pair of an article's sources counts that the labels give to one speaker, or
that are resolved to one (pairwise precision and recall: Amigó et al. 2009, "A comparison of
extrinsic clustering evaluation metrics").
"""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import Final

from scoring.evaluation.corpus import Labelled
from scoring.evaluation.sources import resolve_given

KINDS: Final = ("named_organisation", "document")


def same_pairs(articles: Iterable[Labelled]) -> Counter[str]:
    """Return for each type how many pairs of sources are one speaker by the labels ("document,
    gold"), by the resolver ("document, found"), and by both ("document, both").

    Found are pairs of which one source at least is labeled with the type.
    """
    tally = Counter[str]()
    for article in articles:
        sources = [(label, draft) for label, _, draft in resolve_given(article)]
        for (one, first), (other, second) in combinations(sources, 2):
            for kind in KINDS:
                labeled = [label for label in (one, other) if label["type"] == kind]
                gold = len(labeled) > 1 and one["speaker"] == other["speaker"]
                gold = gold and bool(one["speaker"])
                found = bool(labeled) and first is second and first.type == kind
                tally[f"{kind}, gold"] += gold
                tally[f"{kind}, found"] += found
                tally[f"{kind}, both"] += gold and found
    return tally
