"""Link tagged spans into attributions: each cue to its source, and each piece of content to its
cue.

A pointer learned together with the tags selects a cue's source. ``ownership`` decides which cue
each piece of content belongs to.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from math import log
from typing import Final, NamedTuple

import numpy as np

from scoring.attributions.owner_candidates import NOBODY, OwnerCandidates
from scoring.attributions.ownership import Ownership
from scoring.lexicons.lexicon import load_terms
from scoring.model.arrays import FloatArray
from scoring.model.decoding import Reading, Tagged
from scoring.model.pointers import LogOdds, Pointing, softmax
from scoring.model.tables import Tables
from scoring.trace import NO_ONE, Option

SOURCE_REACH_TOKENS: Final = 60
"""A source is less than this many tokens away from its cue."""
LEAST: Final = 1e-9
"""Probabilities below this are recorded as this, because the logarithm of 0 is undefined."""
SUBJECT: Final = 0.85
"""The probability that the source right before a cue is the cue's own although the model selected
another. Set by judgment, not fitted."""
UNCLAIMED_REACH_TOKENS: Final = 20
"""A source that no cue selected goes to a cue without a source less than this many tokens away."""

# The distance limits were chosen on dev: see training/DECISIONS.md.

ARTICLES: Final = frozenset("the a an there".split())
CLOSING: Final = frozenset("\"”’'")
BEFORE_PARTICIPLE: Final = frozenset((",", "and", "before"))
"""What can precede a participle that has the subject of the clause before: "…, and adding"."""


class Linked(NamedTuple):
    """An attribution as tagged spans.

    ``certainty`` is the mean probability of its links. ``odds`` is the log odds that it is an
    attribution, and 0 until ``acceptance`` weighs it.
    """

    cue: Tagged
    source: Tagged | None
    contents: tuple[Tagged, ...]
    certainty: float
    odds: float = 0.0

    @property
    def parts(self) -> tuple[Tagged, ...]:
        """All tagged spans: the cue, the pieces of content, and the source if there is one."""
        return (self.cue, *self.contents, *([self.source] if self.source else []))

    @property
    def sure(self) -> float:
        """The mean probability of its tags."""
        return sum(part.confidence for part in self.parts) / len(self.parts)


class Links(NamedTuple):
    """The spans of an article that can be linked.

    ``chosen`` has, for each cue, the index of its source (or ``None``) and the probability of that
    choice.
    """

    cues: list[Tagged]
    sources: list[Tagged]
    contents: list[Tagged]
    chosen: list[tuple[int | None, float]]
    odds: LogOdds
    """The model's log probability that the piece belongs to the cue, by content and cue."""
    candidates: OwnerCandidates

    def source(self, cue: int) -> Tagged | None:
        """Return the source of a cue, by the cue's index, or ``None``."""
        chosen, _ = self.chosen[cue]
        return None if chosen is None else self.sources[chosen]


def link(reading: Reading, tables: Tables) -> list[Linked]:
    """Return the attributions in the order of their cues.

    A cue without content is dropped, unless it closes the sentence of the attribution before it.
    """
    links = weigh_links(reading, tables)
    if links is None:
        return []
    ownership = Ownership(reading, links.candidates)
    likely = ownership.assign()
    owned: list[list[int]] = [[] for _ in links.cues]
    for piece, owner in enumerate(ownership.owners):
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
    """Return the tagged spans with each cue's source, or ``None`` if there are no cues or no
    content.
    """
    cues, sources, contents = (
        [t for t in reading.roles if t.label == label] for label in ("CUE", "SOURCE", "CONTENT")
    )
    contents = [piece for piece in contents if not _is_question_word(reading, piece)]
    if not cues or not contents:
        return None
    chosen = _sources(reading, tables, cues, sources)
    _take_subjects(reading, chosen, cues, sources)
    _assign_unclaimed_sources(reading, chosen, cues, sources)
    _share_sources(reading, chosen, cues, sources)
    for place, (source, share) in enumerate(chosen):
        if source is not None and _is_article(reading, sources[source]):
            chosen[place] = None, share
            reading.trace.rule("source", "source.article", None, cues[place].place)
    odds = _content_odds(reading, tables, cues, contents)
    whose = [None if source is None else sources[source] for source, _ in chosen]
    candidates = OwnerCandidates(reading, odds, cues, contents, whose)
    return Links(cues, sources, contents, chosen, odds, candidates)


def _is_question_word(reading: Reading, piece: Tagged) -> bool:
    """Return whether a piece is only the first word of a headline: "What readers say".

    A question word after the verb can be what was said: "would not say why".
    """
    alone = piece.end - piece.start == 1 and reading.starts[piece.start]
    return bool(alone) and reading.tokens.words[piece.start].lower() in load_terms(
        "cues", "question"
    )


def _is_article(reading: Reading, source: Tagged) -> bool:
    """Return whether a source is only the article of its cue: "the estimate that …"."""
    words = reading.tokens.lower[source.start : source.end]
    return len(words) == 1 and words[0] in ARTICLES


