"""Requests that schemathesis makes of the OpenAPI document, right and wrong, to a real service."""

import time
from collections import Counter
from typing import Any, Final

import msgspec
import schemathesis
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
"""What the document says of the answers. That a wrong request is refused, and a right one is not,
is no check here: a right one may well be no English article, and an unknown query is refused."""
SECONDS: Final = 10.0
NAMES: Final = {
    "/v1/cms/{name}": ("ghost", "superdesk", "wordpress", "ninjs", "newsarticle", "custom"),
    "/v1/profiles/{name}": ("default",),
}
"""What the document leaves to the operator: names at random lead nowhere."""


@schemathesis.serializer("application/x-msgpack")
def to_messagepack(_: object, value: Any) -> bytes:
    """Write a body as MessagePack."""
    try:
        return msgspec.msgpack.encode(value)
    except (OverflowError, UnicodeEncodeError):
        reject()  # an integer or a character that MessagePack has not


def in_one_go(examples: int) -> settings:
    """So many examples, each of them new, however long they take."""
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )


def operations(url: str) -> list[Any]:
    """Return the operations of a running service's document."""
    schema = schemathesis.openapi.from_url(f"{url}/schema/openapi.json")
    return [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]


def fuzz(url: str, operation: Any, mode: GenerationMode, examples: int) -> Counter[str]:
    """Send so many requests to an operation; return how many had which status.

    Raises schemathesis's failures, or ``AssertionError`` for an answer that took too long.
    """
    counts: Counter[str] = Counter()

    names = NAMES.get(operation.path, ())
    strategies = [
        operation.as_strategy(generation_mode=mode, path_parameters={"name": name})
        for name in names
    ]

    @in_one_go(examples)
    @given(case=st.one_of(operation.as_strategy(generation_mode=mode), *strategies))
    def send(case: Case[Any]) -> None:
        began = time.perf_counter()
        response = case.call(base_url=url)
        assert time.perf_counter() - began < SECONDS
        counts[str(response.status_code)] += 1
        case.validate_response(response, checks=CHECKS)

    try:
        send()
    except Unsatisfiable:
        counts["nothing to get wrong"] += 1
    return counts
