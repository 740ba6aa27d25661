"""Decodes the encoder's output for an article: spans by head, and their scores."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.lexicons.lexicon import load_terms
from scoring.model.arrays import FloatArray
from scoring.model.encoder import ReadsWindows
from scoring.model.labels import ENTITY_TAGS, HEDGE_TAGS, ROLE_TAGS, SOURCE_TYPES, head_columns
from scoring.model.sentences import starts
from scoring.model.tables import Tables
from scoring.model.viterbi import decode
from scoring.model.windows import Window, shapes
from scoring.stopping import ShouldContinue, always, stop_unless
from scoring.text.quotation import Quotation
from scoring.text.tokens import Tokens
from scoring.trace import SILENT, Trace
from scoring.types import SourceType


class Tagged(NamedTuple):
    """A span of tokens with its label. ``confidence`` is the mean probability of its tokens."""

    label: str
    start: int
    end: int
    confidence: float

    @property
    def place(self) -> tuple[int, int]:
        """The range of its tokens."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """The decoded article. Token indices refer to ``tokens``, not to the ``Doc``."""

    tokens: Tokens
    quotations: list[Quotation]
    quoted: list[bool]
    roles: list[Tagged]
    entities: list[Tagged]
    hedges: list[Tagged]
    """Candidates for hedges, from the model."""
    starts: NDArray[np.bool_]
    """For each token, whether the model alone starts a sentence there."""
    start_places: list[int]
    """The same as a list of those tokens, in order."""
    sentences: list[int]
    """The tokens at which a sentence starts, in order, from all sources."""
    heads: dict[str, FloatArray]
    """Scores per token of the heads that later components use: type, mode and links."""
    trace: Trace = SILENT
    """Records decisions if explanations are requested."""

    def source_type(self, start: int, end: int) -> SourceType:
        """Return the type that the model alone predicts for the source from token
        ``start`` to ``end``.
        """
        return SOURCE_TYPES[int(self.type_scores(start, end).argmax())]

    def type_scores(self, start: int, end: int) -> FloatArray:
        """Return the model's score of each type for the source from token ``start`` to ``end``."""
        # np.mean does the same, but takes three times as long for a few tokens.
        scores: FloatArray = np.add.reduce(self.heads["source_type"][start:end]) / (end - start)
        return scores

    def attitude(self, start: int, end: int) -> float:
        """Return the model's log odds that the cue from token ``start`` to ``end`` is an
        attitude.
        """
        return float(np.add.reduce(self.heads["mode"][start:end], axis=None) / (end - start))

    def sentence_at(self, at: int) -> tuple[int, int]:
        """Return the sentence that token ``at`` is in, as a range of tokens."""
        place = bisect_right(self.sentences, at)
        is_last = place == len(self.sentences)
        return self.sentences[place - 1], len(self.quoted) if is_last else self.sentences[place]

    def entity_from(self, start: int) -> Tagged | None:
        """Return the entity that begins at a token, or ``None``."""
        place = bisect_left(self.entities, start, key=lambda one: one.start)
        found = self.entities[place] if place < len(self.entities) else None
        return found if found and found.start == start else None

    def entity_to(self, end: int) -> Tagged | None:
        """Return the entity that ends before a token, or ``None``."""
        place = bisect_left(self.entities, end, key=lambda one: one.end)
        found = self.entities[place] if place < len(self.entities) else None
        return found if found and found.end == end else None

    def text(self, start: int, end: int) -> str:
        """Return the article's text from token ``start`` up to token ``end``."""
        spans = self.tokens.spans
        return self.tokens.text[spans[start][0] : spans[end - 1][1]]


_DOUBT = np.array([2.0] + [0.0] * (len(HEDGE_TAGS) - 1), dtype=np.float32)
"""Subtracted from the score of "no hedge", so that uncertain candidates are considered too."""

_CONTENT = frozenset((ROLE_TAGS.index("B-CONTENT"), ROLE_TAGS.index("I-CONTENT")))

TEMPERATURE: Final = np.float32(1.2)
"""Factor for the transition scores. After several epochs over the same articles, the
emissions are overconfident (Guo et al. 2017). Chosen on dev."""

_STOPS = frozenset(".!?")
_FULL_STOP_LOG_ODDS = -2.0
"""Log odds of a sentence start above which a preceding period is decisive. The figures on GUM are
the same from -1 to -3."""

KEPT = (
    "hedge",
    "source_type",
    "mode",
    "source_query",
    "source_key",
    "content_query",
    "content_key",
)


