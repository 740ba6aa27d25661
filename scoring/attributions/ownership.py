"""Assign each piece of content to the likeliest of the nearby cues, or to none.

The clues are the ones that a copy editor uses. A quotation beside a cue belongs to that cue. A
second piece in a paragraph belongs to the same cue as the first. A paragraph that opens with a
quotation mark, after a quotation that was not closed, continues that quotation. A cue inside
another quotation says nothing about text outside it. Each clue has a weight learned from labeled
articles (``scoring.model.weights``, "owners"). The log probabilities of the model's pointers are
clues too. He, Barbosa & Kondrak (2013) rank the speakers of quotations by such clues. Pieces are
assigned in order, so that the owner of the previous piece is known.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import cache, partial
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np

from scoring.model.decoding import Reading, Tagged
from scoring.model.pointers import LogOdds
from scoring.model.weights.clue_templates import load_templates
from scoring.model.weights.clue_weights import load_evidence
from scoring.trace import NO_ONE, Option

CUES_ON_A_SIDE: Final = 5
"""A piece may belong to one of at most this many cues on each side."""
PARAGRAPHS_BEFORE: Final = 3
PARAGRAPHS_AFTER: Final = 1
"""A piece's cue is at most this many paragraphs away. The owner of the previous piece is exempt."""
NOBODY: Final = -1
"""Stands for the index of a cue where a piece belongs to none."""
SPARE: Final = 0.2
"""A cue without content may take a spare piece only if its probability for that piece is higher."""
LEADING: Final = 2
"""The fewest words before a quotation in its sentence that lead up to it."""
SKIPPED: Final = 0.5
"""The probability of a cue that is too far away to be a candidate but whose source spoke last."""

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


