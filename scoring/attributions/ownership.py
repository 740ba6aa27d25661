"""Assign each piece of content to the likeliest of the nearby cues, or to none.

Pieces are assigned in order, so that the owner of the previous piece is known
(``owner_candidates``). Then what no cue by itself can tell is mended: a cue without content, a
quotation over several paragraphs, a cue past another speaker.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import partial
from typing import Final

import numpy as np

from scoring.attributions.owner_candidates import NOBODY, Candidate, OwnerCandidates
from scoring.model.decoding import Reading
from scoring.trace import NO_ONE, Option

SPARE: Final = 0.2
"""A cue without content may take a spare piece only if its probability for that piece is higher."""
SKIPPED: Final = 0.5
"""The probability of a cue that is too far away to be a candidate but whose source spoke last."""


class Ownership:
    """Assigns an article's pieces of content to its cues."""

    def __init__(self, reading: Reading, candidates: OwnerCandidates) -> None:
        self._reading = reading
        self._candidates = candidates
        self._cues, self._contents = candidates.cues, candidates.contents
        self._sources = candidates.sources
        self._layout = candidates.layout
        self.owners = candidates.owners
        """The index of each assigned piece's cue, or ``NOBODY``."""

    def assign(self) -> list[dict[int, float]]:
        """Choose a cue for each piece, and store the choices in ``owners``.

        Returns, for each piece, the probability of each candidate by cue index (``NOBODY``: none).
        The probabilities of a piece add up to 1.
        """
        likely = []
        for piece in range(len(self._contents)):
            found = self._candidates.of(piece)
            weights = np.array([one.weight for one in found])
            shares = np.exp(weights - weights.max())
            shares /= shares.sum()
            self._candidates.own(found[int(shares.argmax())].cue)
            place = self._contents[piece].place
            self._reading.trace.weigh(
                "content", "table.owners", partial(self._options, found), place
            )
            cues = (one.cue for one in found)
            likely.append(dict(zip(cues, shares.tolist(), strict=True)))
        self._share_out(likely)
        self._follow_quotations(likely)
        self._stay_with_last(likely)
        return likely

    def _options(self, found: Sequence[Candidate]) -> Iterator[Option]:
        for one in found:
            nobody = one.cue == NOBODY
            place = None if nobody else self._cues[one.cue].place
            yield Option(NO_ONE if nobody else "", one.weight, one.weights, place)

    def _share_out(self, likely: Sequence[dict[int, float]]) -> None:
        """Let each cue without content take the likeliest piece that another cue can spare.

        A piece can be spared if it has no cue, or if its cue has several pieces.
        """
        counts = Counter(self.owners)
        spare: dict[int, list[tuple[float, int]]] = {}
        for piece, candidates in enumerate(likely):
            for cue, share in candidates.items():
                if share > SPARE and not counts[cue] and self._can_spare(piece, cue):
                    spare.setdefault(cue, []).append((share, piece))
        for cue in sorted(spare):
            for _, piece in sorted(spare[cue], reverse=True):
                if self.owners[piece] == NOBODY or counts[self.owners[piece]] > 1:
                    counts[self.owners[piece]] -= 1
                    counts[cue] += 1
                    self.owners[piece] = cue
                    self._reading.trace.rule(
                        "content",
                        "content.spared",
                        self._cues[cue],
                        self._contents[piece].place,
                    )
                    break

    def _can_spare(self, piece: int, cue: int) -> bool:
        """Return whether a piece can go to a cue: if it is not quoted, in its paragraph only."""
        at = self._contents[piece].start
        is_near = self._layout.paragraph(at) == self._layout.paragraph_at[cue]
        return bool(self._reading.quoted[at]) or is_near

    def _follow_quotations(self, likely: Sequence[dict[int, float]]) -> None:
        """Give all pieces of a quotation over several paragraphs to the cue beside one of them.

        In "“The hall is cold. ¶ “It leaks,” she said." the cue is beside the last piece only. A
        quotation with two such cues is left as it is.
        """
        for pieces in self._quoted_over_paragraphs():
            beside = {piece: self.owners[piece] for piece in pieces if self._is_beside(piece)}
            if len({*beside.values()}) != 1:
                continue
            anchor, cue = next(iter(beside.items()))
            if self._layout.quotation_at[cue] is not None:
                continue
            for piece in pieces:
                if self.owners[piece] != cue and not self._is_in_its_paragraph(piece):
                    self.owners[piece] = cue
                    likely[piece].setdefault(cue, likely[anchor][cue])
                    place = self._contents[piece].place
                    self._reading.trace.rule("content", "content.runs_on", self._cues[cue], place)

    def _stay_with_last(self, likely: Sequence[dict[int, float]]) -> None:
        """Give a quotation to whoever spoke last before it if its cue says nothing about it.

        That is a cue in an earlier paragraph with another speaker in between: in labeled articles,
        no such quotation belongs to a cue with another one, outside quotation marks, between the
        two. A cue inside another quotation is part of what is said there. A cue in the sentence
        after a complete quotation that has content of its own belongs to somebody else.
        """
        speaking = {
            cue
            for cue in {*self.owners} - {NOBODY}
            if self._sources[cue] and self._layout.quotation_at[cue] is None
        }
        for piece, content in enumerate(self._contents):
            cue = self.owners[piece]
            if cue == NOBODY or not self._reading.quoted[content.start]:
                continue
            before = bisect_left(self._layout.cue_starts, content.start)
            if self._is_inside_another(piece, cue):
                last = next((n for n in range(before - 1, -1, -1) if n in speaking), NOBODY)
            elif self._layout.paragraph_at[cue] < self._layout.paragraph(content.start):
                last = next((n for n in range(before - 1, cue, -1) if n in speaking), cue)
            elif self._tells_of_another(piece, cue):
                last = self._speaker_above(piece, speaking, cue)
            else:
                continue
            if last != cue:
                self.owners[piece] = last
                place = content.place
                if last == NOBODY:
                    self._reading.trace.rule("content", "content.last_speaker", None, place)
                    continue
                likely[piece].setdefault(last, SKIPPED)
                self._reading.trace.rule("content", "content.last_speaker", self._cues[last], place)

    def _is_inside_another(self, piece: int, cue: int) -> bool:
        """Return whether a cue is inside a quotation that the piece is not part of."""
        inside = self._layout.quotation_at[cue]
        if inside is None or self._layout.paragraph_at[cue] == self._layout.paragraph(
            self._contents[piece].start
        ):
            return False
        return inside != self._layout.quotation(self._contents[piece].start)

    def _tells_of_another(self, piece: int, cue: int) -> bool:
        """Return whether a cue in a later sentence has content there.

        "“The climb suits me.” Moreau admitted that he had started too fast.": the piece opens the
        paragraph.
        """
        content, at = self._contents[piece], self._layout.cue_starts[cue]
        sentence = self._layout.sentence_at[cue]
        return (
            at > content.end
            and self._layout.paragraph_at[cue] == self._layout.paragraph(content.start)
            and sentence > self._layout.sentence(content.end - 1)
            and content.start == self._layout.paragraphs[self._layout.paragraph(content.start) - 1]
            and any(
                self.owners[other] == cue
                and self._layout.sentence(self._contents[other].start) == sentence
                and not self._reading.quoted[self._contents[other].start]
                for other in range(piece + 1, len(self._contents))
                if self._contents[other].start >= at
            )
        )

    def _speaker_above(self, piece: int, speaking: Set[int], cue: int) -> int:
        """Return the last cue before a piece if it is in the paragraph above, where a quotation is
        the last piece; or else ``cue``.
        """
        content = self._contents[piece]
        before = bisect_left(self._layout.cue_starts, content.start)
        last = max((n for n in {*self.owners} if n < before), default=NOBODY)
        if last not in speaking:
            return cue
        is_quoted = piece > 0 and self._reading.quoted[self._contents[piece - 1].start]
        is_above = self._layout.paragraph_at[last] == self._layout.paragraph(content.start) - 1
        return last if is_quoted and is_above else cue

    def _quoted_over_paragraphs(self) -> Iterator[list[int]]:
        """Yield the pieces of each quotation that goes on in the next paragraph."""
        quotations = self._reading.quotations
        pieces: dict[int, list[int]] = {}
        for piece, content in enumerate(self._contents):
            if (number := self._layout.quotation(content.start)) is not None:
                pieces.setdefault(number, []).append(piece)
        run: list[int] = []
        for number, quotation in enumerate(quotations):
            run += pieces.get(number, [])
            if quotation.closed:
                if number and not quotations[number - 1].closed and len(run) > 1:
                    yield run
                run = []

    def _is_in_its_paragraph(self, piece: int) -> bool:
        """Return whether a piece and its cue are in one paragraph."""
        cue = self.owners[piece]
        at = self._layout.paragraph(self._contents[piece].start)
        return cue != NOBODY and self._layout.paragraph_at[cue] == at

    def _is_beside(self, piece: int) -> bool:
        """Return whether a piece is right beside its cue."""
        cue = self.owners[piece]
        return cue != NOBODY and self._layout.touches(self._contents[piece], cue)
