"""Records what decided while an article is processed, if explanations are requested.

Every decision is passed to the reading's trace. ``Trace`` records nothing: its methods do nothing,
and the function that they are given is never called. A ``Recorder`` calls it at once, because the
objects it looks at keep changing. But people are recorded as such, not by their labels: a label or
a signature later in the article may give a name in full.

A note answers a question about a place, such as the owner of a piece of content or the type of a
source. Either options were scored and the best one was chosen (``weigh``), or a rule decided
(``rule``), perhaps against the scores. The last of several notes is the answer. The names of rules
and tables are those in ``scoring/report/deciders.toml``.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, NamedTuple, Protocol, runtime_checkable

Question = Literal["attribution", "source", "content", "mode", "source_type", "speaker", "hedge"]
Span = tuple[int, int]
"""A range of tokens, or of characters where stated."""


class InText(NamedTuple):
    """A span of the article, by its characters."""

    start: int
    end: int


@runtime_checkable
class Tagged(Protocol):
    """A span of the article, by its tokens."""

    @property
    def place(self) -> Span:
        """The range of tokens."""
        ...


class Labelled(Protocol):
    """Someone with a name or a description."""

    @property
    def label(self) -> str:
        """The name or description for people."""
        ...


Answer = str | InText | Tagged | Labelled | None
"""A rule's answer; ``None``: nobody."""
NO_ONE: Final = "nobody"


class Option(NamedTuple):
    """One of the scored answers.

    ``score``: the score that decided; ``clues``: its parts, each with its weight; ``told``: the
    answer in words or who it is, or an empty string if it is the span at ``place`` (tokens).
    """

    told: str | Labelled
    score: float
    clues: Sequence[tuple[str, float]]
    place: Span | None = None

    @property
    def what(self) -> str:
        """The answer in words, as of now."""
        return self.told if isinstance(self.told, str) else self.told.label


MOST_OPTIONS: Final = 6
"""Maximum number of scored options to keep: each of an article's thousands of cues may
have hundreds of sources around it."""


class Note(NamedTuple):
    """An answer to a question. ``options``: the scored options; empty for a rule.

    ``told``: the answer in words or who it is; ``place``: characters, if the answer is a span of
    the article.
    """

    by: str
    told: str | Labelled
    place: Span | None
    options: Sequence[Option] = ()
    left_out: int = 0
    """Number of options beyond ``MOST_OPTIONS``."""

    @property
    def what(self) -> str:
        """The answer in words, as of now."""
        return self.told if isinstance(self.told, str) else self.told.label


Options = Callable[[], Iterable[Option]]


class Trace:
    """Records nothing."""

    __slots__ = ()

    def turn_to(self, start: int, end: int) -> None:
        """Set the place of the next notes without a place: a range of tokens."""

    def turn_to_text(self, start: int, end: int) -> None:
        """The same with a range of characters."""

    def weigh(
        self, question: Question, by: str, options: Options, place: Span | None = None
    ) -> None:
        """Record that the best of the options was chosen, by a model's head or a table of weights.

        ``place``: tokens; ``None``: the place set last.
        """

    def rule(self, question: Question, by: str, answer: Answer, place: Span | None = None) -> None:
        """Record that a rule decided. ``place``: as for ``weigh``."""

    def rule_of(
        self, question: Question, by: str, answer: str, places: Callable[[], Iterable[Span]]
    ) -> None:
        """Record that a rule decided about several ranges of tokens."""

    def settle(self, question: Question, by: str, answer: str) -> None:
        """Record that a rule decided, unless the last note already has the same answer."""

    def copy(self, question: Question, tokens: Span, text: Span) -> None:
        """Copy the notes of a range of tokens to a range of characters."""

    def cut(self, question: Question, whole: Span, part: Span) -> None:
        """Let what decided about a range of tokens hold for a part of it: only an edge moved."""


SILENT: Final = Trace()


class Recorder(Trace):
    """Records notes. ``spans``: the characters of each token."""

    __slots__ = ("_here", "_notes", "_spans")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._here: Span = (0, 0)
        self._notes: dict[tuple[Question, Span], list[Note]] = {}

    def notes(self, question: Question, text: Span) -> Sequence[Note]:
        """Return the notes about a range of characters, in order."""
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
            note = Note(by, best.told, where, found[:MOST_OPTIONS], left_out)
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

    def cut(self, question: Question, whole: Span, part: Span) -> None:  # noqa: D102
        self.copy(question, whole, self.text(part))

    def _ruled(self, by: str, answer: Answer) -> Note:
        if answer is None:
            return Note(by, NO_ONE, None)
        if isinstance(answer, str):
            return Note(by, answer, None)
        if isinstance(answer, InText):
            return Note(by, "", (answer.start, answer.end))
        if isinstance(answer, Tagged):
            return Note(by, "", self.text(answer.place))
        return Note(by, answer, None)

    def _note(self, question: Question, place: Span | None, note: Note) -> None:
        where = self._here if place is None else self.text(place)
        self._notes.setdefault((question, where), []).append(note)


LaidOut = Literal["turn", "question", "signature"]
"""The layout that identifies an attribution: a turn's label, a question without a label between
labeled turns, or a signature."""


def note_found(
    trace: Trace, form: LaidOut, cue: Span, source: Span | None, content: Sequence[Span]
) -> None:
    """Record that the rules for a layout decided an attribution completely.

    All spans are offsets in characters.
    """
    trace.turn_to_text(*cue)
    trace.rule("attribution", f"attribution.{form}", "an attribution")
    trace.rule("source", f"source.{form}", source and InText(*source))
    trace.rule("mode", f"mode.{form}", "statement")
    for piece in content:
        trace.turn_to_text(*piece)
        trace.rule("content", f"content.{form}", InText(*cue))
