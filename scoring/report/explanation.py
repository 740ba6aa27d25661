"""What an explanation of a finding is made of, as it stands in a report."""

from typing import Final

from scoring.trace import MOST_OPTIONS, Question
from scoring.types import Offset, Piece, Value

MOST_CLUES: Final = 20
"""Clues listed of a candidate: those that weigh most."""
MOST_LOSERS: Final = MOST_OPTIONS - 1
"""Candidates listed beside the winner: the best."""
MOST_CLUES_OF_A_REPORT: Final = 20_000
"""Clues listed in a report; a candidate whose turn comes later has its score alone."""


class Clue(Value, frozen=True, kw_only=True):
    """What spoke for a candidate (``weight`` over 0) or against it, in log odds.

    ``clue`` is its name in the tables of weights; ``means`` says it in words.
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
    """Why something was found, and found so.

    ``finding`` is an attribution's id (``a3``), or the place of a hedge in the report's list
    (``h1`` is the first); ``speaker`` is whom a source goes to, where that or its type is in
    question. ``place`` is what the question is about. ``decided_by`` names the rule, the head of
    the model or the table of weights that decided, ``weighed_by`` what gave the scores. Where they
    are the same, the winner has the highest score; where they are not, the rule decided, against
    the scores or without any.
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
