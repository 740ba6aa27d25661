"""Decoding tag sequences."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.model.labels import ROLE_TAGS, legal_transitions
from scoring.model.viterbi import decode


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.integers(0, 10_000))
def test_decoding_finds_the_best_of_all_sequences(lengths: list[int], seed: int) -> None:
    """Side by side or alone, each sequence decodes to what trying all of them finds."""
    dice = np.random.default_rng(seed)
    transitions = dice.normal(size=(3, 3)).astype(np.float32)
    start = dice.normal(size=3).astype(np.float32)
    emissions = [dice.normal(size=(n, 3)).astype(np.float32) for n in lengths]

    def score(scores: np.ndarray, tags: tuple[int, ...]) -> float:
        moves = sum(transitions[a, b] for a, b in pairwise(tags))
        return float(start[tags[0]] + moves + sum(scores[i, t] for i, t in enumerate(tags)))

    for scores, tags in zip(emissions, decode(emissions, transitions, start), strict=True):
        best = max(score(scores, t) for t in product(range(3), repeat=len(scores)))
        assert abs(score(scores, tuple(tags.tolist())) - best) < 1e-4


def test_an_inside_tag_follows_only_its_own_kind() -> None:
    """``I-CUE`` may follow ``B-CUE`` and ``I-CUE``, nothing else."""
    legal = legal_transitions(ROLE_TAGS)
    inside = ROLE_TAGS.index("I-CUE")
    before = {tag for tag, ok in zip(ROLE_TAGS, legal[:, inside], strict=True) if ok}
    assert before == {"B-CUE", "I-CUE"}


def test_nothing_decodes_to_nothing() -> None:
    """No sequence, no tags."""
    assert decode([], np.zeros((2, 2), dtype=np.float32), np.zeros(2, dtype=np.float32)) == []
