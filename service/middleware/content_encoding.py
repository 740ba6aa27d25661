"""Content codings (RFC 9110, 8.4.1): decompresses request bodies in chunks, and decides the coding
of a response by the request's ``Accept-Encoding``.

gzip and deflate are part of Python. Brotli (RFC 7932) and Zstandard (RFC 8878) need the extra
``compression``; without it they are not accepted. All decoders can limit the size of a chunk, so
that a small body cannot fill the memory.

Everything behind ``ContentEncoding`` sees an uncompressed body, so every limit applies to the
decompressed size. However large the decompressed body would be, only one chunk of it is in memory.

litestar compresses a response if ``Accept-Encoding`` contains the name of a coding, even with a
weight of zero. ``AcceptEncoding`` therefore replaces the header by the one coding to use.
"""

import re
import zlib
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Final, Protocol

from litestar.enums import ScopeType
from litestar.types import (
    ASGIApp,
    HTTPReceiveMessage,
    Receive,
    Scope,
    Send,
    WebSocketReceiveMessage,
)

from service import problems
from service.middleware.body import Pieces
from service.problems import Refusal


def _import(*names: str) -> Any:  # noqa: ANN401 - a module without types
    """Return the first module that is installed, or ``None``."""
    for name in names:
        try:
            return import_module(name)
        except ImportError:
            continue
    return None


brotli: Final = _import("brotli")
zstd: Final = _import("compression.zstd", "backports.zstd")
"""Part of the standard library in Python 3.14 and later."""

PIECE: Final = 1 << 16
"""Size of a decompressed chunk in bytes."""
BROTLI_PIECE: Final = 32_000
"""The chunk size requested from Brotli, which stops at block boundaries of its own: 32
KiB, then 64."""
WINDOW_LOG: Final = 23
"""The maximum size of Zstandard's window in HTTP, 8 MB (RFC 9659)."""
WINDOW_BITS: Final = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""The arguments for zlib by content coding."""
RAW: Final = -15
"""The same for deflate without zlib's header."""
ZLIB_HEADER: Final = 2
"""Number of bytes."""


class Corrupt(ValueError):
    """A body is not valid data in its coding. The message says which."""


class Decoder(Protocol):
    """Decodes one body."""

    @property
    def pending(self) -> bool:
        """Return whether it can continue without more input."""
        ...

    @property
    def complete(self) -> bool:
        """Return whether the input so far is a complete body."""
        ...

    def feed(self, data: bytes) -> None:
        """Add input. Call it only if nothing is pending."""
        ...

    def decode(self) -> bytes:
        """Return at most ``PIECE`` bytes, or none if more input is needed. Raises ``Corrupt``."""
        ...


class _Zlib:
    """Decodes gzip, and deflate with or without zlib's header (RFC 9110, 8.4.1.2: some clients
    send it without).
    """

    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._decoder = None if coding == "deflate" else self._member(WINDOW_BITS[coding])
        self._held = b""
        """The first byte of deflate; two tell whether there is a header."""
        self._waiting = b""
        self._full = False

    @staticmethod
    def _member(window_bits: int) -> Any:  # noqa: ANN401 - zlib does not export the type
        return zlib.decompressobj(window_bits)

    @property
    def pending(self) -> bool:
        return self._full or bool(self._waiting)

    @property
    def complete(self) -> bool:
        return self._decoder is not None and bool(self._decoder.eof)

    def feed(self, data: bytes) -> None:
        self._waiting = self._held + data
        self._held = b""

    def decode(self) -> bytes:
        if self._decoder is None:
            if len(self._waiting) < ZLIB_HEADER:
                self._held, self._waiting = self._waiting, b""
                return b""
            has_header = _is_zlib_header(self._waiting)
            self._decoder = self._member(WINDOW_BITS["deflate"] if has_header else RAW)
        if self._decoder.eof:
            self._full = False
            if not self._waiting:
                return b""
            if self._coding == "deflate":
                raise Corrupt("something follows the body's deflate")
            self._decoder = self._member(WINDOW_BITS[self._coding])  # gzip with several members
        try:
            piece: bytes = self._decoder.decompress(self._waiting, PIECE)
        except zlib.error:
            raise Corrupt(f"the body is not {self._coding}") from None
        self._waiting = self._decoder.unused_data or self._decoder.unconsumed_tail
        self._full = len(piece) == PIECE
        return piece


