"""The application: built from the settings, and loaded by the server's workers."""

import logging
import os
import signal
from asyncio import get_running_loop, to_thread
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Final

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.middleware import DefineMiddleware
from litestar.plugins.prometheus import PrometheusConfig, PrometheusController

from service.api.cms import CmsController
from service.api.info import CatalogueController, HealthController
from service.api.pages import PageController, openapi_config
from service.api.responses import EXCEPTION_HANDLERS
from service.api.score import BatchController, ScoreController
from service.cms.receiver import ContentSystems
from service.engine import load_engine
from service.middleware.body import BodyBudget, BodyTimeout, Budget
from service.middleware.connections import Drain, watch_connections
from service.middleware.content_encoding import HAS_BROTLI, AcceptEncoding, ContentEncoding
from service.middleware.gate import Gate
from service.middleware.request_context import RequestContext, Routes
from service.observability.logs import get_logger, quiet_stderr
from service.observability.tracing import Tracing, Untraced, open_tracing
from service.scheduling.service import ScoringService
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
"""Buckets in seconds, up to the longest time that an article may take."""

SMALL: Final = 1000
"""Responses smaller than this many bytes are not compressed: they fit in one packet anyway."""
COMPRESSION: Final = 5
"""Compression level for zlib (of nine) and Brotli (of eleven). It takes half the time of
zlib's default for slightly more bytes."""

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


class MetricsController(PrometheusController):
    """``GET /metrics``, for Prometheus."""

    include_in_schema = False


def create_app(
    scoring_service: ScoringService,
    settings: Settings,
    *,
    lifespan: Sequence[Lifespan] = (),
    tracing: Tracing | None = None,
) -> RequestContext:
    """Return the ASGI application that scores with ``scoring_service``.

    ``lifespan``: context managers to enter after the scoring service has opened.
    """

    def open_scoring_service(_: Litestar) -> AbstractAsyncContextManager[None]:
        return scoring_service.open()

    content_systems = ContentSystems(scoring_service, settings)
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
        compression_config=CompressionConfig(
            backend="brotli"
            if HAS_BROTLI
            else "gzip",  # gzip for clients that do not accept Brotli
            minimum_size=SMALL,
            gzip_compress_level=COMPRESSION,
            brotli_quality=COMPRESSION,
        ),
        dependencies={
            "scoring_service": Provide(lambda: scoring_service, sync_to_thread=False),
            "settings": Provide(lambda: settings, sync_to_thread=False),
            "receiver": Provide(lambda: content_systems.receiver, sync_to_thread=False),
        },
        exception_handlers=EXCEPTION_HANDLERS,
        lifespan=[open_scoring_service, content_systems.open, *lifespan],
        logging_config=None,
        middleware=[
            prometheus.middleware,
            DefineMiddleware(Drain, scoring_service=scoring_service),
            DefineMiddleware(ContentEncoding),
            DefineMiddleware(BodyTimeout, seconds=settings.client_wait),
            DefineMiddleware(BodyBudget, budget=Budget(settings.max_held_bytes)),
        ],
        openapi_config=openapi_config() if settings.docs else None,
        request_max_body_size=settings.max_body_bytes,
    )
    gate = Gate(
        AcceptEncoding(app, ("br", "gzip") if HAS_BROTLI else ("gzip",)),
        settings,
        proved=content_systems.proved,
        reserve=scoring_service.reserve,
    )
    return RequestContext(gate, Routes(app), tracing or Untraced())


STOP_ACCEPTING = signal.SIGUSR1
"""The signal that the server's parent process sends a worker before it stops: mark the service as
not ready."""


def create() -> RequestContext:
    """Return the application."""
    for name in unknown_variables(os.environ):
        get_logger("copydesk").warning("unknown_setting", variable=name)
    settings = read_settings(os.environ)
    scoring_service = ScoringService(
        partial(load_engine, settings), settings, on_failure=end_worker
    )
    tracing = open_tracing(wanted=settings.traces)
    lifespan = worker_lifespan(scoring_service, settings, tracing)
    return create_app(scoring_service, settings, lifespan=lifespan, tracing=tracing)


def worker_lifespan(
    scoring_service: ScoringService, settings: Settings, tracing: Tracing
) -> list[Lifespan]:
    """Return what a worker runs in addition to answering requests."""
    return [
        quiet_stderr,
        partial(stop_accepting_on_signal, scoring_service),
        partial(watch_connections, settings),
        partial(send_traces, tracing),
    ]


@asynccontextmanager
async def stop_accepting_on_signal(
    scoring_service: ScoringService, _: Litestar
) -> AsyncIterator[None]:
    """Mark the service as not ready on the signal ``STOP_ACCEPTING``."""
    loop = get_running_loop()
    loop.add_signal_handler(STOP_ACCEPTING, scoring_service.stop_accepting)
    try:
        yield
    finally:
        loop.remove_signal_handler(STOP_ACCEPTING)


@asynccontextmanager
async def send_traces(tracing: Tracing, _: Litestar) -> AsyncIterator[None]:
    """Send the remaining traces when the application stops."""
    try:
        yield
    finally:
        await to_thread(tracing.close)


def end_worker() -> None:
    """Stop a worker that has no model, so that the server stops too, with an error."""
    logging.shutdown()
    os._exit(1)
