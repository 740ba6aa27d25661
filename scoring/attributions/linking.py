"""Link tagged spans into attributions: each cue finds its source, each content its cue.

A cue's source is a pointer learned with the tags; whose a piece of content is, ``ownership`` says.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from math import log
from typing import Final, NamedTuple

import numpy as np

from scoring.attributions.ownership import NOBODY, Ownership
from scoring.lexicons.lexicon import load_terms
from scoring.model.arrays import FloatArray
from scoring.model.decoding import Reading, Tagged
from scoring.model.pointers import LogOdds, Pointing, softmax
from scoring.model.tables import Tables
from scoring.trace import NO_ONE, Option

SOURCE_REACH_TOKENS: Final = 60
"""How far a source may stand from its cue."""
LEAST: Final = 1e-9
"""The least probability of which a logarithm is written down."""
SUBJECT: Final = 0.85
"""How likely the source that stands right before a cue is its own, where the model said another:
19 of 22 on news and PolNeAR's train and dev articles."""
UNCLAIMED_REACH_TOKENS: Final = 20
"""How far a source that no cue chose may be taken up by a cue that chose none."""

# The reaches were chosen on dev: see training/DECISIONS.md.


class Linked(NamedTuple):
    """One attribution by its tagged spans.

    ``certainty``: the links' mean probability; ``odds``: the log odds that it is one at all, 0
    until they are weighed.
    """

    cue: Tagged
    source: Tagged | None
    contents: tuple[Tagged, ...]
    certainty: float
    odds: float = 0.0

    @property
    def parts(self) -> tuple[Tagged, ...]:
        """All of its tagged spans: the cue, the pieces of content, the source if there is one."""
        return (self.cue, *self.contents, *([self.source] if self.source else []))

    @property
    def sure(self) -> float:
        """How sure its tags are, the mean of its parts' probabilities."""
        return sum(part.confidence for part in self.parts) / len(self.parts)


class Links(NamedTuple):
    """What an article's cues may be linked to. ``chosen``: each cue's source, and how likely."""

    cues: list[Tagged]
    sources: list[Tagged]
    contents: list[Tagged]
    chosen: list[tuple[int | None, float]]
    odds: LogOdds
    """By content and cue, the model's log probability that the piece belongs to the cue."""
    ownership: Ownership

    def source(self, cue: int) -> Tagged | None:
        """Return the source of a cue, by number."""
        chosen, _ = self.chosen[cue]
        return None if chosen is None else self.sources[chosen]


def link(reading: Reading, tables: Tables) -> list[Linked]:
    """Return the attributions in the order of their cues. A cue without content is none."""
    links = weigh_links(reading, tables)
    if links is None:
        return []
    likely = links.ownership.assign()
    owned: list[list[int]] = [[] for _ in links.cues]
    for piece, owner in enumerate(links.ownership.owners):
        if owner != NOBODY:
            owned[owner].append(piece)
    linked: list[Linked] = []
    for number, cue in enumerate(links.cues):
        source, (_, certainty) = links.source(number), links.chosen[number]
        if pieces := owned[number]:
            sure = [certainty, *(likely[piece][number] for piece in pieces)]
            contents = tuple(links.contents[piece] for piece in pieces)
            linked.append(Linked(cue, source, contents, sum(sure) / len(sure)))
        elif source is not None and linked and _encloses(reading, cue, linked[-1]):
            linked[-1] = _enclosing(cue, source, certainty, linked[-1])
            whole = linked[-1].contents[0]
            reading.trace.rule("content", "content.whole_attribution", cue, whole.place)
    return linked


def weigh_links(reading: Reading, tables: Tables) -> Links | None:
    """Return the tagged spans with each cue's source; ``None`` if there is nothing to link."""
    cues, sources, contents = (
        [t for t in reading.roles if t.label == label] for label in ("CUE", "SOURCE", "CONTENT")
    )
    if not cues or not contents:
        return None
    chosen = _sources(reading, tables, cues, sources)
    _take_subjects(reading, chosen, cues, sources)
    _assign_unclaimed_sources(reading, chosen, cues, sources)
    _share_sources(reading, chosen, cues, sources)
    odds = _content_odds(reading, tables, cues, contents)
    whose = [None if source is None else sources[source] for source, _ in chosen]
    ownership = Ownership(reading, odds, cues, contents, whose)
    return Links(cues, sources, contents, chosen, odds, ownership)


def _encloses(reading: Reading, cue: Tagged, inner: Linked) -> bool:
    """Does this cue close the sentence of the attribution before it: "…, according to aides"?

    Then what is attributed is that whole attribution; nested ones give way to the outermost.
    """
    if cue.start - inner.contents[-1].end > 1:
        return False
    words = reading.tokens.words[inner.contents[-1].end : cue.start]
    opens = min(part.start for part in (inner.cue, *inner.contents))
    return (
        reading.text(cue.start, cue.end).lower().endswith("according to")
        and words in ([], [","])
        and not reading.starts[opens + 1 : cue.start].any()
    )


def _enclosing(cue: Tagged, source: Tagged, certainty: float, inner: Linked) -> Linked:
    start, end = min(part.start for part in inner.parts), inner.contents[-1].end
    return Linked(cue, source, (Tagged("CONTENT", start, end, inner.sure),), certainty)


