"""More than the service can do, for some seconds: `make load` in short."""

import asyncio
import http.client
import json
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import hammered
import httpx
import pytest
from articles import article
from instance import Instance
from offered import Answer, opened, quantile, scored
from overload import Step, failures, mixed, run, summarise
from patience import PATIENCE
from service_hold import Hold
from service_process import Service

GOOD = Step(
    times=1, scored=20, p50=0.1, p99=1.0, refused=0, refused_p99=0, lame=0, broken=0, resident=400
)
HARD = GOOD._replace(times=10, p99=1.5, refused=1000, refused_p99=0.01)


@pytest.mark.slow
def test_what_was_promised_is_kept_under_ten_times_the_load() -> None:
    """At 10x: it goes on scoring, refuses at once with Retry-After, and answers nothing else.

    The run is short and the machine may be busy, so the bounds are wider than those of `make load`.
    """
    capacity, (step,) = run(4, [10])
    assert step.scored > 0.7 * capacity
    assert step.refused > step.scored
    assert (step.lame, step.broken) == (0, 0)
    assert step.refused_p99 < 1


WRK = shutil.which("wrk")


@pytest.mark.slow
@pytest.mark.skipif(WRK is None, reason="wrk is not installed")
def test_clients_that_do_not_wait_do_not_take_the_time_of_others() -> None:
    """The run is short and the machine may be busy: half of what four clients get, not 90 %. The
    CPU time varies less."""
    assert WRK is not None
    outcome = hammered.measure(WRK, seconds=8, turns=2)
    assert outcome.many.refused
    assert outcome.by_rate > 0.5
    assert outcome.by_processor > 0.8


def test_what_clients_without_pauses_get_is_compared() -> None:
    """By articles, and by the CPU time of each; refusals have what is more than for few."""
    few = hammered.Told(scored=100, refused=0, seconds=10, processor=10)
    many = hammered.Told(scored=96, refused=960, seconds=10, processor=10.08)
    outcome = hammered.Outcome(few, many)
    assert round(outcome.by_rate, 3) == 0.96
    assert round(outcome.by_processor, 3) == 0.952
    assert outcome.refusals == 10
    assert round(outcome.refusal, 4) == 0.0005
    assert hammered.failures(outcome) == []
    assert len(hammered.failures(hammered.Outcome(few, few))) == 1
    slower = many._replace(scored=80, seconds=10)
    assert len(hammered.failures(hammered.Outcome(few, slower))) == 2


def test_what_is_refused_is_not_read() -> None:
    """A batch of 16 MB gets its 503 after its headers; the rest is discarded."""
    settings: dict[str, Any] = {"COPYDESK_IN_FLIGHT": 1, "COPYDESK_QUEUE": 0, "COPYDESK_DRAIN": 0}
    with Service(**settings) as service, ThreadPoolExecutor(1) as threads, Hold() as hold:
        held = {"text": "The mayor said so.", "id": hold.id}
        busy = threads.submit(httpx.post, f"{service.url}/v1/score", json=held, timeout=PATIENCE)
        hold.begun()
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE)
        connection.putrequest("POST", "/v1/score/batch")
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", "16000000")
        connection.endheaders(b"[")
        answer = connection.getresponse()
        assert (answer.status, answer.headers["connection"]) == (503, "close")
        assert json.loads(answer.read())["type"] == "urn:copydesk:problem:overloaded"
        connection.close()
        hold.release()
        assert busy.result().status_code == 200


@pytest.mark.slow
def test_short_articles_do_not_starve_among_long_ones() -> None:
    """Long ones all the time, and each short one is scored."""
    with Instance(in_flight=2, queue_wait=10) as service:  # the machine may be busy
        longs, shorts = asyncio.run(mixed(service.port, rate=3, seconds=5))
    assert len(scored(longs)) >= 1
    assert len(scored(shorts)) == len(shorts) > 5


def test_a_refusal_leaves_the_connection_usable() -> None:
    """What is refused has been read, so that neither side has to close."""
    body = json.dumps({"text": article(4_000)}).encode()
    headers = {"Content-Type": "application/json"}
    settings: dict[str, Any] = {"COPYDESK_IN_FLIGHT": 1, "COPYDESK_QUEUE": 0, "COPYDESK_DRAIN": 0}
    with Service(**settings) as service, ThreadPoolExecutor(1) as threads, Hold() as hold:
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE)
        connection.connect()
        opened_as = connection.sock
        held = {"text": "The mayor said so.", "id": hold.id}
        busy = threads.submit(httpx.post, f"{service.url}/v1/score", json=held, timeout=PATIENCE)
        hold.begun()
        for _ in range(8):
            connection.request("POST", "/v1/score", body, headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 503
        hold.release()
        assert busy.result().status_code == 200
        connection.request("GET", "/health/live")
        assert connection.getresponse().status == 200
        assert connection.sock is opened_as
        connection.close()


@pytest.mark.parametrize(
    ("last", "says"),
    [
        (HARD, []),
        (HARD._replace(p99=2.1), ["p99"]),
        (HARD._replace(scored=17), ["goodput"]),
        (HARD._replace(refused_p99=0.6), ["at once"]),
        (HARD._replace(refused=0), ["nothing was refused"]),
        (HARD._replace(lame=1), ["Retry-After"]),
        (HARD._replace(broken=1), ["other than"]),
        (HARD._replace(resident=430), ["memory"]),
    ],
)
def test_a_broken_promise_is_told(last: Step, says: Sequence[str]) -> None:
    """Each check can fail, and only that one does."""
    found = failures(20, [GOOD, last])
    assert len(found) == len(says)
    assert all(part in what for part, what in zip(says, found, strict=True))


def test_a_step_is_summed_up() -> None:
    """Scored a second, refusals with and without Retry-After, and whatever else came."""
    answers = [
        *(Answer(200, 0, 0.1, retry_after=False) for _ in range(8)),
        Answer(503, 0, 0.01, retry_after=True),
        Answer(503, 0, 0.01, retry_after=False),
        Answer(0, 0, 1.0, retry_after=False),
    ]
    step = summarise(answers, times=2, seconds=4, resident=1)
    assert (step.scored, step.refused, step.lame, step.broken) == (2, 2, 1, 1)


def test_a_service_that_is_not_there_is_broken_answers() -> None:
    """A refused connection is an answer of status 0, not an end of the run."""
    answers = asyncio.run(opened(1, lambda _: b"x", rate=50, seconds=0.2))
    assert answers
    assert {answer.status for answer in answers} == {0}
    assert quantile(scored(answers), 0.5) != quantile(scored(answers), 0.5)  # NaN
