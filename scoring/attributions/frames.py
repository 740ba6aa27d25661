"""Find who speaks by a phrase instead of a verb: "In the words of Ruiz, …", "as Ruiz puts it".

The reader learned verbs. It leaves such a sentence to nobody, or gives what is quoted in it to
whoever spoke in the sentence before. These are the kinds of phrases:

- "in the words of Ruiz", "in Ruiz's view", "to her mind", "by his own account"
- "as Ruiz puts it", "as the barber has it"
- "to hear the barber tell it"
- "for Ruiz", "to her", only if the sentence ends with a quotation
- a verb that the reader did not tag, with its subject, between commas: ", counters Ruiz,"
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from scoring.attributions.linking import Linked, without_pieces
from scoring.attributions.speaker_phrases import MARKS, PHRASE_ENDS
from scoring.attributions.subjects import RELATIVE, is_body, is_in_role, is_somebody
from scoring.attributions.without_verb import SURE, Deciders, attribute
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, POSSESSIVE

FRAMED: Final = Deciders("attribution.framed", "source.framed", "content.framed")
MOST_SPEAKER_TOKENS: Final = 10
"""A speaker in such a phrase has at most this many tokens."""
MOST_ASIDE_TOKENS: Final = 14
"""An apposition after the speaker has at most this many tokens: ", a local historian,"."""
LEAST_QUOTED: Final = 2
"""A quotation after "for Ruiz" has at least this many words; one word is a name or an irony."""
OPENERS: Final = frozenset(("but", "and", "yet", "so", "still", "or"))
OWN: Final = frozenset("his her their".split())
"""Not "my": who writes in the first person is no source."""
PERSONAL: Final = frozenset("him her them".split())
OF: Final = 3
"""The tokens of "the words of" after "in"."""
COMMA: Final = frozenset((",", "—", "–"))
OPENING: Final = frozenset('“ " ‘ ``'.split())
CLOSING: Final = frozenset("” \" ’ ''".split())
FULL_STOPS: Final = frozenset((".", ";"))
NO_SUBJECT: Final = frozenset("he she it they we i you there nobody".split())
"""Words of a clause after a verb: "who farms there, said he had seen Ruiz"."""
ENDS_ASIDE: Final = frozenset((",", ".", ";"))
LEADS_TO_QUOTED: Final = frozenset(": a an the just simply only like too very so about not".split())
"""Words between "is" and a quotation that is somebody's judgment: "it is a “dream”"."""


class Frame(NamedTuple):
    """A phrase that says who speaks, by indices of tokens, ends exclusive."""

    start: int
    end: int
    """After an apposition and the comma that closes it."""
    cue: tuple[int, int]
    source: tuple[int, int]
    only_quoted: bool
    """Whether only quoted words are the speaker's: after "for" and "in the words of"."""
    is_verb: bool = False
    """Whether it is a verb with its subject inside what is said: ", counters Ruiz, "."""


def with_frames(
    reading: Reading, linked: Sequence[Linked], taken: Sequence[tuple[int, int]]
) -> tuple[list[Linked], set[tuple[int, int]]]:
    """Return the attributions in order of their cues, with those of such phrases, and the cues of
    the latter that quote, as ranges of tokens.

    ``taken``: what turns and signatures cover, in characters, in order and without overlaps.
    """
    ordered = sorted(linked, key=lambda one: one.cue.start)
    starts = [one.cue.start for one in ordered]
    begins = [start for start, _ in taken]
    added: list[Linked] = []
    dropped: set[int] = set()
    for frame in _Frames(reading).find():
        at = reading.tokens.spans[frame.start][0]
        place = bisect_right(begins, at) - 1
        if place >= 0 and at < taken[place][1]:
            continue
        first, end = reading.sentence_at(frame.start)
        inside = ordered[bisect_left(starts, first) : bisect_left(starts, end)]
        loose = {one.cue.start for one in inside if one.source is None and frame.only_quoted}
        loose |= {one.cue.start for one in inside if _is_same(reading, one, frame)}
        inside = [one for one in inside if one.cue.start not in loose]
        pieces = _contents(reading, frame)
        if pieces and not _is_taken(reading, inside, frame):
            said = [piece.place for piece in pieces]
            added.append(attribute(reading, FRAMED, frame.cue, frame.source, said))
            dropped |= loose
    quoting = {one.cue.place for one in added if any(reading.quoted[c.start] for c in one.contents)}
    given = sorted(piece.place for one in added for piece in one.contents)
    kept = without_pieces([one for one in ordered if one.cue.start not in dropped], given)
    return sorted([*kept, *added], key=lambda one: one.cue.start), quoting


