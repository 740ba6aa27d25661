"""The real engine stops with an article that nobody waits for, and its slot is free."""

import socket
import time

import httpx
from service_process import REAL, Service

LONGEST = b"Adler said so. " + b"[(" * 99_000
"""A piece for the encoder in each character: the longest work that a request can be."""
TEXT = {"content-type": "text/plain"}
URL = "/v1/score?language=en"
PROMPT = 15.0
"""Seconds within which the slot is to be free; unstopped the work takes a minute."""


def in_flight(service: Service) -> float:
    lines = httpx.get(f"{service.url}/metrics").text.splitlines()
    found = next(line for line in lines if line.startswith("copydesk_in_flight "))
    return float(found.split()[1])


def wait_for(service: Service, number: int) -> None:
    """Wait until so many articles are in flight."""
    until = time.monotonic() + PROMPT
    while in_flight(service) != number:
        assert time.monotonic() < until, f"{number} were never in flight"
        time.sleep(0.02)


def test_an_article_that_takes_too_long_is_stopped() -> None:
    """504, and soon after the slot is free."""
    with Service(REAL, COPYDESK_DRAIN=0, COPYDESK_TIMEOUT=4) as service:
        answer = httpx.post(service.url + URL, content=LONGEST, headers=TEXT, timeout=60)
        assert answer.status_code == 504
        wait_for(service, 0)


def test_an_article_is_stopped_when_its_client_goes_away() -> None:
    """Its slot is free long before its time is up."""
    with Service(REAL, COPYDESK_DRAIN=0, COPYDESK_TIMEOUT=600) as service:
        connection = socket.create_connection(("127.0.0.1", service.port), timeout=5)
        connection.sendall(
            b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n" % URL.encode()
            + b"Content-Length: %d\r\n\r\n" % len(LONGEST)
            + LONGEST
        )
        wait_for(service, 1)
        connection.close()
        wait_for(service, 0)
