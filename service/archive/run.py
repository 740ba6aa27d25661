"""Run a plan: begin or go on, score what is missing, put it together."""

import errno
import fcntl
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from service.archive import durable
from service.archive.manifest import decode, differences, encode
from service.archive.merge import merge
from service.archive.parts import Parts
from service.archive.plan import Plan
from service.archive.tally import Summary
from service.archive.values import Job, Part
from service.archive.work import Done
from service.commands.failure import Failure

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

Engine = Callable[[Job, Iterable[Part], int], Iterator[Done]]
"""Scores parts of a job with so many workers."""


class Progress:
    """Is told how the run gets on; this one ignores it."""

    def begin(self, *, rows: int, found: int) -> None:
        """Take note of how many rows there are, and how many of them an earlier run scored."""

    def advance(self, done: Done) -> None:
        """Take note of a part that is done."""


def run(plan: Plan, engine: Engine, *, workers: int, restart: bool, progress: Progress) -> Summary:
    """Score what is not scored yet, write the output, and return what it came to.

    Raises ``Failure`` if there is an output already, or an unfinished one of something else, or
    when there is no more room.
    """
    parts = Parts(plan.job.folder)
    with _locked(parts.folder, plan, restart=restart):
        missing = [part for part in plan.parts if not parts.is_done(part)]
        progress.begin(
            rows=plan.survey.rows, found=plan.survey.rows - sum(part.rows for part in missing)
        )
        summary = Summary(plan.job.options.scorers)
        try:
            if missing:
                for done in engine(plan.job, missing, workers):
                    progress.advance(done)
            merge(parts, plan.parts, plan.out, plan.output, summary)
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            raise Failure(
                f"{parts.folder}: {error.strerror}. What is scored is kept: make room, and give "
                "the same command again"
            ) from None
    return summary


@contextmanager
def _locked(folder: Path, plan: Plan, *, restart: bool) -> Iterator[None]:
    """Make the folder of parts, or go on with it; hold it against a second run meanwhile."""
    shutil.rmtree(folder.with_name(folder.name + ".done"), ignore_errors=True)
    if plan.out.exists() and not folder.exists() and not restart:
        raise Failure(f"{plan.out} is there already: move it away, or add --restart")
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
                f"{folder} was begun with other {', '.join(changed)}: go on as it was begun, "
                "or add --restart to begin anew"
            )
    durable.write(manifest, encode(plan.manifest))
