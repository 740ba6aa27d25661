"""The wording of prompts: text with placeholders in braces, filled with what was found."""

from collections.abc import Collection, Mapping
from string import Formatter
from typing import Final

LONGEST: Final = 120
"""Characters that a placeholder is filled with at most."""


def problem_of(text: str, placeholders: Collection[str]) -> str | None:
    """Return what is wrong with a text's placeholders, ``None`` if nothing is."""
    known = ", ".join(f"{{{name}}}" for name in sorted(placeholders)) or "none"
    try:
        fields = list(Formatter().parse(text))
    except ValueError:
        return "a brace without its other; write {{ or }} for a brace itself"
    for _, name, form, conversion in fields:
        if name is not None and (name not in placeholders or form or conversion):
            return f"no placeholder {{{name}}}; there are: {known}"
    return None


def fill(text: str, words: Mapping[str, str]) -> str:
    """Return the text with its placeholders filled, long values cut."""
    return text.format_map({name: shorten(value) for name, value in words.items()})


def shorten(text: str, most: int = LONGEST) -> str:
    """Return a text on one line, cut at a word if it is longer than that."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[most // 2 :] else cut).rstrip(" ,;:") + "…"
