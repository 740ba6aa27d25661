"""The measuring measures what it says."""

import asyncio
import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import prod

import edited
import numpy as np
import onnx
import pytest
from articles import article
from beside import operations as operations_of
from ceiling import LAYERS, PIECES, PRODUCTS, SHAPES, int8, kernel
from instance import Instance
from memory import resident
from offered import closed, opened, quantile, scored
from operators import GROUPS, full_window, operations, profile
from overhead import overheads
from stages import STAGES, WatchedEngine

from scoring.engine import Engine
from scoring.model.artefact import MODEL, load_artefact
from scoring.model.windows import Window
from scoring.text.words import count_words


@pytest.fixture(scope="module")
def model() -> bytes:
    return (load_artefact().folder / MODEL).read_bytes()


@pytest.mark.slow
def test_memory_is_what_a_process_takes() -> None:
    """What it takes and gives back again, in megabytes."""
    before = resident(os.getpid())
    taken = np.ones(64 * 1024 * 1024, dtype=np.uint8)
    assert resident(os.getpid()) - before == pytest.approx(64, abs=8)
    del taken
    assert resident(os.getpid()) - before == pytest.approx(0, abs=8)


def test_an_article_is_as_long_as_asked() -> None:
    """Within a paragraph."""
    assert 800 <= count_words(article(800)) < 1000
    assert count_words(article(3000)) >= 3000


@pytest.mark.slow
def test_stages_are_all_there_and_add_up() -> None:
    """Each takes some time, the encoder most of it."""
    engine = WatchedEngine()
    engine.run(article(200))
    runs = [engine.run(article(800)) for _ in range(3)]
    # The least of each: what else the machine does lengthens one stage of one run.
    took = {stage: min(run[stage] for run in runs) for stage in runs[0]}
    assert set(took) == set(STAGES)
    assert all(seconds > 0 for seconds in took.values())
    assert max(took, key=lambda stage: took[stage]) == "encode"


@pytest.mark.slow
def test_an_edited_article_takes_less() -> None:
    """Only what stands around the change is read anew."""
    engine = Engine.load(cache_bytes=edited.CACHE_BYTES)
    edited.run(engine, 200, 0)
    timed = edited.run(engine, 3_000, 1)
    assert 0 < timed.again < timed.first


@pytest.mark.slow
def test_what_http_adds_is_less_than_the_whole() -> None:
    """Each request's own time less its scoring's: the seed takes more than it to score."""
    with Instance() as service:
        added = overheads(service.port, 5)
    assert len(added) == 5
    assert all(0 < seconds < 1 for seconds in added)


def test_the_ceilings_shapes_are_the_encoders(model: bytes) -> None:
    """As many products, of the same sizes; the heads' is counted apart."""
    graph = onnx.load_model_from_string(model).graph
    sizes = {constant.name: tuple(constant.dims) for constant in graph.initializer}
    products = [sizes[node.input[1]] for node in graph.node if node.op_type == "MatMulInteger"]
    (heads,) = [sizes[node.input[1]] for node in graph.node if node.op_type == "MatMul"]
    assert sorted(products) == sorted(SHAPES * LAYERS)
    assert 0 < operations() - PRODUCTS < PRODUCTS / 4
    assert prod(heads) * 2 * 254 < operations() - PRODUCTS


@pytest.mark.slow
def test_operators_are_grouped(model: bytes) -> None:
    """Products take most; the rest, which no group names, little."""
    found = profile(model, full_window())
    expected = {"quantised products", "attention with its softmax", "GELU", "norms"}
    assert expected <= set(found) <= {*GROUPS, "the rest"}
    assert found["quantised products"] > found["norms"]
    assert found["the rest"] < 0.25 * sum(found.values())


@pytest.mark.slow
def test_a_ceiling_is_a_rate() -> None:
    """Over a billion operations a second on anything of this century."""
    assert int8() > 1e9


def test_an_articles_operations_are_its_windows() -> None:
    """Those of full windows are the sum of a full window's."""
    pieces = np.zeros(PIECES, dtype=np.int64)
    window = Window(0, PIECES, pieces, pieces, pieces)
    assert operations_of([window, window]) == pytest.approx(2 * operations())


@pytest.mark.parametrize(("ratio", "used"), [(9.5, "AMX"), (4, "VNNI"), (1.5, "neither")])
def test_the_kernel_is_told_by_its_speed(ratio: float, used: str) -> None:
    """As a multiple of the speed of fp32."""
    assert f"uses {used}" in kernel(ratio * 1e11, 1e11)


class Slow(BaseHTTPRequestHandler):
    """Answers 200 after a moment, but 503 to a body that asks for it."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        threading.Event().wait(0.02)
        answer = json.dumps({}).encode()
        self.send_response(503 if body == b"no" else 200)
        if body == b"no":
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.mark.slow
def test_closed_clients_wait_for_their_answers(port: int) -> None:
    """Two clients of 20 ms make no more than 100 a second."""
    answers = asyncio.run(closed(port, lambda _: b"yes", clients=2, seconds=0.5))
    assert 4 < len(scored(answers)) <= 52
    assert quantile(scored(answers), 0.5) > 0.02


@pytest.mark.slow
def test_an_open_load_does_not_wait(port: int) -> None:
    """Requests come at their rate; refusals are told apart, with their Retry-After."""
    answers = asyncio.run(
        opened(port, lambda number: b"no" if number % 2 else b"yes", rate=200, seconds=1)
    )
    assert 140 < len(answers) < 260
    refused = [answer for answer in answers if answer.status == 503]
    assert abs(len(refused) - len(answers) / 2) <= 1
    assert all(answer.retry_after for answer in refused)
    assert not any(answer.retry_after for answer in answers if answer.status == 200)


@pytest.mark.parametrize(("share", "value"), [(0.5, 50.5), (0.99, 99.01), (0.95, 95.05)])
def test_a_quantile_is_between_its_neighbours(share: float, value: float) -> None:
    """Linear, as everywhere."""
    assert quantile(list(range(1, 101)), share) == pytest.approx(value)