def read(
    tokens: Tokens,
    quotations: list[Quotation],
    encoder: ReadsWindows,
    tables: Tables,
    should_continue: ShouldContinue = always,
) -> Reading:
    """Process a tokenized article in one encoder pass over its windows.

    Raises ``Stopped`` as soon as ``should_continue`` returns false.
    """
    quoted = quoted_flags(tokens, quotations)
    windows = encoder.windows(tokens.words, shapes(tokens.words, quoted), tokens.paragraphs)
    columns = head_columns()
    parts = []
    for window in windows:
        stop_unless(should_continue)
        parts.append(encoder.read(window))
    width = sum(c.stop - c.start for c in columns.values())
    scores = np.concatenate(parts) if parts else np.empty((0, width), dtype=np.float32)
    chains = _chains(windows, tokens.paragraphs)
    emissions = [scores[a:b, columns["role"]] for a, b in chains]
    transitions, start = TEMPERATURE * tables.transitions, TEMPERATURE * tables.start
    tags = decode(emissions, transitions, start)
    if tags and _is_content(tags[0], tokens.paragraphs[0], quoted):
        barred = emissions[0].copy()
        barred[0, [*_CONTENT]] = -np.inf
        tags[:1] = decode([barred], transitions, start)
    role_tags = np.concatenate(tags) if tags else np.empty(0, dtype=np.int64)
    entity_tags = scores[:, columns["entity"]].argmax(1)
    begins = _starts(scores[:, columns["sentence"]][:, 0], tokens.words)
    for first, stop in tokens.datelines:
        role_tags[first:stop] = entity_tags[first:stop] = 0
        begins[first + 1 : stop + 1] = False
    return Reading(
        tokens=tokens,
        quotations=quotations,
        quoted=quoted,
        roles=_joined(_spans(role_tags, scores[:, columns["role"]], ROLE_TAGS), tokens.lower),
        entities=_spans(entity_tags, scores[:, columns["entity"]], ENTITY_TAGS),
        hedges=_best(scores[:, columns["hedge"]] - _DOUBT, HEDGE_TAGS),
        starts=begins,
        start_places=np.flatnonzero(begins).tolist(),
        sentences=starts(tokens, begins),
        heads={name: scores[:, columns[name]] for name in KEPT},
    )


def _is_content(tags: NDArray[np.int64], lead: tuple[int, int], quoted: Sequence[bool]) -> bool:
    """Return whether the first paragraph, outside quotation marks, is tagged as content of a later
    cue.

    None of 819 in PolNeAR's train articles is. Without preceding text, the model is less certain.
    """
    whole = slice(lead[0], max(lead[0] + 1, lead[1] - 1))
    return not any(quoted[: lead[1]]) and _CONTENT.issuperset(tags[whole].tolist())


def _starts(scores: FloatArray, words: Sequence[str]) -> NDArray[np.bool_]:
    """Return sentence starts. Between a period and a capital, slightly less than an even chance is
    enough.

    The margin covers differences in how processors round int8 products.
    """
    found = scores > 0
    for i in np.flatnonzero((scores > _FULL_STOP_LOG_ODDS) & ~found).tolist():
        found[i] = i > 0 and words[i - 1] in _STOPS and words[i][:1].isupper()
    return found


def quoted_flags(tokens: Tokens, quotations: Sequence[Quotation]) -> list[bool]:
    """Return, for each token, whether it is inside a quotation, including its marks."""
    flags = [False] * len(tokens.starts)
    for quotation in quotations:
        first, stop = (bisect_left(tokens.starts, at) for at in (quotation.start, quotation.end))
        flags[first:stop] = [True] * (stop - first)
    return flags


def _chains(
    windows: Sequence[Window], paragraphs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the token ranges to decode as one: windows that split a paragraph are joined."""
    ends = {end for _, end in paragraphs}
    chains: list[tuple[int, int]] = []
    joined = False
    for window in windows:
        if joined:
            chains[-1] = (chains[-1][0], window.end)
        else:
            chains.append((window.start, window.end))
        joined = window.end not in ends
    return chains


def _joined(roles: Sequence[Tagged], lower: Sequence[str]) -> list[Tagged]:
    """Return the roles with a cue of two parts as one: "has" and "said" right behind it."""
    auxiliary = load_terms("cues", "auxiliary")
    joined: list[Tagged] = []
    for one in roles:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.label == one.label == "CUE"
            and before.end == one.start
            and auxiliary.issuperset(lower[before.start : before.end])
        ):
            first, last = before.end - before.start, one.end - one.start
            mean = first * before.confidence + last * one.confidence
            joined[-1] = Tagged("CUE", before.start, one.end, mean / (first + last))
        else:
            joined.append(one)
    return joined


def _softmax(scores: FloatArray) -> FloatArray:
    odds = np.exp(scores - scores.max(1, keepdims=True))
    shares: FloatArray = odds / odds.sum(1, keepdims=True)
    return shares


def _best(scores: FloatArray, tags: tuple[str, ...]) -> list[Tagged]:
    return _spans(scores.argmax(1), scores, tags)


def _spans(best: NDArray[np.int64], scores: FloatArray, tags: tuple[str, ...]) -> list[Tagged]:
    """Return the spans of a tag sequence. An ``I`` that does not continue its kind starts
    a span.
    """
    inside = np.flatnonzero(best)
    if not len(inside):
        return []
    chosen = best[inside]
    odds = _softmax(scores[inside])[np.arange(len(inside)), chosen]
    # Tags are numbered O, B-X, I-X, B-Y, I-Y, …
    goes_on = chosen % 2 == 0
    goes_on[0] = False
    kinds = (chosen + 1) // 2
    goes_on[1:] &= (inside[1:] == inside[:-1] + 1) & (kinds[1:] == kinds[:-1])
    bounds = [*np.flatnonzero(~goes_on).tolist(), len(inside)]
    tokens, numbers = inside.tolist(), chosen.tolist()
    return [
        Tagged(
            tags[numbers[first]][2:],
            tokens[first],
            tokens[stop - 1] + 1,
            float(sum(odds[first:stop]) / (stop - first)),
        )
        for first, stop in pairwise(bounds)
    ]
