from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from callback_receiver import CallbackReceiver, receiving
from cms_service import settings_file
from service_fakes import Client, FakeEngine
from service_process import Service


@pytest.fixture(scope="module")
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture(scope="module")
def client(engine: FakeEngine) -> Iterator[Client]:
    with Client(engine).open() as opened:
        yield opened


@pytest.fixture
def receiver() -> Iterator[CallbackReceiver]:
    with receiving() as opened:
        yield opened


@pytest.fixture(scope="session")
def _cms() -> Iterator[tuple[Service, CallbackReceiver]]:
    with receiving() as opened, TemporaryDirectory() as folder:
        path = Path(folder) / "cms.toml"
        path.write_text(settings_file(opened))
        service = Service(COPYDESK_CMS=path, COPYDESK_MAX_BODY_BYTES=100_000, COPYDESK_DRAIN=0)
        with service as running:
            yield running, opened


@pytest.fixture
def cms(_cms: tuple[Service, CallbackReceiver]) -> Service:
    """A service with content systems, its receiver emptied."""
    service, receiver = _cms
    receiver.deliveries.clear()
    return service


@pytest.fixture
def cms_receiver(_cms: tuple[Service, CallbackReceiver]) -> CallbackReceiver:
    return _cms[1]
