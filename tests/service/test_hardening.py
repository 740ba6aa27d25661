"""What every response tells a browser, which pages may ask, and what can be closed."""

from collections.abc import Iterator

import pytest
from service_fakes import Client, FakeEngine

from service.auth.clients import Hosts, Key, Keys, Origins, digest_of
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
    """Nothing is done for it; a browser would keep the answer from it, and no more."""
    answer = client.score(json=ARTICLE, headers={"origin": origin})
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:copydesk:problem:foreign-origin"
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
    assert {"Accept", "Origin"} <= set(answer.headers.get_list("vary", split_commas=True))


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
    assert (answer.status_code, asked.status_code) == (403, 403)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://localhost"}, 200),
        ({"origin": "https://localhost"}, 200),
        ({"origin": "http://localhost:5173"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://["}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "http://localhost"}, 200),
        ({"sec-fetch-site": "same-origin", "origin": "https://desk.example"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://localhost"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": CMS}, 403),
    ],
)
def test_a_page_that_was_not_listed_has_nothing_done(
    client: Client, engine: FakeEngine, headers: dict[str, str], status: int
) -> None:
    """Though text/plain needs no preflight. The page at / is of the same origin."""
    asked = len(engine.asked)
    plain = {"content-type": "text/plain", **headers}
    answer = client.score(content="The mayor said so.", headers=plain)
    assert answer.status_code == status
    assert len(engine.asked) - asked == (status == 200)
    assert client.get("/health/live", headers=headers).status_code == 200


def test_a_listed_page_of_another_site_may(shared: Client) -> None:
    """That is what it was listed for."""
    headers = {"origin": CMS, "sec-fetch-site": "cross-site", "authorization": "Bearer sesame"}
    assert shared.score(json=ARTICLE, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200),
        ("LOCALHOST.", 200),
        ("desk.localhost", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("192.0.2.7", 200),
        ("rebound.example", 403),
        ("127.0.0.1.rebound.example:8000", 403),
        ("localhost.rebound.example", 403),
        ("[rebound.example]", 403),
        ("", 403),
    ],
)
def test_a_name_that_was_made_to_lead_here_leads_nowhere(
    client: Client, host: str, status: int
) -> None:
    """While only this machine can connect; an address is nobody's to give."""
    for path in ("/v1/scorers", "/", "/metrics"):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code == status
        assert status == 200 or answer.json()["type"] == "urn:copydesk:problem:foreign-host"


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        (Settings(host="0.0.0.0", allow_anonymous=True), 200),
        (Settings(host="0.0.0.0", allow_anonymous=True, hosts=Hosts("other.example")), 403),
        (Settings(hosts=Hosts.read("other.example Desk.example.")), 200),
    ],
)
def test_an_operator_says_which_names_it_has(settings: Settings, status: int) -> None:
    """Where others can connect none is known, unless they are listed."""
    with Client(FakeEngine(), settings).open() as client:
        headers = {"host": "desk.example:8000"}
        assert client.score(json=ARTICLE, headers=headers).status_code == status


@pytest.mark.parametrize("value", ["*", "https://desk.example", "desk.example:8000", "-"])
def test_a_name_that_is_none_is_refused(value: str) -> None:
    """At the start: it would never fit."""
    with pytest.raises(BadSettings, match="COPYDESK_HOSTS"):
        read_settings({"COPYDESK_HOSTS": value})


@pytest.mark.parametrize(
    "headers",
    [
        [("host", "localhost"), ("host", "localhost")],
        [("authorization", "Bearer sesame"), ("authorization", "Bearer another")],
        [("transfer-encoding", "gzip, chunked")],
        [("transfer-encoding", "chunked"), ("transfer-encoding", "chunked")],
        [("transfer-encoding", "identity")],
    ],
)
def test_what_two_readers_take_in_two_ways_is_refused(
    shared: Client, headers: list[tuple[str, str]]
) -> None:
    """A proxy may have let pass what it read otherwise."""
    key = [("authorization", "Bearer sesame"), ("content-type", "text/plain")]
    answer = shared.score(content="The mayor said so.", headers=[*key, *headers])
    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:copydesk:problem:malformed-request"


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


@pytest.mark.parametrize("path", ["/%2fv1/score", "/v1//score", "/v1/score/", "///v1/score//"])
def test_a_path_is_one_path_however_it_is_written(path: str) -> None:
    """What finds a route also passes, or does not pass, all that the gate decides by the path."""
    settings = Settings(rate_limit=1)
    headers = {"content-type": "text/plain", "host": "localhost"}
    with Client(FakeEngine(), settings).open() as client:
        foreign = {"origin": "https://evil.example", **headers}
        assert client.call("POST", path, content="She said so.", headers=foreign).status_code == 403
        answer = client.call("POST", path, content="She said so.", headers=headers)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "host", ["localhost:80@evil.example", "localhost:x", "localhost/x", "[::1]evil.example"]
)
def test_what_is_no_host_is_no_local_one(host: str) -> None:
    with Client(FakeEngine(), Settings()).open() as client:
        assert client.call("GET", "/v1/scorers", headers={"host": host}).status_code == 403
