"""Removes findings below a requested confidence from a story.

They are not counted either, so that every figure agrees with the evidence shown.
"""

import dataclasses
from collections import Counter

import msgspec

from scoring.story import Story


def confident(story: Story, least: float) -> Story:
    """Return the story without attributions and hedges whose confidence is below ``least``."""
    if not least:
        return story
    attributions = tuple(a for a in story.attributions if a.confidence >= least)
    kept = {a.id for a in attributions}
    attributions = tuple(
        msgspec.structs.replace(a, corroboration=None)
        if a.corroboration and a.corroboration.attribution not in {None, *kept}
        else a
        for a in attributions
    )
    sources = {a.source.speaker for a in attributions if a.source}
    counts = Counter(a.source.speaker for a in attributions if a.source and a.counts)
    return dataclasses.replace(
        story,
        attributions=attributions,
        speakers=tuple(
            msgspec.structs.replace(speaker, attributions=counts[speaker.id])
            for speaker in story.speakers
            if speaker.id in sources
        ),
        hedges=tuple(
            h
            if h.attribution is None or h.attribution in kept
            else msgspec.structs.replace(h, attribution=None)
            for h in story.hedges
            if h.confidence >= least
        ),
    )
