"""Leave out of a story what was found with less confidence than was asked for.

What is left out is counted nowhere: a number always rests on the evidence that is shown.
"""

import dataclasses
from collections import Counter

import msgspec

from scoring.story import Story


def confident(story: Story, least: float) -> Story:
    """Return the story without attributions and hedges under ``least``, a probability."""
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
