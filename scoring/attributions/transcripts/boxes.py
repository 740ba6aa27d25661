"""Exclude boxes and lists: "Tonight: Clear", "Myth: …". Nobody says the text after such a label."""

from bisect import bisect_right
from collections.abc import Sequence

from scoring.attributions.linking import Linked
from scoring.attributions.transcripts.labels import introduced, is_of_a_box, parse
from scoring.model.decoding import Reading


def without_boxes(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions without those whose cue is the colon of a box's label.

    An attribution with quoted content is kept, because quotation marks show that someone said it.
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
