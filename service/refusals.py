"""What the library refuses, as the refusal that the service answers with, and as a problem."""

from typing import Final

from scoring.errors import (
    CopydeskError,
    InvalidRequest,
    TextTooLong,
    UnknownProfile,
    UnknownScorer,
    UnreadableText,
    UnsupportedLanguage,
)
from service import problems
from service.problems import Kind, Refusal
from service.wire import FieldError, Problem

_KINDS: Final[tuple[tuple[type[CopydeskError], Kind], ...]] = (
    (UnknownScorer, problems.UNKNOWN_SCORER),
    (UnknownProfile, problems.UNKNOWN_PROFILE),
    (UnreadableText, problems.UNREADABLE_TEXT),
    (UnsupportedLanguage, problems.UNSUPPORTED_LANGUAGE),
    (InvalidRequest, problems.INVALID_REQUEST),
    (TextTooLong, problems.TEXT_TOO_LONG),
)


def to_refusal(error: Exception) -> Refusal:
    """Return the refusal for an error; one that nobody expected is a 500 and says nothing more."""
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
    return Refusal(*problems.BY_STATUS[500])


def problem_of(refusal: Refusal, route: str | None, request_id: str) -> Problem:
    """Return a refusal as RFC 9457 problem details.

    ``route``: the path's template, ``None`` where there is no such path: a path itself is a
    stranger's words.
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
