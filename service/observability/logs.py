"""Structured logs: one JSON object per line on stderr, without any article text.

All records, from structlog and from the standard library, pass through the same formatter. The
message of an exception or a warning may quote the article, also those of plugins (scorers, adapters
and their dependencies). So both are written as their type and their locations only.
"""

import inspect
import io
import json
import logging
import sys
import threading
import traceback
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from service.lean_imports import import_structlog

import_structlog()

import structlog  # noqa: E402 - after it was imported without rich

if TYPE_CHECKING:
    from litestar import Litestar

_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
_OURS: Final = frozenset({"copydesk", "_granian"})
"""Loggers whose messages contain nothing from an article: the service's, and its server's."""
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, default=str)
_MOST_PLACES: Final = 256
_PLACES = 8
"""Number of an exception's innermost locations that are logged."""


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return a logger: ``log.info("event", key=value)``."""
    logger: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        logging.getLogger(name),
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.render_to_log_kwargs,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    return logger


def describe(error: BaseException) -> dict[str, Any]:
    """Return an exception's type and its innermost locations, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    found: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "at": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if error.__cause__ is not None:
        found["cause"] = describe(error.__cause__)
    return found


class JsonFormatter(logging.Formatter):
    """Formats a record as JSON: time, level, logger, event, and its key-value pairs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line. An exception is described by its locations."""
        is_ours = record.name.partition(".")[0] in _OURS
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            **(_own_words(record) if is_ours else _place(record)),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line["error"] = describe(error)
        return _ENCODER.encode(line)


def _own_words(record: logging.LogRecord) -> dict[str, Any]:
    added = {key: value for key, value in vars(record).items() if key not in _STANDARD}
    return {"event": record.getMessage(), **added}


def _place(record: logging.LogRecord) -> dict[str, Any]:
    """Describe a line of a plugin or a library, whose words may be an article's."""
    return {"event": "foreign_line", "at": f"{_short(record.pathname)}:{record.lineno}"}


def logging_config(level: str) -> dict[str, Any]:
    """Return a ``logging.config.dictConfig`` for the service, its server and all libraries."""
    handler = {"handlers": ["stderr"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "copydesk": {**handler, "level": level.upper()},
            "_granian": {**handler, "level": level.upper()},
            # the server's own access log has path and query; ours has neither
            "granian.access": {"handlers": [], "propagate": False, "level": "CRITICAL"},
            # asyncio's messages include the exceptions of tasks, which may quote the article
            "asyncio": {**handler, "level": "CRITICAL"},
        },
    }


def _short(filename: str) -> str:
    return "/".join(Path(filename).parts[-2:])


_LOG = get_logger("copydesk.uncaught")


@asynccontextmanager
async def quiet_stderr(_: "Litestar") -> AsyncIterator[None]:
    """Log warnings and the like, which Python would write to stderr with their text, by
    category and location. Likewise what plugins print.
    """
    before = warnings.showwarning, sys.unraisablehook, threading.excepthook
    warnings.showwarning = _warn
    sys.unraisablehook = _unraisable
    threading.excepthook = _in_thread
    printed = Printed()
    try:
        with redirect_stdout(printed), redirect_stderr(printed):
            yield
    finally:
        warnings.showwarning, sys.unraisablehook, threading.excepthook = before


class Printed(io.TextIOBase):
    """Stands in for stdout and stderr, whose lines may be an article's. Logs once for each place in
    the code that it writes there. The log has its own stderr.
    """

    def __init__(self) -> None:
        self._places: set[str] = set()

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Discard text, and log from where it comes."""
        caller = inspect.currentframe()
        caller = caller and caller.f_back
        if caller is not None:
            place = f"{_short(caller.f_code.co_filename)}:{caller.f_lineno}"
            if place not in self._places and len(self._places) < _MOST_PLACES:
                self._places.add(place)
                _LOG.warning("printed", at=place)
        return len(text)


def _warn(*told: Any, **_: Any) -> None:  # noqa: ANN401 - message, category, file, line and more
    _, category, filename, lineno, *_rest = told
    place = f"{_short(filename)}:{lineno}"
    _LOG.warning("python_warning", category=category.__qualname__, at=place)


def _unraisable(what: "sys.UnraisableHookArgs") -> None:
    _log_uncaught("unraisable_error", what.exc_value, what.exc_traceback)


def _in_thread(what: threading.ExceptHookArgs) -> None:
    _log_uncaught("thread_error", what.exc_value, what.exc_traceback)


def _log_uncaught(event: str, error: BaseException | None, traceback: TracebackType | None) -> None:
    if error is not None:
        _LOG.error(event, error=describe(error.with_traceback(traceback)))
