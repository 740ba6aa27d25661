"""The application: put together from the settings, and as a server's worker loads it."""

import logging
import os
import signal
from asyncio import get_running_loop, to_thread
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Final

from litestar import Litestar
from litestar.di import Provide
from litestar.middleware import DefineMiddleware
from litestar.plugins.prometheus import PrometheusConfig, PrometheusController

from service.api.batch import BatchController
from service.api.catalogue import CatalogueController
from service.api.cms import CmsController
from service.api.exceptions import EXCEPTION_HANDLERS
from service.api.health import HealthController
from service.api.page import PageController
from service.api.score import ScoreController
from service.cms.receiver import Reception
from service.middleware.body_timeout import Patience
from service.middleware.drain import Farewell
from service.middleware.gate import Gate
from service.middleware.request_context import Envelope, Routes
from service.observability.logs import get_logger
from service.observability.tracing import Tracing, Untraced, open_tracing
from service.openapi import openapi_config
from service.scheduling.service import Desk, load_engine
from service.settings import Settings, read_settings, unknown_variables

_BUCKETS: Final[list[str | float]] = [
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1.0,
    2.5,
    5.0,
    10.0,
    30.0,
]
"""Seconds, up to the longest that an article may take."""

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


class MetricsController(PrometheusController):
    """``GET /metrics``, for Prometheus."""

    include_in_schema = False


def create_app(
    desk: Desk,
    settings: Settings,
    *,
    lifespan: Sequence[Lifespan] = (),
    tracing: Tracing | None = None,
) -> Envelope:
    """Return the ASGI application that scores at ``desk``.

    ``lifespan``: context managers to enter after the desk has opened.
    """

    def open_desk(_: Litestar) -> AbstractAsyncContextManager[None]:
        return desk.open()

    reception = Reception(desk, settings)
    prometheus = PrometheusConfig(
        app_name="copydesk", prefix="copydesk_http", group_path=True, buckets=_BUCKETS
    )
    app = Litestar(
        route_handlers=[
            ScoreController,
            BatchController,
            CmsController,
            CatalogueController,
            HealthController,
            *([MetricsController] if settings.metrics else []),
            *([PageController] if settings.page else []),
        ],
        dependencies={
            "desk": Provide(lambda: desk, sync_to_thread=False),
            "settings": Provide(lambda: settings, sync_to_thread=False),
            "receiver": Provide(lambda: reception.receiver, sync_to_thread=False),
        },
        exception_handlers=EXCEPTION_HANDLERS,
        lifespan=[open_desk, reception.open, *lifespan],
        logging_config=None,
        middleware=[
            prometheus.middleware,
            DefineMiddleware(Farewell, desk=desk),
            DefineMiddleware(Patience, seconds=settings.client_wait),
        ],
        openapi_config=openapi_config() if settings.docs else None,
        request_max_body_size=settings.max_body_bytes,
    )
    gate = Gate(app, settings, proved=reception.proved, turn_away=desk.turn_away)
    return Envelope(gate, Routes(app), tracing or Untraced())


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
