"""Parses a request: decodes its body by content type and its query, and checks the fields.

No message repeats a value, because a value may be article text. Field names are repeated,
shortened.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeVar

import msgspec

from scoring.errors import pointer
from scoring.report.options import OPTIONS, read, split_names
from scoring.report.request import FIELDS, ScoreRequest
from scoring.wording import place
from service import problems
from service.articles import UnknownCharset, codec_of, decode_text
from service.problems import Refusal
from service.schemas import FieldError

T = TypeVar("T")
Body = bytes | bytearray | msgspec.Raw
Decoder = msgspec.json.Decoder[Any] | msgspec.msgpack.Decoder[Any]

UTF16: Final = (BOM_UTF16_BE, BOM_UTF16_LE)
_NAME_LIMIT = 64
_LISTED = 10
"""Number of characters of a field's name, and number of unknown fields, that an error repeats."""


def to_request(values: object, *, lax: bool = False) -> ScoreRequest:
    """Return the request with the decoded ``values``.

    ``lax``: values are strings from a query, so ``"false"`` is a boolean.

    Raises ``Refusal`` or ``InvalidField`` (422) that names the field by its pointer.
    """
    if not isinstance(values, Mapping):
        raise _refusal(problems.INVALID_FIELD, [("", "the body must be an object")])
    strangers = [str(name)[:_NAME_LIMIT] for name in values if name not in FIELDS][:_LISTED]
    if strangers:
        there_are = f"fields: {', '.join(FIELDS)}"
        raise _refusal(
            problems.UNKNOWN_FIELD,
            [(pointer(name), f"no such field; {there_are}") for name in strangers],
        )
    return read(values, ScoreRequest, lax=lax)


def _refusal(kind: problems.Kind, errors: list[tuple[str, str]]) -> Refusal:
    listed = [FieldError(pointer=where, detail=detail) for where, detail in errors]
    where, detail = errors[0]
    return Refusal(kind, f"{where}: {detail}" if where else detail, errors=listed)


JSON: Final = "application/json"
MESSAGEPACK: Final = "application/x-msgpack"
NDJSON: Final = "application/x-ndjson"
JSONL: Final = "application/jsonl"
TEXT: Final = "text/plain"
HTML: Final = "text/html"
CONTENT_TYPES: Final = (JSON, MESSAGEPACK, TEXT, HTML)

QUERY: Final = tuple(name for name in FIELDS if name not in {"text", "html"})
"""The fields that can be query parameters with a text or HTML body."""
_LISTS: Final = frozenset(option.name for option in OPTIONS if option.kind == "names")

_UTF8: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_AT_BYTE: Final = re.compile(r"\(byte (\d+)\)")


def read_body(
    body: bytes, content_type: tuple[str, Mapping[str, str]], query: Iterable[tuple[str, str]]
) -> ScoreRequest:
    """Return the request in a body.

    ``content_type``: the media type and its parameters; ``query``: the query's pairs in order.

    Raises ``Refusal``: 400 for a body that cannot be decoded, 415 for another content type or
    character set, 422 for invalid fields.
    """
    media_type = check_content_type(content_type, CONTENT_TYPES)
    if media_type in {TEXT, HTML}:
        field = "text" if media_type == TEXT else "html"
        content = _decode_text(body, _charset(content_type[1]), is_html=media_type == HTML)
        return to_request({**read_options(query), field: content}, lax=True)
    refuse_options(query, media_type)
    return to_request(decode(body, media_type))


def check_content_type(content_type: tuple[str, Mapping[str, str]], accepted: Sequence[str]) -> str:
    """Return the media type.

    Raises ``Refusal`` (415) for other media types and for unsupported character sets. Text may be
    in any character set that browsers support; JSON must be UTF-8.
    """
    media_type, parameters = content_type
    media_type = media_type.lower()
    if media_type not in accepted:
        raise Refusal(
            problems.UNSUPPORTED_MEDIA_TYPE,
            f"use one of these content types: {', '.join(accepted)}",
        )
    charset = _charset(parameters)
    if charset is not None and charset.lower() not in _UTF8:
        if media_type not in {TEXT, HTML}:
            raise Refusal(problems.UNSUPPORTED_MEDIA_TYPE, "send the body in UTF-8")
        try:
            codec_of(charset)
        except UnknownCharset:
            detail = "this charset is not supported: send the body in UTF-8"
            raise Refusal(problems.UNSUPPORTED_MEDIA_TYPE, detail) from None
    return media_type


def _charset(parameters: Mapping[str, str]) -> str | None:
    return parameters.get("charset", "").strip("\"' ") or None


def refuse_options(query: Iterable[tuple[str, str]], media_type: str) -> None:
    """Raise ``Refusal`` (422) for options in the query that belong in the body."""
    for name, _ in query:
        raise _bad_option(name, f"with {media_type}, options go in the body")


