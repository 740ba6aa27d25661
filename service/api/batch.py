"""``POST /v1/score/batch``: many articles in, a report or an error for each out, in order.

Each answer is sent when it is there; lines are answered while the request is still being read.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from contextlib import aclosing, suppress
from functools import partial
from time import monotonic
from typing import Any, Final, TypeVar

import msgspec
from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency

from scoring.report.report import Report
from scoring.report.request import ScoreRequest
from service import problems
from service.api.exceptions import log_unexpected, to_problem
from service.api.streaming import Form, ItemsResponse, Lines, array_form, each
from service.auth.quota import Allowance
from service.middleware.body_budget import claim_of
from service.middleware.cancel_on_disconnect import wait_until_gone
from service.negotiation import choose, choose_for
from service.observability import metrics
from service.parsing import (
    JSON,
    JSONL,
    MESSAGEPACK,
    NDJSON,
    LineTooLong,
    check_content_type,
    chunks,
    decode,
    lines,
    read_whole,
    refuse_options,
    split_array,
    to_request,
)
from service.problems import Refusal, to_refusal
from service.scheduling.service import ScoringService, Timed
from service.schemas import BatchError
from service.settings import Settings

T = TypeVar("T")
R = TypeVar("R")


async def in_order(
    items: AsyncIterator[T],
    work: Callable[[int, T], Coroutine[None, None, R]],
    *,
    window: int,
    leaving: asyncio.Future[None],
) -> AsyncGenerator[R, None]:
    """Yield ``work(number, item)`` for each item, in the items' order.

    An item is read only while fewer than ``window`` are on their way, from being read to being
    taken by the caller. A result is given as soon as it and those before it are there, whether
    or not there is a next item yet. ``leaving`` is done when nobody waits for results any more:
    then what is on its way is given up.

    Raises ``Refusal`` (499) then, and what ``items`` raises, after the results before it.
    """
    room = asyncio.Semaphore(window)
    tasks: asyncio.Queue[asyncio.Task[R] | None] = asyncio.Queue()
    started: set[asyncio.Task[R]] = set()

    async def start_all() -> None:
        number = 0
        try:
            await room.acquire()
            async for item in items:
                task = asyncio.create_task(work(number, item))
                started.add(task)
                task.add_done_callback(started.discard)
                tasks.put_nowait(task)
                number += 1
                await room.acquire()
        finally:
            tasks.put_nowait(None)

    starting = asyncio.create_task(start_all())
    try:
        while task := await tasks.get():
            either: set[asyncio.Future[Any]] = {task, leaving}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if leaving.done() and not task.done():
                metrics.REFUSED.labels("client-gone").inc()
                raise Refusal(problems.CLIENT_GONE, "the client closed the connection")
            yield task.result()
            room.release()
        await starting
    finally:
        starting.cancel()
        leaving.cancel()
        for task in started:
            task.cancel()
        with suppress(asyncio.CancelledError, Refusal):
            await starting


Item = Report | BatchError

_ID: Final = 256
"""Characters of an article's id that an error repeats: a longer one is told by its index alone."""
_PAUSE: Final = 0.05
"""Seconds between two looks for a place."""


