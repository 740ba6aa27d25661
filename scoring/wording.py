"""Rewords decoder errors for people, without type names and with a position in the text.

msgspec's messages contain the names of Python types and a byte position.
"""

import re
import tomllib
from typing import Any, Final

_EXPECTED: Final = {
    "array": "a list",
    "bool": "true or false",
    "float": "a number",
    "int": "a whole number",
    "null": "null",
    "object": "an object",
    "str": "text",
}
_GOT: Final = {**_EXPECTED, "int": "a number"}
_TYPES: Final = re.compile(r"Expected `(?P<expected>[a-z]+(?: \| [a-z]+)*)`")
_FOUND: Final = re.compile(r", got `(?P<got>[a-z]+)`")
_BOUND: Final = re.compile(r"(?<=number) (?P<sign><=|>=|<|>) ")
_LENGTH: Final = re.compile(r"of length (?P<sign><=|>=|<|>) (?P<number>\d+)")
_SIGNS: Final = {"<=": "of at most", ">=": "of at least", "<": "below", ">": "above"}
_PLACE: Final = re.compile(r" - at `\$\.?(?P<path>[^`]*)`")
_AT_BYTE: Final = re.compile(r" ?\(byte (?P<byte>\d+)\)")
_PREFIX: Final = "JSON is malformed: "


def in_words(message: str) -> str:
    """Return a message without type names: "expected text, got a number"."""
    message = _TYPES.sub(lambda m: f"expected {_either(m['expected'])}", message)
    message = _FOUND.sub(lambda m: f", got {_GOT.get(m['got'], m['got'])}", message)
    message = _BOUND.sub(lambda m: f" {_SIGNS[m['sign']]} ", message)
    return _LENGTH.sub(_length, message)


def field_error(message: str) -> str:
    """Return the error in a field, starting with its path: "name: expected text, got a number"."""
    if field := _PLACE.search(message):
        return f"{field['path']}: {in_words(_PLACE.sub('', message))}"
    return in_words(message)


def _either(types: str) -> str:
    return " or ".join(_EXPECTED.get(name, name) for name in types.split(" | "))


def _length(match: re.Match[str]) -> str:
    """Return a length as a number of characters of text, or of entries of a list."""
    what = "entries" if "list" in match.string[: match.start()] else "characters"
    return f"{_SIGNS[match['sign']]} {match['number']} {what}"


def read_toml(text: str) -> dict[str, Any]:
    """Return what a TOML text contains.

    Raises ``tomllib.TOMLDecodeError`` also for what tomllib gives up on with other errors: lists
    that are too deep, and numbers with thousands of digits.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("too many lists or tables inside one another") from None
    except ValueError:
        raise tomllib.TOMLDecodeError("a number or a time is out of range") from None


def place(content: bytes | bytearray, byte: int) -> str:
    """Return the position of a byte in a text as line and column, counted from 1, in characters."""
    before = bytes(content[:byte])
    line = before.rpartition(b"\n")[2]
    column = len(line.decode(errors="replace")) + 1
    return f"line {before.count(10) + 1}, column {column}"


def json_error(content: bytes | bytearray, error: Exception) -> str:
    """Return the error in a JSON text, with its field or its line and column."""
    if isinstance(error, UnicodeDecodeError):
        return "the JSON is not in UTF-8"
    message = str(error).removeprefix(_PREFIX)
    if at := _AT_BYTE.search(message):
        message = _AT_BYTE.sub("", message)
        return f"{place(content, int(at['byte']))}: {message}"
    if "truncated" in message:
        return f"{place(content, len(content.rstrip()))}: the JSON ends here, unfinished"
    return field_error(message)
