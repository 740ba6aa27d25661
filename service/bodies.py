"""Read a request's body: JSON, MessagePack, plain text or HTML."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import msgspec

from scoring.report.request import ScoreRequest
from service import problems
from service.problems import Refusal
from service.validation import pointer, to_request
from service.wire import FieldError, ScoreBody

JSON: Final = "application/json"
MESSAGEPACK: Final = "application/x-msgpack"
TEXT: Final = "text/plain"
HTML: Final = "text/html"
CONTENT_TYPES: Final = (JSON, MESSAGEPACK, TEXT, HTML)

OPTIONS: Final = tuple(name for name in ScoreBody.__struct_fields__ if name not in {"text", "html"})
"""The fields that a text or HTML body takes from the query."""

_UTF8: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_AT_BYTE: Final = re.compile(r"\(byte (\d+)\)")


def read_body(
    body: bytes, content_type: tuple[str, Mapping[str, str]], query: Iterable[tuple[str, str]]
) -> ScoreRequest:
    """Return the request in a body.

    ``content_type``: the media type and its parameters; ``query``: the query's pairs in order.

    Raises ``Refusal``: 400 for a body that cannot be decoded, 415 for another content type or
    character set, 422 for fields that are wrong.
    """
    media_type = check_content_type(content_type, CONTENT_TYPES)
    if media_type in {TEXT, HTML}:
        field = "text" if media_type == TEXT else "html"
        return to_request({**read_options(query), field: _decode_text(body)}, lax=True)
    refuse_options(query, media_type)
    return to_request(decode(body, media_type))


def check_content_type(content_type: tuple[str, Mapping[str, str]], accepted: Sequence[str]) -> str:
    """Return the media type. Raises ``Refusal`` (415) for another than those, or not UTF-8."""
    media_type, parameters = content_type
    media_type = media_type.lower()
    if media_type not in accepted:
        raise Refusal(problems.UNSUPPORTED_MEDIA_TYPE, f"send Content-Type: {', '.join(accepted)}")
    if parameters.get("charset", "utf-8").strip('"').lower() not in _UTF8:
        raise Refusal(problems.UNSUPPORTED_MEDIA_TYPE, "send the body in UTF-8")
    return media_type


def refuse_options(query: Iterable[tuple[str, str]], media_type: str) -> None:
    """Raise ``Refusal`` (422) for options in the query that should be in the body."""
    for name, _ in query:
        raise _bad_option(name, f"with {media_type}, options go in the body")


def decode(body: bytes, media_type: str) -> object:
    """Return what a body of JSON or MessagePack holds. Raises ``Refusal`` (400)."""
    if media_type == JSON:
        return decode_json(body)
    return _decode(body, msgspec.msgpack.decode, "MessagePack")


def decode_json(body: bytes) -> object:
    """Return what a JSON body holds. Raises ``Refusal`` (400)."""
    return _decode(body, msgspec.json.decode, "JSON")


def _decode(body: bytes, decode: Callable[[bytes], object], name: str) -> object:
    try:
        return decode(body)
    except msgspec.DecodeError as error:
        place = _AT_BYTE.search(str(error))
        where = f" at byte {place[1]}" if place else ""
        detail = f"malformed {name}{where}" if body else f"the body is empty, not {name}"
    except UnicodeDecodeError as error:
        detail = f"not UTF-8: byte {error.start} of a string in the body"
    except RecursionError:
        detail = "nested too deeply"
    except (ValueError, TypeError):  # a MessagePack timestamp out of range, a key that is a list
        detail = f"malformed {name}"
    raise Refusal(problems.MALFORMED_BODY, detail)


def _decode_text(body: bytes) -> str:
    """Decode UTF-8; a byte order mark at the start is no part of the text."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        detail = f"not UTF-8 at byte {error.start}"
    raise Refusal(problems.MALFORMED_BODY, detail)


def read_options(
    query: Iterable[tuple[str, str]], names: Sequence[str] = OPTIONS
) -> dict[str, object]:
    """Return the query's options. ``scorers`` may be repeated, or hold names between commas.

    Raises ``Refusal`` (422) for one that is not among ``names``, or is given twice.
    """
    found: dict[str, object] = {}
    scorers: list[str] = []
    for name, value in query:
        if name not in names:
            raise _bad_option(name, f"no such option; there are {', '.join(names)}")
        if name == "scorers":
            scorers += [part.strip() for part in value.split(",") if part.strip()]
            found[name] = scorers
        elif name in found:
            raise _bad_option(name, "given more than once")
        else:
            found[name] = value
    return found


def _bad_option(name: str, detail: str) -> Refusal:
    errors = [FieldError(pointer=pointer(name[:64]), detail=detail)]
    return Refusal(problems.UNKNOWN_FIELD, f"query: {detail}", errors=errors)
