"""The types of an explanation in a report."""

from typing import Final

from scoring.trace import MOST_OPTIONS, Question
from scoring.types import Offset, Piece, Value

MOST_CLUES: Final = 20
"""Maximum number of clues listed per candidate: those with the greatest weights."""
MOST_LOSERS: Final = MOST_OPTIONS - 1
"""Maximum number of losing candidates listed: the best ones."""
MOST_CLUES_OF_A_REPORT: Final = 20_000
"""Maximum number of clues in a report. Candidates beyond that have only their score."""


class Clue(Value, frozen=True, kw_only=True):
    """A reason for a candidate (``weight`` above 0) or against it, in log odds.

    ``clue`` is its name in the tables of weights; ``means`` describes it in words.
    """

    clue: str
    means: str
    weight: float


class Candidate(Value, frozen=True, kw_only=True):
    """A possible answer.

    ``answer``: a type, a mode, somebody's name, or the words of the article at ``start`` to
    ``end``. ``score`` is the sum of the weights of ``clues`` and of those left out
    (``clues_left_out``, ``left_out_weight``); ``null`` if nothing was weighed.
    """

    answer: str
    start: Offset | None
    end: Offset | None
    score: float | None
    clues: tuple[Clue, ...] = ()
    clues_left_out: int = 0
    left_out_weight: float = 0.0


class Explanation(Value, frozen=True, kw_only=True):
    """Explains a finding, or a part of one.

    ``finding`` is an attribution's id (``a3``), or the position of a hedge in the report's list
    (``h1`` is the first). ``speaker`` is the id of the source's speaker, if the question is about
    the speaker or the type. ``place`` is the text that the question is about. ``decided_by`` names
    the rule, the head of the model or the table of weights that decided. ``weighed_by`` names the
    decider that scored the candidates. If both are the same, the winner has the highest score. If
    they differ, a rule decided, with or without regard to scores.
    """

    finding: str
    question: Question
    speaker: str | None
    place: Piece
    decided_by: str
    weighed_by: str | None
    winner: Candidate
    losers: tuple[Candidate, ...]
    losers_left_out: int
