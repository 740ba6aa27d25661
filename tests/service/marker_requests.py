"""Requests with a marker in every place that a request has, for whatever comes of them."""

import copy
from typing import Any, Final

import cms_payloads as payloads
import msgspec
from cms_payloads import encode, sign_ghost, sign_superdesk

MARKER: Final = "Zqxvmarker"
"""No word, name or path of anything else."""
NAME: Final = "Zqxvname"
"""The same for what is a name: of a field, an option, a scorer. An error may repeat one."""

SENTENCE: Final = f"Mayor {MARKER} said on Tuesday that the pier may open in May."
HTML: Final = f"<p>{SENTENCE}</p><p title='{MARKER}'>An aide to {MARKER} was not sure.</p>"
FRENCH: Final = f"Le maire {MARKER} a déclaré mardi que le pont pourrait rouvrir au printemps."
SECRET: Final = "a secret of the systems"
CALLBACK_SECRET: Final = "a secret of the callbacks"

JSON: Final = {"content-type": "application/json"}
TEXT: Final = {"content-type": "text/plain"}
PACKED: Final = {"content-type": "application/x-msgpack"}
LINES: Final = {"content-type": "application/x-ndjson"}

Sent = dict[str, Any]


def post(path: str, content: bytes | object, headers: dict[str, str] = JSON, **more: Any) -> Sent:
    body = content if isinstance(content, bytes) else msgspec.json.encode(content)
    return {"method": "POST", "url": path, "content": body, "headers": headers, **more}


def get(path: str, **more: Any) -> Sent:
    return {"method": "GET", "url": path, **more}


ARTICLE: Final = {"text": SENTENCE, "title": MARKER, "id": MARKER, "revision": MARKER}

SCORED: Final[list[Sent]] = [
    post("/v1/score", {**ARTICLE, "language": "en", "selectors": True}),
    post("/v1/score", {"html": HTML, "title": MARKER, "language": "en"}),
    post("/v1/score", msgspec.msgpack.encode({**ARTICLE, "language": "en"}), PACKED),
    post(f"/v1/score?title={MARKER}&id={MARKER}&language=en", SENTENCE.encode(), TEXT),
    post(f"/v1/score?revision={MARKER}&language=en", HTML.encode(), {"content-type": "text/html"}),
    post("/v1/score/batch", [{**ARTICLE, "language": "en"}]),
    post("/v1/score/batch", msgspec.json.encode({**ARTICLE, "language": "en"}) + b"\n", LINES),
]

HEADERS: Final[list[Sent]] = [
    post("/v1/score", {"text": SENTENCE, "language": "en"}, {**JSON, name: value})
    for name, value in (
        ("user-agent", MARKER),
        ("referer", f"https://{MARKER}.example/{MARKER}"),
        ("cookie", f"{MARKER}={MARKER}"),
        (f"x-{MARKER}", MARKER),
        ("x-request-id", f'"{MARKER} {MARKER}"'),
        ("origin", f"https://{MARKER}.example"),
        ("x-forwarded-for", MARKER),
        ("forwarded", f"for={MARKER}"),
        ("host", f"{MARKER}.example"),
        ("traceparent", MARKER),
        ("tracestate", f"v={MARKER}"),
        ("baggage", f"v={MARKER}"),
        ("accept", f"application/{MARKER}"),
        ("accept-language", MARKER),
        ("content-type", f"application/{MARKER}"),
        ("content-type", f"application/json; charset={MARKER}"),
        ("content-type", MARKER),
        ("content-encoding", MARKER),
        ("expect", MARKER),
        ("x-http-method-override", MARKER),
    )
]

