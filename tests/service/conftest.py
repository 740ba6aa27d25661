from collections.abc import Iterator

import pytest
from service_fakes import Client, FakeEngine


@pytest.fixture(scope="module")
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture(scope="module")
def client(engine: FakeEngine) -> Iterator[Client]:
    with Client(engine).open() as opened:
        yield opened
