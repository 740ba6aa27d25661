"""Runs code of plugins (scorers, adapters and their dependencies) without leaking article text.

The message of an exception or a warning may quote the article. So errors are logged by type and
location only, and exceptions that would end the process are handled like any other error.
"""

import sys
import threading
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from litestar import Litestar

from scoring.errors import CopydeskError
from service.observability.logs import describe, get_logger

_LOG = get_logger("copydesk.guests")


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


@asynccontextmanager
async def quiet_stderr(_: Litestar) -> AsyncIterator[None]:
    """Log warnings and the like, which Python would write to stderr with their text, by
    category and location.
    """
    before = warnings.showwarning, sys.unraisablehook, threading.excepthook
    warnings.showwarning = _warn
    sys.unraisablehook = _unraisable
    threading.excepthook = _in_thread
    try:
        yield
    finally:
        warnings.showwarning, sys.unraisablehook, threading.excepthook = before


def _warn(*told: Any, **_: Any) -> None:  # noqa: ANN401 - message, category, file, line and more
    _, category, filename, lineno, *_rest = told
    place = f"{'/'.join(Path(filename).parts[-2:])}:{lineno}"
    _LOG.warning("python_warning", category=category.__qualname__, at=place)


def _unraisable(what: "sys.UnraisableHookArgs") -> None:
    _log_uncaught("unraisable_error", what.exc_value, what.exc_traceback)


def _in_thread(what: threading.ExceptHookArgs) -> None:
    _log_uncaught("thread_error", what.exc_value, what.exc_traceback)


def _log_uncaught(event: str, error: BaseException | None, traceback: TracebackType | None) -> None:
    if error is not None:
        _LOG.error(event, error=describe(error.with_traceback(traceback)))
