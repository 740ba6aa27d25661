"""What the encoder saw in an article, decoded: spans by head, and the scores they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.model.arrays import FloatArray
from scoring.model.encoder import ReadsWindows
from scoring.model.labels import ENTITY_TAGS, HEDGE_TAGS, ROLE_TAGS, SOURCE_TYPES, head_columns
from scoring.model.sentences import starts
from scoring.model.tables import Tables
from scoring.model.viterbi import decode
from scoring.model.windows import Window, shape
from scoring.stopping import ShouldContinue, always, stop_unless
from scoring.text.quotation import Quotation
from scoring.text.tokens import Tokens
from scoring.trace import SILENT, Trace
from scoring.types import SourceType


class Tagged(NamedTuple):
    """A span of tokens with its label; ``confidence`` is its tokens' mean probability."""

    label: str
    start: int
    end: int
    confidence: float

    @property
    def place(self) -> tuple[int, int]:
        """Its range of tokens."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """One article, read. Token numbers are those of ``tokens``, not of the ``Doc``."""

    tokens: Tokens
    quotations: list[Quotation]
    quoted: list[bool]
    roles: list[Tagged]
    entities: list[Tagged]
    hedges: list[Tagged]
    """What may be a hedge by the model."""
    starts: NDArray[np.bool_]
    """Does a sentence start at this token, by the model alone?"""
    sentences: list[int]
    """The tokens at which a sentence starts, in order, whatever tells."""
    heads: dict[str, FloatArray]
    """Scores per token of the heads that later components ask: type, mode and links."""
    trace: Trace = SILENT
    """Who is told what decided, if anybody asked."""

    def source_type(self, start: int, end: int) -> SourceType:
        """Return the type that the model alone takes the source from token ``start`` for."""
        return SOURCE_TYPES[int(self.heads["source_type"][start:end].mean(0).argmax())]

    def text(self, start: int, end: int) -> str:
        """Return the article's text from token ``start`` up to token ``end``."""
        spans = self.tokens.spans
        return self.tokens.text[spans[start][0] : spans[end - 1][1]]


_DOUBT = np.array([2.0] + [0.0] * (len(HEDGE_TAGS) - 1), dtype=np.float32)
"""Taken from the score of "no hedge", so that what may be one is looked at."""

_CONTENT = [ROLE_TAGS.index("B-CONTENT"), ROLE_TAGS.index("I-CONTENT")]

TEMPERATURE: Final = np.float32(1.2)
"""What the transitions count against the emissions, which after several epochs over the same
articles are surer than they should be (Guo et al. 2017); chosen on dev."""

_STOPS = frozenset(".!?")
_FULL_STOP_LOG_ODDS = -1.0
"""Log odds of a sentence's start from which a full stop before it decides."""

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
    """Read a tokenised article in one pass of the encoder over its windows.

    Raises ``Stopped`` as soon as ``should_continue`` says no.
    """
    quoted = quoted_flags(tokens, quotations)
    shapes = [shape(w, quoted=q) for w, q in zip(tokens.words, quoted, strict=True)]
    windows = encoder.windows(tokens.words, shapes, tokens.paragraphs)
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
        barred[0, _CONTENT] = -np.inf
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
        roles=_spans(role_tags, scores[:, columns["role"]], ROLE_TAGS),
        entities=_spans(entity_tags, scores[:, columns["entity"]], ENTITY_TAGS),
        hedges=_best(scores[:, columns["hedge"]] - _DOUBT, HEDGE_TAGS),
        starts=begins,
        sentences=starts(tokens, begins),
        heads={name: scores[:, columns[name]] for name in KEPT},
    )


def _is_content(tags: NDArray[np.int64], lead: tuple[int, int], quoted: Sequence[bool]) -> bool:
    """Is an article's first paragraph, outside quotation marks, content of a cue further on?

    None of 819 in PolNeAR's train articles is. Where nothing came before, the model is less sure.
    """
    whole = slice(lead[0], max(lead[0] + 1, lead[1] - 1))
    return bool(np.isin(tags[whole], _CONTENT).all()) and not any(quoted[: lead[1]])


def _starts(scores: FloatArray, words: Sequence[str]) -> NDArray[np.bool_]:
    """Where sentences start; between a full stop and a capital less than an even chance will do.

    Processors round the int8 products differently, by about as much.
    """
    found = scores > 0
    for i in np.flatnonzero((scores > _FULL_STOP_LOG_ODDS) & ~found).tolist():
        found[i] = i > 0 and words[i - 1] in _STOPS and words[i][:1].isupper()
    return found


def quoted_flags(tokens: Tokens, quotations: Sequence[Quotation]) -> list[bool]:
    """Return, per token, whether it stands in a quotation, marks included."""
    flags, at = [], 0
    for start, _ in tokens.spans:
        while at < len(quotations) and quotations[at].end <= start:
            at += 1
        flags.append(at < len(quotations) and quotations[at].start <= start)
    return flags


def _chains(
    windows: Sequence[Window], paragraphs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the token ranges to decode as one: windows that cut no paragraph between them."""
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


def _softmax(scores: FloatArray) -> FloatArray:
    odds = np.exp(scores - scores.max(1, keepdims=True))
    shares: FloatArray = odds / odds.sum(1, keepdims=True)
    return shares


def _best(scores: FloatArray, tags: tuple[str, ...]) -> list[Tagged]:
    return _spans(scores.argmax(1), scores, tags)


def _spans(best: NDArray[np.int64], scores: FloatArray, tags: tuple[str, ...]) -> list[Tagged]:
    """Return the spans of a tag sequence; an ``I`` that follows nothing of its kind opens one."""
    inside = np.flatnonzero(best)
    if not len(inside):
        return []
    odds = dict(
        zip(
            inside.tolist(),
            _softmax(scores[inside])[np.arange(len(inside)), best[inside]],
            strict=True,
        )
    )
    found: list[Tagged] = []
    opened: list[int] = []

    def close() -> None:
        if opened:
            label = tags[best[opened[0]]][2:]
            confidence = sum(odds[i] for i in opened) / len(opened)
            found.append(Tagged(label, opened[0], opened[-1] + 1, float(confidence)))
            opened.clear()

    for i in inside.tolist():
        tag = tags[best[i]]
        continues = (
            opened and opened[-1] == i - 1 and tag[0] == "I" and tags[best[i - 1]][2:] == tag[2:]
        )
        if not continues:
            close()
        opened.append(i)
    close()
    return found