PATHS: Final[list[Sent]] = [
    get(f"/{MARKER}"),
    get(f"/v1/{MARKER}?{MARKER}={MARKER}"),
    get(f"/v1/profiles/{MARKER}"),
    get(f"/web/{MARKER}"),
    get(f"/schema/{MARKER}"),
    get(f"/schema/assets/{MARKER}"),
    get(f"/health/{MARKER}"),
    get(f"/metrics/{MARKER}"),
    get(f"/health/live?{MARKER}={MARKER}"),
    get(f"/v1/scorers?{MARKER}={MARKER}"),
    get(f"/%ff{MARKER}%00%0a"),
    {"method": MARKER.upper(), "url": "/v1/score"},
    {"method": MARKER.upper(), "url": f"/{MARKER}"},
    {"method": "PUT", "url": "/v1/score", "content": SENTENCE.encode()},
    {"method": "DELETE", "url": f"/v1/profiles/{MARKER}"},
    post(f"/v1/cms/{MARKER}", payloads.NEWSARTICLE),
]

REFUSED: Final[list[Sent]] = [
    post("/v1/score", f'{{"text": "{SENTENCE}'.encode()),
    post("/v1/score", b'{"text": "' + SENTENCE.encode() + b'\xff"}'),
    post("/v1/score", f'{{"text": "{MARKER}" "{MARKER}"}}'.encode()),
    post("/v1/score", f'[{"[" * 50_000}"{MARKER}"'.encode()),
    post("/v1/score", msgspec.msgpack.encode(ARTICLE)[:-9], PACKED),
    post("/v1/score", SENTENCE.encode() + b"\xff", TEXT),
    post("/v1/score", SENTENCE.encode() * 20_000, TEXT),
    post("/v1/score", (SENTENCE * 5_000).encode(), TEXT),
    post("/v1/score", [SENTENCE]),
    post("/v1/score", {"text": [SENTENCE]}),
    post("/v1/score", {"text": {MARKER: SENTENCE}}),
    post("/v1/score", {"text": SENTENCE, "html": HTML}),
    post("/v1/score", {"html": "<i>" * 600 + MARKER}),
    post("/v1/score", {"html": f"<script>{MARKER}</script>"}),
    post("/v1/score", {"text": FRENCH}),
    post("/v1/score", {"text": SENTENCE, "language": MARKER}),
    post("/v1/score", {"text": SENTENCE, "language": f"{MARKER} and {MARKER}"}),
    post("/v1/score", {"text": SENTENCE, "offsets": MARKER}),
    post("/v1/score", {"text": SENTENCE, "min_confidence": MARKER}),
    post("/v1/score", {"text": SENTENCE, "profile": SENTENCE * 3}),
    post("/v1/score", {"text": SENTENCE, "scorers": [SENTENCE * 3]}),
    post("/v1/score", {"text": SENTENCE, "scorers": [{MARKER: MARKER}]}),
    post("/v1/score/batch", [{"text": [MARKER]}, {"text": FRENCH}, MARKER, {"html": MARKER + "<"}]),
    post("/v1/score/batch", {"text": SENTENCE}),
    post("/v1/score/batch", f'{{"text": "{MARKER}\n{MARKER}\n"{MARKER}"\n'.encode(), LINES),
    post("/v1/score/batch", b'{"text": "' + SENTENCE.encode() * 20_000 + b'"}\n', LINES),
    post("/v1/score", {"text": SENTENCE, NAME: MARKER}),
    post("/v1/score", {"text": SENTENCE, "scorers": [NAME]}),
    post("/v1/score", {"text": SENTENCE, "profile": NAME}),
    post(f"/v1/score?{NAME}={MARKER}", SENTENCE.encode(), TEXT),
    post(f"/v1/score?title={MARKER}&title={MARKER}", SENTENCE.encode(), TEXT),
]


def _marked(payload: dict[str, Any]) -> dict[str, Any]:
    """A content system's payload with the marker in every string, under every key's side."""
    marked: dict[str, Any] = _planted(copy.deepcopy(payload))
    marked[MARKER] = MARKER
    return marked


