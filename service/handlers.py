"""Turn every exception into a problem response; log what nobody expected, without its message."""

import logging
import re
from typing import Any, Final

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from scoring.errors import InvalidRequest, TextTooLong
from service import problems
from service.logs import describe
from service.problems import Refusal
from service.refusals import problem_of, to_refusal
from service.wire import Problem

AnyRequest = Request[Any, Any, Any]

_LOG = logging.getLogger("copydesk.problems")


def request_id(request: AnyRequest) -> str:
    """Return the id that the envelope gave the request."""
    return str(request.scope["state"].get("request_id", ""))


def to_problem(request: AnyRequest, refusal: Refusal) -> Problem:
    """Return a refusal as it is written out."""
    return problem_of(refusal, request.scope["path"], request_id(request))


def respond(request: AnyRequest, refusal: Refusal) -> Response[Problem]:
    """Write a problem out."""
    return Response(
        to_problem(request, refusal),
        status_code=refusal.kind.status,
        media_type=problems.MEDIA_TYPE,
        headers=refusal.headers,
    )


def on_refused(request: AnyRequest, error: InvalidRequest | TextTooLong) -> Response[Problem]:
    """Answer for what the library refuses to score."""
    return respond(request, to_refusal(error))


def on_http_exception(request: AnyRequest, error: HTTPException) -> Response[Problem]:
    """Answer for what litestar refuses. Its own detail may repeat input, so it is not used."""
    fallback = problems.BY_STATUS[400 if error.status_code < 500 else 500]
    kind, detail = problems.BY_STATUS.get(error.status_code, fallback)
    headers = {}
    if kind is problems.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_allowed(request))
    return respond(request, Refusal(kind, detail, headers=headers))


def on_unexpected(request: AnyRequest, error: Exception) -> Response[Problem]:
    """Answer for a defect: type and place go to the log, the message, which may quote, nowhere."""
    log_unexpected(request, error)
    return respond(request, to_refusal(error))


def log_unexpected(request: AnyRequest, error: Exception) -> None:
    """Write where a defect is to the log."""
    _LOG.error(
        "unexpected_error", extra={"request_id": request_id(request), "error": describe(error)}
    )


def _allowed(request: AnyRequest) -> list[str]:
    methods = {"OPTIONS"}
    for route in request.app.routes:
        pattern = re.sub(r"\{[^}]*\}", "[^/]+", route.path_format)
        if re.fullmatch(pattern, request.scope["path"]):
            methods |= {str(method) for method in getattr(route, "methods", ())}
    if "GET" in methods:
        methods.add("HEAD")
    return sorted(methods)


EXCEPTION_HANDLERS: Final[ExceptionHandlersMap] = {
    Refusal: respond,
    InvalidRequest: on_refused,
    TextTooLong: on_refused,
    HTTPException: on_http_exception,
    Exception: on_unexpected,
}