class _Frames:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._words = reading.tokens.words
        self._lower = reading.tokens.lower

    def find(self) -> Iterator[Frame]:
        """Yield the phrases of an article, at most one a sentence, in order."""
        starts = [*self._reading.sentences, len(self._words)]
        nouns = load_terms("cues", "framing_words")
        telling = nouns | {"it"}
        for first, end in pairwise(starts):
            places = [
                at
                for at in range(first, end)
                if self._lower[at] in telling and not self._reading.quoted[at]
            ]
            found = (self._at(at, first, end) for at in places)
            frame = (
                next((one for one in found if one), None)
                or self._for(first, end)
                or self._verb_between(first, end)
            )
            if frame is not None:
                yield frame

    def _at(self, at: int, first: int, end: int) -> Frame | None:
        if self._lower[at] == "it":
            return self._puts_it(at, first, end)
        if self._lower[at - OF + 1 : at] == ["in", "the"] and self._lower[at + 1 : at + 2] == [
            "of"
        ]:
            start, begin = at - OF + 1, at + 2
            stop = self._speaker_end(begin, end)
            is_framed = stop is not None and self._opens_or_follows(start, first)
            if stop is None or not is_framed or not self._closes(stop, end):
                return None
            return self._frame(start, stop, (start, begin), (begin, stop), end)
        return self._owned(at, first, end)

    def _owned(self, at: int, first: int, end: int) -> Frame | None:
        """Return the phrase of a noun with an owner: "in Ruiz's view", "to her mind"."""
        before = at - 1
        before -= self._lower[before] == "own"
        if before <= first or not self._closes(at + 1, end):
            return None
        if self._lower[before] in OWN:
            begin, stop = before, before + 1
        elif self._lower[before] in POSSESSIVE:
            stop = before
            begin = self._owner_start(stop, first)
        else:
            return None
        start = begin - 1
        noun = self._lower[at]
        leads = ("to",) if noun == "mind" else ("in", "by", "on")
        is_led = start >= first and self._lower[start] in leads
        if not is_led or not self._opens_or_follows(start, first):
            return None
        if self._lower[begin] not in OWN and not self._is_speaker(begin, stop):
            return None
        return self._frame(start, at + 1, (at, at + 1), (begin, stop), end)

    def _owner_start(self, stop: int, first: int) -> int:
        least = max(first, stop - MOST_SPEAKER_TOKENS)
        begin = stop
        while begin > least and self._lower[begin - 1] not in ("in", "to", "by", "on", ","):
            begin -= 1
        return begin

    def _puts_it(self, at: int, first: int, end: int) -> Frame | None:
        """Return "as Ruiz puts it", or "to hear Ruiz tell it"."""
        verb = at - 1
        if not self._closes(at + 1, end):
            return None
        least = max(first, verb - MOST_SPEAKER_TOKENS)
        if self._lower[verb] in ("tell", "tells"):
            hear = next((i for i in range(verb - 1, least, -1) if self._lower[i] == "hear"), None)
            if hear is None or self._lower[hear - 1] != "to":
                return None
            start, begin = hear - 1, hear + 1
        elif self._lower[verb] in load_terms("cues", "puts_it"):
            start = next((i for i in range(verb - 1, least - 1, -1) if self._lower[i] == "as"), -1)
            begin = start + 1
        else:
            return None
        stop = verb
        adverbs = load_terms("cues", "before_verb")
        while stop > begin and (
            self._lower[stop - 1] in adverbs or self._lower[stop - 1].endswith("ly")
        ):
            stop -= 1
        if start < first or not self._opens_or_follows(start, first):
            return None
        if self._lower[begin:stop] not in (["he"], ["she"], ["they"]) and not self._is_speaker(
            begin, stop
        ):
            return None
        return self._frame(start, at + 1, (verb, at + 1), (begin, stop), end)

    def _for(self, first: int, end: int) -> Frame | None:
        """Return "for Ruiz" or "to her" at the start of a sentence that ends with a quotation."""
        start = first + (self._lower[first] in OPENERS)
        if end - start < MOST_ASIDE_TOKENS // 2 or self._lower[start] not in ("for", "to"):
            return None
        begin = start + 1
        if self._lower[begin] in PERSONAL:
            stop = begin + 1
        else:
            stop = next((i for i in range(begin, end) if self._words[i] in MARKS), end)
            person = self._reading.entity_to(stop)
            is_named = person is not None and person.label == "PERSON" and person.start >= begin
            if not is_named or stop - begin > MOST_SPEAKER_TOKENS:
                return None
        if stop >= end or self._lower[stop] != "," or not self._ends_quoted(stop, end):
            return None
        return self._frame(start, stop, (start, begin), (begin, stop), end)

    def _verb_between(self, first: int, end: int) -> Frame | None:
        """Return a verb and its subject inside a sentence, after a comma: ", counters Ruiz, "."""
        verbs = load_terms("cues", "parenthetic")
        for at in range(first + 2, end - 1):
            is_one = self._lower[at - 1] == "," and self._lower[at] in verbs
            if not is_one or self._reading.quoted[at] or self._words[at - 2] in CLOSING:
                continue
            most = min(end, at + MOST_SPEAKER_TOKENS)
            ends = PHRASE_ENDS | {"of"}
            stop = next((i for i in range(at + 1, most) if self._lower[i] in ends), most)
            if stop == at + 1 or stop >= end:
                continue
            person = self._reading.entity_to(stop)
            is_named = person is not None and person.label == "PERSON" and person.start > at
            is_role = self._lower[stop] in MARKS and is_in_role(self._reading, (at + 1, stop))
            is_one = is_named or is_role
            if (
                is_one
                and NO_SUBJECT.isdisjoint(self._lower[at + 1 : stop])
                and (
                    load_groups("cues.be", "cues.auxiliary").isdisjoint(self._lower[at + 1 : stop])
                )
            ):
                # "Ruiz of the port office, a geologist,"
                most = min(end, stop + MOST_SPEAKER_TOKENS)
                whole = next((i for i in range(stop, most) if self._words[i] in MARKS), stop)
                return self._frame(at, whole, (at, at + 1), (at + 1, stop), end)
        return None

    def _ends_quoted(self, after: int, end: int) -> bool:
        """Return whether the sentence ends with quoted words that somebody judges by."""
        last = end - 1
        while last > after and not self._reading.quoted[last]:
            if self._words[last] not in FULL_STOPS:
                return False
            last -= 1
        opening = last
        while opening > after and self._reading.quoted[opening - 1]:
            opening -= 1
        said = [word for word in self._words[opening:last] if word[0].isalnum()]
        leads = LEADS_TO_QUOTED | load_terms("cues", "be")
        is_name = all(word[0].isupper() for word in said)
        return len(said) >= LEAST_QUOTED and not is_name and self._lower[opening - 1] in leads

    def _speaker_end(self, begin: int, end: int) -> int | None:
        """Return where a speaker ends that starts at a token."""
        most = min(end, begin + MOST_SPEAKER_TOKENS)
        stop = next((i for i in range(begin, most) if self._words[i] in MARKS), most)
        return stop if stop > begin and self._is_speaker(begin, stop) else None

    def _is_speaker(self, begin: int, stop: int) -> bool:
        """Return whether it is a name, or people: "the village barber", "its last brewer"."""
        if not begin < stop:
            return False
        named = self._reading.entity_to(stop)
        labels = ("PERSON", "ORGANIZATION")
        if named is not None and named.label in labels and named.start >= begin:
            return True
        place = (begin, stop)
        tests = (is_somebody, is_in_role, is_body)
        return any(test(self._reading, place) for test in tests)

    def _opens_or_follows(self, start: int, first: int) -> bool:
        """Return whether a phrase opens its sentence, or follows a comma or a quotation."""
        before = self._lower[start - 1] if start > first else ""
        if start == first or (start == first + 1 and before in OPENERS):
            return True
        return before in COMMA | CLOSING

    def _closes(self, at: int, end: int) -> bool:
        """Return whether a phrase ends before a comma, a quotation or the sentence's end."""
        return at >= end or self._words[at] in COMMA | OPENING | FULL_STOPS | {":"}

    def _frame(
        self, start: int, stop: int, cue: tuple[int, int], source: tuple[int, int], end: int
    ) -> Frame:
        only_quoted = self._lower[cue[0]] in ("for", "to", "words", "phrase") or (
            "words" in self._lower[slice(*cue)]
        )
        is_verb = self._lower[cue[0]] in load_terms("cues", "parenthetic") and cue[1] == source[0]
        after = self._after_aside(stop, end, is_verb=is_verb)
        return Frame(start, after, cue, source, only_quoted and not is_verb, is_verb)

    def _after_aside(self, stop: int, end: int, *, is_verb: bool) -> int:
        """Return where an apposition after the speaker ends: ", a local historian,"."""
        if stop + 1 >= end or self._lower[stop] != ",":
            return stop
        opens = DETERMINERS | INDEFINITE | {"who", "whose"}
        if self._lower[stop + 1] not in opens and not self._lower[stop + 1].isdigit():
            return stop
        most = min(end, stop + 1 + MOST_ASIDE_TOKENS)
        close = next((i for i in range(stop + 1, most) if self._lower[i] in ENDS_ASIDE), None)
        if close is None or (self._lower[close] != "," and not (is_verb and close == end - 1)):
            return stop
        inside = self._lower[stop + 1 : close]
        noun = next((i for i, word in enumerate(inside) if word in RELATIVE), len(inside))
        verbs = load_groups("cues.be", "cues.auxiliary")
        is_aside = verbs.isdisjoint(inside[:noun]) and not any(self._reading.quoted[stop:close])
        return close if is_aside else stop


