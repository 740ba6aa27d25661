"""Stopped and started under load: nothing that was sent is lost."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest
from offered import Answer, opened
from proxy import HAPROXY, SEES_IN, Proxy
from service_process import Service, free_port

DRAIN = 2 * SEES_IN
BODY = b"The mayor said on Tuesday that the bridge may open in May."


async def under_load(
    port: int, rate: float, seconds: float, act: Callable[[], Awaitable[None]]
) -> list[Answer]:
    """Return what came of a load during which ``act`` runs once."""
    answers, _ = await asyncio.gather(
        opened(port, lambda _: BODY, rate=rate, seconds=seconds), act()
    )
    return answers


def test_a_stop_under_load_is_orderly() -> None:
    """Readiness falls at once; all that came before the socket closed is scored; status 0, in time.

    After that connections are refused, and that is all.
    """
    seen: dict[str, object] = {}
    with Service(COPYDESK_DRAIN=1) as service:

        async def stop() -> None:
            await asyncio.sleep(1)
            seen["told"] = time.monotonic()
            service.process.send_signal(signal.SIGTERM)
            await asyncio.sleep(0.2)
            async with httpx.AsyncClient() as client:
                seen["ready"] = (await client.get(f"{service.url}/health/ready")).status_code
            seen["status"] = await asyncio.to_thread(service.wait, 10)
            seen["ended"] = time.monotonic()

        answers = asyncio.run(under_load(service.port, 60, 3, stop))
    told, ended = seen["told"], seen["ended"]
    assert isinstance(told, float)
    assert isinstance(ended, float)
    assert (seen["ready"], seen["status"]) == (503, 0)
    assert ended - told < 4
    assert {answer.status for answer in answers} == {200, 0}
    open_to = told + 0.9
    assert {answer.status for answer in answers if answer.due < open_to} == {200}
    after = Counter(answer.status for answer in answers if answer.due > ended)
    assert set(after) == {0}


@pytest.mark.skipif(HAPROXY is None, reason="haproxy is not installed")
def test_a_rolling_restart_loses_no_request(tmp_path: Path) -> None:
    """Two instances behind a proxy are replaced, one after the other: every request is scored."""
    ports = [free_port(), free_port()]
    running = [Service(COPYDESK_PORT=port, COPYDESK_DRAIN=DRAIN).__enter__() for port in ports]
    replaced: list[int] = []

    async def replace() -> None:
        for number, port in enumerate(ports):
            await asyncio.sleep(0.5)
            running[number].stop()
            replaced.append(await asyncio.to_thread(running[number].wait))
            fresh = Service(COPYDESK_PORT=port, COPYDESK_DRAIN=DRAIN)
            running[number] = await asyncio.to_thread(fresh.__enter__)
            await asyncio.sleep(SEES_IN)

    try:
        with Proxy(ports, tmp_path) as proxy:
            answers = asyncio.run(under_load(proxy.port, 40, 8, replace))
    finally:
        for service in running:
            service.__exit__()
    assert replaced == [0, 0]
    assert len(answers) > 200
    assert Counter(answer.status for answer in answers) == {200: len(answers)}
