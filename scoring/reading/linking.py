"""Link tagged spans into attributions: each cue finds its source, each content its cue.

Both are pointers learned with the tags: a query and a key per token, and a bias by distance.
Beyond ``REACH`` tokens nothing is linked.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.reading.reading import Reading, Tagged

Scores = NDArray[np.float32]

REACH: Final = 254
"""How far content may stand from its cue, in tokens: the longest window of training."""
SOURCE_REACH: Final = 60
"""How far a source may stand from its cue."""
ORPHAN_REACH: Final = 20
"""How far a source that no cue chose may be taken up by a cue that chose none."""
SPARE_REACH: Final = 15
"""How far a cue without content may take a piece from a cue that has several."""
SPARE_ODDS: Final = -6.0
"""The least log probability of the piece's link to the cue that takes it."""

# The reaches and the odds were chosen on dev: see training/README.md.


class Linked(NamedTuple):
    """One attribution by its tagged spans. ``certainty``: the links' mean probability."""

    cue: Tagged
    source: Tagged | None
    contents: tuple[Tagged, ...]
    certainty: float


def link(reading: Reading, tables: dict[str, Scores]) -> list[Linked]:
    """Return the attributions in the order of their cues. A cue without content is none."""
    cues = [t for t in reading.roles if t.label == "CUE"]
    sources = [t for t in reading.roles if t.label == "SOURCE"]
    contents = [t for t in reading.roles if t.label == "CONTENT"]
    if not cues or not contents:
        return []
    chosen = _sources(reading, tables, cues, sources)
    _take_orphans(chosen, cues, sources)
    _share_sources(reading, chosen, cues)
    odds = _content_odds(reading, tables, cues, contents)
    owned = _owned(odds, cues, contents)
    _share_out(owned, odds, cues, contents)
    linked = []
    for number, (cue, (source, certainty)) in enumerate(zip(cues, chosen, strict=True)):
        if pieces := sorted(owned[number]):
            sure = [certainty, *(float(np.exp(odds[piece, number])) for piece in pieces)]
            linked.append(
                Linked(
                    cue,
                    None if source is None else sources[source],
                    tuple(contents[piece] for piece in pieces),
                    sum(sure) / len(sure),
                )
            )
        elif source is not None and linked and _encloses(reading, cue, linked[-1]):
            linked[-1] = _enclosing(cue, sources[source], certainty, linked[-1])
    return linked


def _encloses(reading: Reading, cue: Tagged, inner: Linked) -> bool:
    """Does this cue close the sentence of the attribution before it: "…, according to aides"?

    Then what is attributed is that whole attribution; nested ones give way to the outermost.
    """
    words = [word.lower() for word in reading.tokens.words[inner.contents[-1].end : cue.start]]
    opens = min(part.start for part in (inner.cue, *inner.contents))
    return (
        reading.text(cue.start, cue.end).lower().endswith("according to")
        and words in ([], [","])
        and not reading.starts[opens + 1 : cue.start].any()
    )


def _enclosing(cue: Tagged, source: Tagged, certainty: float, inner: Linked) -> Linked:
    parts = (inner.cue, *inner.contents, *([inner.source] if inner.source else []))
    start, end = min(part.start for part in parts), inner.contents[-1].end
    sure = sum(part.confidence for part in parts) / len(parts)
    return Linked(cue, source, (Tagged("CONTENT", start, end, sure),), certainty)


def _sources(
    reading: Reading, tables: dict[str, Scores], cues: Sequence[Tagged], sources: Sequence[Tagged]
) -> list[tuple[int | None, float]]:
    """For each cue, its source (``None``: it has none) and the probability of the choice."""
    at = np.array([c.start for c in cues])
    to = np.array([s.start for s in sources], dtype=np.int64)
    query, key = reading.heads["source_query"][at], reading.heads["source_key"][to]
    table = _pointers(query, key, at, to, tables["source_distance"])
    none = np.repeat(tables["no_source"][None, :], len(cues), 0)
    odds = _softmax(np.concatenate([none, table], 1))
    best = odds.argmax(1)
    chosen: list[tuple[int | None, float]] = []
    for number, (b, o) in enumerate(zip(best.tolist(), odds, strict=True)):
        near = b > 0 and abs(sources[b - 1].start - cues[number].start) < SOURCE_REACH
        chosen.append((b - 1 if near else None, float(o[b])))
    return chosen


