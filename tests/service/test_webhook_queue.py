"""The webhook queue: deliveries that failed are repeated, so many wait, what is late is counted."""

import asyncio
import time

import pytest
from callback_receiver import HERE, SECRET, CallbackReceiver, message
from prometheus_client import REGISTRY

from service import problems
from service.problems import Refusal
from service.webhooks.queue import WebhookQueue
from service.webhooks.sender import Message, Sender


def counted(outcome: str) -> float:
    return REGISTRY.get_sample_value("copydesk_callbacks_total", {"outcome": outcome}) or 0.0


def run_outbox(webhook_queue: WebhookQueue, *urls: str) -> None:
    async def run() -> None:
        for url in urls:
            webhook_queue.take(lambda url=url: prepared(url), "r1")  # type: ignore[misc]
        await webhook_queue.close()

    asyncio.run(run())


async def prepared(url: str) -> Message:
    return message(url)


def test_a_failed_delivery_is_repeated_until_it_arrives(receiver: CallbackReceiver) -> None:
    """The same id every time, so that a receiver can tell; a later timestamp is signed anew."""
    receiver.statuses = [503, 500, 200]
    webhook_queue = WebhookQueue(Sender(secret=SECRET, networks=HERE), first_wait=0.01)
    run_outbox(webhook_queue, f"{receiver.url}/hook")
    assert [delivery.headers["webhook-id"] for delivery in receiver.deliveries] == ["m1"] * 3


def test_a_delivery_is_given_up_in_the_end(receiver: CallbackReceiver) -> None:
    """So many attempts and no more."""
    receiver.statuses = [503]
    before = counted("failed")
    webhook_queue = WebhookQueue(Sender(secret=SECRET, networks=HERE), attempts=3, first_wait=0.01)
    run_outbox(webhook_queue, f"{receiver.url}/hook")
    assert len(receiver.deliveries) == 3
    assert counted("failed") == before + 1


def test_the_waits_grow() -> None:
    """Each about twice the one before it, with a quarter of chance either way."""
    waits = []

    async def run() -> None:
        webhook_queue = WebhookQueue(
            Sender(secret=SECRET, networks=HERE), attempts=4, first_wait=0.02
        )
        webhook_queue.take(lambda: prepared("http://127.0.0.1:1/"), "r1")
        await asyncio.gather(*webhook_queue._tasks)

    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await real(0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.webhooks.queue.asyncio.sleep", sleep)
        asyncio.run(run())
    assert [round(wait / (0.02 * 2**n)) for n, wait in enumerate(waits)] == [1, 1, 1]


def test_a_full_outbox_takes_no_more() -> None:
    """Memory is bounded: 503, and the sender comes again."""

    async def run() -> None:
        webhook_queue = WebhookQueue(
            Sender(secret=SECRET, networks=HERE), pending=1, first_wait=0.01
        )
        webhook_queue.take(lambda: prepared("http://127.0.0.1:1/"), "r1")
        with pytest.raises(Refusal) as refused:
            webhook_queue.take(lambda: prepared("http://127.0.0.1:1/"), "r2")
        assert refused.value.kind is problems.OVERLOADED
        await webhook_queue.close()

    asyncio.run(run())


def test_scoring_waits_for_room(receiver: CallbackReceiver) -> None:
    """What was acknowledged is not lost because the pool was full for a moment."""
    attempts = []

    async def prepare() -> Message:
        attempts.append(1)
        if len(attempts) < 3:
            raise Refusal(problems.OVERLOADED, "full")
        return message(f"{receiver.url}/hook")

    async def run() -> None:
        webhook_queue = WebhookQueue(Sender(secret=SECRET, networks=HERE), first_wait=0.01)
        webhook_queue.take(prepare, "r1")
        await webhook_queue.close()

    asyncio.run(run())
    assert len(receiver.deliveries) == 1


@pytest.mark.parametrize(
    ("statuses", "failure", "lost"),
    [
        ([200], None, 0),
        ([503, 200], None, 0),
        ([503], None, 1),
        ([400], None, 1),
        ([200], Refusal(problems.SHUTTING_DOWN, "closing"), 1),
        ([200], ValueError("a defect"), 1),
    ],
)
def test_a_loss_is_told(
    receiver: CallbackReceiver, statuses: list[int], failure: Exception | None, lost: int
) -> None:
    """However it came: the receiver turned it down or away, no report, a defect."""
    receiver.statuses = statuses
    told = []

    async def prepare() -> Message:
        if failure:
            raise failure
        return message(f"{receiver.url}/hook")

    async def run() -> None:
        sender = Sender(secret=SECRET, networks=HERE)
        webhook_queue = WebhookQueue(sender, attempts=2, first_wait=0.01)
        webhook_queue.take(prepare, "r1", on_loss=lambda: told.append(1))
        await webhook_queue.close()

    asyncio.run(run())
    assert len(told) == lost


def test_what_is_late_at_the_end_is_counted_as_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An end is orderly: it waits a little, and then it ends."""
    monkeypatch.setattr("service.webhooks.queue.GRACE", 0.05)
    before = counted("lost")
    webhook_queue = WebhookQueue(Sender(secret=SECRET, networks=HERE), first_wait=600)
    began = time.monotonic()
    run_outbox(webhook_queue, "http://127.0.0.1:1/")
    assert time.monotonic() - began < 300
    assert counted("lost") == before + 1
