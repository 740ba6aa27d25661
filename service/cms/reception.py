"""Put together what takes content systems' deliveries, from the settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from service.callbacks.courier import Courier
from service.callbacks.outbox import Outbox
from service.cms.receiver import Receiver
from service.cms.registry import discover
from service.cms.settings import read_cms_settings
from service.desk import Desk
from service.settings import Settings


class Reception:
    """The receiver and its outbox."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        """Raises ``BadAdapter`` or ``BadSettings``."""
        adapters = discover()
        cms = read_cms_settings(settings.cms, adapters)
        callback = cms.callback
        courier = Courier(
            # without a secret the settings allow no callback, so nothing goes out unsigned
            secret=callback.secret or "",
            networks=cms.networks,
            timeout=callback.timeout,
        )
        self._outbox = Outbox(
            courier,
            attempts=callback.attempts,
            first_wait=callback.first_wait,
            pending=callback.pending,
        )
        self.proved = frozenset(name for name in adapters if "secret" in cms.of(name))
        """The systems that prove themselves by a secret of their own."""
        self.receiver = Receiver(adapters, cms, desk, self._outbox)

    @asynccontextmanager
    async def open(self, _: Litestar) -> AsyncIterator[None]:
        """Deliver what is on its way before the end."""
        try:
            yield
        finally:
            await self._outbox.close()
