"""Exclude boxes and lists: "Tonight: Clear", "Myth: …", "Ann Lee: A nurse, she …".

Nobody says the text after such a label.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.transcripts.labels import introduced, is_of_a_box, parse
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.gender import PRONOUNS

LOOKED_AT: Final = 300
"""An entry about somebody shows it in this many characters."""
OPENS: Final = frozenset(("a", "an", "the", "former", "born"))
"""Words that open an entry about somebody, besides "he", "was" and the like."""
WORD: Final = re.compile(r"[^\W_]+")


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
        if not label or label.mark != at or quoted:
            continue
        body = tokens.text[label.body : min(end, label.body + LOOKED_AT)]
        if is_of_a_box(label, known) or _is_about_somebody(body):
            dropped.add(one.cue)
    return [one for one in linked if one.cue not in dropped]


def _is_about_somebody(body: str) -> bool:
    """Return whether an entry tells of the person in its label: "A nurse, she sang in the choir".

    It has "he" or "she" and no first or second person.
    """
    words = [word.lower() for word in WORD.findall(body)]
    opens = OPENS | load_terms("turns", "about_a_person")
    speaks = load_terms("turns", "first_person") | load_terms("turns", "first_person_plural")
    return (
        bool(words)
        and words[0] in opens
        and not PRONOUNS.isdisjoint(words)
        and speaks.isdisjoint(words)
        and "you" not in words
    )