def _contents(reading: Reading, frame: Frame) -> tuple[Tagged, ...]:
    """Return what is said: the rest of the sentence, or only what is quoted next to the phrase."""
    first, end = reading.sentence_at(frame.start)
    ahead = _trimmed(reading, first, frame.start)
    behind = _trimmed(reading, frame.end, end)
    quoted = [place for place in (_quoted(reading, *ahead), _quoted(reading, *behind)) if place]
    places = (quoted or [behind]) if frame.only_quoted else [ahead, behind]
    return tuple(Tagged("CONTENT", begin, stop, SURE) for begin, stop in places if stop - begin > 1)


def _trimmed(reading: Reading, begin: int, stop: int) -> tuple[int, int]:
    """Return a part of a sentence without a conjunction before it and the marks around it."""
    words, lower = reading.tokens.words, reading.tokens.lower
    while begin < stop and (words[begin] in COMMA | {":"} or lower[begin] in OPENERS):
        begin += 1
    while stop > begin and words[stop - 1] in COMMA | FULL_STOPS:
        stop -= 1
    return begin, stop


def _quoted(reading: Reading, begin: int, stop: int) -> tuple[int, int] | None:
    """Return the part from the first quoted word to the last one."""
    inside = [at for at in range(begin, stop) if reading.quoted[at]]
    return (inside[0], inside[-1] + 1) if inside else None


