"""A progress bar with rate and time left."""

from typing import Self, TextIO

from tqdm import tqdm

from service.archive.run import Progress
from service.archive.work import Done

_SELDOM = 30.0


class Bar(Progress):
    """Shows progress; on what is no terminal, such as a log, a line only every half minute.

    ``scored``: rows scored by this run; ``found``: rows it found scored.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar: tqdm[None] | None = None
        self.scored = 0
        self.found = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def begin(self, *, rows: int, found: int) -> None:
        """Show the bar; what an earlier run scored counts for nothing in the rate."""
        self.found = found
        self._bar = tqdm(
            total=rows,
            initial=found,
            unit=" articles",
            file=self._stream,
            mininterval=0.1 if self._stream.isatty() else _SELDOM,
            dynamic_ncols=True,
        )

    def advance(self, done: Done) -> None:
        """Move on."""
        assert self._bar is not None
        self.scored += done.scored
        self.found += done.found
        if done.found:
            self._bar.initial += done.found
        self._bar.update(done.scored + done.found)
