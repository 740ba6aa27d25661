"""Linking: which pieces of content a cue keeps."""

from types import SimpleNamespace

import numpy as np
import pytest

from scoring.attributions.linking import drop_astray
from scoring.model.decoding import Tagged


def pieces_kept(
    pieces: list[tuple[int, int]], *, quoted: frozenset[int] = frozenset()
) -> list[tuple[int, int]]:
    """Of pieces of a cue at token 40, in sentences of ten tokens."""
    starts = np.arange(60) % 10 == 0
    reading = SimpleNamespace(starts=starts, quoted=[i in quoted for i in range(60)])
    contents = [Tagged("CONTENT", start, end, 1.0) for start, end in pieces]
    owned = [list(range(len(pieces)))]
    drop_astray(reading, owned, [Tagged("CUE", 40, 41, 1.0)], contents)  # type: ignore[arg-type]
    return [pieces[piece] for piece in owned[0]]


@pytest.mark.parametrize("far", [(5, 9), (22, 29)])
def test_a_piece_from_sentences_before_is_dropped(far: tuple[int, int]) -> None:
    """Where the cue has another that is near."""
    assert pieces_kept([far, (42, 48)]) == [(42, 48)]


def test_what_is_near_quoted_or_behind_is_kept() -> None:
    """The sentence before may be free indirect speech; a quotation goes on over sentences."""
    assert pieces_kept([(31, 39), (42, 48)]) == [(31, 39), (42, 48)]
    assert pieces_kept([(22, 29), (42, 48)], quoted=frozenset({22})) == [(22, 29), (42, 48)]
    assert pieces_kept([(42, 48), (55, 59)]) == [(42, 48), (55, 59)]


def test_a_cue_keeps_what_it_has() -> None:
    """Without content it would be no attribution."""
    assert pieces_kept([(5, 9)]) == [(5, 9)]
    assert pieces_kept([(5, 9), (12, 18)]) == [(5, 9), (12, 18)]
