"""``POST /v1/score/batch``: many articles in, a report or an error for each out, in order.

Lines are answered with lines, while the request is still being read.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from contextlib import aclosing, suppress
from typing import Any, Final, TypeVar

import msgspec
from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Send

from scoring.report.report import Report
from service import problems
from service.api.exceptions import log_unexpected, to_problem
from service.auth.quota import Allowance
from service.negotiation import choose, choose_for, represent
from service.parsing import (
    JSON,
    MESSAGEPACK,
    LineTooLong,
    check_content_type,
    chunks,
    decode,
    lines,
    read_whole,
    refuse_options,
    to_list,
    to_request,
)
from service.problems import Refusal, to_refusal
from service.scheduling.service import ScoringService
from service.schemas import BatchError
from service.settings import Settings

T = TypeVar("T")
R = TypeVar("R")


async def in_order(
    items: AsyncIterator[T], work: Callable[[int, T], Coroutine[None, None, R]], *, window: int
) -> AsyncGenerator[R, None]:
    """Yield ``work(number, item)`` for each item, in the items' order.

    An item is read only while fewer than ``window`` are on their way, from being read to being
    taken by the caller. A result is given as soon as it and those before it are there, whether
    or not there is a next item yet.
    """
    room = asyncio.Semaphore(window)
    tasks: asyncio.Queue[asyncio.Task[R] | None] = asyncio.Queue()

    async def start_all() -> None:
        number = 0
        try:
            await room.acquire()
            async for item in items:
                tasks.put_nowait(asyncio.create_task(work(number, item)))
                number += 1
                await room.acquire()
        finally:
            tasks.put_nowait(None)

    starting = asyncio.create_task(start_all())
    try:
        while task := await tasks.get():
            yield await task
            room.release()
        await starting
    finally:
        starting.cancel()
        while not tasks.empty():
            if task := tasks.get_nowait():
                task.cancel()
        with suppress(asyncio.CancelledError):
            await starting


Item = Report | BatchError


class BatchScoring:
    """One batch. Like a single request it has one place in the queue: the next article asks for
    a turn when the one before it has got its own.
    """

    def __init__(
        self, request: Request[Any, Any, Any], scoring_service: ScoringService, *, line_limit: int
    ) -> None:
        self._request = request
        self._scoring_service = scoring_service
        self._line_limit = line_limit
        self._place = asyncio.Lock()
        self._allowance: Allowance | None = request.scope["state"].get("allowance")

    async def score_line(self, index: int, line: bytes | LineTooLong) -> Item:
        """Score a line of JSON."""
        if isinstance(line, LineTooLong):
            detail = f"the limit for a line is {self._line_limit} bytes"
            return self._refused(index, None, Refusal(problems.BODY_TOO_LARGE, detail))
        try:
            values = decode(line, JSON)
        except Refusal as refusal:
            return self._refused(index, None, refusal)
        return await self.score(index, values)

    async def score(self, index: int, values: object) -> Item:
        """Score an article, given as decoded values.

        Raises ``Refusal`` (503) when not even the first article finds a place.
        """
        identity = None
        try:
            asked = to_request(values)
            identity = asked.id
            if index and self._allowance:
                self._allowance.take()  # the first is taken by the gate, with the request
            await self._place.acquire()
            turn = _Turn(self._place)
            try:
                timed = await self._scoring_service.score(asked, on_turn=turn.come)
            finally:
                turn.come()
        except Exception as error:  # noqa: BLE001  # one article's failure is not the batch's
            refusal = to_refusal(error)
            if index == 0 and refusal.kind.status == 503:
                raise refusal from None  # the batch as a whole is refused, as one article would be
            if refusal.kind is problems.INTERNAL_ERROR:
                log_unexpected(self._request, error)
            return self._refused(index, identity, refusal)
        return timed.report

    def _refused(self, index: int, identity: str | None, refusal: Refusal) -> BatchError:
        return BatchError(index=index, id=identity, error=to_problem(self._request, refusal))


class _Turn:
    """Gives the batch's place in the queue free once, at the turn or after a refusal."""

    def __init__(self, place: asyncio.Lock) -> None:
        self._place: asyncio.Lock | None = place

    def come(self) -> None:
        if self._place is not None:
            self._place.release()
            self._place = None


NDJSON: Final = "application/x-ndjson"
JSONL: Final = "application/jsonl"


class LinesResponse(Response[list[Item]]):
    """A line for each item, sent when it is there."""

    def __init__(self, first: Item | None, rest: AsyncGenerator[Item, None]) -> None:
        super().__init__([], media_type=NDJSON, headers={"Vary": "Accept"})
        self._first = first
        self._rest = rest

    def to_asgi_response(self, app: object, request: object, **_: Any) -> ASGIResponse:  # noqa: ANN401, ARG002 - litestar's signature
        """Return what sends the lines."""
        return _Sender(self._first, self._rest, headers=self.headers)


class _Sender(ASGIResponse):
    """Sends the lines.

    litestar's own streaming response listens for the client to go, and would take the rest of
    the request's body for itself; here the results read that, and end when the client is gone.
    """

    _should_set_content_length = False

    def __init__(
        self, first: Item | None, rest: AsyncGenerator[Item, None], *, headers: dict[str, Any]
    ) -> None:
        super().__init__(media_type=NDJSON, headers=headers)
        self._first = first
        self._rest = rest

    async def send_body(self, send: Send, receive: Receive) -> None:  # noqa: ARG002 - litestar's signature
        """Send the lines."""
        async with aclosing(self._rest):
            if self._first is not None:
                await _send_line(send, self._first)
                async for item in self._rest:
                    await _send_line(send, item)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _send_line(send: Send, item: Item) -> None:
    line = msgspec.json.encode(item) + b"\n"
    await send({"type": "http.response.body", "body": line, "more_body": True})


CONTENT_TYPES = (JSON, NDJSON, JSONL, MESSAGEPACK)
_AHEAD = 2


class BatchController(Controller):
    """Scoring of many articles."""

    path = "/v1/score/batch"
    tags = ("scoring",)

    @post(
        status_code=200,
        operation_id="scoreBatch",
        summary="Score many articles",
        response_description="A report or an error for each article, in order",
        request_max_body_size=None,
    )
    async def score(
        self,
        request: Request[Any, Any, Any],
        scoring_service: NamedDependency[ScoringService],
        settings: NamedDependency[Settings],
    ) -> Response[list[Item]]:
        """Return a report, as `/v1/score` would, or an error for each article.

        A JSON array is answered with an array, at once. Lines of JSON are answered with lines,
        each as soon as it and those before it are done; their number is not limited. An article
        that finds no turn has a 503 error; if that is the first, the whole request has.
        """
        media_type = check_content_type(request.content_type, CONTENT_TYPES)
        refuse_options(request.query_params.multi_items(), media_type)
        scoring = BatchScoring(request, scoring_service, line_limit=settings.max_body_bytes)
        window = _AHEAD * settings.slots
        body = chunks(request)
        if media_type in {NDJSON, JSONL}:
            choose(",".join(request.headers.getall("accept", [])), (NDJSON, JSONL))
            read = lines(body, settings.max_body_bytes)
            results = in_order(read, scoring.score_line, window=window)
            return LinesResponse(await anext(results, None), results)
        answer_type = choose_for(request)
        articles = to_list(decode(await read_whole(body, settings.max_batch_bytes), media_type))
        each = in_order(_each(articles), scoring.score, window=window)
        return represent([item async for item in each], answer_type)


async def _each(articles: list[object]) -> AsyncIterator[object]:
    for article in articles:
        yield article
