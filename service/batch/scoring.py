"""Score the articles of a batch, each by the rule of a single request."""

import asyncio
from typing import Any

from litestar import Request

from scoring.report.report import Report
from service import problems
from service.access.quota import Allowance
from service.batch.body import LineTooLong
from service.bodies import JSON, decode
from service.desk import Desk
from service.handlers import log_unexpected, to_problem
from service.problems import Refusal
from service.refusals import to_refusal
from service.validation import to_request
from service.wire import BatchError

Item = Report | BatchError


class BatchScoring:
    """One batch. Like a single request it has one place in the queue: the next article asks for
    a turn when the one before it has got its own.
    """

    def __init__(self, request: Request[Any, Any, Any], desk: Desk, *, line_limit: int) -> None:
        self._request = request
        self._desk = desk
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
                timed = await self._desk.score(asked, on_turn=turn.come)
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
