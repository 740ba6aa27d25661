"""What the library refuses to score, as the problem that the service answers with."""

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
from service.wire import FieldError

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
