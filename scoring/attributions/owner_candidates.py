"""Name the cues that a piece of content may belong to, each with its clues.

The clues are the ones that a copy editor uses. A quotation beside a cue belongs to that cue. A
second piece in a paragraph belongs to the same cue as the first. A paragraph that opens with a
quotation mark, after a quotation that was not closed, continues that quotation. A cue inside
another quotation says nothing about text outside it. Each clue has a weight learned from labeled
articles (``scoring.model.weights``, "owners"). The log probabilities of the model's pointers are
clues too. He, Barbosa & Kondrak (2013) rank the speakers of quotations by such clues.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from scoring.attributions.layout import Layout
from scoring.model.decoding import Reading, Tagged
from scoring.model.pointers import LogOdds
from scoring.model.weights.clue_templates import load_templates
from scoring.model.weights.clue_weights import load_evidence

CUES_ON_A_SIDE: Final = 5
"""A piece may belong to one of at most this many cues on each side."""
PARAGRAPHS_BEFORE: Final = 3
PARAGRAPHS_AFTER: Final = 1
"""A piece's cue is at most this many paragraphs away. The owner of the previous piece is exempt."""
NOBODY: Final = -1
"""Stands for the index of a cue where a piece belongs to none."""
LEADING: Final = 2
"""The fewest words before a quotation in its sentence that lead up to it."""

CLUES: Final = load_templates("owners")
MANY: Final = CLUES.most("many")
ODDS: Final = CLUES.above("odds")
"""Thresholds of the model's log probability, the greatest first."""
EXCEEDED: Final = {str(step): ODDS[place:] for place, step in enumerate(ODDS)}
"""The thresholds that a log probability exceeds, by the greatest of them."""
in_words = CLUES.steps("many")
odds_in_words = CLUES.graded("odds")
distance = CLUES.maker("distance", "side", "words")
distance_in_sentences = CLUES.maker("distance_in_sentences", "side", "words", "sentences")
sentences_away = CLUES.maker("sentences", "side", "sentences")
paragraphs_away = CLUES.maker("paragraphs", "paragraphs")
cues_between = CLUES.maker("cues_between", "side", "cues")
cues_between_outside = CLUES.maker("cues_between_outside", "side", "cues")
odds_above = CLUES.maker("odds_above", "step")
odds_about = CLUES.maker("odds", "odds")
touches = CLUES.maker("touches", "side")
another_touches = CLUES.maker("another_touches", "side")
has_source = CLUES.maker("source", "has", "side")
after_colon = CLUES.maker("colon", "cues")
inside_quotation = CLUES.maker("inside_quotation", "which")
has_piece = CLUES.maker("has_piece", "side")
stands_after_piece = CLUES.maker("stands_after_piece", "side", "sentences")
has_no_piece = CLUES.maker("has_no_piece", "side")
goes_on = CLUES.maker("goes_on", "how")
goes_on_past_cues = CLUES.maker("goes_on_past_cues", "how", "cues", "side")
does_not_go_on = CLUES.maker("does_not_go_on", "how")
nobodys = CLUES.fixed("nobody")
nobodys_odds = CLUES.maker("nobody_odds", "odds")
nobodys_touching = CLUES.maker("nobody_touching", "touching")
nobodys_again = CLUES.maker("nobody_again", "turn")
nobody_goes_on = CLUES.maker("nobody_goes_on", "how")
in_context = CLUES.maker("in_context", "clue", "context")
first_piece = CLUES.fixed("first_piece")
same_quotation = CLUES.fixed("same_quotation")
same_paragraph = CLUES.maker("same_paragraph", "sentences")
later_paragraph = CLUES.maker("later_paragraph", "away", "kind", "place")
FARTHEST: Final = CLUES.most("away")


class Candidate(NamedTuple):
    """A possible owner of a piece: the cue's index, or ``NOBODY``, with its clues.

    Each clue counts once by itself and once with its context, the kind of piece.
    """

    cue: int
    plain: tuple[str, ...]
    context: str

    @property
    def clues(self) -> tuple[str, ...]:
        """All clues, in the form in which their weights are learned."""
        return (*self.plain, *(in_context(clue, self.context) for clue in self.plain))

    @property
    def weights(self) -> list[tuple[str, float]]:
        """What each clue adds to the log odds, alone and with its context together."""
        weights = _weights(self.context)
        return [(f"{clue}, {self.context}", weights[clue]) for clue in self.plain]

    @property
    def weight(self) -> float:
        """The candidate's log odds, up to a constant that all candidates of the piece share."""
        return sum(map(_weights(self.context).__getitem__, self.plain))


class _Asked(NamedTuple):
    """A piece whose owner is asked for: its index, its span and where it is.

    ``touching`` are the indices of the cues right beside it, and ``how`` says how the piece relates
    to the previous one.
    """

    piece: int
    content: Tagged
    first_sentence: int
    last_sentence: int
    paragraph: int
    quotation: int | None
    touching: frozenset[int]
    how: str


