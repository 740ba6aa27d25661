"""The engine for more than one machine: parts scored by Ray Data.

Each worker process is an actor that loads one model, reads its parts from the input by itself
(which must be at the same path on every node) and sends the scored lines back; this process alone
writes. What was not written when a run was killed, at most a part for each worker, is scored again.
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
from service.failure import Failure
from service.settings import cores

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent home
os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # what matters is raised as well

try:
    import ray
    import ray.data
except ImportError:
    raise Failure("--engine ray needs Ray: install copydesk with the extra 'ray'") from None

LOCAL: Final = "local"
_PATIENCE: Final = 10.0


class PartScorer:
    """Scores parts: one in each worker process, with one model."""

    def __init__(self, job: Job) -> None:
        self._worker = Worker(job)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Return the parts of a batch with their lines."""
        parts = [msgspec.json.decode(part, type=Part) for part in batch["part"]]
        lines = np.array([self._worker.lines(part) for part in parts], dtype=object)
        return {"part": batch["part"], "lines": lines}


def cluster_cores(address: str | None) -> int:
    """Return how many cores Ray has to give."""
    _connect(address, cores())
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def run_ray(
    job: Job, parts: Iterable[Part], workers: int, *, address: str | None = None
) -> Iterator[Done]:
    """Score the parts, yielding each as it is written.

    Raises ``Failure`` for an address where no cluster answers, or if the cluster gives up.
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
    """Raise ``Failure`` if nothing listens there: Ray would try again for minutes."""
    host, colon, port = address.rpartition("://")[2].rpartition(":")
    if colon and port.isdigit():
        try:
            socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
        except OSError as error:
            raise Failure(
                f"Ray is not running at {address}: {error.strerror or 'no answer'}"
            ) from error