def _is_same(reading: Reading, one: Linked, frame: Frame) -> bool:
    """Return whether an attribution has the same verb without a subject, or with a wrong one: a
    clause ("the firm paid for it, notes Ruiz"), or what only one comma parts from the verb ("the
    lions, notes Ruiz, sleep").
    """
    if one.cue.start != frame.cue[0]:
        return False
    source = one.source
    first, _ = reading.sentence_at(one.cue.start)
    if source is None or source.start < first:
        return True
    verbs = load_groups("cues.be", "cues.auxiliary")
    lower = reading.tokens.lower
    if lower[one.cue.start - 1] != "," or source.end > one.cue.start:
        return False
    is_clause = any(
        word in verbs or word.endswith("ed") for word in lower[source.start + 1 : source.end]
    )
    no_aside = "," not in lower[first : one.cue.start - 1]
    return is_clause or no_aside


def _is_taken(reading: Reading, inside: Sequence[Linked], frame: Frame) -> bool:
    """Return whether somebody says the sentence by a verb, or by a phrase that the reader tagged.

    ``inside``: the attributions with their cues in the sentence.

    A verb behind such a phrase is part of what is said: "In Ruiz's view, the mayor wants …".
    """
    first, end = reading.sentence_at(frame.start)
    return any(
        frame.only_quoted
        or one.cue.end >= end - 1
        or (one.source is not None and one.source.start == one.cue.end)
        or reading.tokens.lower[one.cue.start] == "according"
        or (one.cue.start < frame.end and one.cue.end > (frame.start if frame.is_verb else first))
        for one in inside
        if not reading.quoted[one.cue.start]
    )
