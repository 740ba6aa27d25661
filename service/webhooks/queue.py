"""Continues work after the response: scores an article, then delivers the report.

Deliveries are kept in memory only. Those that are pending when the process ends are lost and
counted.
"""

import asyncio
from collections.abc import Awaitable, Callable
from random import uniform
from typing import Final

from service import problems
from service.observability import metrics
from service.observability.logs import describe, get_logger
from service.problems import Refusal
from service.webhooks.allow_list import parse
from service.webhooks.sender import Message, Outcome, Sender

GRACE: Final = 3.0
"""Seconds that an orderly shutdown waits for pending deliveries."""
LONGEST_WAIT: Final = 60.0
"""Maximum seconds between two attempts."""

_LOG = get_logger("copydesk.callbacks")
_LATER: Final = frozenset({problems.OVERLOADED.name, problems.NOT_READY.name})

Prepare = Callable[[], Awaitable[Message]]


class WebhookQueue:
    """A bounded number of deliveries, each a task on the running event loop."""

    def __init__(
        self, sender: Sender, *, attempts: int = 8, first_wait: float = 1.0, pending: int = 256
    ) -> None:
        self._sender = sender
        self._attempts = attempts
        self._first_wait = first_wait
        self._pending = pending
        self._tasks: set[asyncio.Task[bool]] = set()

    def take(
        self, prepare: Prepare, request_id: str, *, on_loss: Callable[[], None] = lambda: None
    ) -> None:
        """Deliver the result of ``prepare`` in the background.

        ``prepare`` is called again later if it raises that there is no room yet. ``on_loss`` is
        called once it is certain that nothing will be delivered.

        Raises ``Refusal`` (503) if the queue is full.
        """
        if len(self._tasks) >= self._pending:
            raise Refusal(
                problems.OVERLOADED,
                f"{len(self._tasks)} reports are waiting to be delivered",
                headers={"Retry-After": "30"},
            )
        task = asyncio.get_running_loop().create_task(self._run(prepare, request_id))

        def ended(task: "asyncio.Task[bool]") -> None:
            if task.cancelled() or not task.result():
                on_loss()

        self._tasks.add(task)
        task.add_done_callback(ended)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Wait a little for pending deliveries, and cancel the rest."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=GRACE)
        for task in late:
            task.cancel()
        if late:
            metrics.CALLBACKS.labels("lost").inc(len(late))
            _LOG.warning("callbacks_lost", count=len(late))
            await asyncio.wait(late)

    async def _run(self, prepare: Prepare, request_id: str) -> bool:
        """Return whether the report was delivered."""
        try:
            message = await self._prepared(prepare)
            outcome, status, attempts = await self._delivered(message)
        except Refusal as refusal:
            metrics.CALLBACKS.labels("lost").inc()
            _LOG.warning("callback_lost", request_id=request_id, reason=refusal.kind.name)
            return False
        except Exception as error:  # noqa: BLE001 - a task's error would be seen by nobody
            metrics.CALLBACKS.labels("error").inc()
            _LOG.error("callback_error", request_id=request_id, error=describe(error))
            return False
        metrics.CALLBACKS.labels(outcome).inc()
        log = _LOG.info if outcome == "delivered" else _LOG.warning
        log(
            "callback",
            request_id=request_id,
            outcome=outcome,
            status=status,
            attempts=attempts,
            host=parse(message.url).host,
        )
        return outcome == "delivered"

    async def _prepared(self, prepare: Prepare) -> Message:
        for attempt in range(1, self._attempts):
            try:
                return await prepare()
            except Refusal as refusal:
                if refusal.kind.name not in _LATER:
                    raise
            await self._wait(attempt)
        return await prepare()

    async def _delivered(self, message: Message) -> tuple[Outcome, int | None, int]:
        attempt = 1
        while True:
            outcome, status = await self._sender.deliver(message)
            if outcome != "failed" or attempt == self._attempts:
                return outcome, status, attempt
            await self._wait(attempt)
            attempt += 1

    async def _wait(self, attempt: int) -> None:
        """Wait twice as long as the last time, plus or minus a quarter."""
        seconds = min(self._first_wait * 2.0 ** (attempt - 1), LONGEST_WAIT)
        await asyncio.sleep(seconds * uniform(0.75, 1.25))  # noqa: S311 - not a secret
