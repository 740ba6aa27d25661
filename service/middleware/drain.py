"""Closes kept-alive connections with their next response before the service stops."""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from service.scheduling.service import ScoringService


class Drain:
    """ASGI middleware: while the scoring service is shutting down, every response closes its
    connection.

    Otherwise a client or a proxy would keep its connections open and not look for another instance.
    """

    def __init__(self, app: ASGIApp, *, scoring_service: ScoringService) -> None:
        self._app = app
        self._scoring_service = scoring_service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def send_on(message: Message) -> None:
            if (
                message["type"] == "http.response.start"
                and self._scoring_service.state == "closing"
            ):
                message["headers"] = [*message.get("headers", ()), (b"connection", b"close")]
            await send(message)

        await self._app(scope, receive, send_on if scope["type"] == ScopeType.HTTP else send)
