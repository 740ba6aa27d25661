"""Every error of the contract is a problem that says what is wrong."""

from typing import Any

import msgspec
import pytest
from service_fakes import Client, FakeEngine

from scoring.errors import UnreadableText, UnsupportedLanguage
from scoring.report.request import ScoreRequest
from service.settings import Settings

JSON = {"content-type": "application/json"}
PACKED = {"content-type": "application/x-msgpack"}
TEXT = {"content-type": "text/plain"}
MARKER = "Zanzibar"


def post(content: bytes, headers: dict[str, str], path: str = "/v1/score") -> dict[str, Any]:
    return {"method": "POST", "path": path, "content": content, "headers": headers}


def body(**fields: object) -> dict[str, Any]:
    return post(msgspec.json.encode({"text": MARKER, **fields}), JSON)


TEMPLATES = {
    "/v2/score": None,
    "/schema/nope": "/schema/{path}",
    "/v1/profiles/x": "/v1/profiles/{name}",
}
"""Of a path that is not a template itself; ``None`` where there is no such path."""

CASES: list[tuple[str, dict[str, Any], int, str, list[str]]] = [
    ("malformed JSON", post(b'{"text": "Zanzibar', JSON), 400, "malformed-body", []),
    ("no body", post(b"", JSON), 400, "malformed-body", []),
    ("JSON not UTF-8", post(b'{"text": "Zanzibar \xff"}', JSON), 400, "malformed-body", []),
    ("half a surrogate", post(rb'{"text": "Zanzibar \ud800"}', JSON), 400, "malformed-body", []),
    ("deep JSON", post(b"[" * 100_000, JSON), 400, "malformed-body", []),
    ("deep MessagePack", post(b"\x91" * 100_000, PACKED), 400, "malformed-body", []),
    ("cut MessagePack", post(b"\x81\xa4text\xa9Zanz", PACKED), 400, "malformed-body", []),
    ("text not UTF-8", post(b"Zanzibar \xff", TEXT), 400, "malformed-body", []),
    ("no such path", {"method": "GET", "path": "/v2/score"}, 404, "not-found", []),
    ("no such page", {"method": "GET", "path": "/schema/nope"}, 404, "not-found", []),
    ("no such profile", {"method": "GET", "path": "/v1/profiles/x"}, 404, "no-such-profile", []),
    ("wrong method", {"method": "GET", "path": "/v1/score"}, 405, "method-not-allowed", []),
    ("head of a post", {"method": "DELETE", "path": "/schema"}, 405, "method-not-allowed", []),
    (
        "nothing acceptable",
        post(b"Zanzibar", {**TEXT, "accept": "application/xml"}),
        406,
        "not-acceptable",
        [],
    ),
    ("a large body", post(b"Zanzibar" * 200_000, TEXT), 413, "body-too-large", []),
    ("a long text", post(b"Zanzibar" * 30_000, TEXT), 413, "text-too-long", []),
    ("no content type", post(b"Zanzibar", {}), 415, "unsupported-media-type", []),
    ("XML", post(b"<a/>", {"content-type": "application/xml"}), 415, "unsupported-media-type", []),
    (
        "UTF-7",
        post(b"Zanzibar", {"content-type": "text/plain; charset=utf-7"}),
        415,
        "unsupported-media-type",
        [],
    ),
    ("neither text nor html", post(b"{}", JSON), 422, "invalid-request", ["/text"]),
    ("both", body(html="<p>Zanzibar</p>"), 422, "invalid-request", ["/html"]),
    ("nothing to read", post(b" ... ", TEXT), 422, "unreadable-text", ["/text"]),
    ("another language", body(language="fr"), 422, "unsupported-language", ["/language"]),
    ("no object", post(b'["Zanzibar"]', JSON), 422, "invalid-field", [""]),
    ("unknown fields", body(tone=MARKER, mood=1), 422, "unknown-field", ["/tone", "/mood"]),
    ("a pointer's own signs", body(**{"a/b~c": 1}), 422, "unknown-field", ["/a~1b~0c"]),
    ("an unknown scorer", body(scorers=["hedging", "tone"]), 422, "unknown-scorer", ["/scorers/1"]),
    ("an unknown profile", body(profile="x"), 422, "unknown-profile", ["/profile"]),
    ("a wrong type", body(title=[MARKER]), 422, "invalid-field", ["/title"]),
    ("a wrong type in a list", body(scorers=["x", {}]), 422, "invalid-field", ["/scorers/1"]),
    ("a wrong choice", body(offsets=MARKER), 422, "invalid-field", ["/offsets"]),
    ("no probability", body(min_confidence=2), 422, "invalid-field", ["/min_confidence"]),
    ("a text as a name", body(profile=MARKER * 9), 422, "invalid-field", ["/profile"]),
    ("a text as a language", body(language=MARKER * 9), 422, "invalid-field", ["/language"]),
    (
        "an unknown option",
        post(b"Zanzibar", TEXT, "/v1/score?tone=1"),
        422,
        "unknown-field",
        ["/tone"],
    ),
    (
        "an option twice",
        post(b"Zanzibar", TEXT, "/v1/score?profile=a&profile=b"),
        422,
        "unknown-field",
        ["/profile"],
    ),
    (
        "an option beside JSON",
        post(b'{"text": "Zanzibar"}', JSON, "/v1/score?profile=a"),
        422,
        "unknown-field",
        ["/profile"],
    ),
]


