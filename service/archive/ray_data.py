"""The engine for several machines: Ray Data scores the parts.

Each worker process is an actor that loads one model, reads its own parts of the input (which must
be at the same path on every node) and sends the scored lines back. Only this process writes. If a
run is killed, the unwritten rows are scored again: at most one part per worker.
"""

import logging
import os
import socket
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec
import numpy as np

from service.archive.parts import Parts
from service.archive.values import Job, Part
from service.archive.worker import Done, Worker
from service.problems import Failure
from service.settings import cores

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # no usage statistics
os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # errors that matter are also raised

try:
    import ray
    import ray.data
except ImportError:
    raise Failure("--engine ray needs Ray: install copydesk with the extra 'ray'") from None

LOCAL: Final = "local"
_PATIENCE: Final = 10.0
"""Seconds that a cluster may take to accept a connection."""


class PartScorer:
    """Scores parts, one instance per worker process, each with one model."""

    def __init__(self, job: Job) -> None:
        self._worker = Worker(job)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Return the parts of a batch with their scored lines."""
        parts = [msgspec.json.decode(part, type=Part) for part in batch["part"]]
        lines = np.array([self._worker.lines(part) for part in parts], dtype=object)
        return {"part": batch["part"], "lines": lines}


def cluster_cores(address: str | None) -> int:
    """Return the number of cores in the Ray cluster."""
    _connect(address, cores())
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def run_ray(
    job: Job, parts: Iterable[Part], workers: int, *, address: str | None = None
) -> Iterator[Done]:
    """Score the parts, and yield each when it is written.

    Raises ``Failure`` if no cluster answers at the address, or if the cluster fails.
    """
    _connect(address, workers)
    folder = Parts(job.folder)
    items = [{"part": msgspec.json.encode(part)} for part in parts]
    scored = ray.data.from_items(items, override_num_blocks=len(items)).map_batches(
        PartScorer,
        fn_constructor_kwargs={"job": job},
        batch_size=1,
        compute=ray.data.ActorPoolStrategy(size=min(workers, len(items))),
        num_cpus=1,
    )
    try:
        for row in scored.iter_rows():
            part = msgspec.json.decode(row["part"], type=Part)
            folder.store(part, row["lines"])
            yield Done(scored=part.rows, found=0)
    except ray.exceptions.RayError as error:
        raise Failure(
            f"Ray failed ({type(error).__name__}): run the same command again to resume"
        ) from error
    finally:
        ray.shutdown()


def _connect(address: str | None, workers: int) -> None:
    if ray.is_initialized():
        return
    if address is not None:
        _knock(address)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    ray.data.DataContext.get_current().enable_progress_bars = False
    here: dict[str, Any] = {"include_dashboard": False, "num_cpus": max(workers, cores())}
    try:
        ray.init(
            address=address or LOCAL,
            log_to_driver=False,
            logging_level="error",
            **(here if address is None else {}),
        )
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise Failure(f"Ray is not running at {address or 'this machine'}: {error}") from error


def _knock(address: str) -> None:
    """Raise ``Failure`` if nothing listens at the address. Ray would retry for minutes."""
    host, colon, port = address.rpartition("://")[2].rpartition(":")
    if colon and port.isdigit():
        try:
            socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
        except OSError as error:
            raise Failure(
                f"Ray is not running at {address}: {error.strerror or 'no answer'}"
            ) from error
