"""Rank the people that "he" or "she" can refer to, among those named or quoted before.

The clues are the standard ones of pronoun resolution: how recently and how often a person was
mentioned, whether as the subject, and who spoke last (Lappin & Leass 1994; Mitkov 2002). The weight
of each is learned from labeled articles (``scoring.model.weights``, "antecedents").
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.model.weights.clue_templates import load_templates
from scoring.model.weights.clue_weights import load_evidence
from scoring.speakers.cast import Cast
from scoring.speakers.draft import Draft
from scoring.speakers.gender import by_noun
from scoring.speakers.mentions import fits
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.phrases import POSSESSIVE, is_somebody
from scoring.trace import NO_ONE, SILENT, Option, Trace

CANDIDATE_REACH_TOKENS: Final = 400
"""The most tokens from a person's last mention to the pronoun."""
QUOTATION_GAP_TOKENS: Final = 3
"""The most tokens from the end of a quotation to the pronoun it is attributed to."""
PHRASE: Final = 6
"""The most tokens in a phrase that is in quotation marks as somebody's word, with the marks."""
SUBJECT: Final = 3
"""The name of a clause's subject begins before this many tokens: "Then President Ruiz"."""
TITLES: Final = load_terms("sources", "title") | {"."}
WHOM: Final = 4
"""The most tokens from the end of a name to the "he" after "whom": ", some of whom he"."""
QUOTES: Final = frozenset("\"“”‘’'")
CLAUSE: Final = 8
"""The number of tokens after a pronoun in which a named person is a different person."""
OBJECT: Final = 3
"""The number of tokens after a pronoun in which a person named is never the one it refers to: "he
urged Ruiz" (Chomsky 1981, principle C)."""
LOOKED_AT: Final = 60
"""The most mentions, and the most speakers, that are examined."""
MAX_CANDIDATES: Final = 12
"""The most candidates. News articles typically have four."""
PROMO: Final = 4
"""The fewest tokens of a line that points to another article."""
LIKELY: Final = 0.5
"""The minimum probability of an antecedent. On training articles left out of the fit, one in
fifteen was right below it, and two in three were right from it on."""
NEVER: Final = -1
"""Stands for the token of a mention where there is none."""
PREPOSITIONS: Final = frozenset(
    "of in at for with from on to by as into against among under over after before between about "
    "than like".split()
)

CLUES: Final = load_templates("antecedents")
AFAR: Final = load_templates("descriptions")
"""Used only for descriptions: a pronoun does not refer to anyone this far away."""
in_words = CLUES.steps("many")
last_mentioned = CLUES.maker("last", "how")
sentences_ago = CLUES.maker("sentences", "ago")
sentences_ago_how = CLUES.maker("sentences_how", "ago", "how")
paragraphs_ago = CLUES.maker("paragraphs", "ago")
ranked = CLUES.maker("rank", "rank")
ranked_how = CLUES.maker("rank_how", "rank", "how")
has_not_spoken = CLUES.fixed("has_not_spoken")
spoke_last_sentences = CLUES.maker("spoke_last_sentences", "ago")
spoke_last_paragraphs = CLUES.maker("spoke_last_paragraphs", "ago")
spoke_before = CLUES.fixed("spoke_before")
gender = CLUES.maker("gender", "known")
named_times = CLUES.maker("named_times", "times")
in_full = CLUES.fixed("in_full")
by_one_name = CLUES.fixed("by_one_name")
by_one_name_role = CLUES.maker("by_one_name_role", "role")
unnamed = CLUES.maker("unnamed", "type")
named_right_after = CLUES.fixed("named_right_after")
in_quotation = CLUES.maker("in_quotation", "ago")
opens_sentence = CLUES.maker("opens_sentence", "ago")
after_preposition = CLUES.maker("after_preposition", "ago")
owns = CLUES.maker("owns", "ago")
first_in_sentence = CLUES.maker("first_in_sentence", "ago")
not_first_in_sentence = CLUES.maker("not_first_in_sentence", "ago")
in_context = CLUES.maker("in_context", "clue", "context")
afar = AFAR.maker("afar", "sentences", "ahead")