class _Between(NamedTuple):
    """The number of other cues between a piece and a cue, and of those outside quotations."""

    cues: int
    outside: int


class _Weights(dict[str, float]):
    """The weights of the clues in a context, each looked up once: there are some hundred."""

    def __init__(self, context: str) -> None:
        super().__init__()
        self._context = context

    def __missing__(self, clue: str) -> float:
        clues = clue, in_context(clue, self._context)
        self[clue] = weight = load_evidence("owners").weigh(clues)[0]
        return weight


@cache
def _weights(context: str) -> _Weights:
    return _Weights(context)


@cache
def _away(side: str, words: str, sentences: str) -> tuple[str, ...]:
    """Return the clues from how far away a cue is."""
    return (
        distance(side, words),
        distance_in_sentences(side, words, sentences),
        sentences_away(side, sentences),
    )


@cache
def _past(side: str, cues: str, outside: str) -> tuple[str, ...]:
    """Return the clues from the number of cues between, and of those outside quotations."""
    return cues_between(side, cues), cues_between_outside(side, outside)


@cache
def _odds_clues(grade: str) -> tuple[str, ...]:
    """Return the clues from the model's log probability."""
    return (*map(odds_above, EXCEEDED.get(grade, ())), odds_about(grade))


@cache
def _beside(side: str, touching: str, has: str, colon: str) -> tuple[str, ...]:
    """Return the clues from what is right beside the piece and the cue.

    ``touching``: which cue touches the piece ("this", "another" or ""); ``has``: whether this cue
    has a source; ``colon``: how many cues are between, if the piece follows a colon, else "".
    """
    found = {"this": (touches(side),), "another": (another_touches(side),)}.get(touching, ())
    found = (*found, has_source(has, side))
    return (*found, after_colon(colon)) if colon else found


@cache
def _in_order(side: str, sentences: str, place: str) -> tuple[str, ...]:
    """Return the clues from the pieces that a cue has.

    ``place``: where the cue is, "before" or "after" the start of the first of them; "" if it has
    none.
    """
    if not place:
        return (has_no_piece(side),)
    found = (has_piece(side),)
    return (*found, stands_after_piece(side, sentences)) if place == "after" else found


