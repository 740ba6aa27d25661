"""What decided what, noted down while an article is read, if somebody asks why.

Every point of decision reaches the reading's trace. ``Trace`` takes no notes: its methods do
nothing, and what they would note is a function that is then never called. A ``Recorder`` calls it
at once, for what it looks at goes on changing.

A note answers a question about a place: whose is this piece of content, what type is this source?
Either options were weighed and the best one taken (``weigh``), or a rule decided (``rule``),
perhaps against what was weighed. Of several notes the last holds. Names of rules and tables are
those of ``scoring/report/deciders.toml``.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, NamedTuple, Protocol, runtime_checkable

Question = Literal["attribution", "source", "content", "mode", "source_type", "speaker", "hedge"]
Span = tuple[int, int]
"""A range of tokens, or of characters where that is said."""


class InText(NamedTuple):
    """Words of the article, by their characters."""

    start: int
    end: int


@runtime_checkable
class Tagged(Protocol):
    """Words of the article, by their tokens."""

    @property
    def place(self) -> Span:
        """The range of tokens."""
        ...


class Labelled(Protocol):
    """Somebody with a name or a description."""

    @property
    def label(self) -> str:
        """What a person would call them."""
        ...


Answer = str | InText | Tagged | Labelled | None
"""What a rule says; ``None``: nobody."""
NO_ONE: Final = "nobody"


class Option(NamedTuple):
    """One of the answers that were weighed.

    ``score``: what it was chosen or left by; ``clues``: what adds up to that, each with its weight;
    ``what``: the answer in words, empty where it is the article's words at ``place`` (tokens).
    """

    what: str
    score: float
    clues: Sequence[tuple[str, float]]
    place: Span | None = None


MOST_OPTIONS: Final = 6
"""Options that are kept of what was weighed, the best: each of an article's thousands of cues may
have hundreds of sources about it."""


class Note(NamedTuple):
    """One answer to a question. ``options``: what was weighed, none by a rule.

    ``place``: characters, where the answer is the article's own words.
    """

    by: str
    what: str
    place: Span | None
    options: Sequence[Option] = ()
    left_out: int = 0
    """Options beyond ``MOST_OPTIONS``."""


Options = Callable[[], Iterable[Option]]


class Trace:
    """Takes no notes."""

    __slots__ = ()

    def turn_to(self, start: int, end: int) -> None:
        """Say what the next notes without a place are about: a range of tokens."""

    def turn_to_text(self, start: int, end: int) -> None:
        """The same, by a range of characters."""

    def weigh(
        self, question: Question, by: str, options: Options, place: Span | None = None
    ) -> None:
        """Note that the best of the options was chosen, by a model's head or a table of weights.

        ``place``: tokens; ``None``: what was turned to last.
        """

    def rule(self, question: Question, by: str, answer: Answer, place: Span | None = None) -> None:
        """Note that a rule decided. ``place``: as for ``weigh``."""

    def rule_of(
        self, question: Question, by: str, answer: str, places: Callable[[], Iterable[Span]]
    ) -> None:
        """Note that a rule decided of several ranges of tokens."""

    def settle(self, question: Question, by: str, answer: str) -> None:
        """Note that a rule decided, unless the last note has the same answer already."""

    def copy(self, question: Question, tokens: Span, text: Span) -> None:
        """Note of a range of characters what was noted of a range of tokens."""


SILENT: Final = Trace()


class Recorder(Trace):
    """Takes notes. ``spans``: the characters of each token."""

    __slots__ = ("_here", "_notes", "_spans")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._here: Span = (0, 0)
        self._notes: dict[tuple[Question, Span], list[Note]] = {}

    def notes(self, question: Question, text: Span) -> Sequence[Note]:
        """Return what was noted of a range of characters, in order."""
        return self._notes.get((question, text), ())

    def text(self, tokens: Span) -> Span:
        """Return the characters of a range of tokens."""
        return self._spans[tokens[0]][0], self._spans[tokens[1] - 1][1]

    def turn_to(self, start: int, end: int) -> None:  # noqa: D102
        self._here = self.text((start, end))

    def turn_to_text(self, start: int, end: int) -> None:  # noqa: D102
        self._here = start, end

    def weigh(  # noqa: D102
        self, question: Question, by: str, options: Options, place: Span | None = None
    ) -> None:
        found = sorted(options(), key=lambda one: -one.score)
        if found:
            best, left_out = found[0], max(0, len(found) - MOST_OPTIONS)
            where = self.text(best.place) if best.place else None
            note = Note(by, best.what, where, found[:MOST_OPTIONS], left_out)
            self._note(question, place, note)

    def rule(  # noqa: D102
        self, question: Question, by: str, answer: Answer, place: Span | None = None
    ) -> None:
        self._note(question, place, self._ruled(by, answer))

    def rule_of(  # noqa: D102
        self, question: Question, by: str, answer: str, places: Callable[[], Iterable[Span]]
    ) -> None:
        for place in places():
            self.rule(question, by, answer, place)

    def settle(self, question: Question, by: str, answer: str) -> None:  # noqa: D102
        known = self.notes(question, self._here)
        if not known or known[-1].what != answer:
            self.rule(question, by, answer)

    def copy(self, question: Question, tokens: Span, text: Span) -> None:  # noqa: D102
        self._notes[question, text] = [*self.notes(question, self.text(tokens))]

    def _ruled(self, by: str, answer: Answer) -> Note:
        if answer is None:
            return Note(by, NO_ONE, None)
        if isinstance(answer, str):
            return Note(by, answer, None)
        if isinstance(answer, InText):
            return Note(by, "", (answer.start, answer.end))
        if isinstance(answer, Tagged):
            return Note(by, "", self.text(answer.place))
        return Note(by, answer.label, None)

    def _note(self, question: Question, place: Span | None, note: Note) -> None:
        where = self._here if place is None else self.text(place)
        self._notes.setdefault((question, where), []).append(note)
