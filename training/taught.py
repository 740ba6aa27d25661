"""How a student is taught by a network that has been trained: the losses of distillation.

``Deeper`` teaches a student that has some of its own layers: hidden states, the heads' scores, and
the vectors that its links compare. ``Larger`` teaches a student of another make, which it can tell
only what it concludes: distributions over tag sequences, over tags, and over links. ``Together`` are
one of each, which teach the mean of what they conclude.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import torch
from torch import Tensor
from torch.nn import functional

from scoring.model.labels import ROLE_TAGS
from training.batches import Batch
from training.hardware import HALF
from training.losses import COLUMNS, head_scores, head_scores_of
from training.network import HeadedEncoder, Reader, distance_bucket
from training.teachers import marginals

TAGS = ("hedge", "entity")
LINKS = ("source_query", "source_key", "content_query", "content_key")
BEGINS = {role: ROLE_TAGS.index(f"B-{role}") for role in ("SOURCE", "CUE", "CONTENT")}
SOURCES, CUES = (
    [number for number, tag in enumerate(ROLE_TAGS) if tag.endswith(role)]
    for role in ("SOURCE", "CUE")
)
LEAST = 1e-6
"""Probabilities under this count as this, so that their logarithms are finite."""


class Reading(NamedTuple):
    """What a student makes of a batch."""

    states: Sequence[Tensor]
    """After each layer, ``(batch, pieces, width)``."""
    scores: Tensor
    """Of all heads, ``(batch, tokens, columns)``."""


class Teacher(Protocol):
    """What ``training.distil`` asks of a teacher."""

    def losses(self, reading: Reading, batch: Batch) -> dict[str, Tensor]:
        """Return how far the student is from what the teacher thinks, each loss by name."""


class Conclusions(NamedTuple):
    """What two teachers make of a batch, in half precision: it is kept for the next time."""

    unary: Tensor
    """Of role tags, ``(batch, tokens, tags)``."""
    pairs: Tensor
    """Of tags and the ones before them, ``(batch, tokens, tags, tags)``."""
    scores: Tensor
    """Of all heads, ``(tokens inside, columns)``: the mean of both, of links the reader's alone."""


class Deeper:
    """A reader of more layers, some of which the student began with."""

    def __init__(self, teacher: Reader, layers: Sequence[int]) -> None:
        self.teacher = teacher.eval()
        # After each layer the student has what the next kept layer was given, the last excepted.
        self.expected = [*(after - 1 for after in layers[1:]), layers[-1]]

    def losses(self, reading: Reading, batch: Batch) -> dict[str, Tensor]:
        states, scores = reading
        with torch.no_grad():
            given = self.teacher.encode_layers(batch.pieces, batch.shapes, batch.mask)
            taught = head_scores_of(self.teacher, given[-1], batch)
        inside = _inside(scores, batch.lengths)
        mine, theirs = scores[inside], taught[inside]
        return {
            "hidden": hidden_loss(states, [given[n] for n in self.expected], batch.mask),
            "role": _divergence(mine, theirs, "role").mean(),
            **_head_losses(mine, theirs),
            "links": torch.stack([_relative_error(mine, theirs, name) for name in LINKS]).mean(),
        }


