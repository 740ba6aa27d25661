"""Boxes and lists: "Tonight: Clear", "Myth: …". What follows such a label, nobody says."""

from bisect import bisect_right
from collections.abc import Sequence

from scoring.attributions.linking import Linked
from scoring.attributions.transcripts.labels import introduced, is_of_a_box, parse
from scoring.model.decoding import Reading


def without_boxes(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions but those whose cue is the colon of a box's label.

    What stands in quotation marks is somebody's words all the same.
    """
    tokens = reading.tokens
    colons = [one for one in linked if reading.text(one.cue.start, one.cue.end) == ":"]
    if not colons:
        return list(linked)
    known = introduced(tokens.text)
    begins = [start for start, _ in tokens.paragraph_spans]
    dropped = set()
    for one in colons:
        at = tokens.spans[one.cue.start][0]
        start, end = tokens.paragraph_spans[bisect_right(begins, at) - 1]
        label = parse(tokens.text, start, end)
        quoted = any(reading.quoted[content.start] for content in one.contents)
        if label and label.mark == at and not quoted and is_of_a_box(label, known):
            dropped.add(one.cue)
    return [one for one in linked if one.cue not in dropped]