def _is_zlib_header(data: bytes) -> bool:
    """Return whether data starts with a header of zlib (RFC 1950, 2.2: CMF and FLG)."""
    deflates = data[0] & 0x0F == zlib.DEFLATED and data[0] >> 4 <= 7
    return deflates and int.from_bytes(data[:ZLIB_HEADER]) % 31 == 0


class _Zstandard:
    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._decoder = self._frame()
        self._waiting = b""

    @staticmethod
    def _frame() -> Any:  # noqa: ANN401 - has no types
        return zstd.ZstdDecompressor(
            options={zstd.DecompressionParameter.window_log_max: WINDOW_LOG}
        )

    @property
    def pending(self) -> bool:
        return bool(self._waiting) or not (self._decoder.needs_input or self._decoder.eof)

    @property
    def complete(self) -> bool:
        return bool(self._decoder.eof)

    def feed(self, data: bytes) -> None:
        self._waiting = data

    def decode(self) -> bytes:
        if self._decoder.eof:
            if not self._waiting:
                return b""
            self._decoder = self._frame()  # frames may follow each other (RFC 8878, 3)
        try:
            piece: bytes = self._decoder.decompress(self._waiting, max_length=PIECE)
        except zstd.ZstdError:
            raise Corrupt(f"the body is not {self._coding}, or its window is too large") from None
        self._waiting = self._decoder.unused_data if self._decoder.eof else b""
        return piece


class _Brotli:
    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._decoder = brotli.Decompressor()
        self._waiting = b""
        self._goes_on = False

    @property
    def pending(self) -> bool:
        return self._goes_on or bool(self._waiting)

    @property
    def complete(self) -> bool:
        return bool(self._decoder.is_finished())

    def feed(self, data: bytes) -> None:
        self._waiting = data

    def decode(self) -> bytes:
        if self.complete and not self._waiting:
            self._goes_on = False
            return b""
        try:
            piece: bytes = self._decoder.process(self._waiting, output_buffer_limit=BROTLI_PIECE)
        except brotli.error:
            raise Corrupt(f"the body is not {self._coding}, or something follows it") from None
        self._waiting = b""
        self._goes_on = bool(piece) or not self._decoder.can_accept_more_data()
        return piece


def _known() -> dict[str, Callable[[str], Decoder]]:
    known: dict[str, Callable[[str], Decoder]] = dict.fromkeys(WINDOW_BITS, _Zlib)
    if HAS_BROTLI:
        known["br"] = _Brotli
    if zstd is not None:
        known["zstd"] = _Zstandard
    return known


HAS_BROTLI: Final = hasattr(getattr(brotli, "Decompressor", None), "can_accept_more_data")
"""Before version 1.2, Brotli cannot limit the size of a chunk."""
DECODERS: Final = _known()
"""The factories of decoders by coding."""
ACCEPTED: Final = ", ".join(name for name in DECODERS if not name.startswith("x-"))
"""The value of ``Accept-Encoding`` in a refusal (RFC 9110, 12.5.3)."""


Message = HTTPReceiveMessage | WebSocketReceiveMessage


