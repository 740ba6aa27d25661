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
RAISED_LETTER: Final = re.compile(_NOTES["raised_letter"])
ATTRIBUTES: Final = frozenset(_NOTES["attributes"])
TARGET: Final = re.compile(_NOTES["targets"], re.IGNORECASE)
BACK: Final = re.compile(_NOTES["back"], re.IGNORECASE)
AFTER_SENTENCE: Final = re.compile(r"[.!?,;:…”\"’)]\s*$")
MOST_MARK_CHARACTERS: Final = 24
"""Maximum number of characters in a mark."""


def may_be_note(tag: str, attributes: Attributes) -> bool:
    """Return whether an element may contain a note mark or a link back from a note."""
    if tag == "sup":
        return True
    if tag == "a":
        return "#" in attributes.get("href", "")
    return tag == "span" and _is_marked(attributes)


def is_note(tag: str, attributes: Attributes, text: str, before: str) -> bool:
    """Return whether ``text`` in such an element is a mark. ``before``: the text before it."""
    text = text.strip()
    if not text or len(text) > MOST_MARK_CHARACTERS:
        return False
    marked = _is_marked(attributes)
    if tag == "a":
        target = attributes["href"][attributes["href"].index("#") :]
        if WAY_BACK.fullmatch(text) or BACK.fullmatch(target):
            return True
        known = marked or TARGET.fullmatch(target) or (text[0] == "[" and text[-1] == "]")
        return bool(known) and LINKED.fullmatch(text) is not None
    if marked and (LINKED.fullmatch(text) or text[0] == "["):
        return True
    if tag != "sup":
        return False
    if RAISED_LETTER.fullmatch(text):
        return AFTER_SENTENCE.search(before) is not None
    return RAISED.fullmatch(text) is not None and not (text[0].isdigit() and is_exponent(before))


def _is_marked(attributes: Attributes) -> bool:
    """Return whether attributes say that an element is a note mark."""
    if not attributes:
        return False
    return (
        not ATTRIBUTES.isdisjoint(attributes)
        or attributes.get("epub:type") == "noteref"
        or attributes.get("aria-describedby") == "footnote-label"
        or not CLASSES.isdisjoint(classes_of(attributes))
    )


def without_marks(text: str) -> str:
    """Return text without note marks such as ``[1]`` right after a word or a punctuation mark."""
    return BRACKETED.sub("", text)