class BatchScoring:
    """One batch. Like a single request it has one place in the queue: the next article asks for
    a turn when the one before it has got its own.
    """

    def __init__(
        self, request: Request[Any, Any, Any], scoring_service: ScoringService, settings: Settings
    ) -> None:
        self._request = request
        self._scoring_service = scoring_service
        self._part_limit = settings.max_body_bytes
        self._patience = settings.timeout
        self._place = asyncio.Lock()
        self._allowance: Allowance | None = request.scope["state"].get("allowance")

    async def score_line(self, index: int, line: bytes | LineTooLong) -> Item:
        """Score a line, and give its bytes back: a stream holds what is on its way, no more."""
        try:
            return await self.score_part(JSON, index, line)
        finally:
            if not isinstance(line, LineTooLong):
                claim_of(self._request.scope).free(len(line))

    async def score_part(
        self, media_type: str, index: int, part: bytes | msgspec.Raw | LineTooLong
    ) -> Item:
        """Score an article, a part of the body that has not been looked at yet.

        It counts, whatever it turns out to be. Raises ``Refusal`` (503) when not even the first
        article finds a place.
        """
        identity = None
        try:
            if index and self._allowance:
                self._allowance.take()  # the first is taken by the gate, with the request
            asked = to_request(decode(self._within_limit(part), media_type))
            identity = asked.id
            timed = await self._scored(index, asked)
        except Exception as error:  # noqa: BLE001  # one article's failure is not the batch's
            refusal = to_refusal(error)
            if index == 0 and refusal.kind.status == 503:
                raise refusal from None  # the batch as a whole is refused, as one article would be
            if refusal.kind is problems.INTERNAL_ERROR:
                log_unexpected(self._request, error)
            return self.explain(index, refusal, identity)
        return timed.report

    def explain(self, index: int, refusal: Refusal, identity: str | None = None) -> BatchError:
        """Return what stands in a report's place."""
        shown = identity if identity is None or len(identity) <= _ID else None
        return BatchError(index=index, id=shown, error=to_problem(self._request, refusal))

    def _within_limit(self, part: bytes | msgspec.Raw | LineTooLong) -> bytes | msgspec.Raw:
        if isinstance(part, LineTooLong) or len(memoryview(part)) > self._part_limit:
            detail = f"an article can have at most {self._part_limit} bytes"
            raise Refusal(problems.BODY_TOO_LARGE, detail)
        return part

    async def _scored(self, index: int, asked: ScoreRequest) -> Timed:
        await self._place.acquire()
        turn = _Turn(self._place)
        try:
            deadline = monotonic() + (self._patience if index else 0)
            while True:
                while monotonic() < deadline and self._scoring_service.is_full(asked):
                    await asyncio.sleep(_PAUSE)
                try:
                    return await self._scoring_service.score(asked, on_turn=turn.come)
                except Refusal as refusal:
                    if refusal.kind is not problems.OVERLOADED or monotonic() >= deadline:
                        raise
        finally:
            turn.come()


class _Turn:
    """Gives the batch's place in the queue free once, at the turn or after a refusal."""

    def __init__(self, place: asyncio.Lock) -> None:
        self._place: asyncio.Lock | None = place

    def come(self) -> None:
        if self._place is not None:
            self._place.release()
            self._place = None


async def until_too_many_errors(
    items: AsyncGenerator[Item, None], most: int
) -> AsyncGenerator[Item, None]:
    """Yield the items. Raises ``Refusal`` (422) after ``most`` errors in a row.

    What the service had no room for is no error of the client's.
    """
    in_a_row = 0
    async with aclosing(items):
        async for item in items:
            yield item
            if isinstance(item, Report):
                in_a_row = 0
            elif item.error.status != problems.OVERLOADED.status:
                in_a_row += 1
            if in_a_row >= most:
                raise Refusal(problems.TOO_MANY_ERRORS, f"there were {most} errors in a row")


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

        A JSON array, of a limited number of articles, is answered with an array. Lines of JSON are
        answered with lines; their number is not limited, but too many errors in a row end the
        stream, with an error of its own. Each answer is sent as soon as it and those before it are
        done. If the first article finds no turn the whole request has a 503; later ones wait
        longer, and have a 503 error when that is in vain.
        """
        media_type = check_content_type(request.content_type, CONTENT_TYPES)
        refuse_options(request.query_params.multi_items(), media_type)
        scoring = BatchScoring(request, scoring_service, settings)
        window = _AHEAD * settings.slots
        leaving = asyncio.get_running_loop().create_future()
        body = chunks(request, leaving)
        form: Form
        if media_type in {NDJSON, JSONL}:
            choose(",".join(request.headers.getall("accept", [])), (NDJSON, JSONL))
            read = lines(body, settings.max_body_bytes, claim_of(request.scope).free)
            score = scoring.score_line
            results = in_order(read, score, window=window, leaving=leaving)
            results = until_too_many_errors(results, settings.max_batch_errors)
            form, answer_type = Lines(), NDJSON
        else:
            answer_type = choose_for(request)
            whole = await read_whole(body, settings.max_batch_bytes)
            articles = split_array(whole, media_type, settings.max_batch_articles)
            score = partial(scoring.score_part, media_type)
            leaving = asyncio.ensure_future(wait_until_gone(request))
            results = in_order(each(articles), score, window=window, leaving=leaving)
            form = array_form(answer_type, len(articles))
        first = await anext(results, None)
        return ItemsResponse(
            first, results, form=form, media_type=answer_type, explain=scoring.explain
        )