@pytest.mark.parametrize(
    ("request_", "status", "kind", "pointers"),
    [case[1:] for case in CASES],
    ids=[case[0].replace(" ", "-") for case in CASES],
)
def test_a_wrong_request_gets_a_clear_answer(
    client: Client, request_: dict[str, Any], status: int, kind: str, pointers: list[str]
) -> None:
    """Status, stable type, pointers to the fields, and never a word of the article."""
    response = client.call(**request_)
    problem = response.json()
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"urn:copydesk:problem:{kind}"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert problem.get("instance") == TEMPLATES.get(path := request_["path"].split("?")[0], path)
    assert problem["request_id"] == response.headers["x-request-id"]
    assert [error["pointer"] for error in problem.get("errors", [])] == pointers
    assert MARKER not in response.text


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (UnreadableText("/html", "nothing to read"), "unreadable-text"),
        (UnsupportedLanguage("/language", "the text seems to be French"), "unsupported-language"),
    ],
)
def test_what_the_library_refuses_is_the_callers(error: Exception, kind: str) -> None:
    """The library's own words and pointer are passed on with 422."""

    def refuse(_: ScoreRequest) -> None:
        raise error

    with Client(FakeEngine(refuse)).open() as client:
        response = client.score(json={"text": MARKER})
    problem = response.json()
    assert response.status_code == 422
    assert problem["type"] == f"urn:copydesk:problem:{kind}"
    assert problem["detail"] == str(error)


def test_a_defect_keeps_its_secrets() -> None:
    """An unexpected error is 500, with neither its message nor a trace."""

    def fail(request: ScoreRequest) -> None:
        raise ValueError(request.text)

    with Client(FakeEngine(fail)).open() as client:
        response = client.score(json={"text": MARKER})
    assert response.status_code == 500
    assert response.json()["type"] == "urn:copydesk:problem:internal-error"
    assert MARKER not in response.text
    assert "Traceback" not in response.text
    assert "ValueError" not in response.text


def test_a_body_without_a_length_is_measured() -> None:
    """A chunked body over the limit is refused as well."""

    async def chunks() -> Any:
        for _ in range(3):
            yield b"Zanzibar" * 100

    with Client(FakeEngine(), Settings(max_body_bytes=1024)).open() as client:
        response = client.score(content=chunks(), headers=TEXT)
    assert response.status_code == 413


def test_allowed_methods_are_listed(client: Client) -> None:
    """405 comes with Allow."""
    assert client.call("PUT", "/v1/score").headers["allow"] == "OPTIONS, POST"
    assert client.call("PUT", "/v1/profiles/a").headers["allow"] == "GET, HEAD, OPTIONS"


def test_many_unknown_fields_make_no_long_answer(client: Client) -> None:
    """The list of errors is bounded."""
    response = client.score(json={f"field{number}": 1 for number in range(10_000)})
    assert len(response.json()["errors"]) == 10
