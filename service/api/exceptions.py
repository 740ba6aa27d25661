"""Turns exceptions into problem responses, and logs unexpected ones without their message."""

from typing import Any, Final

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from scoring.errors import InvalidRequest, TextTooLong
from service import problems
from service.middleware.request_context import Routes, route_of
from service.observability.logs import describe, get_logger
from service.problems import Refusal, problem_of, to_refusal
from service.schemas import Problem

AnyRequest = Request[Any, Any, Any]

_LOG = get_logger("copydesk.problems")


def request_id(request: AnyRequest) -> str:
    """Return the id that the request context gave the request."""
    return str(request.scope["state"].get("request_id", ""))


def to_problem(request: AnyRequest, refusal: Refusal) -> Problem:
    """Return a refusal as problem details."""
    return problem_of(refusal, route_of(request.scope), request_id(request))


def respond(request: AnyRequest, refusal: Refusal) -> Response[Problem]:
    """Return the response for a problem."""
    return Response(
        to_problem(request, refusal),
        status_code=refusal.kind.status,
        media_type=problems.MEDIA_TYPE,
        headers=refusal.headers,
    )


def on_refused(request: AnyRequest, error: InvalidRequest | TextTooLong) -> Response[Problem]:
    """Handle what the library refuses to score."""
    return respond(request, to_refusal(error))


def on_http_exception(request: AnyRequest, error: HTTPException) -> Response[Problem]:
    """Handle litestar's exceptions. Their own detail may repeat input, so it is not used."""
    fallback = problems.BY_STATUS[400 if error.status_code < 500 else 500]
    kind, detail = problems.BY_STATUS.get(error.status_code, fallback)
    if error.status_code >= 500:
        log_unexpected(request, error)
    headers = {}
    if kind is problems.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(Routes(request.app).methods(request.scope["path"]))
    return respond(request, Refusal(kind, detail, headers=headers))


def on_unexpected(request: AnyRequest, error: Exception) -> Response[Problem]:
    """Handle a bug: log its type and location. Its message may quote the article, so it is not
    used.
    """
    log_unexpected(request, error)
    return respond(request, to_refusal(error))


def log_unexpected(request: AnyRequest, error: Exception) -> None:
    """Log the location of a bug."""
    _LOG.error("unexpected_error", request_id=request_id(request), error=describe(error))


EXCEPTION_HANDLERS: Final[ExceptionHandlersMap] = {
    Refusal: respond,
    InvalidRequest: on_refused,
    TextTooLong: on_refused,
    HTTPException: on_http_exception,
    Exception: on_unexpected,
}
