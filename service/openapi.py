"""OpenAPI 3.1: completes litestar's document. ``service.api.pages`` serves it."""

import copy
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from scoring.report.explanation import Explanation
from scoring.report.options import OPTIONS
from scoring.report.prompt import Prompt
from scoring.report.request import FIELDS, ScoreRequest
from scoring.types import Attribution, Hedge, SentenceNote, Speaker
from service import problems
from service.cms.receiver import CALLBACK
from service.openapi_examples import KINDS, add_examples
from service.parsing import HTML, JSON, JSONL, MESSAGEPACK, NDJSON, QUERY, TEXT
from service.schemas import BatchError, Problem, Receipt

_EVIDENCE: Final = {
    "attributions": Attribution,
    "speakers": Speaker,
    "hedges": Hedge,
    "sentences": SentenceNote,
}
_HEADERS: Final = {
    "X-Request-ID": {
        "description": "the id from your request, or a generated one; also in errors and logs",
        "schema": {"type": "string"},
    },
}
_RETRY_AFTER: Final = {
    "Retry-After": {"description": "seconds", "schema": {"type": "integer"}},
}
_CHALLENGE: Final = {
    "WWW-Authenticate": {"description": "Bearer", "schema": {"type": "string"}},
}
_BY_STATUS: Final = {"401": _CHALLENGE, "429": _RETRY_AFTER, "503": _RETRY_AFTER}
_KEY: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "An API key, if the operator has set any.",
}
_EVERYWHERE: Final = ("not-found", "method-not-allowed", "internal-error")
_GATE: Final = ("unauthorized", "foreign-host", "foreign-origin", "rate-limited")
_V1: Final = (*_GATE, "not-acceptable", "not-ready")
_SCORE: Final = (
    "malformed-request",
    "malformed-body",
    "body-too-slow",
    "body-too-large",
    "text-too-long",
    "unsupported-media-type",
    "invalid-request",
    "invalid-field",
    "unknown-field",
    "unknown-scorer",
    "unknown-profile",
    "unreadable-text",
    "unsupported-language",
    "overloaded",
    "shutting-down",
    "timeout",
)
_BATCH: Final = (
    "malformed-request",
    "malformed-body",
    "body-too-slow",
    "body-too-large",
    "too-many-articles",
    "unsupported-media-type",
    "invalid-field",
    "unknown-field",
    "too-many-errors",
    "overloaded",
    "shutting-down",
)
_CMS: Final = ("bad-signature", "no-such-cms", "not-an-article", "callback-refused")
_BY_OPERATION: Final = {
    "score": (*_EVERYWHERE, *_V1, *_SCORE),
    "scoreBatch": (*_EVERYWHERE, *_V1, *_BATCH),
    "receive": (*_EVERYWHERE, *_GATE, "not-ready", *_SCORE, *_CMS),
    "listScorers": (*_EVERYWHERE, *_V1),
    "listProfiles": (*_EVERYWHERE, *_V1),
    "readProfile": (*_EVERYWHERE, *_V1, "no-such-profile"),
    "live": _EVERYWHERE,
    "ready": (*_EVERYWHERE, "not-ready", "shutting-down"),
}


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Return a completed copy of litestar's document."""
    document = copy.deepcopy(document)
    schemas = document["components"]["schemas"]
    extras = (Explanation, Prompt, *_EVIDENCE.values())
    schemas |= _schemas(ScoreRequest, Problem, BatchError, *extras)
    schemas["Report"]["properties"]["evidence"] = _evidence()
    schemas["Report"]["properties"]["prompts"] = {
        "type": "array",
        "description": "What the house rules want looked at; only if it was asked for.",
        "items": _reference(Prompt),
    }
    document["components"]["securitySchemes"] = {"key": _KEY}
    for path in document["paths"].values():
        for operation in path.values():
            _complete_operation(operation)
    _let_overlap(document)
    add_examples(document, _BY_OPERATION)
    return document


def _let_overlap(node: object) -> None:
    """Replace litestar's ``oneOf`` with ``anyOf``: a whole number is both an integer and
    a number.
    """
    if isinstance(node, dict):
        if "oneOf" in node:
            node["anyOf"] = node.pop("oneOf")
        for child in node.values():
            _let_overlap(child)
    elif isinstance(node, list):
        for child in node:
            _let_overlap(child)


