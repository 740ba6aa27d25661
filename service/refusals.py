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

_KINDS: Final[tuple[tuple[type[InvalidRequest], Kind], ...]] = (
    (UnknownScorer, problems.UNKNOWN_SCORER),
    (UnknownProfile, problems.UNKNOWN_PROFILE),
    (UnreadableText, problems.UNREADABLE_TEXT),
    (UnsupportedLanguage, problems.UNSUPPORTED_LANGUAGE),
    (InvalidRequest, problems.INVALID_REQUEST),
)


def refusal_of(error: CopydeskError) -> Refusal:
    """Return the refusal for an error of the library; a refusal is its own."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, InvalidRequest):
        kind = next(kind for cause, kind in _KINDS if isinstance(error, cause))
        errors = [FieldError(pointer=error.pointer, detail=error.detail)]
        return Refusal(kind, error.detail, errors=errors)
    if isinstance(error, TextTooLong):
        return Refusal(problems.TEXT_TOO_LONG, str(error))
    return Refusal(*problems.BY_STATUS[500])


def problem_of(refusal: Refusal, instance: str, request_id: str) -> Problem:
    """Return a refusal as RFC 9457 problem details."""
    return Problem(
        type=refusal.kind.uri,
        title=refusal.kind.title,
        status=refusal.kind.status,
        detail=refusal.detail,
        instance=instance,
        request_id=request_id,
        errors=refusal.errors,
    )
