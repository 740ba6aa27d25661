"""Runs a plan: starts or resumes it, scores missing rows with an engine, and merges the parts.

The local engine uses a process per core, each with its own model.
"""

import errno
import fcntl
import multiprocessing
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import islice
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Protocol

import msgspec

from scoring.types import Value
from service.archive import parts as durable
from service.archive.compression import inner_suffix
from service.archive.inputs import JSONL
from service.archive.parts import Parts, number
from service.archive.plan import Plan, decode, differences, encode
from service.archive.sinks import check_room, open_sink, unfinished
from service.archive.summary import Summary
from service.archive.values import Job, Part, Row
from service.archive.worker import Done, Worker
from service.problems import Failure
from service.settings import cores


def merge(parts: Parts, plan: Plan, summary: Summary) -> None:
    """Write the output, give it its name once it is complete, and remove the parts.

    Raises ``Failure`` for a part that does not contain each of its rows once and in order.
    """
    selectors = plan.job.options.selectors
    sink = open_sink(parts.folder, plan.out, plan.output, plan.dialect, selectors=selectors)
    try:
        for line in _lines(parts, plan.parts):
            row: Row = msgspec.json.decode(line)
            summary.add(row)
            sink.add(row, line)
    finally:
        sink.close()
    merged = [(unfinished(parts.folder, file), file) for file in plan.files]
    for made, _ in merged:
        with made.open("rb") as file:
            os.fsync(file.fileno())
    for made, place in merged:
        durable.rename(made, place)
    # In one step, so that a run killed during the removal leaves nothing to resume.
    leftover = parts.folder.with_name(parts.folder.name + ".done")
    shutil.rmtree(leftover, ignore_errors=True)
    durable.rename(parts.folder, leftover)
    shutil.rmtree(leftover)


def _lines(parts: Parts, expected: Iterable[Part]) -> Iterator[bytes]:
    for part in expected:
        count = 0
        with parts.path(part).open("rb") as file:
            for line in file:
                if number(line) != part.first + count:
                    break
                count += 1
                yield line
        if count != part.rows:
            raise Failure(
                f"{parts.path(part)} is damaged: delete it and run the same command again"
            )


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

Engine = Callable[[Job, Iterable[Part], int], Iterator[Done]]
"""Scores parts of a job with a number of workers."""


class Progress(Protocol):
    """Receives the progress of a run."""

    def begin(self, *, rows: int, found: int) -> None:
        """Report the number of rows, and how many of them an earlier run has scored."""

    def advance(self, done: Done) -> None:
        """Report that a part is done."""


def run(plan: Plan, engine: Engine, *, workers: int, restart: bool, progress: Progress) -> Summary:
    """Score the missing rows, write the output, and return a summary.

    Raises ``Failure`` if the output already exists, if there is an unfinished run with a different
    plan, or if the disk is full.
    """
    parts = Parts(plan.job.folder)
    with _locked(parts.folder, plan, restart=restart):
        missing = [part for part in plan.parts if not parts.is_done(part)]
        left = sum(part.rows for part in missing)
        check_room(parts.folder, plan.output, left, twice=inner_suffix(plan.out) in JSONL)
        progress.begin(rows=plan.survey.rows, found=plan.survey.rows - left)
        summary = Summary(plan.job.options.scorers or ())
        try:
            if missing:
                for done in engine(plan.job, missing, workers):
                    progress.advance(done)
            merge(parts, plan, summary)
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            raise Failure(
                f"{parts.folder}: {error.strerror}. Finished rows are kept: free some space and "
                "run the same command again"
            ) from None
    return summary


def check_new(files: Iterable[Path], folder: Path, *, restart: bool) -> None:
    """Raise ``Failure`` if there is already an output that this run may not replace."""
    there = [file for file in files if file.exists()]
    if there and not folder.exists() and not restart:
        raise Failure(f"{there[-1]} already exists: move it away, or add --restart to replace it")


@contextmanager
def _locked(folder: Path, plan: Plan, *, restart: bool) -> Iterator[None]:
    """Create or reuse the folder of parts, and lock it against a second run."""
    shutil.rmtree(folder.with_name(folder.name + ".done"), ignore_errors=True)
    check_new(plan.files, folder, restart=restart)
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failure(f"another run is writing {plan.out}") from None
        _enter(folder, plan, restart=restart)
        yield


def _enter(folder: Path, plan: Plan, *, restart: bool) -> None:
    manifest = folder / "manifest.json"
    if restart:
        for path in folder.glob("*.*"):
            path.unlink()
    if manifest.exists():
        old = decode(manifest.read_bytes())
        changed = ["format"] if old is None else differences(old, plan.manifest)
        if changed:
            raise Failure(
                f"{folder} was started with different {', '.join(changed)}: use the same again, "
                "or add --restart to start over"
            )
    durable.write(manifest, encode(plan.manifest))


_AHEAD = 2
"""Parts handed out for each worker: one in progress and one waiting."""
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