Table = Literal["antecedents", "descriptions"]
"""The names of the weight tables that rank candidates."""


class Candidate(NamedTuple):
    """A person that a pronoun or description can refer to; ``None`` means no named person.

    ``at`` is the token of the last mention, and ``spoke`` of the last one as a source, or
    ``NEVER``.
    """

    who: Person | Draft | None
    at: int
    clues: tuple[str, ...]
    spoke: int = NEVER


class LastSeen(NamedTuple):
    """Where a person was last mentioned before a pronoun.

    ``named`` is the token range of the last mention by name. ``spoke`` is the token of the last
    mention as a source, or ``NEVER``.
    """

    named: tuple[int, int] | None
    spoke: int

    @property
    def last(self) -> int:
        """The token of the later of the two mentions."""
        return max(self.spoke, self.named[0] if self.named else NEVER)


def likeliest(
    candidates: Sequence[Candidate], table: Table, named: float = 0.0, trace: Trace = SILENT
) -> tuple[Person | Draft | None, float]:
    """Return the most probable candidate by a table's weights, and its probability.

    ``named`` is further evidence, in log odds, that the person is among those named. ``trace``
    records the decision. Without candidates, the result is ``(None, 0.0)``.
    """
    evidence = load_evidence(table)
    odds = np.array([evidence.weigh(c.clues)[0] + (named if c.who else 0.0) for c in candidates])
    if not len(odds):
        return None, 0.0
    trace.weigh("speaker", f"table.{table}", partial(_options, candidates, odds, table, named))
    shares = np.exp(odds - odds.max())
    best = int(odds.argmax())
    return candidates[best].who, float(shares[best] / shares.sum())


def _options(
    candidates: Sequence[Candidate], odds: NDArray[np.float64], table: Table, named: float
) -> Iterator[Option]:
    evidence = load_evidence(table)
    for one, score in zip(candidates, odds.tolist(), strict=True):
        clues = evidence.weights(one.clues)
        if one.who and named:
            clues.append(("sounds like somebody named", named))
        yield Option(one.who or NO_ONE, score, clues)


def meant(
    candidates: Sequence[Candidate], trace: Trace = SILENT
) -> tuple[Person | Draft | None, float]:
    """Return the candidate that a pronoun refers to, and the probability of the likeliest one.

    The candidate is ``None`` if none reaches ``LIKELY``.
    """
    who, share = likeliest(candidates, "antecedents", trace=trace)
    return (who if share >= LIKELY else None), share


