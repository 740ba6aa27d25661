"""Runs a plan: starts or resumes it, scores missing rows, and merges the parts into the output."""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from service.archive import parts as durable
from service.archive.compression import inner_suffix
from service.archive.formats import JSONL
from service.archive.parts import Parts, number
from service.archive.plan import Plan, decode, differences, encode
from service.archive.sinks import check_room, open_sink, unfinished
from service.archive.summary import Summary
from service.archive.values import Job, Part, Row
from service.archive.worker import Done
from service.failure import Failure


def merge(parts: Parts, plan: Plan, summary: Summary) -> None:
    """Write the output, give it its name once it is complete, and remove the parts.

    Raises ``Failure`` for a part that does not contain each of its rows once and in order.
    """
    selectors = plan.job.options.selectors
    sink = open_sink(parts.folder, plan.out, plan.output, bom=plan.bom, selectors=selectors)
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


class Progress:
    """Receives the progress of a run. This implementation ignores it."""

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
