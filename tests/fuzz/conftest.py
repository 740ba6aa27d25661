"""What the fuzzing tests share: the engine, and a real service."""

from collections.abc import Iterator

import pytest
from service_process import REAL, Service

from scoring.engine import Engine


@pytest.fixture(scope="package")
def engine() -> Engine:
    return Engine.load()


@pytest.fixture(scope="package")
def service() -> Iterator[Service]:
    with Service(REAL, COPYDESK_DRAIN=0, COPYDESK_TIMEOUT=60) as running:
        yield running