class Ownership:
    """Assigns an article's pieces of content to its cues.

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
        self._cues, self._contents, self._sources = cues, contents, sources
        self._cue_starts = [cue.start for cue in cues]
        self._paragraphs = reading.tokens.paragraph_starts
        self._sentences = reading.start_places
        written = reading.tokens.words
        is_word = {word: any(map(str.isalnum, word)) for word in {*written}}
        self._words_before = [0, *accumulate(map(is_word.__getitem__, written))]
        self._marks = [quotation.start for quotation in reading.quotations]
        self._quotation_at = [self._quotation(cue.start) for cue in cues]
        self._paragraph_at = [self._paragraph(cue.start) for cue in cues]
        self._sentence_at = [self._sentence(cue.start) for cue in cues]
        self.owners: list[int] = []
        """The index of each assigned piece's cue, or ``NOBODY``."""
        self._first: dict[int, int] = {}
        """The index of the first piece of each cue that owns one."""

    def assign(self) -> list[dict[int, float]]:
        """Choose a cue for each piece, and store the choices in ``owners``.

        Returns, for each piece, the probability of each candidate by cue index (``NOBODY``: none).
        The probabilities of a piece add up to 1.
        """
        likely = []
        for piece in range(len(self._contents)):
            found = self.candidates(piece)
            weights = np.array([one.weight for one in found])
            shares = np.exp(weights - weights.max())
            shares /= shares.sum()
            self.own(found[int(shares.argmax())].cue)
            place = self._contents[piece].place
            self._reading.trace.weigh(
                "content", "table.owners", partial(self._options, found), place
            )
            likely.append({one.cue: float(share) for one, share in zip(found, shares, strict=True)})
        self._share_out(likely)
        self._follow_quotations(likely)
        self._stay_with_last(likely)
        return likely

    def _options(self, found: Sequence[Candidate]) -> Iterator[Option]:
        for one in found:
            weights = _weights(one.context)
            clues = [(f"{clue}, {one.context}", weights[clue]) for clue in one.plain]
            nobody = one.cue == NOBODY
            place = None if nobody else self._cues[one.cue].place
            yield Option(NO_ONE if nobody else "", one.weight, clues, place)

    def own(self, cue: int) -> None:
        """Set the owner of the next piece: the index of a cue, or ``NOBODY``."""
        self._first.setdefault(cue, len(self.owners))
        self.owners.append(cue)

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
        return bool(self._reading.quoted[at]) or self._paragraph(at) == self._paragraph_at[cue]

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
            if self._quotation_at[cue] is not None:
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
            if self._sources[cue] and self._quotation_at[cue] is None
        }
        for piece, content in enumerate(self._contents):
            cue = self.owners[piece]
            if cue == NOBODY or not self._reading.quoted[content.start]:
                continue
            before = bisect_left(self._cue_starts, content.start)
            if self._is_inside_another(piece, cue):
                last = next((n for n in range(before - 1, -1, -1) if n in speaking), NOBODY)
            elif self._paragraph_at[cue] < self._paragraph(content.start):
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
        inside = self._quotation_at[cue]
        if inside is None or self._paragraph_at[cue] == self._paragraph(
            self._contents[piece].start
        ):
            return False
        return inside != self._quotation(self._contents[piece].start)

    def _tells_of_another(self, piece: int, cue: int) -> bool:
        """Return whether a cue in a later sentence has content there.

        "“The climb suits me.” Moreau admitted that he had started too fast.": the piece opens the
        paragraph.
        """
        content, at = self._contents[piece], self._cue_starts[cue]
        sentence = self._sentence_at[cue]
        return (
            at > content.end
            and self._paragraph_at[cue] == self._paragraph(content.start)
            and sentence > self._sentence(content.end - 1)
            and content.start == self._paragraphs[self._paragraph(content.start) - 1]
            and any(
                self.owners[other] == cue
                and self._sentence(self._contents[other].start) == sentence
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
        before = bisect_left(self._cue_starts, content.start)
        last = max((n for n in {*self.owners} if n < before), default=NOBODY)
        if last not in speaking:
            return cue
        is_quoted = piece > 0 and self._reading.quoted[self._contents[piece - 1].start]
        is_above = self._paragraph_at[last] == self._paragraph(content.start) - 1
        return last if is_quoted and is_above else cue

    def _quoted_over_paragraphs(self) -> Iterator[list[int]]:
        """Yield the pieces of each quotation that goes on in the next paragraph."""
        quotations = self._reading.quotations
        pieces: dict[int, list[int]] = {}
        for piece, content in enumerate(self._contents):
            if (number := self._quotation(content.start)) is not None:
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
        at = self._paragraph(self._contents[piece].start)
        return cue != NOBODY and self._paragraph_at[cue] == at

    def _is_beside(self, piece: int) -> bool:
        """Return whether a piece is right beside its cue."""
        cue = self.owners[piece]
        return cue != NOBODY and self._touches(self._contents[piece], cue)

    def candidates(self, piece: int) -> list[Candidate]:
        """Return the possible owners of the next piece. The last one is ``NOBODY``.

        The owners of all earlier pieces must be set first.
        """
        content = self._contents[piece]
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
            self._sentence(content.start),
            self._sentence(content.end - 1),
            self._paragraph(content.start),
            self._quotation(content.start),
            frozenset(n for n in numbers if self._touches(content, n)),
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
        paragraph = self._paragraph(content.start)
        place = bisect_left(self._cue_starts, content.start)
        numbers = range(max(0, place - CUES_ON_A_SIDE), place + CUES_ON_A_SIDE)
        return [
            n
            for n in numbers
            if n < len(self._cues)
            and not self._is_of_next_sentence(content, n)
            and -PARAGRAPHS_BEFORE <= self._paragraph_at[n] - paragraph <= PARAGRAPHS_AFTER
        ]

    def _is_of_next_sentence(self, content: Tagged, number: int) -> bool:
        """Return whether a cue is in a sentence after the one that leads up to a quotation.

        "A banner read “Stay.” The mayor said …": the mayor does not say what is on the banner.
        """
        at = content.start
        start = self._sentences[self._sentence(at) - 1] if self._sentence(at) else 0
        leads = self._words_before[at] - self._words_before[start]
        is_inside = leads >= LEADING and not self._reading.quoted[start]
        cue = self._cue_starts[number]
        if not (is_inside and self._reading.quoted[at] and cue >= content.end):
            return False
        place = bisect_right(self._sentences, cue)
        begins = self._sentences[place - 1]
        ends = (
            self._sentences[place] if place < len(self._sentences) else len(self._words_before) - 1
        )
        goes_on = self._words_before[ends] - self._words_before[self._cues[number].end]
        return begins >= content.end and begins < cue and goes_on >= LEADING

    def _context(self, content: Tagged, numbers: Sequence[int]) -> str:
        if not self._reading.quoted[content.start]:
            return "not quoted"
        paragraph = self._paragraph(content.start)
        quotation = self._quotation(content.start)
        alone = all(
            self._paragraph_at[n] != paragraph or self._quotation_at[n] == quotation
            for n in numbers
        )
        return "quoted, alone in its paragraph" if alone else "quoted"

    def _between(self, content: Tagged, numbers: Sequence[int]) -> dict[int, _Between]:
        """Return how many cues are between a piece and each of the cues in ``numbers``.

        ``numbers`` are sorted. Cues inside the piece are not between.
        """
        found: dict[int, _Between] = {}
        first = bisect_left(numbers, content.start, key=self._cue_starts.__getitem__)
        for side in (reversed(numbers[:first]), numbers[first:]):
            cues = outside = 0
            for number in side:
                found[number] = _Between(cues, outside)
                if not content.start <= self._cue_starts[number] < content.end:
                    cues += 1
                    outside += self._quotation_at[number] is None
        return found

    def _clues(self, asked: _Asked, number: int, between: _Between, odds: float) -> tuple[str, ...]:
        """Return the clues for a cue. ``odds``: the model's log probability."""
        content, cue = asked.content, self._cues[number]
        after = cue.start >= content.start
        side = "after" if after else "before"
        low, high = (content.end, cue.start) if after else (cue.end, content.start)
        words = self._words_between(low, high, self._sources[number])
        sentences = in_words(
            self._sentence_at[number] - asked.last_sentence
            if after
            else asked.first_sentence - self._sentence_at[number]
        )
        cues, outside = in_words(between.cues), in_words(between.outside)
        colon = not after and high > 0 and self._reading.tokens.words[high - 1] == ":"
        touching = "this" if number in asked.touching else "another" if asked.touching else ""
        found = [
            *_away(side, in_words(words), sentences),
            paragraphs_away(self._paragraph_at[number] - asked.paragraph),
            *_past(side, cues, outside),
            *_odds_clues(odds_in_words(odds)),
            *_beside(
                side, touching, "has" if self._sources[number] else "no", cues if colon else ""
            ),
        ]
        if (inside := self._quotation_at[number]) is not None:
            found.append(inside_quotation("the same" if inside == asked.quotation else "another"))
        place = ""
        if (first := self._first.get(number)) is not None:
            place = "after" if cue.start > self._contents[first].start else "before"
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
        before, content = self._contents[piece - 1], self._contents[piece]
        earlier, here = self._quotation(before.end - 1), self._quotation(content.start)
        if earlier is not None and earlier == here:
            return same_quotation
        away = self._paragraph(content.start) - self._paragraph(before.end - 1)
        if away == 0:
            between = self._reading.starts[before.end : content.start + 1].sum()
            return same_paragraph(in_words(int(between)))
        unclosed = earlier is not None and not self._reading.quotations[earlier].closed
        opens = content.start == self._paragraphs[self._paragraph(content.start) - 1]
        kind = "unclosed" if unclosed else "closed" if earlier is not None else "not quoted"
        return later_paragraph(min(away, FARTHEST), kind, "opening" if opens else "inside")

    def _touches(self, content: Tagged, number: int) -> bool:
        """Return whether only the cue's source and punctuation are between the cue and the
        piece.
        """
        cue = self._cues[number]
        low, high = (
            (content.end, cue.start) if cue.start >= content.start else (cue.end, content.start)
        )
        if high - low > 2 * MANY:
            return False
        first = bisect_left(self._cue_starts, low)
        others = first < len(self._cues) and self._cue_starts[first] < high
        return not others and self._words_between(low, high, self._sources[number]) == 0

    def _words_between(self, low: int, high: int, source: Tagged | None) -> int:
        """Return the number of words between two tokens, without the words of the source."""
        count = self._words_before[high] - self._words_before[low]
        if source and source.start < high and low < source.end:
            first, last = max(low, source.start), min(high, source.end)
            count -= self._words_before[last] - self._words_before[first]
        return count

    def _quotation(self, at: int) -> int | None:
        """Return the index of the quotation that contains a token, or ``None``."""
        if not self._reading.quoted[at]:
            return None
        return bisect_right(self._marks, self._reading.tokens.spans[at][0]) - 1

    def _paragraph(self, at: int) -> int:
        return bisect_right(self._paragraphs, at)

    def _sentence(self, at: int) -> int:
        return bisect_right(self._sentences, at)
