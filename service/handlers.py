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
from service.refusals import problem_of, refusal_of
from service.wire import Problem

AnyRequest = Request[Any, Any, Any]

_LOG = logging.getLogger("copydesk.problems")


def request_id(request: AnyRequest) -> str:
    """Return the id that the envelope gave the request."""
    return str(request.scope["state"].get("request_id", ""))


def respond(request: AnyRequest, refusal: Refusal) -> Response[Problem]:
    """Write a problem out."""
    problem = problem_of(refusal, request.scope["path"], request_id(request))
    return Response(
        problem,
        status_code=refusal.kind.status,
        media_type=problems.MEDIA_TYPE,
        headers=refusal.headers,
    )


def on_invalid_request(request: AnyRequest, error: InvalidRequest) -> Response[Problem]:
    """Answer for what the library refuses to score."""
    return respond(request, refusal_of(error))


def on_text_too_long(request: AnyRequest, error: TextTooLong) -> Response[Problem]:
    """Answer for an article with too many characters."""
    return respond(request, refusal_of(error))


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
    _LOG.error(
        "unexpected_error", extra={"request_id": request_id(request), "error": describe(error)}
    )
    return respond(request, Refusal(*problems.BY_STATUS[500]))


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
    InvalidRequest: on_invalid_request,
    TextTooLong: on_text_too_long,
    HTTPException: on_http_exception,
    Exception: on_unexpected,
}