class ContentEncoding:
    """ASGI middleware: decompresses a request's body on its way to the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. Raises ``Refusal`` (415) for an unsupported coding."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        codings = [
            coding.strip().lower()
            for name, value in scope["headers"]
            if name.lower() == b"content-encoding"
            for coding in value.decode("latin-1").split(",")
        ]
        codings = [coding for coding in codings if coding not in ("", "identity")]
        if codings:
            if len(codings) > 1 or codings[0] not in DECODERS:
                raise Refusal(
                    problems.UNSUPPORTED_MEDIA_TYPE,
                    f"use Content-Encoding: {ACCEPTED}, or none",
                    headers={"Accept-Encoding": ACCEPTED},
                )
            gone = (b"content-encoding", b"content-length")
            scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() not in gone]
            receive = _Body(receive, codings[0]).receive
        await self._app(scope, receive, send)


class _Body:
    """One body. ``receive`` returns decompressed data."""

    def __init__(self, receive: Receive, coding: str) -> None:
        self._receive = receive
        self._coding = coding
        self._decoder = DECODERS[coding](coding)
        self._more = True
        self._complete = False
        self._pieces = Pieces()

    async def receive(self) -> Message:
        """Return the next chunk. Raises ``Refusal`` (400) if the data does not match its coding."""
        while not self._complete:
            if not self._decoder.pending and self._more:
                message = await self._receive()
                if message["type"] != "http.request":
                    return message
                self._pieces.add(len(message["body"]))
                self._decoder.feed(message["body"])
                self._more = message.get("more_body", False)
            piece = self._next()
            if not piece and self._decoder.pending:
                self._pieces.add(0)  # a member or a frame without content
            if piece or not (self._decoder.pending or self._more):
                return self._message(piece)
        return await self._receive()  # the client disconnected

    def _message(self, piece: bytes) -> Message:
        ended = not (self._decoder.pending or self._more)
        if ended and not self._decoder.complete:
            raise _malformed(f"the body is not all of its {self._coding}")
        self._complete = ended
        return {"type": "http.request", "body": piece, "more_body": not ended}

    def _next(self) -> bytes:
        try:
            return self._decoder.decode()
        except Corrupt as error:
            raise _malformed(str(error)) from None


def _malformed(detail: str) -> Refusal:
    return Refusal(problems.MALFORMED_BODY, detail)


NAME: Final = b"accept-encoding"
IDENTITY: Final = "identity"
ALIASES: Final = {"x-gzip": "gzip", "x-compress": "compress"}
"""Names that stand for others (RFC 9110, 8.4.1)."""
WEIGHT: Final = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")


def parse_weighted(header: str) -> list[tuple[str, float]]:
    """Return the elements of a header such as ``Accept``, in lower case, with their weights.

    An element without a weight has 1. One whose weight is malformed has 0 (RFC 9110, 12.4.2).
    """
    return [_parse(part) for part in header.split(",") if part.strip()]


def _parse(part: str) -> tuple[str, float]:
    element, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            weight = parameter[2:]
            return element, float(weight) if WEIGHT.fullmatch(weight) else 0.0
    return element, 1.0


def choose_coding(accepted: str, offered: Sequence[str]) -> str:
    """Return the offered coding that the client prefers, or ``identity`` (RFC 9110, 12.5.3).

    The first offered coding wins a tie, and wins against ``identity``. If the client accepts
    nothing, not even ``identity``, the response is not compressed either.
    """
    weights: dict[str, float] = {}
    for name, weight in parse_weighted(accepted):
        weights.setdefault(ALIASES.get(name, name), weight)
    others = weights.get("*", 0.0)
    best = max(offered, key=lambda coding: weights.get(coding, others), default=IDENTITY)
    weight = weights.get(best, others)
    return best if weight > 0 and weight >= weights.get(IDENTITY, 0.0) else IDENTITY


class AcceptEncoding:
    """ASGI middleware: leaves at most one coding, one of ``offered``, in ``Accept-Encoding``."""

    def __init__(self, app: ASGIApp, offered: Sequence[str]) -> None:
        self._app = app
        self._offered = offered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == ScopeType.HTTP:
            values = [value for name, value in scope["headers"] if name.lower() == NAME]
            if values:
                accepted = b",".join(values).decode("latin-1")
                coding = choose_coding(accepted, self._offered)
                headers = [pair for pair in scope["headers"] if pair[0].lower() != NAME]
                if coding != IDENTITY:
                    headers.append((NAME, coding.encode()))
                scope["headers"] = headers
        await self._app(scope, receive, send)
