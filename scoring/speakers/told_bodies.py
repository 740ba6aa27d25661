"""Find the body that "it" or "its" stands for by where the text tells of it, whoever spoke last.

Of the bodies named in a sentence, its subject is the likeliest to be "it" in the next one (Grosz,
Joshi and Weinstein 1995). In a clause of a "which" that is a subject, "it" is what "which" is:
"Marlow, which fights a levy that it calls unjust".
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.speakers.body_descriptions import BodyDescriptions
from scoring.speakers.draft import Draft
from scoring.speakers.known import Known
from scoring.speakers.names import POSSESSIVE
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, NUMBERS, analyse, singular
from scoring.speakers.types import GroupedType

BODY: Final = GroupedType("named_organisation")
OPENING: Final = 3
"""The most tokens before "it" in its sentence, for it to go on about the sentence before."""
FRONTED: Final = 8
"""The most tokens of what goes before a subject: "In a report in May,"."""
ASIDE: Final = 25
"""The most tokens of an aside between a subject and its verb: ", led by a judge,"."""
RELATIVE: Final = 25
"""The most tokens from "which" to "it"."""
INTRODUCED: Final = 4
"""The most tokens from "a" to the noun of a document that "it" may be."""
OWNED: Final = 3
"""The most words of a body that is called again, with "the" before them: "the commission"."""
ADVERBS: Final = 2
"""The most adverbs between a subject and its verb."""
LINKS: Final = frozenset(("of", "for", "and", "&", "the"))
FRONTS: Final = frozenset("at in on after before by during since until for from under".split())
JOINTS: Final = frozenset(("and", "but"))
SKIPPED: Final = frozenset(("but", "and", "yet", "so", "the"))
CLOSES: Final = frozenset(", ; : — – . ? ! ( )".split())
NO_VERB: Final = DETERMINERS | INDEFINITE | frozenset("it he she they we you i who".split())

Place = tuple[int, int]


class ToldBodies:
    """Finds such bodies. ``at`` is the token of "it" or "its"."""

    def __init__(self, known: Known, bodies: BodyDescriptions) -> None:
        self._cast = known.cast
        self._labels = known.labels
        self._reading = known.reading
        self._sentences = known.reading.sentences
        self._lower = known.reading.tokens.lower
        self._words = known.reading.tokens.words
        self._bodies = bodies

    def which(self, at: int) -> int | None:
        """Return the place of the "which" in whose clause "it" is, if it is the same, or
        ``None``.
        """
        lower = self._lower
        first = max(self._sentences[self._sentence(at)], at - RELATIVE)
        for i in range(at - 1, first, -1):
            if lower[i] in CLOSES or self._words[i] in '“”"':
                return None
            if lower[i] == "which":
                is_subject = lower[i + 1] not in NO_VERB and self._words[i + 1].islower()
                is_aside = self._words[i - 1] == "," and i + 1 < at
                return i if is_subject and is_aside and not self._reading.quoted[at] else None
        return None

    def subject_before(self, at: int) -> Draft | None:
        """Return the body that is the subject of the sentence before, or for which its subject
        speaks, unless a body spoke in it or a document is introduced there.
        """
        before = self._before(at)
        if before is None or self._introduces(*before):
            return None
        last = next(self._cast.recent(before[0]), None)
        if last and last.type in ("named_organisation", "document"):
            return None
        named = self._subject(*before)
        return self._body(named, at) if named else None

    def subject_here(self, at: int) -> Draft | None:
        """Return the body that is the subject of the sentence of "it", in a clause, if it names no
        other and no body spoke in it: "Marlow fought a levy that it calls unjust".
        """
        first = self._sentences[self._sentence(at)]
        opens = load_groups("sources.subordinating", "sources.relative") | JOINTS
        if self._lower[at - 1] not in opens:
            return None
        last = next(self._cast.recent(first), None)
        if self._reading.quoted[at] or (last and last.type in ("named_organisation", "document")):
            return None
        named = self._subject(first, at)
        others = list(self._named(named[1], at)) if named else []
        return self._body(named, at) if named and not others else None

    def alone(self, at: int) -> Draft | None:
        """Return the only body named in the sentence before, whatever it does there: "the depot of
        Dunmore Water", "the commission's plan".
        """
        before = self._before(at)
        if before is None or self._introduces(*before):
            return None
        first, stop = before
        if self._opens_with_body(first):
            return None  # "The club is selling Dunmore Park."
        found = list(self._named(first, stop))
        if not found:
            return self._owner(first, stop, at)
        is_one = len({self._key(place) for place in found}) == 1
        return self._body(found[0], at) if is_one else None

    def _opens_with_body(self, first: int) -> bool:
        """Return whether a sentence opens with a body that has no name in it: "The club"."""
        opening = self._words[first + 1 : first + 1 + OPENING]
        nouns = {*map(singular, opening)} & load_terms("sources", "organisation")
        return self._lower[first] in DETERMINERS and bool(nouns) and opening[0].islower()

    def _before(self, at: int) -> Place | None:
        """Return the sentence before the one that "it" opens, or ``None``."""
        place = self._sentence(at)
        first = self._sentences[place]
        if not place or at - first > OPENING or self._reading.quoted[at]:
            return None
        start = self._sentences[place - 1]
        return None if self._reading.quoted[start] else (start, first)

    def _sentence(self, at: int) -> int:
        return bisect_right(self._sentences, at) - 1

    def _introduces(self, first: int, stop: int) -> bool:
        """Return whether a sentence introduces a text, which "it" then may be: "sent a letter"."""
        opens = INDEFINITE | {"its"}
        return any(
            singular(self._lower[i]) in load_terms("sources", "document")
            and not opens.isdisjoint(self._lower[max(first, i - INTRODUCED) : i])
            for i in range(first + 1, stop)
        )

    def _named(self, first: int, stop: int) -> Iterator[Place]:
        """Yield the names of bodies in a sentence, outside quotation marks."""
        at = first
        while at < stop:
            end = self._end(at, stop)
            if end > at and not self._reading.quoted[at]:
                yield at, end
            at = max(end, at + 1)

    def _end(self, at: int, stop: int) -> int:
        """Return where the body's name ends that begins at a token; the token if none does."""
        end = at
        while end < stop and self._labels[end] == "ORGANIZATION":
            end += 1
        while end - 1 > at and self._words[end - 1] in POSSESSIVE:
            end -= 1
        if end > at and self._lower[end] in load_terms("sources", "organisation"):
            end += 1  # "the Holt administration"
        is_cut = end < stop and self._words[end].istitle() and self._words[end].isalpha()
        return end if self._words[at][:1].isupper() and not is_cut else at

    def _key(self, place: Place) -> str:
        return " ".join(self._lower[slice(*place)])

    def _subject(self, first: int, stop: int) -> Place | None:
        at = first
        if self._lower[at] in FRONTS:
            reach = range(at, min(stop, at + FRONTED))
            at = next((i + 1 for i in reach if self._words[i] == ","), at)
        while at < stop and self._lower[at] in SKIPPED:
            at += 1
        if spoken := self._spoken_for(at, stop):
            return spoken
        end = self._end(at, stop)
        if end == at or self._labels[end - 1] != "ORGANIZATION":
            return None
        return (at, end) if self._acts(self._behind_aside(end, stop), stop) else None

    def _spoken_for(self, at: int, stop: int) -> Place | None:
        """Return for whom a spokesperson speaks who opens a sentence: "A spokesman for Marlow"."""
        at += self._lower[at] in INDEFINITE
        if at + 2 >= stop or self._lower[at] not in load_terms("sources", "speaks_for"):
            return None
        if self._lower[at + 1] not in ("for", "of"):
            return None
        start = at + 2 + (self._lower[at + 2] == "the")
        end = self._end(start, stop)
        return (
            (start, end) if end > start and self._words[end] not in (*POSSESSIVE, "and") else None
        )

    def _behind_aside(self, at: int, stop: int) -> int:
        """Return the place behind an aside in commas or brackets, or the given one."""
        opens = self._words[at] if at < stop else ""
        if opens not in (",", "("):
            return at
        close = ")" if opens == "(" else ","
        reach = range(at + 1, min(stop, at + ASIDE))
        return next((i + 1 for i in reach if self._words[i] == close), at)

    def _acts(self, at: int, stop: int) -> bool:
        """Return whether a verb stands at a token: "tested", "spent", "runs two"."""
        said = load_groups("cues.be", "cues.auxiliary", "cues.inverting", "cues.finite")
        for i in range(at, min(stop - 1, at + ADVERBS + 1)):
            word, then = self._lower[i], self._lower[i + 1]
            if not self._words[i].islower():
                return False
            if word in said or word.endswith("ed") or word in load_terms("cues", "past"):
                return True
            if word.endswith("s") and then in DETERMINERS | INDEFINITE | NUMBERS:
                return True
            if not (word.endswith("ly") or word in load_terms("cues", "before_verb")):
                return False
        return False

    def _owner(self, first: int, stop: int, at: int) -> Draft | None:
        """Return the only body called again in a sentence without names: "the commission's"."""
        found: list[Draft] = []
        for i in range(first, stop - 1):
            if self._lower[i] != "the" or self._reading.quoted[i]:
                continue
            words: Sequence[str] = self._words[i : i + 2]
            if self._words[i + 2] in POSSESSIVE and (body := self._bodies.named(analyse(words), i)):
                found.append(body)
        one = found[0] if found and all(body is found[0] for body in found) else None
        return self._cast.again(one, at) if one else None

    def _body(self, place: Place, at: int) -> Draft:
        start, end = place
        body = self._cast.described(analyse(self._words[start:end]), BODY, start, end)
        return self._cast.again(body, at)
