"""Deliveries: signed, and only where they may go."""

import asyncio
import base64
import hmac
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from ipaddress import ip_network

import httpcore
import pytest
from callback_receiver import HERE, SECRET, CallbackReceiver, message

from service.webhooks.allow_list import AllowList, BadUrl, is_permitted, parse
from service.webhooks.sender import AddressRefused, CheckedBackend, Outcome, Sender
from service.webhooks.signing import sign


def deliver(sender: Sender, url: str) -> tuple[Outcome, int | None]:
    return asyncio.run(sender.deliver(message(url)))


def test_a_delivery_is_signed(receiver: CallbackReceiver) -> None:
    """Id, time and body are under an HMAC-SHA256 that the receiver can make too."""
    sender = Sender(secret=SECRET, networks=HERE)
    assert deliver(sender, f"{receiver.url}/hook?scoring_service=1") == ("delivered", 200)
    [got] = receiver.deliveries
    stamp = got.headers["webhook-timestamp"]
    signed = b".".join((b"m1", stamp.encode(), got.body))
    digest = base64.b64encode(hmac.digest(SECRET.encode(), signed, "sha256")).decode()
    assert got.headers["webhook-signature"] == f"v1,{digest}"
    assert abs(time.time() - int(stamp)) < 5
    assert got.path == "/hook?scoring_service=1"
    assert got.headers["host"] == receiver.url.removeprefix("http://")


def test_a_signature_is_that_of_the_specification() -> None:
    """The example that the Standard Webhooks specification's own libraries test with."""
    signed = sign(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert signed["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(204, "delivered"), (302, "rejected"), (307, "rejected"), (404, "rejected"), (410, "rejected"),
     (429, "failed"), (500, "failed"), (503, "failed")],
)  # fmt: skip
def test_an_answer_says_whether_to_try_again(
    receiver: CallbackReceiver, status: int, outcome: str
) -> None:
    """Overload and trouble pass; refusals stay. A redirect is not followed."""
    receiver.statuses = [status]
    got = deliver(Sender(secret=SECRET, networks=HERE), f"{receiver.url}/hook")
    assert got == (outcome, status)
    assert [delivery.path for delivery in receiver.deliveries] == ["/hook"]


def test_the_host_is_the_urls_whatever_follows_it(receiver: CallbackReceiver) -> None:
    """A URL may have a query and no path."""
    sender = Sender(secret=SECRET, networks=HERE)
    assert deliver(sender, f"{receiver.url}?a=b") == ("delivered", 200)
    [got] = receiver.deliveries
    assert got.headers["host"] == receiver.url.removeprefix("http://")
    assert got.path == "/?a=b"


def test_a_delivery_has_an_end() -> None:
    """Though the receiver sends a byte of its answer whenever it has to."""

    async def drip(ended: asyncio.Event, _: object, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nx: ")
        with suppress(ConnectionError):
            while True:
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.01)
        writer.close()
        ended.set()

    async def run() -> tuple[Outcome, int | None]:
        ended = asyncio.Event()
        async with await asyncio.start_server(partial(drip, ended), "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            sender = Sender(secret=SECRET, networks=HERE, timeout=0.2)
            outcome = await sender.deliver(message(f"http://127.0.0.1:{port}/"))
            await ended.wait()
            return outcome

    assert asyncio.run(run()) == ("failed", None)


def test_nobody_there_is_worth_another_attempt() -> None:
    """A receiver that is restarting is there again soon."""
    sender = Sender(secret=SECRET, networks=HERE)
    assert deliver(sender, "http://127.0.0.1:1/hook") == ("failed", None)


def test_this_machine_is_not_called_unless_listed(receiver: CallbackReceiver) -> None:
    """Whatever it is called: by number, by name, or in one of the number's other spellings."""
    port = receiver.url.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
        assert deliver(Sender(secret=SECRET), f"http://{host}:{port}/") == ("refused", None)
    assert receiver.deliveries == []


def test_a_name_that_changes_its_address_leads_nowhere(receiver: CallbackReceiver) -> None:
    """DNS rebinding: public when asked first, this machine when asked again."""
    answers = [["192.0.2.9"], ["127.0.0.1"]]
    connected = []

    class Network(httpcore.AsyncNetworkBackend):
        async def connect_tcp(self, host: str, *_: object, **__: object) -> "None":  # type: ignore[override]
            connected.append(host)
            raise httpcore.ConnectError

    async def resolve(_: str, __: int) -> Sequence[str]:
        return answers.pop(0)

    backend = CheckedBackend([ip_network("192.0.2.0/24")], resolve, Network())
    with pytest.raises(httpcore.ConnectError):
        asyncio.run(backend.connect_tcp("rebind.example", 80))
    assert connected == ["192.0.2.9"]
    with pytest.raises(AddressRefused):
        asyncio.run(backend.connect_tcp("rebind.example", 80))
    sender = Sender(secret=SECRET, resolve=resolve)
    answers[:] = [["127.0.0.1"]]
    port = receiver.url.rpartition(":")[2]
    assert deliver(sender, f"http://rebind.example:{port}/") == ("refused", None)
    assert receiver.deliveries == []


def test_one_bad_address_refuses_the_host() -> None:
    """A name with a public and a private address is not called at either."""

    async def resolve(_: str, __: int) -> Sequence[str]:
        return ["8.8.8.8", "10.0.0.1"]

    with pytest.raises(AddressRefused):
        asyncio.run(CheckedBackend([], resolve).connect_tcp("both.example", 80))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
     "0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1%eth0",
     "fc00::1", "fec0::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::",
     "2001::1", "192.0.0.9", "192.0.0.192", "192.88.99.1", "64:ff9b:1::8.8.8.8", "::127.0.0.1",
     "::8.8.8.8", "5f00::1", "3fff::1", "2002:808:808::1", "100::1", "240.0.0.1"],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    """Private, loopback, link-local, shared, multicast; also wrapped into another protocol."""
    assert not is_permitted(address, [])


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_a_public_address_is_permitted(address: str) -> None:
    """The rest of the world."""
    assert is_permitted(address, [])


