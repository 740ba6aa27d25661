"""Find whom other words for somebody mean: "the PM", "the writer", "the same source".

The noun alone does not tell. "The PM" is the prime minister, "the writer" is who wrote what the
article is about, "the Dunmore boss wrote" goes on with a post by the boss, and the prime minister's
spokesman is Holt's if Holt is prime minister.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.definite import DefiniteDescriptions
from scoring.speakers.draft import Draft
from scoring.speakers.gender import by_noun
from scoring.speakers.holders import asked_in, is_office_noun
from scoring.speakers.known import Known
from scoring.speakers.mentions import fits
from scoring.speakers.named_together import NamedTogether
from scoring.speakers.person import Person
from scoring.speakers.phrases import (
    POSSESSIVE,
    Phrase,
    analyse,
    is_listed,
    is_office,
    is_surely_somebody,
    singular,
)
from scoring.speakers.types import PUBLIC, GroupedType

AUTHORS: Final = frozenset(("writer", "author", "columnist"))
"""Nouns for whoever wrote a text."""
WRITER_REACH: Final = 80
"""The most tokens from "was written by Ana Ruiz" to "the writer"."""
INFORMANTS: Final = frozenset(("source", "person", "insider", "informant", "individual"))
"""Nouns that, after "the same", stand for whoever spoke last without a name."""
WROTE: Final = ("written", "penned", "authored")
NAME: Final = 3
"""The most tokens from "by" to the name of who wrote a text: "by | Dr. | Ana Ruiz"."""
NAMES: Final = 6
"""The most tokens of a name that opens a sentence, with what stands before "and"."""
SPOKE: Final = 12
"""How many of the latest speakers are compared with a spokesperson."""
SAME: Final = 200
"""The most tokens from somebody without a name to "the same source"."""
OWNER: Final = 6
"""The most words of an office that owns a spokesperson: "the Danish prime minister's"."""


class Paraphrases:
    """Finds the speakers of an article's phrases by what the article has told before."""

    def __init__(
        self, known: Known, definite: DefiniteDescriptions, together: NamedTogether
    ) -> None:
        self._reading = known.reading
        self._trace = known.reading.trace
        self._words = known.reading.tokens.words
        self._lower = known.reading.tokens.lower
        self._cast = known.cast
        self._people = known.people
        self._labels = known.labels
        self._holders = known.leads.holders
        self._definite = definite
        self._together = together
        self._ends = {one.start: one.end for one in known.reading.roles if one.label == "SOURCE"}
        """Where the sources end, by their first tokens."""
        self._starts = sorted(self._ends)
        self._owners: dict[int, Person | None] = {}
        """Whose spokesperson a source is, by its first token."""
        self._writers = self._written_by()
        """Who is said to have written a text, by the token."""

    def meant(self, phrase: Phrase, start: int, end: int) -> Draft | None:
        """Return whom a phrase stands for, if it is one of these; ``None`` otherwise."""
        return (
            self._office(phrase, start, end)
            or self._writer(phrase, start, end)
            or self._poster(phrase, start, end)
            or self._same(phrase, start)
            or self._authors(phrase, start)
            or self._two_offices(start, end)
            or self._spokesperson(phrase, start)
        )

    def _office(self, phrase: Phrase, start: int, end: int) -> Draft | None:
        """Return the holder of an office that is written in letters: "the PM", "the Danish PM"."""
        word = phrase.words[phrase.head]
        office = _offices().get(word)
        if phrase.determiner != "the" or office is None or phrase.head + 1 < len(phrase.words):
            return None
        spelled = analyse((*phrase.words[: phrase.head], *office))
        labels = (*self._labels[start : end - 1], *(None for _ in office))
        kind = GroupedType("unnamed_person", PUBLIC)
        found = self._definite.find(spelled, labels, kind, start)
        return found or self._cast.described(phrase, kind, start, end)

    def _written_by(self) -> dict[int, Person]:
        """Return who is said to have written a text, and where: "It was written by Ana Ruiz"."""
        found = {}
        for at, word in enumerate(self._lower):
            if word not in WROTE or self._lower[at + 1 : at + 2] != ["by"]:
                continue
            reach = range(at + 2, min(at + 2 + NAME, len(self._lower)))
            person = next((self._people.at[i] for i in reach if i in self._people.at), None)
            if person:
                found[at] = person
        return found

    def _writer(self, phrase: Phrase, start: int, end: int) -> Draft | None:
        """Return who wrote the text that was told of before, if "the writer" is a source."""
        is_bare = phrase.determiner == "the" and phrase.head == 1
        is_last = phrase.head + 1 == end - start or phrase.words[phrase.head + 1] in (",", "who")
        if phrase.noun not in AUTHORS or not (is_bare and is_last):
            return None
        near = range(max(0, start - WRITER_REACH), start)
        writers = {self._writers[i] for i in near if i in self._writers}
        writer = writers.pop() if len(writers) == 1 else None
        if writer is None or self._is_called(phrase.noun, writer, start):
            return None
        self._trace.rule("speaker", "speaker.writer", writer)
        return self._cast.person(writer, start)

    def _is_called(self, noun: str, writer: Person, start: int) -> bool:
        """Return whether the article calls somebody else a writer before a token."""
        near = range(max(0, start - WRITER_REACH), start)
        people = {self._people.at[i] for i in near if i in self._people.at} - {writer}
        called = any(role.noun == noun for one in people for role in one.roles)
        return called or any(self._lower[i] == noun for i in near)

    def _poster(self, phrase: Phrase, start: int, end: int) -> Draft | None:
        """Return who wrote the post that spoke last, if "the Dunmore boss" wrote more in it.

        The post must be told of in the sentence before, with nobody else.
        """
        last = self._cast.last()
        wrote = load_terms("sources", "goes_on_writing")
        if last is None or last.type != "document" or self._lower[end : end + 1] == []:
            return None
        if phrase.determiner != "the" or self._lower[end] not in wrote:
            return None
        if not (is_listed(phrase.noun) or is_surely_somebody(phrase.noun)):
            return None
        sentences = self._reading.sentences
        begin = sentences[max(0, bisect_right(sentences, start) - 2)]
        begin = max(begin, start - WRITER_REACH)
        named = [i for i in range(begin, start) if i in self._people.at]
        people = {self._people.at[i] for i in named}
        if last.last < begin or len(people) != 1 or last.head not in load_terms("sources", "post"):
            return None
        (person,) = people
        asked = asked_in(phrase, self._labels[start:end])
        by = self._lower[min(named) - 1]
        is_own = by in ("by", "from") and fits(person, by_noun(phrase.noun))
        if not is_own or self._holders.holds_another(asked, person):
            return None
        self._trace.rule("speaker", "speaker.writer", person)
        return self._cast.person(person, start)

    def _same(self, phrase: Phrase, start: int) -> Draft | None:
        """Return who without a name spoke last, if "the same source" goes on."""
        if [*map(str.lower, phrase.words[:2])] != ["the", "same"]:
            return None
        recent = self._cast.recent(start - SAME)
        found = next((one for one in recent if one.type == "unnamed_person"), None)
        if found and phrase.noun in INFORMANTS | {found.head}:
            self._trace.rule("speaker", "speaker.described_before", found)
            return self._cast.again(found, start)
        return None

    def _authors(self, phrase: Phrase, start: int) -> Draft | None:
        """Return who wrote the text that spoke last: "A report by Ana Ruiz and Tom Holt warned … it
        said. The authors urged".
        """
        text = self._cast.last()
        single = singular(phrase.noun)
        is_bare = [word.lower() for word in phrase.words] == ["the", phrase.noun]
        if text is None or text.type != "document" or single not in AUTHORS or not is_bare:
            return None
        if start - text.last > WRITER_REACH:
            return None
        documents = load_terms("sources", "document")
        for begin in self._starts[: bisect_right(self._starts, start - 1)][: -SPOKE - 1 : -1]:
            end = self._ends[begin]
            by = next((i for i in range(begin, end) if self._lower[i] == "by"), end)
            places = filter(self._is_named, range(by, end))
            named = [*dict.fromkeys(self._people.at[i] for i in places)]
            # "An editorial accompanying the study, by Ana Ruiz" is no study.
            told = next((word for word in self._lower[begin:by] if word in documents), "")
            if told != text.head or not named:
                continue
            if (len(named) > 1) != (single != phrase.noun):
                return None
            self._trace.rule("speaker", "speaker.writer", named[0])
            if len(named) > 1:
                return self._cast.people(named, start)
            return self._cast.person(named[0], start)
        return None

    def _is_named(self, i: int) -> bool:
        return i in self._people.at

    def _two_offices(self, start: int, end: int) -> Draft | None:
        """Return the two people whom the next sentence names for two offices: "Norway's president
        and Italy's premier have met. Ana Ruiz and Tom Holt said".
        """
        joints = [i for i in range(start + 1, end - 1) if self._lower[i] == "and"]
        sentences = self._reading.sentences
        place = bisect_right(sentences, start)
        is_named = any(map(self._is_named, range(start, end)))
        if len(joints) != 1 or place == len(sentences) or is_named:
            return None
        sides = (self._words[start : joints[0]], self._words[joints[0] + 1 : end])
        nouns = [analyse(side) for side in sides]
        if not all(is_office_noun(one.noun) and one.head + 1 == len(one.words) for one in nouns):
            return None
        begin = sentences[place]
        reach = range(begin + 1, min(begin + NAMES, len(self._words)))
        joint = next((i for i in reach if self._lower[i] == "and"), None)
        pair = self._together.pair(joint) if joint and self._is_named(begin) else None
        if pair is None or any(one.mentions[0][0] < begin for one in pair):
            return None
        return self._together.two(pair, start, "speaker.presented_next")

    def _spokesperson(self, phrase: Phrase, start: int) -> Draft | None:
        """Return the spokesperson of the same person as before, who is called otherwise there: "the
        prime minister's spokesman … Holt's spokesman".
        """
        owner = self._owner(phrase, start)
        if owner is None:
            return None
        for draft in islice(self._cast.recent(0), SPOKE):
            before = self._source_at(draft.last)
            if draft.type != "unnamed_person" or before is None or draft.head != phrase.noun:
                continue
            told = analyse(self._words[slice(*before)])
            if self._owner(told, before[0]) is owner and _kind(told) == _kind(phrase):
                self._trace.rule("speaker", "speaker.described_before", draft)
                return self._cast.again(draft, start)
        return None

    def _source_at(self, at: int) -> tuple[int, int] | None:
        start = next((i for i in (at, at - 1) if i in self._ends), None)
        return None if start is None else (start, self._ends[start])

    def _owner(self, phrase: Phrase, start: int) -> Person | None:
        """Return for whom a source speaks whose phrase opens with a name, or with an office."""
        if start not in self._owners:
            self._owners[start] = self._owner_of(phrase, start)
        return self._owners[start]

    def _owner_of(self, phrase: Phrase, start: int) -> Person | None:
        words = phrase.words[: phrase.head]
        owned = next((i for i, word in enumerate(words) if word in POSSESSIVE), 0)
        if not owned or phrase.noun not in load_terms("sources", "speaks_for"):
            return None
        person = self._people.at.get(start + owned - 1)
        if person or owned > OWNER or phrase.determiner != "the":
            return person
        office = analyse(words[:owned])
        if not is_office(office.noun):
            return None
        return self._definite.described(office, self._labels[start : start + owned], start)


def _kind(phrase: Phrase) -> frozenset[str]:
    """Return the words between an owner and a spokesperson: "official"."""
    words = phrase.words[: phrase.head]
    owned = next(i for i, word in enumerate(words) if word in POSSESSIVE)
    return frozenset(word.lower() for word in words[owned + 1 :])


@cache
def _offices() -> dict[str, Sequence[str]]:
    """Return the offices by the letters for them: "PM" is "prime minister"."""
    pairs = (line.partition(": ") for line in load_terms("sources", "office_in_letters"))
    return {letters.upper(): office.split() for letters, _, office in pairs}
