"""What goes wrong: the kinds of problem (RFC 9457) in responses, to which the library's errors are
mapped, and the failures of commands and plugins.

The ``type`` URIs of problems are stable.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from scoring.errors import (
    CopydeskError,
    InvalidField,
    InvalidRequest,
    TextTooLong,
    UnknownProfile,
    UnknownScorer,
    UnreadableText,
    UnsupportedLanguage,
)
from service.schemas import FieldError, Problem, Wire

MEDIA_TYPE: Final = "application/problem+json"


class Kind(Wire, frozen=True, kw_only=True):
    """A kind of problem: the last part of its URI, its status, and a title for people."""

    name: str
    status: int
    title: str

    @property
    def uri(self) -> str:
        """The problem's ``type``."""
        return f"urn:copydesk:problem:{self.name}"


def _kind(status: int, name: str, title: str) -> Kind:
    return Kind(name=name, status=status, title=title)


MALFORMED_REQUEST = _kind(400, "malformed-request", "The request cannot be parsed")
MALFORMED_BODY = _kind(400, "malformed-body", "The body cannot be parsed")
UNAUTHORIZED = _kind(401, "unauthorized", "An API key is required")
BAD_SIGNATURE = _kind(403, "bad-signature", "The signature is missing or invalid")
FOREIGN_HOST = _kind(403, "foreign-host", "The Host header names a different host")
FOREIGN_ORIGIN = _kind(403, "foreign-origin", "Web pages of this origin may not call the API")
NOT_FOUND = _kind(404, "not-found", "There is nothing at this path")
NO_SUCH_PROFILE = _kind(404, "no-such-profile", "There is no such profile")
NO_SUCH_CMS = _kind(404, "no-such-cms", "There is no such content system")
METHOD_NOT_ALLOWED = _kind(405, "method-not-allowed", "This method is not allowed for this path")
NOT_ACCEPTABLE = _kind(406, "not-acceptable", "There is no response format that the client accepts")
BODY_TOO_SLOW = _kind(408, "body-too-slow", "The body did not arrive in time")
BODY_TOO_LARGE = _kind(413, "body-too-large", "The body is larger than the limit")
TOO_MANY_ARTICLES = _kind(413, "too-many-articles", "The array has more articles than the limit")
TEXT_TOO_LONG = _kind(413, "text-too-long", "The text is longer than the limit")
UNSUPPORTED_MEDIA_TYPE = _kind(415, "unsupported-media-type", "This content type is not supported")
INVALID_REQUEST = _kind(422, "invalid-request", "The request cannot be carried out")
INVALID_FIELD = _kind(422, "invalid-field", "A field has the wrong type or value")
UNKNOWN_FIELD = _kind(422, "unknown-field", "There is no such field")
UNKNOWN_SCORER = _kind(422, "unknown-scorer", "There is no such scorer")
UNKNOWN_PROFILE = _kind(422, "unknown-profile", "There is no such profile")
TOO_MANY_ERRORS = _kind(422, "too-many-errors", "There were too many errors in a row")
NOT_AN_ARTICLE = _kind(422, "not-an-article", "The payload contains no article")
CALLBACK_REFUSED = _kind(422, "callback-refused", "This callback URL is not allowed")
UNREADABLE_TEXT = _kind(422, "unreadable-text", "The article contains no words")
UNSUPPORTED_LANGUAGE = _kind(422, "unsupported-language", "This language is not supported")
RATE_LIMITED = _kind(429, "rate-limited", "The client's quota is used up")
CLIENT_GONE = _kind(499, "client-gone", "The client closed the connection before the response")
INTERNAL_ERROR = _kind(500, "internal-error", "Something went wrong in the service")
NOT_READY = _kind(503, "not-ready", "The service has not loaded its model yet")
OVERLOADED = _kind(503, "overloaded", "The service is overloaded")
SHUTTING_DOWN = _kind(503, "shutting-down", "The service is shutting down")
TIMEOUT = _kind(504, "timeout", "Scoring the article took too long")

BY_STATUS: Final[Mapping[int, tuple[Kind, str]]] = {
    400: (MALFORMED_REQUEST, "the request line or a header is malformed"),
    404: (NOT_FOUND, "see the OpenAPI document for the available paths"),
    405: (METHOD_NOT_ALLOWED, "see the Allow header"),
    413: (BODY_TOO_LARGE, "the body is larger than the limit"),
    500: (INTERNAL_ERROR, "the log has details under the request id"),
}
"""Kind and detail for the errors that litestar raises itself."""


class Refusal(CopydeskError):
    """A request that is answered with a problem. Contains no article text."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})


_KINDS: Final[tuple[tuple[type[CopydeskError], Kind], ...]] = (
    (UnknownScorer, UNKNOWN_SCORER),
    (UnknownProfile, UNKNOWN_PROFILE),
    (UnreadableText, UNREADABLE_TEXT),
    (UnsupportedLanguage, UNSUPPORTED_LANGUAGE),
    (InvalidField, INVALID_FIELD),
    (InvalidRequest, INVALID_REQUEST),
    (TextTooLong, TEXT_TOO_LONG),
)


def to_refusal(error: Exception) -> Refusal:
    """Return the refusal for an error. An unexpected error becomes a 500 without details."""
    if isinstance(error, Refusal):
        return error
    for cause, kind in _KINDS:
        if isinstance(error, cause):
            errors = (
                [FieldError(pointer=error.pointer, detail=error.detail)]
                if isinstance(error, InvalidRequest)
                else []
            )
            return Refusal(kind, str(error), errors=errors)
    return Refusal(*BY_STATUS[500])


def problem_of(refusal: Refusal, route: str | None, request_id: str) -> Problem:
    """Return a refusal as RFC 9457 problem details.

    ``route``: the path's template, or ``None`` if there is no such path. The path itself is
    untrusted input.
    """
    return Problem(
        type=refusal.kind.uri,
        title=refusal.kind.title,
        status=refusal.kind.status,
        detail=refusal.detail,
        instance=route or "",
        request_id=request_id,
        errors=refusal.errors,
    )


class Failure(CopydeskError):
    """A command failed. The message is one line for the user."""


class GuestFailure(CopydeskError):
    """A plugin raised an exception other than ``Exception``, which would end the process
    or a task.
    """


@contextmanager
def contained() -> Iterator[None]:
    """Convert other exceptions to an ``Exception``.

    Use it only for code that runs without interruption, because such code cannot be canceled from
    outside.

    Raises ``GuestFailure``.
    """
    try:
        yield
    except Exception:
        raise
    except BaseException as error:
        raise GuestFailure(type(error).__name__) from error