def _sources(
    reading: Reading,
    tables: Tables,
    cues: Sequence[Tagged],
    sources: Sequence[Tagged],
) -> list[tuple[int | None, float]]:
    """For each cue, its source (``None``: it has none) and the probability of the choice."""
    at = np.array([c.start for c in cues])
    to = np.array([s.start for s in sources], dtype=np.int64)
    query, key = reading.heads["source_query"][at], reading.heads["source_key"][to]
    chosen: list[tuple[int | None, float]] = []
    for part in Pointing(query, key, at, to).parts(tables.source_distance):
        none = np.repeat(tables.no_source[None, :], len(part.table), 0)
        odds = softmax(np.concatenate([none, part.table], 1))
        for cue, best, row in zip(cues[part.row :], odds.argmax(1).tolist(), odds, strict=False):
            source = part.column + best - 1
            near = best > 0 and abs(sources[source].start - cue.start) < SOURCE_REACH_TOKENS
            chosen.append((source if near else None, float(row[best])))
            options = partial(_pointed, row, sources, part.column)
            reading.trace.weigh("source", "head.source_pointer", options, cue.place)
            if best > 0 and not near:
                reading.trace.rule("source", "source.too_far", None, cue.place)
    return chosen


def _pointed(row: FloatArray, sources: Sequence[Tagged], first: int) -> Iterator[Option]:
    """Yield what a cue may point to, by probability: nobody, then the sources from a first on."""
    near = sources[first : first + len(row) - 1]
    places = [None, *(source.place for source in near)]
    for share, place in zip(row.tolist(), places, strict=True):
        score = log(max(share, LEAST))
        yield Option("" if place else NO_ONE, score, [("pointer", score)], place)


def _take_subjects(
    reading: Reading,
    chosen: list[tuple[int | None, float]],
    cues: Sequence[Tagged],
    sources: Sequence[Tagged],
) -> None:
    """Give a cue the source that stands right before it, or right after it: its subject.

    The model knows distance only by a bias, and may prefer a likelier speaker of another sentence;
    most cues that it gave to somebody else have their subject right before them (``SUBJECT``). One
    right after ("said a guard") counts against a speaker of another sentence alone.
    """
    ends = {source.end: number for number, source in enumerate(sources)}
    begins = {source.start: number for number, source in enumerate(sources)}
    for place, cue in enumerate(cues):
        before, after = ends.get(_clause_end(reading, cue.start)), begins.get(cue.end)
        now, _ = chosen[place]
        is_far = now is not None and not _in_one_sentence(reading, sources[now], cue)
        subject = before if before is not None or not is_far else after
        if subject is None or subject == now:
            continue
        if _in_one_sentence(reading, sources[subject], cue):
            chosen[place] = (subject, SUBJECT)
            reading.trace.rule("source", "source.subject", sources[subject], cue.place)


def _clause_end(reading: Reading, cue: int) -> int:
    """Where a subject ends that an adverb or "had" alone parts from its verb."""
    word = reading.tokens.words[cue - 1].lower() if cue else ""
    between = word.endswith("ly") or word in load_terms("cues", "before_verb")
    return cue - 1 if between else cue


def _in_one_sentence(reading: Reading, one: Tagged, other: Tagged) -> bool:
    first, last = sorted((one.start, other.start))
    return not reading.starts[first + 1 : last + 1].any()


def _assign_unclaimed_sources(
    reading: Reading,
    chosen: list[tuple[int | None, float]],
    cues: Sequence[Tagged],
    sources: Sequence[Tagged],
) -> None:
    """Give each source that no cue chose to the nearest cue without one."""
    used = {source for source, _ in chosen}
    starts = [cue.start for cue in cues]
    for number, source in enumerate(sources):
        if number not in used:
            first = bisect_right(starts, source.start - UNCLAIMED_REACH_TOKENS)
            stop = bisect_left(starts, source.start + UNCLAIMED_REACH_TOKENS)
            near = [
                (abs(starts[place] - source.start), place)
                for place in range(first, stop)
                if chosen[place][0] is None
            ]
            if near:
                place = min(near)[1]
                chosen[place] = (number, 1 - chosen[place][1])
                reading.trace.rule("source", "source.unclaimed", source, cues[place].place)


def _share_sources(
    reading: Reading,
    chosen: list[tuple[int | None, float]],
    cues: Sequence[Tagged],
    sources: Sequence[Tagged],
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
            if (shared := chosen[place][0]) is not None:
                reading.trace.rule("source", "source.participle", sources[shared], cue.place)


def _content_odds(
    reading: Reading,
    tables: Tables,
    cues: Sequence[Tagged],
    contents: Sequence[Tagged],
) -> LogOdds:
    """Return, by content and cue, the log probability that the piece belongs to the cue."""
    at = np.array([c.start for c in contents])
    to = np.array([c.start for c in cues])
    query, key = reading.heads["content_query"][at], reading.heads["content_key"][to]
    return LogOdds(Pointing(query, key, at, to).parts(tables.content_distance, back=True))