def _encloses(reading: Reading, cue: Tagged, inner: Linked) -> bool:
    """Return whether the cue closes the sentence of the previous attribution: "…, according to
    aides".

    If so, its content is that whole attribution: of nested attributions, only the outermost is
    kept.
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
    """Return, for each cue, the index of its source (or ``None``) and the probability of the
    choice.
    """
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
    """Yield the options of a cue's pointer with their log probabilities.

    The first option is no source. The others are the sources from index ``first`` on.
    """
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
    """Give each cue its subject as its source: the source right before or right after the cue.

    The model knows distance only as a bias, so it may prefer a likelier speaker in another
    sentence. Most cues that it linked to someone else have their subject right before them
    (``SUBJECT``). A source right after the cue ("said a guard") replaces only a speaker in another
    sentence.
    """
    ends = {source.end: number for number, source in enumerate(sources)}
    begins = {source.start: number for number, source in enumerate(sources)}
    for place, cue in enumerate(cues):
        before, after = ends.get(_clause_end(reading, cue.start)), begins.get(cue.end)
        if before and _is_apposed(reading, *sources[before - 1 : before + 1]):
            others = (source for number, (source, _) in enumerate(chosen) if number != place)
            before -= before - 1 not in others
        now, _ = chosen[place]
        is_far = now is not None and not _in_one_sentence(reading, sources[now], cue)
        subject = before if before is not None or not is_far else after
        if subject is None or subject == now:
            continue
        if _in_one_sentence(reading, sources[subject], cue):
            chosen[place] = (subject, SUBJECT)
            reading.trace.rule("source", "source.subject", sources[subject], cue.place)


def _is_apposed(reading: Reading, person: Tagged, subject: Tagged) -> bool:
    """Return whether a supposed subject is in a parenthesis about the person before it.

    In "Ana Ruiz, who wrote Low Tide, a memoir, says", the subject is "Ana Ruiz", although "a
    memoir" is right before the verb.
    """
    words = reading.tokens.words
    apart = words[person.end : subject.start]
    closes = words[subject.end - 1 : subject.end + 1].count(",") == 1
    if not closes or not apart or apart[0] != "," or apart[-1] != ",":
        return False
    is_clause = len(apart) == 1 or apart[1].lower() in load_terms("cues", "question")
    starts = [
        bisect_left(reading.entities, at, key=lambda one: one.start)
        for at in (person.start, person.end)
    ]
    is_named = any(one.label == "PERSON" for one in reading.entities[slice(*starts)])
    return is_clause and is_named and _in_one_sentence(reading, person, subject)


def _clause_end(reading: Reading, cue: int) -> int:
    """Return where the subject of a cue ends. An adverb or "had" may be between the subject and its
    verb.
    """
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
    """Give each source that no cue selected to the nearest cue without a source."""
    used = {source for source, _ in chosen}
    starts = [cue.start for cue in cues]
    paragraphs = reading.tokens.paragraphs
    for number, source in enumerate(sources):
        if number not in used and not _is_complement(reading, source):
            begin, end = paragraphs[bisect_right(reading.tokens.paragraph_starts, source.start) - 1]
            first = max(
                bisect_right(starts, source.start - UNCLAIMED_REACH_TOKENS),
                bisect_left(starts, begin),
            )
            stop = bisect_left(starts, min(end, source.start + UNCLAIMED_REACH_TOKENS))
            near = [
                (abs(starts[place] - source.start), place)
                for place in range(first, stop)
                if chosen[place][0] is None
            ]
            if near:
                place = min(near)[1]
                chosen[place] = (number, 1 - chosen[place][1])
                reading.trace.rule("source", "source.unclaimed", source, cues[place].place)


def _is_complement(reading: Reading, source: Tagged) -> bool:
    """Return whether a source is a preposition's, and not the subject: "letters to | patients"."""
    lower, at = reading.tokens.lower, source.start
    leads = at > 1 and (lower[at - 1] in load_terms("cues", "leads_to_others"))
    return leads or (at > 1 and lower[at - 1] == "to" and lower[at - 2] not in ("according", "due"))


def _share_sources(
    reading: Reading,
    chosen: list[tuple[int | None, float]],
    cues: Sequence[Tagged],
    sources: Sequence[Tagged],
) -> None:
    """Give a participle the source of the previous cue in its sentence: "…, Ruiz said, adding that
    …".

    The subject of such a cue is in the clause before, and the model often selects no source for it.
    """
    words = reading.tokens.words
    for place in range(1, len(cues)):
        cue, before = cues[place], cues[place - 1]
        participle = words[cue.start].lower().endswith("ing") and _goes_on(words, cue.start - 1)
        same_sentence = not reading.starts[before.end : cue.start].any()
        if chosen[place][0] is None and participle and same_sentence:
            chosen[place] = chosen[place - 1]
            if (shared := chosen[place][0]) is not None:
                reading.trace.rule("source", "source.participle", sources[shared], cue.place)


def _goes_on(words: Sequence[str], at: int) -> bool:
    """Return whether a clause without a subject can follow token ``at``: ",”" and "and" do."""
    if at > 0 and words[at] in CLOSING:
        at -= 1
    return words[at].lower() in BEFORE_PARTICIPLE


def _content_odds(
    reading: Reading,
    tables: Tables,
    cues: Sequence[Tagged],
    contents: Sequence[Tagged],
) -> LogOdds:
    """Return the log probability that the piece belongs to the cue, by content and cue."""
    at = np.array([c.start for c in contents])
    to = np.array([c.start for c in cues])
    query, key = reading.heads["content_query"][at], reading.heads["content_key"][to]
    return LogOdds(Pointing(query, key, at, to).parts(tables.content_distance, back=True))


def without_pieces(linked: Sequence[Linked], given: Sequence[tuple[int, int]]) -> Iterator[Linked]:
    """Yield the attributions without the content that has been given to others.

    ``given``: ranges of tokens, in order and without overlaps.
    """
    ends = [end for _, end in given]
    for one in linked:
        kept = []
        for piece in one.contents:
            place = bisect_right(ends, piece.start)
            if place == len(given) or given[place][0] >= piece.end:
                kept.append(piece)
        if kept:
            yield one._replace(contents=tuple(kept))
