"""The loss of each head on a batch."""

import torch
from torch import Tensor
from torch.nn import functional

from scoring.model.labels import head_columns
from training.batches import Batch
from training.corpora import IGNORE, Link
from training.network import HeadedEncoder, distance_bucket

COLUMNS = head_columns()
Span = tuple[int, int]
SILVER = 0.3
"""What a type that nobody labelled counts, against one that somebody did."""


def losses(reader: HeadedEncoder, batch: Batch) -> dict[str, Tensor]:
    """Return each head's loss; heads without a label in the batch are absent."""
    return losses_of(reader, head_scores(reader, batch), batch)


def losses_of(reader: HeadedEncoder, scores: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Return each head's loss, given the scores of all heads (``head_scores``)."""
    out = {}
    if (batch.roles != IGNORE).any():
        rows = (batch.roles != IGNORE).any(1)
        emissions, tags = scores[rows][..., COLUMNS["role"]], batch.roles[rows]
        out["role"] = reader.crf.loss(emissions, tags, batch.lengths[rows])
        # Without the tags' own loss the emissions are free to drift from probabilities.
        out["role_tag"] = _tags(emissions, tags)
    if batch.lesson is not None:
        unary, pairs, hedges = batch.lesson
        emissions = scores[..., COLUMNS["role"]]
        out["role_taught"] = reader.crf.taught_loss(emissions, unary, pairs, batch.lengths)
        surprise = -(hedges * scores[..., COLUMNS["hedge"]].log_softmax(-1)).sum(-1)
        out["hedge_taught"] = surprise[batch.hedges == IGNORE].sum() / batch.lengths.sum()
    for name, labels in (("entity", batch.entities), ("hedge", batch.hedges)):
        if (labels != IGNORE).any():
            out[name] = _tags(scores[..., COLUMNS[name]], labels)
    known = batch.sentences != IGNORE
    if known.any():
        starts = scores[..., COLUMNS["sentence"]].squeeze(-1)[known]
        out["sentence"] = functional.binary_cross_entropy_with_logits(
            starts, batch.sentences[known].float()
        )
    out |= _links(reader, scores, batch.links)
    return out


def head_scores(reader: HeadedEncoder, batch: Batch) -> Tensor:
    """Return the scores of all heads, ``(windows, tokens, columns)``."""
    return head_scores_of(reader, reader.encode(batch.pieces, batch.shapes, batch.mask), batch)


def head_scores_of(reader: HeadedEncoder, hidden: Tensor, batch: Batch) -> Tensor:
    """Return the scores of all heads, given the last hidden states."""
    index = batch.first[..., None].expand(-1, -1, hidden.shape[-1])
    scores: Tensor = reader.heads(hidden.gather(1, index)).float()
    return scores


def _tags(scores: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORE)


def _mean(scores: Tensor, span: Span) -> Tensor:
    return scores[span[0] : span[1]].mean(0)


def _links(reader: HeadedEncoder, scores: Tensor, windows: list[list[Link]]) -> dict[str, Tensor]:
    parts: dict[str, list[Tensor]] = {"link_source": [], "link_content": []}
    types, type_labels, trust, modes, mode_labels = [], [], [], [], []
    for row, links in zip(scores, windows, strict=True):
        if not links:
            continue
        for link in links:
            if link.source and link.source_type != IGNORE:
                types.append(_mean(row[:, COLUMNS["source_type"]], link.source))
                type_labels.append(link.source_type)
                trust.append(SILVER if link.silver else 1.0)
            if link.mode != IGNORE:
                modes.append(_mean(row[:, COLUMNS["mode"]], link.cue).squeeze())
                mode_labels.append(float(link.mode))
        parts["link_source"].append(_source_links(reader, row, links))
        if (loss := _content_links(reader, row, links)) is not None:
            parts["link_content"].append(loss)
    out = {name: torch.stack(many).mean() for name, many in parts.items() if many}
    if types:
        each = functional.cross_entropy(
            torch.stack(types), torch.tensor(type_labels), reduction="none"
        )
        weights = torch.tensor(trust)
        out["source_type"] = (each * weights).sum() / weights.sum()
    if modes:
        out["mode"] = functional.binary_cross_entropy_with_logits(
            torch.stack(modes), torch.tensor(mode_labels)
        )
    return out


def _source_links(reader: HeadedEncoder, row: Tensor, links: list[Link]) -> Tensor:
    """Each cue points at its source, or at none."""
    sources = sorted({link.source for link in links if link.source})
    cues = torch.tensor([link.cue[0] for link in links])
    starts = torch.tensor([s[0] for s in sources], dtype=torch.long)
    query = row[cues][:, COLUMNS["source_query"]]
    key = row[starts][:, COLUMNS["source_key"]]
    near = reader.source_distance[distance_bucket(cues[:, None], starts[None, :])]
    none = reader.no_source.expand(len(links), 1)
    table = torch.cat([none, query @ key.T / query.shape[1] ** 0.5 + near], 1)
    gold = torch.tensor([1 + sources.index(link.source) if link.source else 0 for link in links])
    return functional.cross_entropy(table, gold)


def _content_links(reader: HeadedEncoder, row: Tensor, links: list[Link]) -> Tensor | None:
    """Each piece of content points at its cue."""
    pairs = [(content[0], number) for number, link in enumerate(links) for content in link.contents]
    if not pairs or len(links) < 2:
        return None
    starts = torch.tensor([start for start, _ in pairs])
    cues = torch.tensor([link.cue[0] for link in links])
    query = row[starts][:, COLUMNS["content_query"]]
    key = row[cues][:, COLUMNS["content_key"]]
    near = reader.content_distance[distance_bucket(cues[None, :], starts[:, None])]
    table = query @ key.T / query.shape[1] ** 0.5 + near
    return functional.cross_entropy(table, torch.tensor([number for _, number in pairs]))
