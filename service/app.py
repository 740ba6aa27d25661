"""Put the application together."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Final

from litestar import Litestar
from litestar.di import Provide
from litestar.middleware import DefineMiddleware
from litestar.plugins.prometheus import PrometheusConfig, PrometheusController

from service.access.gate import Gate
from service.cms.reception import Reception
from service.controllers.batch import BatchController
from service.controllers.catalogue import CatalogueController
from service.controllers.cms import CmsController
from service.controllers.health import HealthController
from service.controllers.page import PageController
from service.controllers.score import ScoreController
from service.desk import Desk
from service.documentation import openapi_config
from service.envelope import Envelope
from service.farewell import Farewell
from service.handlers import EXCEPTION_HANDLERS
from service.patience import Patience
from service.routes import Routes
from service.settings import Settings
from service.tracing import Tracing, Untraced

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
