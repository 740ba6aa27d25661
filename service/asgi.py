"""The application as a server's worker loads it: settings from the environment, the real engine."""

import logging
import os
import signal
from asyncio import get_running_loop, to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from litestar import Litestar

from service.app import create_app
from service.desk import Desk
from service.engine import load_engine
from service.envelope import Envelope
from service.logs import get_logger
from service.settings import read_settings, unknown_variables
from service.tracing import Tracing, open_tracing

LEAVE = signal.SIGUSR1
"""What the server's parent process sends a worker before it ends: be ready no more."""


def create() -> Envelope:
    """Return the application."""
    for name in unknown_variables(os.environ):
        get_logger("copydesk").warning("unknown_setting", variable=name)
    settings = read_settings(os.environ)
    desk = Desk(partial(load_engine, settings), settings, on_failure=end_worker)
    tracing = open_tracing(wanted=settings.traces)
    lifespan = [partial(leave_when_told, desk), partial(send_traces, tracing)]
    return create_app(desk, settings, lifespan=lifespan, tracing=tracing)


@asynccontextmanager
async def leave_when_told(desk: Desk, _: Litestar) -> AsyncIterator[None]:
    """Let the signal ``LEAVE`` end readiness."""
    loop = get_running_loop()
    loop.add_signal_handler(LEAVE, desk.leave)
    try:
        yield
    finally:
        loop.remove_signal_handler(LEAVE)


@asynccontextmanager
async def send_traces(tracing: Tracing, _: Litestar) -> AsyncIterator[None]:
    """Send the traces that are left when the application ends."""
    try:
        yield
    finally:
        await to_thread(tracing.close)


def end_worker() -> None:
    """End a worker that has no model, so that the server ends too, with an error."""
    logging.shutdown()
    os._exit(1)
