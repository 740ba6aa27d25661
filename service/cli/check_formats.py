"""Formats prompts with their places in the file: as text, JSON, GitHub annotations and SARIF.

Lines and columns are counted from 1, columns in Unicode code points. For HTML, the place is that of
the same words in the file.
"""

import os
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote_from_bytes

import msgspec

from scoring.report.prompt import Prompt, Severity
from scoring.rules.ignoring import Ignore
from scoring.text.words import WORD
from scoring.types import Piece, Value
from scoring.version import VERSION
from service import visible
from service.articles import STANDARD_INPUT

WORDS: Final = 8
"""Number of words of a passage to search for in an HTML file."""
BETWEEN: Final = r"(?:<[^<>]*>|&#?\w+;|[^\w<&])*"
"""What may be between two words: tags, character references, punctuation and blanks."""
LINE_END: Final = re.compile(r"\r\n|\r|\n")


class Place(NamedTuple):
    """A stretch of a file; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Places:
    """The places of one article's pieces. ``content``: the file's, ``text``: the article's."""

    def __init__(self, content: str, text: str, *, is_html: bool) -> None:
        self._content = content
        self._text = text
        self._is_html = is_html
        self._lines = [0, *(match.end() for match in LINE_END.finditer(content))]

    def find(self, start: int, end: int) -> Place:
        """Return the place of ``text[start:end]``; the file's beginning where it is not found."""
        if self._is_html:
            start, end = self._in_html(start, end)
        return Place(*self._at(start), *self._at(end))

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def _in_html(self, start: int, end: int) -> tuple[int, int]:
        """Look for the piece's words: as many of the same before it in the file as in the text."""
        words = [match[0] for match in WORD.finditer(self._text, start, end)]
        if not words:
            return 0, 0
        opening = _pattern(words[:WORDS])
        before = sum(1 for _ in opening.finditer(self._text, 0, start))
        found = next(islice(opening.finditer(self._content), before, None), None)
        if found is None:
            found = opening.search(self._content)
        if found is None:
            return 0, 0
        if len(words) <= WORDS:
            return found.span()
        closing = _pattern(words[-WORDS:]).search(self._content, found.start())
        return found.start(), closing.end() if closing else found.end()


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{BETWEEN.join(map(re.escape, words))}\b")


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
    lines = (
        f"{one.file}:{place.line}:{place.column}: {prompt.severity} {prompt.rule} "
        f"{prompt.message} (settled by: {prompt.settled_by})"
        for one, prompt, place in _all(checked)
    )
    return "".join(f"{visible.name(line)}\n" for line in lines)


def to_json(checked: Sequence[Checked], unused: Sequence[Unused]) -> str:
    """Return an object with the files and their prompts, and the entries that dismissed nothing.

    A prompt is as in a report, with offsets in code points, plus ``line`` and ``column``.
    """
    files = [
        {
            "file": visible.name(one.file),
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
    return visible.json(msgspec.json.format(encoded).decode()) + "\n"


COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "note": "notice"}
"""GitHub's workflow commands for annotations."""


def to_github(checked: Sequence[Checked]) -> str:
    """Return a workflow command for each prompt, which GitHub shows as an annotation."""
    commands = (
        f"::{COMMANDS[prompt.severity]} file={_property(one.file)},line={place.line},"
        f"endLine={place.end_line},col={place.column},endColumn={place.end_column},"
        f"title={_property(prompt.rule)}::"
        f"{_data(f'{prompt.message} (settled by: {prompt.settled_by})')}"
        for one, prompt, place in _all(checked)
    )
    return "".join(f"{visible.name(command)}\n" for command in commands)


def _all(checked: Sequence[Checked]) -> Iterator[tuple[Checked, Prompt, Place]]:
    for one in checked:
        for found in one.shown:
            yield one, found.prompt, found.place


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


if TYPE_CHECKING:
    from scoring.rules.rule import Rule, RuleSettings

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"


def to_sarif(
    checked: Sequence[Checked],
    unused: Sequence[Unused],
    rules: "Mapping[str, Rule]",
    settings: "Mapping[str, RuleSettings]",
) -> str:
    """Return one log with one run."""
    order = {name: number for number, name in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "copydesk",
                "version": VERSION,
                "rules": [_rule(rule, settings[name]) for name, rule in rules.items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolConfigurationNotifications": [_notification(one) for one in unused],
            }
        ],
        "results": [_result(one.file, found, order) for one in checked for found in one.found],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return visible.json(msgspec.json.format(msgspec.json.encode(log)).decode()) + "\n"


def _rule(rule: "Rule", settings: "RuleSettings") -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.description},
        "help": {"text": f"{rule.description} Asked for by {rule.source}."},
        "defaultConfiguration": {"enabled": settings.on, "level": settings.severity},
    }


def _result(file: str, found: Found, order: Mapping[str, int]) -> dict[str, Any]:
    prompt = found.prompt
    result: dict[str, Any] = {
        "ruleId": prompt.rule,
        "ruleIndex": order[prompt.rule],
        "level": prompt.severity,
        "message": {"text": f"{prompt.message}. Settled by: {prompt.settled_by}."},
        "locations": [_location(file, found.place, prompt.spans[0])],
    }
    if found.dismissed is not None:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": found.dismissed}
        ]
    return result


def _location(file: str, place: Place, piece: Piece) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(file)},
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
                "snippet": {"text": piece.text},
            },
        }
    }


def _uri(file: str) -> str:
    if file == STANDARD_INPUT:
        return "stdin"
    path = Path(file)
    return (
        path.as_uri()
        if path.is_absolute()
        else quote_from_bytes(os.fsencode(PurePath(file).as_posix()))
    )


def _notification(unused: Unused) -> dict[str, Any]:
    text = f"[[ignore]] {unused.entry} ({unused.ignore.rule}) dismisses nothing in these articles"
    return {"level": "note", "message": {"text": text}}
