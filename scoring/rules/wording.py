"""The wording of prompts: text with placeholders in braces, which are filled with findings."""

from collections.abc import Collection, Mapping
from string import Formatter
from typing import Final

from scoring.report.template import Template, values_in

LONGEST: Final = 120
"""Maximum number of characters that a placeholder is filled with."""


def problem_of(text: str, placeholders: Collection[str]) -> str | None:
    """Return the error in a text's placeholders, or ``None``."""
    known = ", ".join(f"{{{name}}}" for name in sorted(placeholders)) or "none"
    try:
        fields = list(Formatter().parse(text))
    except ValueError:
        return "a brace without its other; write {{ or }} for a brace itself"
    for _, name, form, conversion in fields:
        if name is not None and (name not in placeholders or form or conversion):
            return f"no placeholder {{{name}}}; there are: {known}"
    return None


def worded(text: str, words: Mapping[str, str]) -> Template:
    """Return the text as a template, with long values shortened."""
    return Template(
        template=text,
        values=values_in(text, {name: shorten(value) for name, value in words.items()}),
    )


def shorten(text: str, most: int = LONGEST) -> str:
    """Return a text in one line, shortened at a word boundary. A quotation keeps its marks."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    closing = "”" if text.startswith("“") and text.endswith("”") else ""
    cut = text[: most - 1 - len(closing)]
    cut = cut[: cut.rfind(" ")] if " " in cut[most // 2 :] else cut
    return cut.rstrip(" ,;:") + "…" + closing
