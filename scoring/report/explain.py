"""Writes the explanations of a report's findings from the recorded decisions."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from scoring.doc_attributes import READING
from scoring.model.weights.clue_templates import load_templates
from scoring.model.weights.clue_weights import DECISIONS
from scoring.report.explanation import (
    MOST_CLUES,
    MOST_CLUES_OF_A_REPORT,
    MOST_LOSERS,
    Candidate,
    Clue,
    Explanation,
)
from scoring.report.offsets import Offsets
from scoring.scorer import Evidence
from scoring.story import Story
from scoring.trace import Note, Option, Question, Recorder, Span
from scoring.types import Attribution, Hedge, OffsetUnit, Piece

DIGITS = 3
"""Decimals of scores and weights."""
CLUE_WORDS: Final = Path(__file__).with_name("clue_words.toml")


def explain(story: Story, found: Iterable[Evidence], *, unit: OffsetUnit) -> list[Explanation]:
    """Return the explanations of a report's attributions and hedges, in order.

    ``found``: the findings of the report's scorers; ``unit``: the unit of offsets.

    Raises ``TypeError`` if no decisions were recorded.
    """
    trace = READING.of(story.doc).trace
    if not isinstance(trace, Recorder):
        raise TypeError("no notes were taken: read with explain=True")
    lists = {key: listed for evidence in found for key, listed in evidence.items()}
    writer = _Writer(story.article.text, trace, unit)
    found_in = [*lists.get("attributions", ()), *lists.get("hedges", ())]
    explanations: list[Explanation] = []
    hedges = 0
    for one in found_in:
        if isinstance(one, Attribution):
            explanations += writer.attribution(one)
        elif isinstance(one, Hedge):
            hedges += 1
            explanations += writer.answer(f"h{hedges}", "hedge", (one.start, one.end))
    return explanations


class _Writer:
    def __init__(self, text: str, trace: Recorder, unit: OffsetUnit) -> None:
        self._text = text
        self._trace = trace
        self._offsets = None if unit == "codepoint" else Offsets(text, unit)
        self._clues = 0
        """The number of clues listed so far."""

    def attribution(self, one: Attribution) -> Iterator[Explanation]:
        """Yield the explanations of an attribution: why it is one, its parts, its type
        and its speaker.
        """
        cue = one.cue.start, one.cue.end
        yield from self.answer(one.id, "attribution", cue)
        yield from self.answer(one.id, "mode", cue)
        yield from self.answer(one.id, "source", cue)
        if one.source:
            source = one.source.start, one.source.end
            yield from self.answer(one.id, "source_type", source, one.source.speaker)
            yield from self.answer(one.id, "speaker", source, one.source.speaker)
        for piece in one.content:
            yield from self.answer(one.id, "content", (piece.start, piece.end))

    def answer(
        self, finding: str, question: Question, place: Span, speaker: str | None = None
    ) -> Iterator[Explanation]:
        """Yield the answer to a question about a place (in characters), if it was recorded."""
        notes = self._trace.notes(question, place)
        if not notes:
            return
        decided = notes[-1]
        weighed = next((note for note in reversed(notes) if note.options), None)
        options = weighed.options if weighed else []
        winner = next((one for one in options if self._is_answer(one, decided)), None)
        losers = [one for one in options if one is not winner]
        beyond = weighed.left_out if weighed else 0
        weighing = weighed.by if weighed else None
        yield Explanation(
            finding=finding,
            question=question,
            speaker=speaker,
            place=Piece(
                start=self._offset(place[0]),
                end=self._offset(place[1]),
                text=self._text[slice(*place)],
            ),
            decided_by=decided.by,
            weighed_by=weighing,
            winner=self._option(winner, weighing) if winner else self._ruled(decided),
            losers=tuple(self._option(one, weighing) for one in losers[:MOST_LOSERS]),
            losers_left_out=max(0, len(losers) - MOST_LOSERS) + beyond,
        )

    def _is_answer(self, one: Option, note: Note) -> bool:
        place = self._trace.text(one.place) if one.place else None
        return (one.what, place) == (note.what, note.place)

    def _ruled(self, note: Note) -> Candidate:
        return Candidate(**self._answer(note.what, note.place), score=None)

    def _option(self, one: Option, weighing: str | None) -> Candidate:
        """Return an option as a candidate. ``weighing``: the decider that scored it."""
        telling = sorted((clue for clue in one.clues if clue[1]), key=lambda clue: -abs(clue[1]))
        room = min(MOST_CLUES, MOST_CLUES_OF_A_REPORT - self._clues)
        listed, rest = telling[:room], telling[room:]
        self._clues += len(listed)
        return Candidate(
            **self._answer(one.what, self._trace.text(one.place) if one.place else None),
            score=round(one.score, DIGITS),
            clues=tuple(
                Clue(clue=clue, means=describe(clue, weighing or ""), weight=round(weight, DIGITS))
                for clue, weight in listed
            ),
            clues_left_out=len(rest),
            left_out_weight=round(sum(weight for _, weight in rest), DIGITS),
        )

    def _answer(self, what: str, place: Span | None) -> dict[str, Any]:
        """Return the fields that identify a candidate."""
        if place is None:
            return {"answer": what, "start": None, "end": None}
        return {
            "answer": what or self._text[slice(*place)],
            "start": self._offset(place[0]),
            "end": self._offset(place[1]),
        }

    def _offset(self, place: int) -> int:
        return self._offsets[place] if self._offsets else place


def describe(clue: str, decider: str) -> str:
    """Return what a clue means, or the clue itself if it has no description.

    ``decider``: the decider that used it, such as ``table.owners``.
    """
    if words := _words().get(clue):
        return words
    decision = decider.removeprefix("table.")
    meaning = load_templates(decision).meaning(clue) if decision in DECISIONS else None
    return meaning or clue


@cache
def _words() -> Mapping[str, str]:
    words: dict[str, str] = tomllib.loads(CLUE_WORDS.read_text(encoding="utf-8"))
    return words
