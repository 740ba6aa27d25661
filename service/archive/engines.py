"""The engines by name. The local one uses a process per core, each with its own model."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from multiprocessing.synchronize import Event

from scoring.types import Value
from service.archive.run import Engine
from service.archive.values import Job, Part
from service.archive.worker import Done, Worker
from service.failure import Failure
from service.settings import cores

_AHEAD = 2
_process: "tuple[Worker, Event] | None" = None


def run_local(job: Job, parts: Iterable[Part], workers: int) -> Iterator[Done]:
    """Score the parts, and yield each when it is done.

    Raises ``Failure`` if a process dies. Rows that were written are kept, and a new run resumes
    after them.
    """
    spawn = multiprocessing.get_context("spawn")  # onnxruntime's threads do not survive a fork
    stop = spawn.Event()
    pool = ProcessPoolExecutor(workers, mp_context=spawn, initializer=_start, initargs=(job, stop))
    todo = iter(parts)
    running: set[Future[Done]] = set()
    try:
        while True:
            room = _AHEAD * workers - len(running)
            running |= {pool.submit(_work, part) for part in islice(todo, room)}
            if not running:
                break
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                yield future.result()
    except BrokenProcessPool:
        raise Failure(
            "a worker process died, possibly out of memory: run the same command again to resume"
        ) from None
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


def _start(job: Job, stop: Event) -> None:
    """Prepare a worker process. It stops when its parent does, in whatever way that happens."""
    global _process  # noqa: PLW0603  # what a pool's process has in place of a constructor
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles this signal
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _process = Worker(job), stop


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)


def _work(part: Part) -> Done:
    assert _process
    worker, stop = _process
    return worker.write(part, stop=stop.is_set)


class Choice(Value, frozen=True, kw_only=True):
    """An engine and its default number of workers."""

    run: Engine
    default_workers: Callable[[], int]


def choose_engine(name: str, *, ray_address: str | None) -> Choice:
    """Return an engine. Raises ``Failure`` if it is not installed or does not take an address."""
    if name == "local":
        if ray_address is not None:
            raise Failure("--ray-address requires --engine ray")
        return Choice(run=run_local, default_workers=cores)
    from service.archive.ray_data import cluster_cores, run_ray  # noqa: PLC0415  # an extra

    return Choice(
        run=partial(run_ray, address=ray_address),
        default_workers=partial(cluster_cores, ray_address),
    )
