"""Scoring: one article with ``POST /v1/score``, many with ``POST /v1/score/batch``.

A batch gets a report or an error for each article, in order. Each answer is sent as soon as it is
ready. Lines are answered while the request is still being read.
"""

import asyncio
import math
from collections.abc import AsyncGenerator, Coroutine
from contextlib import aclosing
from functools import partial
from time import perf_counter
from typing import Any, Final, TypeVar

import msgspec
from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency

from scoring.report.report import Report
from scoring.report.request import ScoreRequest
from service import problems
from service.api.responses import choose, choose_for, log_unexpected, represent, to_problem
from service.api.streaming import (
    Form,
    ItemsResponse,
    Lines,
    LineTooLong,
    array_form,
    chunks,
    each,
    in_order,
    lines,
    read_whole,
)
from service.auth.quota import Allowance
from service.middleware.body import claim_of
from service.middleware.gate import place_of
from service.observability import metrics
from service.parsing import (
    JSON,
    JSONL,
    MESSAGEPACK,
    NDJSON,
    check_content_type,
    decode,
    read_body,
    refuse_options,
    split_array,
    to_request,
)
from service.problems import Refusal, to_refusal
from service.scheduling.service import ScoringService, Timed
from service.schemas import BatchError
from service.settings import Settings

T = TypeVar("T")


class ScoreController(Controller):
    """Scoring."""

    path = "/v1/score"
    tags = ("scoring",)

    @post(
        status_code=200,
        operation_id="score",
        summary="Score an article",
        response_description="The report",
    )
    async def score(
        self, request: Request[Any, Any, Any], scoring_service: NamedDependency[ScoringService]
    ) -> Response[Report]:
        """Return the scores of one article, each with its evidence.

        Nothing about the article is stored or logged.
        """
        media_type = choose_for(request)
        body = await request.body()
        began = perf_counter()
        asked = read_body(body, request.content_type, request.query_params.multi_items())
        parsed = perf_counter() - began
        work = scoring_service.score(asked, place=place_of(request.scope))
        timed = await cancel_on_disconnect(request, work)
        timing = {"parse": parsed, "queue": timed.waited, "score": timed.took}
        return represent(timed.report, media_type, timing=timing)


async def cancel_on_disconnect(request: Request[Any, Any, Any], work: Coroutine[Any, Any, T]) -> T:
    """Return the result of ``work``, or cancel it if the client disconnects.

    The request's body must have been read. On a disconnect, a place in the queue is freed at once.
    A thread that is already scoring is told to stop, and stops before the next window.

    Raises ``Refusal``, which nobody will see, on a disconnect, and the exceptions of ``work``.
    """
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(wait_until_gone(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()
    await asyncio.wait({working})
    metrics.REFUSED.labels("client-gone").inc()
    raise Refusal(problems.CLIENT_GONE, "the client closed the connection")


async def wait_until_gone(request: Request[Any, Any, Any]) -> None:
    """Return when the client has disconnected. The request's body must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


Item = Report | BatchError

_ID: Final = 256
"""Longest article id that an error repeats. An article with a longer id is identified by its index.
"""


class BatchScoring:
    """One batch. It takes one place in the queue, like a single request: each article requests a
    slot once the article before it has one.
    """

    def __init__(
        self,
        request: Request[Any, Any, Any],
        scoring_service: ScoringService,
        settings: Settings,
        *,
        patience: float,
    ) -> None:
        """``patience``: seconds that an article after the first one waits for room in the queue."""
        self._request = request
        self._scoring_service = scoring_service
        self._part_limit = settings.max_body_bytes
        self._patience = patience
        self._place = asyncio.Lock()
        self._allowance: Allowance | None = request.scope["state"].get("allowance")

    async def score_line(self, index: int, line: bytes | LineTooLong) -> Item:
        """Score a line and release its bytes, so that a stream holds only lines in progress."""
        try:
            return await self.score_part(JSON, index, line)
        finally:
            if not isinstance(line, LineTooLong):
                claim_of(self._request.scope).free(len(line))

    async def score_part(
        self, media_type: str, index: int, part: bytes | msgspec.Raw | LineTooLong
    ) -> Item:
        """Score one article, given as a part of the body that has not been parsed yet.

        It counts toward the quota even if it is invalid. Raises ``Refusal`` (503) if there is no
        room for the first article.
        """
        identity = None
        try:
            if index and self._allowance:
                self._allowance.take()  # the gate has counted the first one with the request
            asked = to_request(decode(self._within_limit(part), media_type))
            identity = asked.id
            timed = await self._scored(index, asked)
        except Exception as error:  # noqa: BLE001  # one article's failure is not the batch's
            refusal = to_refusal(error)
            if index == 0 and refusal.kind.status == 503:
                raise refusal from None  # reject the whole batch, as for a single article
            if refusal.kind is problems.INTERNAL_ERROR:
                log_unexpected(self._request, error)
            return self.explain(index, refusal, identity)
        return timed.report

    def explain(self, index: int, refusal: Refusal, identity: str | None = None) -> BatchError:
        """Return the error that takes the place of a report."""
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
            return await self._scoring_service.score(
                asked, on_turn=turn.come, patience=self._patience if index else 0.0
            )
        finally:
            turn.come()


class _Turn:
    """Releases the batch's place in the queue exactly once: when a slot is found or the article
    fails.
    """

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

    Errors due to overload do not count, because they are not the client's fault.
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
"""Articles of a batch in progress for each slot: one is scored while the next one waits."""


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

        A JSON array is answered with an array; the number of its articles is limited. Lines of JSON
        are answered with lines; their number is unlimited, but too many errors in a row end the
        stream with a final error. Each answer is sent as soon as it and all answers before it are
        ready. If there is no room for the first article, the whole request gets a 503. Later
        articles wait for room: those of an array as long as an article may take, after which they
        get a 503 error; those of a stream as long as the client does.
        """
        media_type = check_content_type(request.content_type, CONTENT_TYPES)
        refuse_options(request.query_params.multi_items(), media_type)
        is_stream = media_type in {NDJSON, JSONL}
        patience = math.inf if is_stream else settings.timeout
        scoring = BatchScoring(request, scoring_service, settings, patience=patience)
        window = _AHEAD * settings.slots
        leaving = asyncio.get_running_loop().create_future()
        body = chunks(request, leaving)
        form: Form
        if is_stream:
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