def test_a_listed_network_is_permitted() -> None:
    """And no more than that."""
    networks = [ip_network("10.1.0.0/16")]
    assert is_permitted("10.1.2.3", networks)
    assert is_permitted("::ffff:10.1.2.3", networks)
    assert not is_permitted("10.2.0.1", networks)


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://cms.example/hooks", True),
        ("https://cms.example:443/hooks", True),
        ("https://CMS.example/hooks/a?b=c", True),
        ("https://cms.example./hooks", True),
        ("http://cms.example/hooks", False),
        ("https://cms.example:8443/hooks", False),
        ("https://cms.example/hookshot", False),
        ("https://cms.example/", False),
        ("https://cms.example/hooks/../admin", False),
        ("https://cms.example/hooks/%2e%2E/admin", False),
        ("https://cms.example/hooks/..", False),
        ("https://cms.example/hooks/..;/admin", False),
        ("https://cms.example/hooks/..;a=b/admin", False),
        ("https://cms.example/hooks/..%3b/admin", False),
        ("https://cms.example/hooks/%252e%252e/admin", False),
        ("https://cms.example/hooks/.%25252E/admin", False),
        ("https://cms.example/hooks/..%2fadmin", False),
        ("https://cms.example/hooks/a%2F..%2Fadmin", False),
        ("https://cms.example/hooks/..%255cadmin", False),
        ("https://cms.example/hooks/a%5c..", False),
        ("https://cms.example/hooks/a%0d%0ab", False),
        ("https://cms.example/hooks/..%20/admin", False),
        ("https://cms.example/hooks/%c0%ae%c0%ae/admin", False),
        ("https://cms.example/hooks/..%c0%afadmin", False),
        ("https://cms.example/hooks/%u002e%u002e/admin", False),
        ("https://cms.example/hooks/%ef%bc%8e%ef%bc%8e/admin", False),
        ("https://cms.example/hooks/..%ef%bc%8fadmin", False),
        ("https://cms.example/hooks/a%2", False),
        ("https://cms.example/hooks/a%20b;c", True),
        ("https://cms.example/hooks/100%25/caf%C3%A9", True),
        ("https://cms.example/hooks/...", True),
        ("https://cms.example/hooks?a=..%2f", True),
        ("https://cms.example.evil.example/hooks", False),
        ("https://cms.example@evil.example/hooks", False),
        ("https://evil.example\\@cms.example/hooks", False),
        ("https://cms.example/hooks\r\nx: y", False),
        ("https://cms.example/hooks#x", False),
        ("https://cms.example:x/hooks", False),
        ("https://[cms.example/hooks", False),
        ("file:///etc/passwd", False),
        ("//cms.example/hooks", False),
        ("https:///hooks", False),
        ("", False),
        ("https://cms.example/hooks/" + "a" * 2000, False),
    ],
)
def test_the_allow_list_takes_its_urls_and_what_is_below(url: str, taken: bool) -> None:  # noqa: FBT001
    """Scheme, host, port and whole steps of the path; nothing that can be read in two ways."""
    assert AllowList(["https://cms.example/hooks"]).takes(url) == taken


def test_an_empty_allow_list_takes_nothing() -> None:
    """Off by default."""
    assert not AllowList([]).takes("https://cms.example/hooks")


def test_a_refused_url_is_not_repeated() -> None:
    """An error message holds no more than the reason."""
    with pytest.raises(BadUrl) as refused:
        parse("gopher://secret.example/")
    assert "secret" not in str(refused.value)