def _planted(item: Any, key: str = "") -> Any:
    if isinstance(item, dict):
        return {name: _planted(value, name) for name, value in item.items()}
    if isinstance(item, list):
        return [_planted(value, key) for value in item]
    kept = ("@type", "type", "role", "contentType", "contenttype", "version", "pubstatus")
    if not isinstance(item, str) or key in (*kept, "language", "inLanguage", "locale", "standard"):
        return item
    return f"{MARKER} {item} {MARKER}"


BEARER: Final = {**JSON, "authorization": f"Bearer {SECRET}"}
GHOST: Final = _marked(payloads.GHOST)
SUPERDESK: Final = _marked(payloads.SUPERDESK)

SYSTEMS: Final[list[Sent]] = [
    post("/v1/cms/wordpress", _marked(payloads.WORDPRESS), BEARER),
    post("/v1/cms/ninjs", _marked(payloads.NINJS_1), BEARER),
    post("/v1/cms/ninjs", _marked(payloads.NINJS_2), BEARER),
    post("/v1/cms/newsarticle", _marked(payloads.NEWSARTICLE), BEARER),
    post("/v1/cms/custom", _marked(payloads.STRAPI), BEARER),
    post(
        "/v1/cms/superdesk",
        encode(SUPERDESK),
        {**JSON, **sign_superdesk(encode(SUPERDESK), SECRET)},
    ),
]


def ghost() -> Sent:
    """A delivery that is signed now, and called back for."""
    return post("/v1/cms/ghost", encode(GHOST), {**JSON, **sign_ghost(encode(GHOST), SECRET)})


def called_back(url: str) -> list[Sent]:
    """Deliveries with a callback that is allowed, at an address with the marker, or is not."""
    article = _marked(payloads.NEWSARTICLE)
    french = {**article, "articleBody": FRENCH, "inLanguage": None}
    path = "/v1/cms/newsarticle"
    return [
        post(path, article, BEARER, params={"callback": f"{url}/hooks/{MARKER}?{MARKER}={MARKER}"}),
        post(path, french, BEARER, params={"callback": f"{url}/hooks/{MARKER}"}),
        post(path, article, BEARER, params={"callback": f"https://{MARKER}.example/{MARKER}"}),
        post(path, article, BEARER, params={"callback": f"{MARKER}:{MARKER}"}),
    ]


NOT_SYSTEMS: Final[list[Sent]] = [
    post("/v1/cms/wordpress", {"content": {"rendered": [MARKER], "protected": MARKER}}, BEARER),
    post("/v1/cms/ninjs", {"type": MARKER, "body_text": MARKER}, BEARER),
    post("/v1/cms/ninjs", {"standard": {"version": MARKER}, "body_text": MARKER}, BEARER),
    post("/v1/cms/newsarticle", {"@type": MARKER, "articleBody": MARKER}, BEARER),
    post("/v1/cms/newsarticle", f'{{"articleBody": "{MARKER}'.encode(), BEARER),
    post("/v1/cms/custom", {"entry": MARKER}, BEARER),
    post("/v1/cms/custom", _marked(payloads.STRAPI), JSON),
    post("/v1/cms/custom", _marked(payloads.STRAPI), {**JSON, "authorization": f"Bearer {MARKER}"}),
    post("/v1/cms/ghost", encode(GHOST), {**JSON, "x-ghost-signature": f"sha256={MARKER}, t=1"}),
    post("/v1/cms/superdesk", encode(SUPERDESK), {**JSON, "x-superdesk-signature": MARKER}),
    post(f"/v1/cms/ninjs?{NAME}={MARKER}", _marked(payloads.NINJS_1), BEARER),
]

STRANGERS: Final[list[Sent]] = [
    post("/v1/score", ARTICLE, {**JSON, "authorization": f"Bearer {MARKER}"}),
    post("/v1/score", ARTICLE, {**JSON, "authorization": MARKER}),
    get(f"/{MARKER}", headers={"authorization": f"Basic {MARKER}"}),
]
"""Sent without the key."""