class Larger:
    """A network of another width, with the same heads. In bf16 where the processor has it."""

    def __init__(self, teacher: HeadedEncoder, student: HeadedEncoder) -> None:
        self.student = student
        self.teacher = teacher.eval().to(torch.bfloat16 if HALF else torch.float32)
        self.transitions = teacher.crf.scores().detach().float()
        self.start = teacher.crf.start.detach().float()

    def losses(self, reading: Reading, batch: Batch) -> dict[str, Tensor]:
        scores = reading.scores
        with torch.no_grad(), torch.autocast("cpu", enabled=False):
            taught = head_scores(self.teacher, batch)
        unary, pairs = marginals(
            taught[..., COLUMNS["role"]], self.transitions, self.start, batch.lengths
        )
        inside = _inside(scores, batch.lengths)
        emissions = scores[..., COLUMNS["role"]]
        # Without the tags' own loss the emissions are free to drift from probabilities.
        tags = -(unary[inside] * emissions[inside].log_softmax(-1)).sum(-1).mean()
        return {
            "role": self.student.crf.taught_loss(emissions, unary, pairs, batch.lengths),
            "role_tag": tags,
            **_head_losses(scores[inside], taught[inside]),
            "link_source": self._source_links(scores, taught, unary),
            "link_content": self._content_links(scores, taught, unary),
        }

    def _source_links(self, scores: Tensor, taught: Tensor, unary: Tensor) -> Tensor:
        """Each token that may begin a cue points at one that may begin a source, or at none."""
        prior = unary[..., BEGINS["SOURCE"]].clamp(min=LEAST).log()[:, None, :]
        tables = []
        for reader, rows in ((self.student, scores), (self.teacher, taught)):
            table = _compared(rows, "source", reader.source_distance) + prior
            none = reader.no_source.float().expand(*table.shape[:2], 1)
            tables.append(torch.cat([none, table], -1))
        mine, theirs = tables
        return _pointing(mine, theirs, unary[..., BEGINS["CUE"]])

    def _content_links(self, scores: Tensor, taught: Tensor, unary: Tensor) -> Tensor:
        """Each token that may begin content points at one that may begin a cue."""
        prior = unary[..., BEGINS["CUE"]].clamp(min=LEAST).log()[:, None, :]
        mine, theirs = (
            _compared(rows, "content", reader.content_distance) + prior
            for reader, rows in ((self.student, scores), (self.teacher, taught))
        )
        return _pointing(mine, theirs, unary[..., BEGINS["CONTENT"]])


class Together:
    """A larger network and a reader with the same heads, whose mean is better than either.

    What they think is averaged as scores, that is, as logarithms of probabilities. The vectors that
    links compare are the reader's alone: two networks' vectors have no mean. Asking both takes
    three times as long as a step of the student, so that what they said of a batch is kept.
    """

    def __init__(self, larger: HeadedEncoder, reader: Reader, student: HeadedEncoder) -> None:
        self.student = student
        self.larger = larger.eval().to(torch.bfloat16 if HALF else torch.float32)
        self.reader = reader.eval()
        self.transitions = _mean_of(larger.crf.scores(), reader.crf.scores())
        self.start = _mean_of(larger.crf.start, reader.crf.start)
        self._kept: dict[int, Conclusions] = {}

    def losses(self, reading: Reading, batch: Batch) -> dict[str, Tensor]:
        scores = reading.scores
        # The pieces tell batches apart: a batch is the same windows each time.
        number = hash(batch.pieces.numpy().tobytes())
        if number not in self._kept:
            self._kept[number] = self._conclude(batch)
        unary, pairs, theirs = (part.float() for part in self._kept[number])
        inside = _inside(scores, batch.lengths)
        mine, emissions = scores[inside], scores[..., COLUMNS["role"]]
        return {
            "role": self.student.crf.taught_loss(emissions, unary, pairs, batch.lengths),
            "emission": _divergence(mine, theirs, "role").mean(),
            **_head_losses(mine, theirs),
            "links": torch.stack([_relative_error(mine, theirs, name) for name in LINKS]).mean(),
        }

    def _conclude(self, batch: Batch) -> Conclusions:
        with torch.no_grad():
            second = head_scores(self.reader, batch)
            with torch.autocast("cpu", enabled=False):
                taught = _mean_of(head_scores(self.larger, batch), second)
        unary, pairs = marginals(
            taught[..., COLUMNS["role"]], self.transitions, self.start, batch.lengths
        )
        for name in LINKS:
            taught[..., COLUMNS[name]] = second[..., COLUMNS[name]]
        scores = taught[_inside(taught, batch.lengths)]
        return Conclusions(unary.half(), pairs.half(), scores.half())


