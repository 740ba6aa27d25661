"""Quotas: how many articles, whose, and what is said of them."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from cms_payloads import NEWSARTICLE
from hypothesis import given
from hypothesis import strategies as st
from service_fakes import Client, FakeEngine

from service.auth.clients import Key, Keys, Networks, client_of, digest_of
from service.auth.quota import Allowance, Buckets
from service.observability.metrics import AT_THE_GATE, TURNED_AWAY
from service.problems import Refusal
from service.settings import BadSettings, Settings, read_settings

ARTICLE = {"text": "The mayor said so."}
TOKENS = ("one", "two")
KEYS = Keys(*(Key(name=token, digest=digest_of(token)) for token in TOKENS))
NDJSON = {"content-type": "application/x-ndjson"}


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_fills_up_again() -> None:
    """Three at once, then one each twenty seconds."""
    clock = Clock()
    buckets = Buckets(3, 60, clock=clock)
    assert [buckets.take("a").remaining for _ in range(3)] == [2, 1, 0]
    refused = buckets.take("a")
    assert (refused.remaining, refused.retry_in, refused.full_in) == (0, 20, 60)
    clock.now += 19
    assert buckets.take("a").retry_in == pytest.approx(1)
    clock.now += 1
    assert buckets.take("a").retry_in == 0
    clock.now += 600
    assert buckets.take("a").remaining == 2


def test_clients_have_buckets_of_their_own() -> None:
    """One's use is not another's."""
    buckets = Buckets(1, 60, clock=Clock())
    assert [buckets.take(who).retry_in > 0 for who in "abab"] == [False, False, True, True]


def test_memory_is_bounded() -> None:
    """Whoever was silent longest is forgotten; whoever asks on is not."""
    buckets = Buckets(2, 60, most=100, clock=Clock())
    for number in range(1000):
        buckets.take(str(number))
        if number % 50 == 0:
            buckets.take("regular")
    assert len(buckets) == 100
    assert buckets.take("regular").retry_in > 0


@given(
    limit=st.integers(1, 50),
    window=st.floats(1, 1000),
    waits=st.lists(st.floats(0, 100), min_size=1, max_size=100),
)
def test_no_window_lets_more_than_twice_the_quota_through(
    limit: int, window: float, waits: list[float]
) -> None:
    """In any window at most the quota, and what comes back during it."""
    clock = Clock()
    buckets = Buckets(limit, window, clock=clock)
    allowed: list[float] = []
    for wait in waits:
        clock.now += wait
        standing = buckets.take("a")
        assert 0 <= standing.remaining <= limit
        if not standing.retry_in:
            allowed.append(clock.now)
    for first in allowed:
        assert sum(first <= at < first + window for at in allowed) <= 2 * limit


def test_the_headers_are_the_drafts() -> None:
    """``q``, ``w``, ``r`` and ``t`` are integers, of the policy that they name."""
    allowance = Allowance(Buckets(3, 60, clock=Clock()), "a")
    assert allowance.headers() == {}
    allowance.take()
    assert allowance.headers() == {
        "RateLimit-Policy": '"articles";q=3;w=60',
        "RateLimit": '"articles";r=2;t=20',
    }
    allowance.take()
    allowance.take()
    with pytest.raises(Refusal) as refusal:
        allowance.take()
    assert refusal.value.headers == {"Retry-After": "20"}


@pytest.fixture
def limited() -> Iterator[Client]:
    settings = Settings(rate_limit=3, rate_window=600)
    with Client(FakeEngine(), settings).open() as opened:
        yield opened


def test_beyond_the_quota_it_is_429(limited: Client) -> None:
    """A problem, with when to come back; what is left is told before."""
    answers = [limited.score(json=ARTICLE) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["ratelimit"].split(";")[1] for answer in answers] == [
        "r=2",
        "r=1",
        "r=0",
        "r=0",
    ]
    assert answers[3].json()["type"] == "urn:copydesk:problem:rate-limited"
    assert 1 <= int(answers[3].headers["retry-after"]) <= 200
    assert limited.get("/nowhere").status_code == 429
    assert limited.get("/metrics").status_code == 200
    assert limited.get("/health/live").status_code == 200
    assert "ratelimit" not in limited.get("/health/live").headers


def test_without_a_setting_there_is_no_quota(client: Client) -> None:
    """Nor a word of one."""
    assert "ratelimit" not in client.score(json=ARTICLE).headers


@pytest.mark.parametrize("lines", [True, False])
def test_each_article_of_a_batch_counts(limited: Client, *, lines: bool) -> None:
    """The rest of the batch is told so, article by article."""
    articles = [ARTICLE] * 5
    body: dict[str, Any] = {"json": articles}
    if lines:
        content = b"\n".join(msgspec.json.encode(article) for article in articles)
        body = {"content": content, "headers": NDJSON}
    answer = limited.call("POST", "/v1/score/batch", **body)
    assert answer.status_code == 200
    items = [msgspec.json.decode(line) for line in answer.content.split(b"\n") if line]
    items = items if lines else items[0]
    assert ["scores" in item for item in items] == [True, True, True, False, False]
    assert {item["error"]["status"] for item in items[3:]} == {429}
    assert limited.score(json=ARTICLE).status_code == 429


@pytest.mark.parametrize("lines", [True, False])
def test_what_is_no_article_counts_too(limited: Client, *, lines: bool) -> None:
    """It was sent as one, and takes an answer."""
    body: dict[str, Any] = {"json": [1] * 5}
    if lines:
        body = {"content": b"1\n" * 5, "headers": NDJSON}
    answer = limited.call("POST", "/v1/score/batch", **body)
    assert [answer.text.count(f'"status":{status}') for status in (422, 429)] == [3, 2]
    assert limited.score(json=ARTICLE).status_code == 429


def test_a_key_has_its_own_quota() -> None:
    """Whoever has none, or a wrong one, uses up the address's, not a key's."""
    with Client(FakeEngine(), Settings(keys=KEYS, rate_limit=2, rate_window=600)).open() as client:

        def ask(token: str) -> int:
            headers = {"authorization": f"Bearer {token}"}
            return client.score(json=ARTICLE, headers=headers).status_code

        assert [ask("one") for _ in range(3)] == [200, 200, 429]
        assert [ask("wrong") for _ in range(3)] == [401, 401, 429]
        assert [ask("two") for _ in range(3)] == [200, 200, 429]


def test_strangers_do_not_make_a_key_forgotten() -> None:
    """Else its holder, or who took it, would ask from many addresses and begin anew."""
    buckets = Buckets(1, 600, most=2)
    assert buckets.take("newsroom", named=True).retry_in == 0
    for number in range(5):
        assert buckets.take(f"192.0.2.{number}").retry_in == 0
    assert buckets.take("newsroom", named=True).retry_in > 0
    assert buckets.take("newsroom").retry_in == 0  # an address is no key of that name
    assert len(buckets) == 3


def test_what_the_gate_answers_is_counted() -> None:
    """By status, for the application never sees it."""

    def counted() -> list[float]:
        return [TURNED_AWAY.labels(status)._value.get() for status in AT_THE_GATE]

    before = counted()
    with Client(FakeEngine(), Settings(keys=KEYS, rate_limit=2, rate_window=600)).open() as client:
        for _ in range(5):
            client.score(json=ARTICLE)
    assert [now - then for now, then in zip(counted(), before, strict=True)] == [0, 2, 0, 3, 0]


def test_a_system_with_a_secret_has_no_quota(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A push that got 429 would lose its article."""
    path = tmp_path_factory.mktemp("cms") / "cms.toml"
    path.write_text('[cms.newsarticle]\nsecret = "a secret of the system"\n')
    settings = Settings(cms=path, rate_limit=1, rate_window=600)
    headers = {"authorization": "Bearer a secret of the system"}
    with Client(FakeEngine(), settings).open() as client:
        for _ in range(3):
            answer = client.call("POST", "/v1/cms/newsarticle", json=NEWSARTICLE, headers=headers)
            assert answer.status_code == 200
        assert client.call("POST", "/v1/cms/ninjs", json={}).status_code == 422
        assert client.call("POST", "/v1/cms/ninjs", json={}).status_code == 429


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),
        ("10.0.0.2", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.2", ["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
        ("10.0.0.2", ["1.1.1.1", "198.51.100.1, 10.0.0.1"], "198.51.100.1"),
        ("10.0.0.2", ["10.0.0.3, 10.0.0.1"], "10.0.0.3"),
        ("10.0.0.2", ["Zanzibar"], "10.0.0.2"),
        ("10.0.0.2", ["Zanzibar, 10.0.0.1"], "10.0.0.1"),
        ("10.0.0.2", [], "10.0.0.2"),
        ("10.0.0.2", ["198.51.100.1:4711"], "198.51.100.1"),
        ("10.0.0.2", ["[2001:db8:1:2:3::4]:4711"], "2001:db8:1:2::/64"),
        ("2001:db8:1:2:3::4", [], "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", [], "203.0.113.9"),
        (None, ["198.51.100.1"], "unknown"),
    ],
)
def test_the_client_is_who_came_to_the_first_proxy(
    peer: str | None, forwarded: list[str], client: str
) -> None:
    """What a stranger writes into the header counts for nothing."""
    scope: Any = {
        "client": (peer, 4711) if peer else None,
        "headers": [(b"x-forwarded-for", value.encode()) for value in forwarded],
    }
    assert client_of(scope, Networks.read("10.0.0.0/8")) == client


@pytest.mark.parametrize("value", ["10.0.0.0/8, all", "10.0.0.1/8"])
def test_a_network_that_is_none_is_refused(value: str) -> None:
    """At the start, by its number."""
    with pytest.raises(BadSettings, match="COPYDESK_TRUSTED_PROXIES"):
        read_settings({"COPYDESK_TRUSTED_PROXIES": value})
