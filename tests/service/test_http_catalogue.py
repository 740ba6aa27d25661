"""Scorers, profiles, request ids, HEAD, metrics."""

import msgspec
import pytest
from service_fakes import NAMES, PROFILE, Client

from scoring.calibration.profile import Profile


def test_scorers_say_where_they_come_from(client: Client) -> None:
    """Each scorer has its metrics with units, a direction, and its distribution."""
    scorers = client.get("/v1/scorers").json()["scorers"]
    assert [scorer["name"] for scorer in scorers] == list(NAMES)
    assert scorers[0]["origin"] == {"distribution": "copydesk", "version": "0.1.0"}
    assert scorers[0]["metrics"] == [
        {"name": "things", "unit": "things", "description": "how many"}
    ]
    assert scorers[0]["direction"] == "neutral"


def test_profiles_are_listed(client: Client) -> None:
    """Each in short: what it is and what it judges."""
    (profile,) = client.get("/v1/profiles").json()["profiles"]
    assert profile["name"] == "default"
    assert profile["scorers"] == ["hedging"]


def test_a_profile_can_be_read(client: Client) -> None:
    """Whole, so that a newsroom can keep it as a file and start its own from it."""
    answer = client.get("/v1/profiles/default")
    assert msgspec.json.decode(answer.content, type=Profile) == PROFILE


def test_the_catalogue_speaks_messagepack(client: Client) -> None:
    """Not only the report does."""
    answer = client.get("/v1/scorers", headers={"accept": "application/x-msgpack"})
    assert msgspec.msgpack.decode(answer.content) == client.get("/v1/scorers").json()


def test_a_sane_request_id_is_taken(client: Client) -> None:
    """The caller's id comes back."""
    assert client.get("/health/live", headers={"x-request-id": "cms-17/4"}).headers[
        "x-request-id"
    ] == ("cms-17/4")


@pytest.mark.parametrize("given", ["", "a b", "x" * 129, 'a"b', "é".encode().decode("latin-1")])
def test_a_strange_request_id_is_replaced(client: Client, given: str) -> None:
    """An id that could break a log or a header is not taken."""
    answer = client.get("/health/live", headers={"x-request-id": given.encode("latin-1")})
    assert len(answer.headers["x-request-id"]) == 32


def test_a_path_that_is_not_there_has_a_request_id(client: Client) -> None:
    """Ids are given to every request, routed or not."""
    answer = client.get("/nowhere")
    assert answer.headers["x-request-id"] == answer.json()["request_id"]


@pytest.mark.parametrize("path", ["/v1/scorers", "/v1/profiles/default", "/health/live", "/schema"])
def test_head_is_get_without_a_body(client: Client, path: str) -> None:
    """Same status and headers, nothing in the body."""
    head, get = client.call("HEAD", path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]


def test_metrics_have_templates_for_paths(client: Client) -> None:
    """A path parameter makes no label of its own."""
    client.get("/v1/profiles/default")
    client.score(json={"text": "A short one."})
    metrics = client.get("/metrics").text
    assert 'path="/v1/profiles/{name:str}"' in metrics or 'path="/v1/profiles/{name}"' in metrics
    assert "/v1/profiles/default" not in metrics
    assert "copydesk_score_seconds_count" in metrics
