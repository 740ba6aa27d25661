"""What a worker process does with a part, whichever engine runs it."""

from collections.abc import Callable, Iterator
from itertools import islice

import msgspec

from scoring.scorer import discover
from scoring.types import Value
from service.archive.article import Scorer
from service.archive.columns import output_columns
from service.archive.parts import Parts
from service.archive.sources import open_source
from service.archive.values import Job, Part, Row


class Done(Value, frozen=True, kw_only=True):
    """What came of a part: rows scored now, and rows that an earlier run had left in it."""

    scored: int
    found: int


class Worker:
    """Reads, scores and writes parts; one in a process, with one model."""

    def __init__(self, job: Job) -> None:
        output = output_columns(discover(), job.columns, job.options)
        self._source = open_source(job.source, job.columns.read)
        self._scorer = Scorer(job, output)
        self._parts = Parts(job.folder)

    def write(self, part: Part, *, stop: Callable[[], bool]) -> Done:
        """Score what is left of a part into the folder. ``stop`` is asked before each row."""
        with self._parts.write(part) as writer:
            if writer is None:
                return Done(scored=0, found=part.rows)
            for row in self._rows(part, writer.found):
                writer.add(row)
                if stop():
                    break
            return Done(scored=writer.count - writer.found, found=writer.found)

    def lines(self, part: Part) -> bytes:
        """Return a part, scored, as JSON lines."""
        return b"".join(msgspec.json.encode(row) + b"\n" for row in self._rows(part, 0))

    def _rows(self, part: Part, skip: int) -> Iterator[Row]:
        records = islice(self._source.read(part.place), skip, part.rows)
        for number, record in enumerate(records, part.first + skip):
            yield self._scorer.score(number, record)