def split_array(body: Body, media_type: str, most: int) -> list[msgspec.Raw]:
    """Return the items of an array as raw parts of the body, without decoding them.

    An array with too many items is rejected before it is decoded. Raises ``Refusal``: 400 if the
    body is malformed, 413 for more than ``most`` items, 422 if it is not an array.
    """
    decoder = _array_decoder(media_type, most)
    name = "JSON" if media_type == JSON else "MessagePack"

    def split(body: Body) -> list[msgspec.Raw]:
        try:
            items = decoder.decode(_unmarked(body) if media_type == JSON else body)
        except msgspec.ValidationError as error:
            if "length" in str(error):
                detail = f"an array can have at most {most} articles; lines are not limited"
                raise Refusal(problems.TOO_MANY_ARTICLES, detail) from None
            what = [("", "the body must be an array of articles")]
            raise _refusal(problems.INVALID_FIELD, what) from None
        return [item for item in msgspec.structs.astuple(items) if item is not None]

    return _decode(body, split, name)


@cache
def _array_decoder(media_type: str, most: int) -> Decoder:
    """Return a decoder for an array of at most ``most`` items.

    msgspec stops decoding an array-like struct after its last field, and keeps nothing of the rest.
    A list would be decoded first and counted afterwards.
    """
    fields: list[tuple[str, Any, Any]] = [(f"item{n}", msgspec.Raw, None) for n in range(most)]
    shape = msgspec.defstruct("Articles", fields, array_like=True, forbid_unknown_fields=True)
    return msgspec.json.Decoder(shape) if media_type == JSON else msgspec.msgpack.Decoder(shape)


def decode(body: Body, media_type: str) -> object:
    """Return the content of a JSON or MessagePack body. Raises ``Refusal`` (400)."""
    if media_type == JSON:
        return decode_json(body)
    return _decode(body, msgspec.msgpack.decode, "MessagePack")


def decode_json(body: Body) -> object:
    """Return the content of a JSON body. Raises ``Refusal`` (400)."""
    return _decode(body, lambda body: msgspec.json.decode(_unmarked(body)), "JSON")


def _unmarked(body: Body) -> Body:
    """Return JSON without a byte order mark. A parser may ignore it (RFC 8259, 8.1), and Windows
    writes one.
    """
    if isinstance(body, bytes | bytearray) and body.startswith(BOM_UTF8):
        return body[len(BOM_UTF8) :]
    return body


def _decode(body: Body, decode: Callable[[Body], T], name: str) -> T:
    try:
        return decode(body)
    except msgspec.DecodeError as error:
        at = _AT_BYTE.search(str(error))
        where = f" at {_place(body, int(at[1]), name)}" if at else ", which ends too early"
        detail = f"malformed {name}{where}" if body else f"the body is empty; expected {name}"
        if isinstance(body, bytes | bytearray) and body.startswith(UTF16):
            detail = f"the body is in UTF-16; send {name} in UTF-8"
    except UnicodeDecodeError as error:
        detail = f"not UTF-8: byte {error.start} of a string in the body"
    except RecursionError:
        detail = "nested too deeply"
    except (ValueError, TypeError):  # a MessagePack timestamp out of range, or a list as a key
        detail = f"malformed {name}"
    raise Refusal(problems.MALFORMED_BODY, detail)


def _place(body: Body, byte: int, name: str) -> str:
    """Return the position of a byte; in JSON as line and column."""
    if name == "JSON" and not isinstance(body, msgspec.Raw):
        return place(body, byte)
    return f"byte {byte}"


def _decode_text(body: bytes, charset: str | None, *, is_html: bool) -> str:
    try:
        return decode_text(body, charset, is_html=is_html)
    except UnicodeDecodeError as error:
        detail = f"not {error.encoding.upper()} at byte {error.start}"
    raise Refusal(problems.MALFORMED_BODY, detail)


def read_options(
    query: Iterable[tuple[str, str]], names: Sequence[str] = QUERY
) -> dict[str, object]:
    """Return the options in the query. A list may be repeated or contain commas.

    Raises ``Refusal`` (422) for an option that is not among ``names`` or is given twice.
    """
    found: dict[str, object] = {}
    lists: dict[str, list[str]] = {}
    for name, value in query:
        if name not in names:
            raise _bad_option(name, f"no such option; options: {', '.join(names)}")
        if name in _LISTS:
            found[name] = lists.setdefault(name, [])
            lists[name] += split_names(value)
        elif name in found:
            raise _bad_option(name, "given more than once")
        else:
            found[name] = value
    return found


def _bad_option(name: str, detail: str) -> Refusal:
    errors = [FieldError(pointer=pointer(name[:64]), detail=detail)]
    return Refusal(problems.UNKNOWN_FIELD, f"query: {detail}", errors=errors)