class OwnerCandidates:
    """Finds the possible owners of an article's pieces of content, in the order of the pieces.

    ``odds`` has the model's log probability by piece and cue. ``sources`` has the source of each
    cue, or ``None``.
    """

    def __init__(
        self,
        reading: Reading,
        odds: LogOdds,
        cues: Sequence[Tagged],
        contents: Sequence[Tagged],
        sources: Sequence[Tagged | None],
    ) -> None:
        self._reading, self._odds = reading, odds
        self.cues, self.contents, self.sources = cues, contents, sources
        self.layout = Layout(reading, cues, sources)
        self.owners: list[int] = []
        """The index of each assigned piece's cue, or ``NOBODY``."""
        self._first: dict[int, int] = {}
        """The index of the first piece of each cue that owns one."""

    def own(self, cue: int) -> None:
        """Set the owner of the next piece: the index of a cue, or ``NOBODY``."""
        self._first.setdefault(cue, len(self.owners))
        self.owners.append(cue)

    def of(self, piece: int) -> list[Candidate]:
        """Return the possible owners of the next piece. The last one is ``NOBODY``.

        The owners of all earlier pieces must be set first.
        """
        content = self.contents[piece]
        numbers = self._near(content)
        before = self.owners[piece - 1] if piece else NOBODY
        if before != NOBODY and before not in numbers:
            numbers = sorted([*numbers, before])
        context = self._context(content, numbers)
        odds = {n: float(self._odds[piece, n]) for n in numbers}
        between = self._between(content, numbers)
        how = self._continues(piece)
        asked = _Asked(
            piece,
            content,
            self.layout.sentence(content.start),
            self.layout.sentence(content.end - 1),
            self.layout.paragraph(content.start),
            self.layout.quotation(content.start),
            frozenset(n for n in numbers if self.layout.touches(content, n)),
            how,
        )
        found = [Candidate(n, self._clues(asked, n, between[n], odds[n]), context) for n in numbers]
        best = max(odds.values(), default=ODDS[-1])
        none = (
            nobodys,
            nobodys_odds(odds_in_words(best)),
            nobodys_touching(len(asked.touching) > 0),
            nobodys_again("again" if piece and before == NOBODY else "first"),
            nobody_goes_on(how),
        )
        return [*found, Candidate(NOBODY, none, context)]

    def _near(self, content: Tagged) -> list[int]:
        """Return the indices of the cues near a piece.

        The number on each side and the distance in paragraphs are limited.
        """
        paragraph = self.layout.paragraph(content.start)
        place = bisect_left(self.layout.cue_starts, content.start)
        first, stop = max(0, place - CUES_ON_A_SIDE), place + CUES_ON_A_SIDE
        near = [
            n
            for n in range(first, min(stop, len(self.cues)))
            if -PARAGRAPHS_BEFORE <= self.layout.paragraph_at[n] - paragraph <= PARAGRAPHS_AFTER
        ]
        if self._is_led_up_to(content):
            near = [n for n in near if not self._is_of_next_sentence(content, n)]
        return near

    def _is_led_up_to(self, content: Tagged) -> bool:
        """Return whether a piece is a quotation to which its sentence leads up."""
        at = content.start
        if not self._reading.quoted[at]:
            return False
        words_before = self.layout.words_before
        number = self.layout.sentence(at)
        start = self.layout.sentences[number - 1] if number else 0
        return words_before[at] - words_before[start] >= LEADING and not self._reading.quoted[start]

    def _is_of_next_sentence(self, content: Tagged, number: int) -> bool:
        """Return whether a cue is in a sentence after the one that leads up to a quotation.

        "A banner read “Stay.” The mayor said …": the mayor does not say what is on the banner.
        """
        sentences, words_before = self.layout.sentences, self.layout.words_before
        cue = self.layout.cue_starts[number]
        if cue < content.end:
            return False
        place = bisect_right(sentences, cue)
        begins = sentences[place - 1]
        ends = sentences[place] if place < len(sentences) else len(words_before) - 1
        goes_on = words_before[ends] - words_before[self.cues[number].end]
        return begins >= content.end and begins < cue and goes_on >= LEADING

    def _context(self, content: Tagged, numbers: Sequence[int]) -> str:
        if not self._reading.quoted[content.start]:
            return "not quoted"
        paragraph = self.layout.paragraph(content.start)
        quotation = self.layout.quotation(content.start)
        alone = all(
            self.layout.paragraph_at[n] != paragraph or self.layout.quotation_at[n] == quotation
            for n in numbers
        )
        return "quoted, alone in its paragraph" if alone else "quoted"

    def _between(self, content: Tagged, numbers: Sequence[int]) -> dict[int, _Between]:
        """Return how many cues are between a piece and each of the cues in ``numbers``.

        ``numbers`` are sorted. Cues inside the piece are not between.
        """
        found: dict[int, _Between] = {}
        first = bisect_left(numbers, content.start, key=self.layout.cue_starts.__getitem__)
        for side in (reversed(numbers[:first]), numbers[first:]):
            cues = outside = 0
            for number in side:
                found[number] = _Between(cues, outside)
                if not content.start <= self.layout.cue_starts[number] < content.end:
                    cues += 1
                    outside += self.layout.quotation_at[number] is None
        return found

    def _clues(self, asked: _Asked, number: int, between: _Between, odds: float) -> tuple[str, ...]:
        """Return the clues for a cue. ``odds``: the model's log probability."""
        content, cue = asked.content, self.cues[number]
        after = cue.start >= content.start
        side = "after" if after else "before"
        low, high = (content.end, cue.start) if after else (cue.end, content.start)
        words = self.layout.words_between(low, high, self.sources[number])
        sentences = in_words(
            self.layout.sentence_at[number] - asked.last_sentence
            if after
            else asked.first_sentence - self.layout.sentence_at[number]
        )
        cues, outside = in_words(between.cues), in_words(between.outside)
        colon = not after and high > 0 and self._reading.tokens.words[high - 1] == ":"
        touching = "this" if number in asked.touching else "another" if asked.touching else ""
        found = [
            *_away(side, in_words(words), sentences),
            paragraphs_away(self.layout.paragraph_at[number] - asked.paragraph),
            *_past(side, cues, outside),
            *_odds_clues(odds_in_words(odds)),
            *_beside(
                side, touching, "has" if self.sources[number] else "no", cues if colon else ""
            ),
        ]
        if (inside := self.layout.quotation_at[number]) is not None:
            found.append(inside_quotation("the same" if inside == asked.quotation else "another"))
        place = ""
        if (first := self._first.get(number)) is not None:
            place = "after" if cue.start > self.contents[first].start else "before"
        found += _in_order(side, sentences, place)
        if asked.piece and self.owners[asked.piece - 1] == number:
            found += goes_on(asked.how), goes_on_past_cues(asked.how, outside, side)
        elif asked.piece:
            found.append(does_not_go_on(asked.how))
        return tuple(found)

    def _continues(self, piece: int) -> str:
        """Return how a piece relates to the previous one."""
        if not piece:
            return first_piece
        before, content = self.contents[piece - 1], self.contents[piece]
        earlier, here = self.layout.quotation(before.end - 1), self.layout.quotation(content.start)
        if earlier is not None and earlier == here:
            return same_quotation
        away = self.layout.paragraph(content.start) - self.layout.paragraph(before.end - 1)
        if away == 0:
            between = self._reading.starts[before.end : content.start + 1].sum()
            return same_paragraph(in_words(int(between)))
        unclosed = earlier is not None and not self._reading.quotations[earlier].closed
        opens = content.start == self.layout.paragraphs[self.layout.paragraph(content.start) - 1]
        kind = "unclosed" if unclosed else "closed" if earlier is not None else "not quoted"
        return later_paragraph(min(away, FARTHEST), kind, "opening" if opens else "inside")
