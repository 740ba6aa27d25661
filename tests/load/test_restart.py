"""Stopped and started under load: nothing that was sent is lost."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from pathlib import Path

import httpx
import pytest
from offered import Answer, opened
from patience import PATIENCE, wait_until
from proxy import HAPROXY, Proxy
from service_process import Service, free_port

pytestmark = pytest.mark.slow

DRAIN = 3
"""Seconds: ten times what the proxy takes to see that an instance is not ready."""
BODY = b"The mayor said on Tuesday that the bridge may open in May."


async def under_load(port: int, rate: float, act: Coroutine[None, None, None]) -> list[Answer]:
    """Return what came of a load while ``act`` runs, and for a second after its end."""
    acting = asyncio.create_task(act)
    answers = []
    while not acting.done():
        answers += await opened(port, lambda _: BODY, rate=rate, seconds=1)
    await acting
    return answers + await opened(port, lambda _: BODY, rate=rate, seconds=1)


async def until(is_so: Callable[[], bool]) -> None:
    await asyncio.to_thread(wait_until, is_so)


def test_a_stop_under_load_is_orderly() -> None:
    """Readiness falls; all that came before the socket closed is scored; status 0.

    After that connections are refused, and that is all.
    """
    seen: dict[str, float] = {}
    with Service(COPYDESK_DRAIN=DRAIN) as service:

        def is_ready() -> bool:
            return httpx.get(f"{service.url}/health/ready", timeout=PATIENCE).status_code == 200

        async def stop() -> None:
            seen["told"] = time.monotonic()
            service.stop()
            await until(lambda: not is_ready())
            seen["status"] = await asyncio.to_thread(service.wait)
            seen["ended"] = time.monotonic()

        answers = asyncio.run(under_load(service.port, 60, stop()))
    assert seen["status"] == 0
    assert {answer.status for answer in answers} == {200, 0}
    # What was due later may have been sent late: the machine may be busy.
    before = {answer.status for answer in answers if answer.due < seen["told"] + DRAIN / 3}
    assert before == {200}
    assert {answer.status for answer in answers if answer.due > seen["ended"]} == {0}


@pytest.mark.skipif(HAPROXY is None, reason="haproxy is not installed")
def test_a_rolling_restart_loses_no_request(tmp_path: Path) -> None:
    """Two instances behind a proxy are replaced, one after the other: every request is scored."""
    ports = [free_port(), free_port()]
    running = [Service(COPYDESK_PORT=port, COPYDESK_DRAIN=DRAIN).__enter__() for port in ports]
    replaced: list[int] = []

    async def replace(proxy: Proxy) -> None:
        for number, port in enumerate(ports):
            running[number].stop()
            await until(lambda port=port: not proxy.sees(port))  # type: ignore[misc]
            replaced.append(await asyncio.to_thread(running[number].wait))
            fresh = Service(COPYDESK_PORT=port, COPYDESK_DRAIN=DRAIN)
            running[number] = await asyncio.to_thread(fresh.__enter__)
            await until(lambda port=port: proxy.sees(port))  # type: ignore[misc]

    try:
        with Proxy(ports, tmp_path) as proxy:
            wait_until(lambda: all(map(proxy.sees, ports)))
            answers = asyncio.run(under_load(proxy.port, 40, replace(proxy)))
    finally:
        for service in running:
            service.__exit__()
    assert replaced == [0, 0]
    assert len(answers) > 200
    assert Counter(answer.status for answer in answers) == {200: len(answers)}