def _mean_of(one: Tensor, other: Tensor) -> Tensor:
    return (one.detach().float() + other.detach().float()) / 2


def hidden_loss(own: Sequence[Tensor], wanted: Sequence[Tensor], mask: Tensor) -> Tensor:
    """Return the squared error of hidden states, relative to what was wanted; mean over layers.

    States are ``(batch, pieces, width)``, ``mask`` ``(batch, 1, 1, pieces)``.
    """
    read = mask[:, 0, 0, :]
    errors = []
    for mine, given in zip(own, wanted, strict=True):
        goal = given[read].float()
        errors.append(((mine[read].float() - goal) ** 2).mean() / goal.pow(2).mean())
    return torch.stack(errors).mean()


def _inside(scores: Tensor, lengths: Tensor) -> Tensor:
    return torch.arange(scores.shape[1])[None, :] < lengths[:, None]


def _head_losses(mine: Tensor, theirs: Tensor) -> dict[str, Tensor]:
    """Return how far the heads other than roles and links are, ``(tokens, columns)`` both.

    What type a source is and whether a cue quotes is asked of sources and cues alone, so that
    these two count where the teacher sees some.
    """
    out = {name: _divergence(mine, theirs, name).mean() for name in TAGS}
    out["sentence"] = _surprise(mine, theirs, "sentence").mean()
    roles = theirs[:, COLUMNS["role"]].softmax(-1)
    out["source_type"] = _weighted(_divergence(mine, theirs, "source_type"), roles[:, SOURCES])
    out["mode"] = _weighted(_surprise(mine, theirs, "mode"), roles[:, CUES])
    return out


def _weighted(each: Tensor, chances: Tensor) -> Tensor:
    weights = chances.sum(-1)
    return (each * weights).sum() / weights.sum().clamp(min=1.0)


def _surprise(mine: Tensor, theirs: Tensor, head: str) -> Tensor:
    return functional.binary_cross_entropy_with_logits(
        mine[:, COLUMNS[head]], theirs[:, COLUMNS[head]].sigmoid(), reduction="none"
    ).squeeze(-1)


def _divergence(mine: Tensor, theirs: Tensor, head: str) -> Tensor:
    """Return the divergence at each token."""
    goal = theirs[:, COLUMNS[head]].log_softmax(-1)
    own = mine[:, COLUMNS[head]].log_softmax(-1)
    return functional.kl_div(own, goal, log_target=True, reduction="none").sum(-1)


def _relative_error(mine: Tensor, theirs: Tensor, head: str) -> Tensor:
    goal = theirs[:, COLUMNS[head]]
    return (mine[:, COLUMNS[head]] - goal).pow(2).mean() / goal.pow(2).mean()


def _compared(scores: Tensor, link: str, distance: Tensor) -> Tensor:
    """Return how well each token's query fits each token's key, ``(batch, tokens, tokens)``."""
    query, key = (scores[..., COLUMNS[f"{link}_{part}"]] for part in ("query", "key"))
    places = torch.arange(scores.shape[1])
    # Distances count from the cue, which asks for its source and is asked for by its content.
    here, there = places[:, None].expand(-1, len(places)), places[None, :].expand(len(places), -1)
    cue, other = (here, there) if link == "source" else (there, here)
    near = distance.float()[distance_bucket(cue, other)]
    return query @ key.transpose(1, 2) / query.shape[-1] ** 0.5 + near


def _pointing(mine: Tensor, theirs: Tensor, weights: Tensor) -> Tensor:
    """Return the divergence of rows of scores, ``(batch, tokens, targets)``, weighted by row."""
    goal = theirs.log_softmax(-1)
    each = (goal.exp() * (goal - mine.log_softmax(-1))).sum(-1)
    return (each * weights).sum() / weights.sum().clamp(min=LEAST)
