"""Formats prompts as text, JSON and GitHub annotations. SARIF is in ``sarif``."""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from scoring.report.prompt import Prompt, Severity
from scoring.rules.ignoring import Ignore
from scoring.types import Value
from service.cli.places import Place


class Found(Value, frozen=True, kw_only=True):
    """A prompt and its position in the file. ``dismissed``: the reason, if it is not shown."""

    prompt: Prompt
    place: Place
    dismissed: str | None = None


class Checked(Value, frozen=True, kw_only=True):
    """A file and its prompts, including dismissed ones."""

    file: str
    found: tuple[Found, ...]

    @property
    def shown(self) -> tuple[Found, ...]:
        """The prompts that are not dismissed."""
        return tuple(one for one in self.found if one.dismissed is None)


class Unused(Value, frozen=True, kw_only=True):
    """An entry that dismissed nothing. ``entry``: its position in the rules file, from 1."""

    entry: int
    ignore: Ignore


def to_text(checked: Sequence[Checked]) -> str:
    """Return a line for each prompt: file, line, column, severity, rule, message."""
    return "".join(
        f"{one.file}:{place.line}:{place.column}: {prompt.severity} {prompt.rule} "
        f"{prompt.message} (settled by: {prompt.settled_by})\n"
        for one, prompt, place in _all(checked)
    )


def to_json(checked: Sequence[Checked], unused: Sequence[Unused]) -> str:
    """Return an object with the files and their prompts, and the entries that dismissed nothing.

    A prompt is as in a report, with offsets in code points, plus ``line`` and ``column``.
    """
    files = [
        {
            "file": one.file,
            "prompts": [
                {
                    **msgspec.to_builtins(found.prompt),
                    "line": found.place.line,
                    "column": found.place.column,
                }
                for found in one.shown
            ],
            "dismissed": len(one.found) - len(one.shown),
        }
        for one in checked
    ]
    encoded = msgspec.json.encode({"files": files, "unused_ignores": unused})
    return msgspec.json.format(encoded).decode() + "\n"


COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "note": "notice"}
"""GitHub's workflow commands for annotations."""


def to_github(checked: Sequence[Checked]) -> str:
    """Return a workflow command for each prompt, which GitHub shows as an annotation."""
    return "".join(
        f"::{COMMANDS[prompt.severity]} file={_property(one.file)},line={place.line},"
        f"endLine={place.end_line},col={place.column},endColumn={place.end_column},"
        f"title={_property(prompt.rule)}::"
        f"{_data(f'{prompt.message} (settled by: {prompt.settled_by})')}\n"
        for one, prompt, place in _all(checked)
    )


def _all(checked: Sequence[Checked]) -> Iterator[tuple[Checked, Prompt, Place]]:
    for one in checked:
        for found in one.shown:
            yield one, found.prompt, found.place


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