class Ranking:
    """Finds the candidates for a pronoun among the people of an article."""

    def __init__(self, reading: Reading, cast: Cast, people: People) -> None:
        self._reading = reading
        self._cast = cast
        self._promos = promos = _promos(reading)
        mentions = (
            (start, end, p) for p in people.all for start, end in p.mentions if start not in promos
        )
        self._mentions = sorted(mentions, key=lambda mention: mention[:2])
        self._places = [start for start, _, _ in self._mentions]
        self._sentences = reading.start_places
        self._quotations = [quotation.start for quotation in reading.quotations]
        self._paragraphs = reading.tokens.paragraph_starts

    def candidates(self, at: int, *, female: bool | None) -> list[Candidate]:
        """Return the candidates for a pronoun at token ``at``, the latest mention first.

        If ``female`` is given, only people that "she" (true) or "he" (false) can refer to count.
        """
        quotation = self.quotation_before(at)
        named = self._named(at, quotation, female=female)
        spoke = self._spoke(at, female=female)
        of = self._said_of(at) or self._whom(at)
        if of and {*named, *spoke} - {of}:
            named.pop(of, None)
            spoke.pop(of, None)
        traces = {who: LastSeen(named.get(who), spoke.get(who, NEVER)) for who in (*named, *spoke)}
        for person in self.objects(at):
            traces.pop(person, None)
        ordered = sorted(traces, key=lambda who: -traces[who].last)[:MAX_CANDIDATES]
        latest = max(spoke.values(), default=NEVER)
        context = "after a quotation" if quotation else "in running text"
        found = []
        for rank, who in enumerate(ordered):
            plain = [*self._clues(at, who, traces[who], rank, latest)]
            there = [in_context(clue, context) for clue in plain]
            found.append(Candidate(who, traces[who].last, (*plain, *there), traces[who].spoke))
        return found

    def afar(self, person: Person, at: int) -> Candidate:
        """Return a candidate for a person who was not mentioned recently, or is named later."""
        ahead = person.mentions[0][0] >= at
        first = person.mentions[0][0]
        where = self._sentences_between(at, first) if ahead else "many"
        clues = (afar(where, "ahead" if ahead else "ago"), *_form(person))
        return Candidate(person, NEVER, clues)

    def quotation_before(self, at: int) -> range:
        """Return the tokens of the quotation attributed to the pronoun: "“…,” she said"."""
        end = at
        while end > 0 and end > at - QUOTATION_GAP_TOKENS and not self._reading.quoted[end - 1]:
            end -= 1
        if not end or not self._reading.quoted[end - 1] or self._start(at) > end:
            return range(0)
        place = self._reading.tokens.spans[end - 1][0]
        number = bisect_right(self._quotations, place) - 1
        begin = bisect_left(self._reading.tokens.spans, (self._quotations[number],))
        closes = self._reading.tokens.words[end - 2 : at]
        is_phrase = self._start(at) < begin and end - begin <= PHRASE
        if is_phrase and all(word.isalpha() or word in QUOTES for word in closes):
            return range(0)  # "a “personal decision” he made" is not what he said
        return range(begin, end)

    def _said_of(self, at: int) -> Person | None:
        """Return the subject of what "he" says, if his words come first: "Ruiz is a liar, he said".

        He would hardly call himself by his name.
        """
        words, start = self._reading.tokens.lower, self._start(at)
        says = words[at - 1 : at] == [","] and at + 1 < len(words)
        if not says or words[at + 1] not in load_terms("cues", "inverting"):
            return None
        place = bisect_left(self._places, start)
        begin, end, person = (
            self._mentions[place] if place < len(self._mentions) else (at, at, None)
        )
        # "While Ruiz is ill, he said …" has a clause of its own.
        opens = words[start:begin]
        is_subject = begin < start + SUBJECT and not self._reading.quoted[start]
        is_subject = is_subject and all(word in TITLES for word in opens)
        is_owner = not POSSESSIVE.isdisjoint(words[end - 1 : end + 1])
        return person if is_subject and not is_owner and end < at else None

    def _whom(self, at: int) -> Person | None:
        """Return who is "whom" right before "he": in "Ruiz, to whom he wrote", he is not Ruiz."""
        if at == 0 or self._reading.tokens.lower[at - 1] != "whom":
            return None
        place = bisect_left(self._places, at) - 1
        _, end, person = self._mentions[place] if place >= 0 else (0, 0, None)
        return person if end >= at - WHOM else None

    def _named(
        self, at: int, quotation: range, *, female: bool | None
    ) -> dict[Person | Draft, tuple[int, int]]:
        """Return the last mention by name before ``at`` of each person who fits.

        Names inside the quotation attributed to the pronoun are skipped: a person named in a
        quotation is rarely its speaker.
        """
        found: dict[Person | Draft, tuple[int, int]] = {}
        last = bisect_left(self._places, at)
        for start, end, person in reversed(self._mentions[max(0, last - LOOKED_AT) : last]):
            if start < at - CANDIDATE_REACH_TOKENS:
                break
            if fits(person, female) and start not in quotation:
                found.setdefault(person, (start, end))
        return found

    def _spoke(self, at: int, *, female: bool | None) -> dict[Person | Draft, int]:
        """Return the token where each person who fits was last a source."""
        found: dict[Person | Draft, int] = {}
        for number, draft in enumerate(self._cast.recent(at - CANDIDATE_REACH_TOKENS)):
            if number == LOOKED_AT:
                break
            if draft.last >= at or draft.type not in ("named_person", "unnamed_person"):
                continue
            if draft.last in self._promos or self._cast.members(draft):
                continue  # "Ruiz and Holt" are nobody's "he"
            who = draft.person or draft
            gender = draft.person.female if draft.person else by_noun(draft.head)
            if female is None or gender in (None, female):
                found[who] = draft.last
        return found

    def _clues(
        self, at: int, who: Person | Draft, trace: LastSeen, rank: int, latest: int
    ) -> Iterator[str]:
        """Yield the clues of a candidate.

        ``latest`` is the token where anyone who fits was last a source.
        """
        ago = self._sentences_between(trace.last, at)
        paragraphs = self._paragraphs_between(trace.last, at)
        how = "as a source" if trace.spoke == trace.last else "by name"
        yield last_mentioned(how)
        yield sentences_ago(ago)
        yield sentences_ago_how(ago, how)
        yield paragraphs_ago(paragraphs)
        yield ranked(in_words(rank))
        yield ranked_how(in_words(rank), how)
        if trace.spoke == NEVER:
            yield has_not_spoken
        elif trace.spoke == latest:
            yield spoke_last_sentences(self._sentences_between(latest, at))
            yield spoke_last_paragraphs(self._paragraphs_between(latest, at))
        else:
            yield spoke_before
        if isinstance(who, Person):
            yield gender("known" if who.female is not None else "not known")
            yield named_times(in_words(bisect_left(who.mentions, (at,))))
            yield from _form(who)
        else:
            yield unnamed(who.type)
        if any(person is who for person in self._named_right_after(at)):
            yield named_right_after
        if trace.named:
            yield from self._place(at, *trace.named)

    def objects(self, at: int) -> list[Person]:
        """Return who is named so soon after a pronoun that it cannot mean them."""
        return list(self._named_right_after(at, OBJECT))

    def _named_right_after(self, at: int, reach: int = CLAUSE) -> Iterator[Person]:
        """Yield who is named just after the pronoun: in "he thanked Ruiz", "he" is not Ruiz."""
        ahead = bisect_right(self._places, at)
        for start, _, person in self._mentions[ahead : ahead + CLAUSE]:
            if start > at + reach or self._sentence(start) != self._sentence(at):
                return
            yield person

    def _place(self, at: int, start: int, end: int) -> Iterator[str]:
        """Yield the clues from the context of the last mention by name."""
        words = self._reading.tokens.words
        ago = self._sentences_between(start, at)
        if self._reading.quoted[start]:
            yield in_quotation(ago)
        before = words[start - 1].lower() if start else ""
        if start in (first := self._start(start), first + 1) or before in (",", "and", "but"):
            yield opens_sentence(ago)
        if before in PREPOSITIONS:
            yield after_preposition(ago)
        if POSSESSIVE.intersection(words[end - 1 : end + 1]):
            yield owns(ago)
        opening = bisect_left(self._places, self._start(start))
        is_first = opening == bisect_left(self._places, start)
        yield first_in_sentence(ago) if is_first else not_first_in_sentence(ago)

    def _sentences_between(self, start: int, at: int) -> str:
        return in_words(self._sentence(at) - self._sentence(start))

    def _paragraphs_between(self, start: int, at: int) -> str:
        return in_words(self._paragraph(at) - self._paragraph(start))

    def _sentence(self, at: int) -> int:
        return bisect_right(self._sentences, at)

    def _start(self, at: int) -> int:
        place = bisect_right(self._sentences, at)
        return self._sentences[place - 1] if place else 0

    def _paragraph(self, at: int) -> int:
        return bisect_right(self._paragraphs, at)


def _promos(reading: Reading) -> frozenset[int]:
    """Return the tokens of lines in capitals inside the article, which point to other articles.

    "He" does not refer to anyone named there.
    """
    words = reading.tokens.words
    return frozenset(
        i
        for start, end in reading.tokens.paragraphs[1:]
        if end - start >= PROMO
        and all(word.isupper() or not word.isalpha() for word in words[start:end])
        for i in range(start, end)
    )


def _form(person: Person) -> Iterator[str]:
    """Yield the clues from how an article names a person.

    A place mistaken for a person has one name and no role.
    """
    if len(person.names) > 1:
        yield in_full
        return
    yield by_one_name
    is_called = any(is_somebody(role.noun) for role in person.roles)
    yield by_one_name_role("with a role" if is_called else "bare")