def _take_orphans(
    chosen: list[tuple[int | None, float]], cues: Sequence[Tagged], sources: Sequence[Tagged]
) -> None:
    """Give each source that no cue chose to the nearest cue without one."""
    used = {source for source, _ in chosen}
    for number, source in enumerate(sources):
        if number not in used:
            near = [
                (abs(cue.start - source.start), place)
                for place, cue in enumerate(cues)
                if chosen[place][0] is None
            ]
            if near and min(near)[0] < ORPHAN_REACH:
                place = min(near)[1]
                chosen[place] = (number, 1 - chosen[place][1])


def _share_sources(
    reading: Reading, chosen: list[tuple[int | None, float]], cues: Sequence[Tagged]
) -> None:
    """Give a participle its sentence's source: "…, Ruiz said, adding that …".

    A coordinated or participial cue has its subject in the clause before; the model often says
    that it has none.
    """
    words = reading.tokens.words
    for place in range(1, len(cues)):
        cue, before = cues[place], cues[place - 1]
        participle = words[cue.start].lower().endswith("ing") and words[cue.start - 1] == ","
        same_sentence = not reading.starts[before.end : cue.start].any()
        if chosen[place][0] is None and participle and same_sentence:
            chosen[place] = chosen[place - 1]


def _content_odds(
    reading: Reading, tables: dict[str, Scores], cues: Sequence[Tagged], contents: Sequence[Tagged]
) -> Scores:
    """Return ``(contents, cues)``: the log probability that a piece belongs to a cue."""
    at = np.array([c.start for c in contents])
    to = np.array([c.start for c in cues])
    query, key = reading.heads["content_query"][at], reading.heads["content_key"][to]
    table = _pointers(query, key, to[None, :], at[:, None], tables["content_distance"])
    odds: Scores = np.log(_softmax(table) + np.float32(1e-9))
    return odds


def _owned(odds: Scores, cues: Sequence[Tagged], contents: Sequence[Tagged]) -> list[list[int]]:
    """Return the pieces of each cue, every piece to its likeliest cue if that is in reach."""
    owned: list[list[int]] = [[] for _ in cues]
    for piece, cue in enumerate(odds.argmax(1).tolist()):
        if abs(cues[cue].start - contents[piece].start) <= REACH:
            owned[cue].append(piece)
    return owned


def _share_out(
    owned: list[list[int]], odds: Scores, cues: Sequence[Tagged], contents: Sequence[Tagged]
) -> None:
    """Let a cue without content take the likeliest near piece of a cue that has several."""
    for number, cue in enumerate(cues):
        if owned[number]:
            continue
        spare = [
            (float(odds[piece, number]), donor, piece)
            for donor, pieces in enumerate(owned)
            if len(pieces) > 1
            for piece in pieces
            if _gap(contents[piece], cue) <= SPARE_REACH and odds[piece, number] > SPARE_ODDS
        ]
        if spare:
            _, donor, piece = max(spare)
            owned[donor].remove(piece)
            owned[number].append(piece)


def _gap(one: Tagged, other: Tagged) -> int:
    return min(abs(one.start - other.end), abs(other.start - one.end))


def _pointers(
    query: Scores, key: Scores, cue: NDArray[np.int64], other: NDArray[np.int64], bias: Scores
) -> Scores:
    if cue.ndim == 1:
        cue, other = cue[:, None], other[None, :]
    away = other - cue
    scores: Scores = (
        query @ key.T / np.float32(query.shape[1] ** 0.5) + bias[_bucket(away, len(bias))]
    )
    near: Scores = np.where(np.abs(away) <= REACH, scores, np.float32(-1e4))
    return near


def _bucket(away: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The bucket of a signed distance in tokens, by its logarithm; as in training."""
    half = count // 2
    size = (np.log2(np.maximum(np.abs(away), 1)).astype(np.float32) * 1.5).astype(np.int64)
    size = np.minimum(size, half - 1)
    return np.where(away < 0, size, size + half)


def _softmax(scores: Scores) -> Scores:
    odds: Scores = np.exp(scores - scores.max(1, keepdims=True))
    shares: Scores = odds / odds.sum(1, keepdims=True)
    return shares
