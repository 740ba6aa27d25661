"""Find whom the sentence before is about: "O'Neill is no respecter … “…,” he said".

A pronoun's antecedent is rather the subject of the sentence before than somebody else in it (Grosz,
Joshi and Weinstein 1995, on centering). The learned weights prefer whoever spoke last, and people
whose gender is known, also where another sentence came in between.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.cast import Cast
from scoring.speakers.draft import Draft
from scoring.speakers.gender import PRONOUNS, by_noun
from scoring.speakers.mentions import fits
from scoring.speakers.names import fold
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.phrases import BREAKS, HYPHENS, POSSESSIVE, is_somebody
from scoring.speakers.ranking import TITLES
from scoring.speakers.roles import ends_subject

OPENING: Final = 6
"""The most tokens before the name in a subject: "But All Blacks captain Tama Umaga"."""
FIRST: Final = 2
"""A source opens a sentence if it begins at most this many tokens after its start: "But he"."""
NAMED: Final = 4
"""A name that opens a sentence begins among its first tokens, this many: "Best actor Farah …"."""
PHRASE: Final = 6
"""The most tokens before the comma of a phrase that opens a sentence: "In the spring of 2016,"."""
QUESTION: Final = 16
"""The most tokens in a question that is a heading."""
SENTENCES: Final = 6
"""The most sentences to look back over a quotation."""
TITLED: Final = 2
"""A title before a name that opens a sentence has at most this many tokens: "Dr."."""
REACH: Final = 400
"""The most tokens from a source to a quotation that can be of the same person."""
AHEAD: Final = 30
"""The most tokens from "his" in the phrase that opens a sentence to the comma after the phrase."""
OWNERS: Final = frozenset(("his", "her"))
JOINED: Final = frozenset(("and", "&", "or"))
"""After a name, these make it one of several people."""


class ToldOf:
    """Finds the person that the sentence before a pronoun or its quotation is about.

    Places (``at``, ``start``, ``end``) are token indices.
    """

    def __init__(self, reading: Reading, cast: Cast, people: People) -> None:
        self._reading = reading
        self._words = reading.tokens.words
        self._lower = reading.tokens.lower
        self._starts = reading.start_places
        self._paragraphs = reading.tokens.paragraph_starts
        self._cast = cast
        self._people = people
        self._mentions = sorted(
            ((s, e, one) for one in people.all for s, e in one.mentions), key=lambda it: it[:2]
        )
        self._places = [start for start, _, _ in self._mentions]

    def subject(self, quotation: range, *, female: bool) -> Person | None:
        """Return the subject of the sentence before a quotation that "he" or "she" said.

        It must be a person named there, and no other source may be in that sentence. In another
        paragraph than the quotation, the person must be its source: "Ruiz said the bridge was
        safe.¶“…,” he said". Somebody else who is named there for the first time may be meant.
        """
        place = bisect_left(self._starts, quotation.start) if quotation else 0
        if not place:
            return None
        start, end = self._starts[place - 1], quotation.start
        if all(word.isupper() or not word.isalpha() for word in self._words[start:end]):
            return None  # a line that points to another article
        spoke = [one for one in self._cast.recent(start) if one.last < end]
        subject = self._subject(start, end) or self._opening_source(spoke, start)
        if subject is None or not fits(subject, female) or self._reading.quoted[start]:
            return None
        is_apart = self._paragraph(start) != self._paragraph(end)
        if any(one.person is not subject for one in spoke):
            return None
        if is_apart and not (spoke or self._is_presented(subject, start, end)):
            return None
        named = self._mentions[bisect_left(self._places, start) : bisect_left(self._places, end)]
        opens = next((i for i, (_, _, one) in enumerate(named) if one is subject), 0)
        is_new = any(
            one is not subject and fits(one, female) and one.mentions[0][0] == first
            for first, _, one in named[opens:]  # before it, there is only an owner: "Holt's sister"
        )
        if is_new or (not spoke and self._speaks_of(quotation, subject, female=female)):
            return None
        return subject

    def _is_presented(self, person: Person, start: int, end: int) -> bool:
        """Return whether a sentence that is a paragraph of its own introduces nobody but a person,
        and says who that is: "Sen. Luke Holt, a member of the panel, voted no.¶“…,” he says.".
        """
        first, stop = person.mentions[0]
        is_told = len(person.names) > 1 and self._lower[stop : stop + 1] == [","]
        named = self._mentions[bisect_left(self._places, start) : bisect_left(self._places, end)]
        is_alone = all(one is person for _, _, one in named)
        return first >= start and self._is_whole(start, end) and is_told and is_alone

    def _speaks_of(self, quotation: range, person: Person, *, female: bool) -> bool:
        """Return whether a quotation may be about the person of whom the sentence before tells, and
        somebody else's who spoke: "Ruiz was shown in the rain. “She never went,” she said.".
        """
        start = self._starts[bisect_left(self._starts, quotation.start) - 1]
        named = bisect_left(self._places, quotation.start)
        is_named = self._places[named : named + 1] < [quotation.stop] and named < len(self._places)
        is_new = person.mentions[0][0] >= start
        spoken = self._lower[quotation.start : quotation.stop]
        if is_new or is_named or ("she" if female else "he") not in spoken:
            return False
        recent = self._cast.recent(quotation.start - REACH)
        others = [one.person for one in recent if one.person is not None]
        return person not in others and any(fits(one, female) for one in others)

    def introduced(self, at: int, *, female: bool) -> Person | None:
        """Return the subject of the sentence before one that the pronoun at a token opens, if it
        introduces the person: "Dr. Ana Ruiz, a surgeon, treats Holt. She said …", or if the person
        says something in it: "Ana Ruiz said she had seen it. She said: …".

        Nobody else may be a source there, and the paragraph must be the same, unless that sentence
        is all of its paragraph and names its source for the first time.
        """
        place = bisect_left(self._starts, at)
        if not 0 < place < len(self._starts) or self._starts[place] != at:
            return None
        start = self._starts[place - 1]
        if self._reading.quoted[start]:
            return None
        if self._paragraph(start) != self._paragraph(at):
            return self._presented_source(start, at, female=female)
        subject = self._subject(start, at)
        if subject is None or not fits(subject, female) or len(subject.names) == 1:
            return None
        first, end = subject.mentions[0]
        is_new = first >= start and (self._lower[end : end + 1] == [","] or first > start + TITLED)
        spoke = [one.person for one in self._cast.recent(start) if one.last < at]
        is_told = spoke == [subject] or (is_new and not spoke)
        named = self._mentions[bisect_left(self._places, end) : bisect_left(self._places, at)]
        is_alone = all(
            one is subject or one.mentions[0][0] < start or not fits(one, female)
            for _, _, one in named
        )
        return subject if is_told and is_alone else None

    def _presented_source(self, start: int, at: int, *, female: bool) -> Person | None:
        """Return the only source of a sentence that is a paragraph of its own, if it is named there
        for the first time and in full: "The twins' lawyer Ana Ruiz said she had time.¶She told …".
        """
        spoke = [one for one in self._cast.recent(start) if one.last < at]
        person = self._opening_source(spoke, start) if len(spoke) == 1 else None
        if person is None or not self._is_whole(start, at) or not fits(person, female):
            return None
        is_new = person.mentions[0][0] >= start and len(person.names) > 1
        return person if is_new and person.female == female else None

    def _is_whole(self, start: int, end: int) -> bool:
        """Return whether a sentence is a paragraph of its own, right before the one at ``end``."""
        is_first = self._paragraph(start - 1) < self._paragraph(start)
        return is_first and self._paragraph(end) == self._paragraph(end - 1) + 1 == (
            self._paragraph(start) + 1
        )

    def opener(self, at: int, begin: int, candidates: Collection[Person]) -> Person | None:
        """Return who of the candidates opens the sentence around a pronoun, or the one before:
        "Umar admitted that … . But he said …".

        ``at`` is the pronoun's token, ``begin`` the first token of the quotation that is attributed
        to it, or the pronoun's own. The sentence before must be in the same paragraph or in the one
        before. Quotations in between are skipped: "Farah was late. “I ran,” he said."
        """
        sentences = self._reading.sentences
        place = bisect_right(sentences, begin) - 1
        reach = bisect_right(self._paragraphs, at) - 2
        earliest = self._paragraphs[max(0, reach)]
        for number in range(place, max(-1, place - SENTENCES), -1):
            start = sentences[number]
            stop = min(begin, sentences[number + 1] if number + 1 < len(sentences) else begin)
            if start < earliest:
                return None
            if stop <= start or self._reading.quoted[start]:
                continue
            begins = self._after_phrase(start, stop)
            opening = range(begins, min(stop, begins + NAMED))
            named = next((self._people.at[i] for i in opening if i in self._people.at), None)
            if named in candidates:
                return named
            if number < place:
                return None
        return None

    def asked(self, at: int) -> Person | None:
        """Return the one person named in the question above a pronoun that opens a paragraph.

        "What did Ruiz say?¶He announced …": what answers the question is of Ruiz.
        """
        place = bisect_right(self._paragraphs, at) - 1
        if place < 1 or self._paragraphs[place] != at:
            return None
        start = self._paragraphs[place - 1]
        words = self._reading.tokens.words[start:at]
        is_question = (
            "?" in words[-2:] and len(words) <= QUESTION and not self._reading.quoted[start]
        )
        if not is_question:
            return None
        named = {self._named(start + i) for i, word in enumerate(words) if word[:1].isupper()}
        named.discard(None)
        return named.pop() if len(named) == 1 else None

    def after_phrase(self, at: int) -> Person | None:
        """Return the subject named after the phrase with the "his" or "her" at a token that opens
        its sentence: "Despite his doubts about the bridge, Ruiz voted for it".

        "In her view, Ruiz should go" has somebody else's view.
        """
        start = self._starts[bisect_right(self._starts, at) - 1]
        opens = self._lower[start : start + 1]
        noun = self._lower[at + 1 : at + 2]
        if (
            not self._starts[0] <= start < at <= start + FIRST
            or self._lower[at] not in OWNERS
            or load_terms("sources", "opening_preposition").isdisjoint(opens)
            or not load_terms("cues", "framing_words").isdisjoint(noun)
        ):
            return None
        ahead = range(at + 1, min(at + AHEAD, len(self._words)))
        comma = next((i for i in ahead if self._words[i] == ","), None)
        place = bisect_left(self._places, at)
        if comma is None or place == len(self._places):
            return None
        first, stop, person = self._mentions[place]
        title = self._lower[comma + 1 : first]
        after = self._lower[stop - 1 : stop + 1]
        is_subject = first > comma and all(word in TITLES for word in title)
        is_apart = POSSESSIVE.isdisjoint(after) and JOINED.isdisjoint(after)
        return person if is_subject and is_apart else None

    def _subject(self, start: int, end: int) -> Person | None:
        """Return the person named in full or again who is the subject of a sentence."""
        place = bisect_left(self._places, start)
        if place == len(self._places) or self._places[place] >= min(end, start + OPENING):
            return None
        first, stop, person = self._mentions[place]
        if is_kin := self._is_kin(stop, place + 1):
            first, stop, person = self._mentions[place + 1]
        else:
            begin = start + (self._lower[start] in OWNERS)
            is_apposed = begin > start or self._lower[first - 1] == ","
            is_kin = is_apposed and self._is_called(begin, first)
        is_known = len(person.names) > 1 or len(person.mentions) > 1
        opens = () if is_kin else self._lower[start:first]
        is_inside = any(
            ends_subject(word) or word in BREAKS - HYPHENS or word in PRONOUNS for word in opens
        )
        after = self._lower[stop - 1 : stop + 1]
        is_apart = POSSESSIVE.isdisjoint(after) and JOINED.isdisjoint(after)
        return person if is_known and not is_inside and is_apart else None

    def _opening_source(self, spoke: Sequence[Draft], start: int) -> Person | None:
        """Return the person who opens a sentence as its source: "The Brazilian confirmed that …".

        ``spoke`` are the sources of the sentence.
        """
        opens = [one for one in spoke if one.last <= start + FIRST]
        return opens[0].person if len(opens) == 1 else None

    def _is_kin(self, stop: int, place: int) -> bool:
        """Return whether the next name is that of somebody's relative or colleague: "Holt's sister,
        Ana Ruiz,".

        ``stop`` is the token after the first name, ``place`` the next mention's index.
        """
        after = self._lower[stop - 1 : stop + 1]
        if POSSESSIVE.isdisjoint(after) or place >= len(self._mentions):
            return False
        begin = stop + POSSESSIVE.isdisjoint(after[:1])
        first = self._places[place]
        return begin < first <= begin + OPENING and self._is_called(begin, first)

    def _is_called(self, start: int, end: int) -> bool:
        """Return whether there is only a noun for a person before a name: "younger sister,"."""
        words = self._lower[start:end]
        if words and words[-1] == ",":
            words = words[:-1]
        only = all(word.isalpha() or word in POSSESSIVE | HYPHENS for word in words)
        apart = [word for i, word in enumerate(words) if HYPHENS.isdisjoint(words[i + 1 : i + 2])]
        tells = any(ends_subject(word) or word in PRONOUNS for word in apart)  # but "on-screen"
        return (
            bool(words)
            and only
            and not tells
            and (
                is_somebody(words[-1])
                or by_noun(words[-1]) is not None
                or words[-1] in load_terms("sources", "counterpart")
            )
        )

    def _after_phrase(self, start: int, stop: int) -> int:
        """Return where a sentence goes on after a phrase that names nobody: "In 2016, | Holt"."""
        for i in range(start, min(stop, start + PHRASE)):
            if i in self._people.at:
                return start
            if self._reading.tokens.words[i] == ",":
                return i + 1
        return start

    def _named(self, at: int) -> Person | None:
        """Return who is named at a token, by a last name even if the reader takes it for none."""
        word = fold(self._reading.tokens.words[at])
        return self._people.at.get(at) or self._people.first_by_surname.get(word)

    def _paragraph(self, at: int) -> int:
        return bisect_right(self._paragraphs, at)
