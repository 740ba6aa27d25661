"""Note marks in HTML. They are not words, and must not join two sentences."""

import re
from typing import Final

from scoring.text.html_elements import ELEMENTS, Attributes, classes_of
from scoring.text.note_marks import is_exponent

_NOTES: Final = ELEMENTS["notes"]
CLASSES: Final = frozenset(_NOTES["classes"])
LINKED: Final = re.compile(_NOTES["linked"], re.IGNORECASE)
RAISED: Final = re.compile(_NOTES["raised"])
BRACKETED: Final = re.compile(_NOTES["bracketed"])
WAY_BACK: Final = re.compile(_NOTES["way_back"])
MOST_MARK_CHARACTERS: Final = 24
"""Maximum number of characters in a mark."""


def may_be_note(tag: str, attributes: Attributes) -> bool:
    """Return whether an element may contain a note mark or a link back from a note."""
    return tag == "sup" or (tag == "a" and attributes.get("href", "").startswith("#"))


def is_note(tag: str, attributes: Attributes, text: str, before: str) -> bool:
    """Return whether ``text`` in such an element is a mark. ``before``: the text before it."""
    text = text.strip()
    if not text or len(text) > MOST_MARK_CHARACTERS:
        return False
    if tag == "a":
        known = not CLASSES.isdisjoint(classes_of(attributes))
        bracketed = text[0] == "[" and text[-1] == "]"
        if WAY_BACK.fullmatch(text):
            return True
        return (known or bracketed) and LINKED.fullmatch(text) is not None
    if "data-fn" in attributes or not CLASSES.isdisjoint(classes_of(attributes)):
        return LINKED.fullmatch(text) is not None or text[0] == "["
    return RAISED.fullmatch(text) is not None and not (text[0].isdigit() and is_exponent(before))


def without_marks(text: str) -> str:
    """Return text without note marks such as ``[1]`` right after a word or a punctuation mark."""
    return BRACKETED.sub("", text)
