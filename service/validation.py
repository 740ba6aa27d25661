"""From decoded values to a request; from msgspec's complaints to pointers and plain words.

No message repeats a value: a value may be article text. Names of fields are repeated, cut short.
"""

import re
from collections.abc import Mapping
from typing import Final

import msgspec

from scoring.report.request import ScoreRequest
from service import problems
from service.problems import Refusal
from service.wire import FieldError, ScoreBody

_FIELDS: Final = ScoreBody.__struct_fields__
_NAME_LIMIT = 64
_LISTED = 10
_MESSAGE: Final = re.compile(r"(?P<what>.*?)(?: - at `\$(?P<path>.*)`)?", re.DOTALL)
_SAFE: Final = re.compile(r"Expected `(?P<expected>[a-z| ]+)`(?P<rest>, got `\w+`| of length .*)?")
_STEP: Final = re.compile(r"\.(?P<key>\w+)|\[(?P<index>\d+)\]")


def to_request(values: object, *, lax: bool = False) -> ScoreRequest:
    """Return the request that decoded ``values`` describe.

    ``lax``: values are strings from a query, so ``"false"`` is a boolean.

    Raises ``Refusal`` (422) that names the field by its pointer.
    """
    if not isinstance(values, Mapping):
        raise _refusal(problems.INVALID_FIELD, [("", "the body must be an object")])
    strangers = [str(name)[:_NAME_LIMIT] for name in values if name not in _FIELDS][:_LISTED]
    if strangers:
        there_are = f"there are {', '.join(_FIELDS)}"
        raise _refusal(
            problems.UNKNOWN_FIELD,
            [(pointer(name), f"no such field; {there_are}") for name in strangers],
        )
    try:
        body = msgspec.convert(values, ScoreBody, strict=not lax)
    except msgspec.ValidationError as error:
        raise _refusal(problems.INVALID_FIELD, [_explain(str(error))]) from None
    return ScoreRequest(**msgspec.structs.asdict(body))


def to_list(values: object) -> list[object]:
    """Return the articles of a batch, not looked into yet. Raises ``Refusal`` (422)."""
    if not isinstance(values, list):
        raise _refusal(problems.INVALID_FIELD, [("", "the body must be an array of articles")])
    return values


def pointer(*steps: str | int) -> str:
    """Return the RFC 6901 JSON pointer to a place in the body."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def _explain(message: str) -> tuple[str, str]:
    """Return the pointer and the words for one of msgspec's messages."""
    match = _MESSAGE.fullmatch(message)
    assert match
    steps = [step["key"] or step["index"] for step in _STEP.finditer(match["path"] or "")]
    return pointer(*steps), _words(match["what"], steps)


def _words(what: str, steps: list[str]) -> str:
    if steps == ["offsets"] and what.startswith("Invalid enum"):
        return "must be codepoint, utf16 or utf8"
    safe = _SAFE.fullmatch(what)
    if safe is None:
        return "the value is not valid"
    return f"expected {safe['expected']}{(safe['rest'] or '').replace('`', '')}"


def _refusal(kind: problems.Kind, errors: list[tuple[str, str]]) -> Refusal:
    listed = [FieldError(pointer=where, detail=detail) for where, detail in errors]
    where, detail = errors[0]
    return Refusal(kind, f"{where}: {detail}" if where else detail, errors=listed)
