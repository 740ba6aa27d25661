"""Shows what strangers wrote so that a terminal only displays it.

A file's name may contain anything but ``/`` and NUL, and an article anything at all: escape
sequences that move the cursor or set the window's title (ECMA-48), line breaks that look like
another message, marks that reverse the order of what follows (Unicode's UAX #9; "Trojan Source",
CVE-2021-42574), and in names bytes that are no UTF-8.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

_CONTROLS: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
"""Control characters without tab and line feed, line separators, marks of direction, and
surrogates, which stand for the bytes of a name that is not UTF-8 (PEP 383)."""
_IN_TEXT: Final = re.compile(f"[{_CONTROLS}]")
_IN_NAME: Final = re.compile(f"[\t\n{_CONTROLS}]")
_IN_JSON: Final = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_BYTE: Final = 0xDC00
"""The surrogate that stands for byte 0."""


def name(words: object) -> str:
    """Return a name in one line. A name that can be displayed stays as it is."""
    return _IN_NAME.sub(_escaped, str(words))


def text(words: str) -> str:
    """Return text with its tabs and line breaks."""
    return _IN_TEXT.sub(_escaped, words)


def within(value: Any) -> Any:  # noqa: ANN401  # nested, of any kinds
    """Return nested lists and dictionaries in which every text is one line."""
    if isinstance(value, str):
        return name(value)
    if isinstance(value, Mapping):
        return {key: within(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [within(inner) for inner in value]
    return value


def json(encoded: str) -> str:
    """Return the same JSON, with what a terminal would act on as escapes (RFC 8259, section 7)."""
    return _IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", encoded)


def _escaped(match: re.Match[str]) -> str:
    """Return the escape that Python and most shells write for a character, or for a byte."""
    code = ord(match[0])
    if _BYTE + 0x80 <= code < _BYTE + 0x100:
        code -= _BYTE
    return {9: "\\t", 10: "\\n", 13: "\\r"}.get(
        code, f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    )
