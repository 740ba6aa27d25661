"""Structured logs: one JSON object a line on stderr, and never a word of an article.

An exception is written as its type and the places it came through. Its message is left out, for
it may quote what it failed on.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
_PLACES = 8


def describe(error: BaseException) -> dict[str, Any]:
    """Return an exception's type and its innermost places, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    found: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "at": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if error.__cause__ is not None:
        found["cause"] = describe(error.__cause__)
    return found


class JsonFormatter(logging.Formatter):
    """Write a record as JSON: time, level, logger, event, and what ``extra`` holds."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def logging_config(level: str) -> dict[str, Any]:
    """Return a ``logging.config.dictConfig`` for the service, its server and everything else."""
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
            "granian.access": {**handler, "level": "WARNING"},
            # asyncio's messages print the exceptions of tasks, and those may quote
            "asyncio": {**handler, "level": "CRITICAL"},
        },
    }


def _short(filename: str) -> str:
    return "/".join(Path(filename).parts[-2:])
