"""Sentences with their values apart, so that a client can show them in another language.

A client translates the template and fills in the values. A value that is a template itself is
translated as well ("3 in 4 {noun}"); any other is a number or words of the article and stays.
"""

from collections.abc import Iterable, Mapping

from scoring.types import Value


class Template(Value, frozen=True, kw_only=True):
    """A sentence's wording with placeholders in braces, and what they are filled with."""

    template: str
    values: "dict[str, str | Template]"

    def fill(self) -> str:
        """Return the sentence."""
        filled = {
            name: value if isinstance(value, str) else value.fill()
            for name, value in self.values.items()
        }
        return self.template.format_map(filled)


def by_sentence(templates: Iterable[Template | None]) -> dict[str, Template]:
    """Return the templates by the sentences that they make. One without values is its sentence and
    is left out.
    """
    return {one.fill(): one for one in templates if one is not None and one.values}


def values_in(template: str, values: Mapping[str, "str | Template"]) -> "dict[str, str | Template]":
    """Return those of the values that a template has a placeholder for."""
    return {name: value for name, value in values.items() if f"{{{name}}}" in template}
