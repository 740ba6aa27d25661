"""What every response tells a browser, which pages may ask, and what can be closed."""

from collections.abc import Iterator

import pytest
from service_fakes import Client, FakeEngine

from service.auth.clients import Origins
from service.auth.keys import Key, Keys, digest_of
from service.settings import BadSettings, Settings, read_settings

ARTICLE = {"text": "The mayor said so."}
CMS = "https://cms.example.org"
PREFLIGHT = {"access-control-request-method": "POST"}
KEYS = Keys(Key(name="scoring_service", digest=digest_of("sesame")))


@pytest.fixture(scope="module")
def shared() -> Iterator[Client]:
    """A service that a page elsewhere may call, with a key."""
    settings = Settings(origins=Origins(CMS, "http://127.0.0.1:5173"), keys=KEYS)
    with Client(FakeEngine(), settings).open() as opened:
        yield opened


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/web/main.js", 200),
        ("GET", "/schema", 200),
        ("GET", "/schema/openapi.json", 200),
        ("GET", "/schema/assets/start.js", 200),
        ("POST", "/v1/score", 200),
        ("POST", "/v1/score/batch", 422),
        ("GET", "/v1/scorers", 200),
        ("GET", "/health/live", 200),
        ("GET", "/metrics", 200),
        ("GET", "/nowhere", 404),
        ("PUT", "/v1/score", 405),
    ],
)
def test_every_response_is_hardened(client: Client, method: str, path: str, status: int) -> None:
    """Nothing is guessed, framed or told to another host; no policy allows what is inline."""
    answer = client.call(method, path, json=ARTICLE)
    assert answer.status_code == status
    policy = answer.headers.get_list("content-security-policy")
    assert len(policy) == 1
    assert "default-src 'none'" in policy[0]
    assert "frame-ancestors 'none'" in policy[0]
    assert "unsafe" not in policy[0]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    assert (answer.headers.get("cache-control") == "no-store") == path.startswith("/v1/")


def test_a_refusal_at_the_gate_is_hardened(shared: Client) -> None:
    """401 too."""
    answer = shared.score(json=ARTICLE)
    assert answer.status_code == 401
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("origin", [CMS, "https://elsewhere.example", "null"])
def test_no_page_elsewhere_may_ask_by_default(client: Client, origin: str) -> None:
    """The browser keeps the answer from it."""
    answer = client.score(json=ARTICLE, headers={"origin": origin})
    assert not [name for name in answer.headers if name.startswith("access-control")]
    asked = client.call("OPTIONS", "/v1/score", headers={"origin": origin, **PREFLIGHT})
    assert not [name for name in asked.headers if name.startswith("access-control")]


def test_a_listed_page_may_ask(shared: Client) -> None:
    """Preflight without a key, request with one; no cookie goes along."""
    asked = shared.call("OPTIONS", "/v1/score", headers={"origin": CMS, **PREFLIGHT})
    assert (asked.status_code, asked.content) == (204, b"")
    assert asked.headers["access-control-allow-origin"] == CMS
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert "Authorization" in asked.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in asked.headers
    answer = shared.score(json=ARTICLE, headers={"origin": CMS, "authorization": "Bearer sesame"})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == CMS
    assert "X-Request-ID" in answer.headers["access-control-expose-headers"]
    assert set(answer.headers.get_list("vary")) == {"Accept", "Origin"}


def test_a_listed_page_can_read_why_it_was_refused(shared: Client) -> None:
    """An error without the header is an error that a page cannot see."""
    for method, path in (("POST", "/v1/score"), ("GET", "/v1/nowhere")):
        answer = shared.call(method, path, headers={"origin": CMS})
        assert answer.status_code == 401
        assert answer.headers["access-control-allow-origin"] == CMS


@pytest.mark.parametrize(
    "origin",
    ["https://elsewhere.example", "http://cms.example.org", f"{CMS}.evil.example", "null", "*"],
)
def test_another_page_may_not(shared: Client, origin: str) -> None:
    """Origins are compared whole."""
    headers = {"origin": origin, "authorization": "Bearer sesame"}
    answer = shared.score(json=ARTICLE, headers=headers)
    assert "access-control-allow-origin" not in answer.headers
    assert "Origin" in answer.headers.get_list("vary")
    asked = shared.call("OPTIONS", "/v1/score", headers={"origin": origin, **PREFLIGHT})
    assert asked.status_code == 401


@pytest.mark.parametrize("value", ["*", "cms.example.org", f"{CMS}/", f"{CMS}/hooks", "null"])
def test_an_origin_that_is_none_is_refused(value: str) -> None:
    """At the start: it would never fit."""
    with pytest.raises(BadSettings, match="COPYDESK_ORIGINS"):
        read_settings({"COPYDESK_ORIGINS": value})


def test_origins_are_read(client: Client) -> None:
    """Between blanks or commas, in any case."""
    del client
    read = read_settings({"COPYDESK_ORIGINS": "HTTPS://CMS.example.org, http://127.0.0.1:5173\n"})
    assert read.origins == Origins(CMS, "http://127.0.0.1:5173")


@pytest.mark.parametrize(
    ("settings", "closed", "opened"),
    [
        (Settings(page=False), ("/", "/web/main.js"), ("/schema", "/metrics")),
        (Settings(docs=False), ("/schema", "/schema/openapi.json"), ("/", "/metrics")),
        (Settings(metrics=False), ("/metrics",), ("/", "/schema")),
    ],
)
def test_what_is_closed_is_not_there(
    settings: Settings, closed: tuple[str, ...], opened: tuple[str, ...]
) -> None:
    """404 as for any other path; the rest goes on."""
    with Client(FakeEngine(), settings).open() as client:
        for path in closed:
            answer = client.get(path)
            assert answer.status_code == 404
            assert answer.headers["content-type"] == "application/problem+json"
        for path in (*opened, "/health/ready"):
            assert client.get(path).status_code == 200
        assert client.score(json=ARTICLE).status_code == 200