def _complete_operation(operation: dict[str, Any]) -> None:
    name = operation["operationId"]
    success = operation["responses"]["200"]
    success["headers"] = {**_HEADERS}
    if name in {"score", "listScorers", "listProfiles", "readProfile"}:
        success["content"][MESSAGEPACK] = success["content"][JSON]
    if name == "score":
        success["headers"]["Server-Timing"] = {
            "description": "milliseconds spent parsing, in the queue and scoring",
            "schema": {"type": "string"},
        }
        operation["requestBody"] = _request_body()
        operation["parameters"] = _query_parameters(QUERY)
    if name == "scoreBatch":
        operation["requestBody"] = _batch_body()
        success["content"] = _batch_answer()
    successes = {"200": success}
    if name == "receive":
        operation["requestBody"] = _payload()
        operation["parameters"] += _cms_parameters()
        successes |= _cms_answers(success)
    if set(_GATE) <= set(_BY_OPERATION[name]):
        operation["security"] = [{"key": []}, {}]
    operation["responses"] = {**successes, **_problem_responses(_BY_OPERATION[name])}


def _problem_responses(names: tuple[str, ...]) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    kinds = sorted((KINDS[name] for name in names), key=lambda kind: kind.status)
    for kind in kinds:
        response = responses.setdefault(
            str(kind.status),
            {
                "description": "",
                "headers": {**_HEADERS, **_BY_STATUS.get(str(kind.status), {})},
                "content": {problems.MEDIA_TYPE: {"schema": _reference(Problem)}},
            },
        )
        response["description"] += f"`{kind.uri}`: {kind.title}.\n\n"
    return responses


def _request_body() -> dict[str, Any]:
    structured = {"schema": _reference(ScoreRequest)}
    plain = {"schema": {"type": "string"}}
    return {
        "required": True,
        "description": "With text/plain and text/html, options are query parameters.",
        "content": {JSON: structured, MESSAGEPACK: structured, TEXT: plain, HTML: plain},
    }


def _batch_body() -> dict[str, Any]:
    article = _reference(ScoreRequest)
    array = {"schema": {"type": "array", "items": article}}
    line = {"schema": article}
    return {
        "required": True,
        "description": "An array of articles, or lines of JSON with one article per line.",
        "content": {JSON: array, NDJSON: line, JSONL: line, MESSAGEPACK: array},
    }


def _batch_answer() -> dict[str, Any]:
    item = {"anyOf": [{"$ref": "#/components/schemas/Report"}, _reference(BatchError)]}
    array = {"schema": {"type": "array", "items": item}}
    return {JSON: array, NDJSON: {"schema": item}, MESSAGEPACK: array}


def _query_parameters(names: Iterable[str]) -> list[dict[str, Any]]:
    properties = _schemas(ScoreRequest)["ScoreRequest"]["properties"]
    lists = {option.name for option in OPTIONS if option.kind == "names"}
    return [
        {
            "name": name,
            "in": "query",
            "description": "for bodies that cannot contain options",
            "schema": properties[name],
            **({"style": "form", "explode": False} if name in lists else {}),
        }
        for name in names
    ]


def _payload() -> dict[str, Any]:
    return {
        "required": True,
        "description": "The payload of the content system. Any +json media type is accepted.",
        "content": {JSON: {"schema": {"type": "object"}}},
    }


def _cms_parameters() -> list[dict[str, Any]]:
    callback = {
        "name": CALLBACK,
        "in": "query",
        "description": "URL that the signed report is sent to; must be on the allow-list",
        "schema": {"type": "string", "format": "uri"},
    }
    return [callback, *_query_parameters(option.name for option in OPTIONS)]


def _cms_answers(success: dict[str, Any]) -> dict[str, Any]:
    receipt = {
        "description": "The delivery was accepted. The report, if any, is sent to the callback",
        "headers": {**_HEADERS},
        "content": {JSON: {"schema": _reference(Receipt)}},
    }
    return {
        "201": {
            **success,
            "description": "The success status for Superdesk: the report, or a receipt",
        },
        "202": receipt,
    }


def _evidence() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "Lists by name. Scorer plugins may add their own.",
        "properties": {
            name: {"type": "array", "items": _reference(kind)} for name, kind in _EVIDENCE.items()
        },
        "additionalProperties": {"type": "array", "items": {"type": "object"}},
    }


def _schemas(*types: type) -> dict[str, Any]:
    _, components = msgspec.json.schema_components(
        types, ref_template="#/components/schemas/{name}"
    )
    if asked := components.get(ScoreRequest.__name__):
        asked["properties"] = {name: asked["properties"][name] for name in FIELDS}
    return dict(components)


def _reference(kind: type) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{kind.__name__}"}
