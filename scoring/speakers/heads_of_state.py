"""Tell a head of state whom the article only calls by the office from a son or a namesake.

"Walter Holt Jr. met a lawyer … President Holt said … Holt said": newsrooms need not name a head of
state in full (AP Stylebook, "president"), and the only full name is somebody else's.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.names import Mention, Name, Names, fold
from scoring.speakers.person import Person
from scoring.speakers.phrases import POSSESSIVE
from scoring.speakers.titled_names import TitledNames, title_of

SECOND: Final = frozenset(("vice", "former", "ex", "deputy"))
"""What is said of an office before its title if its holder is, or was, somebody else."""
GENERATIONS: Final = frozenset(("jr", "sr"))
"""Suffixes of people who have a namesake."""
LISTED: Final = 3
"""The most tokens between two names of a list: ", and" and a title."""
KIN: Final = 5
"""The most tokens from a name to the relative's noun, or back: ", the president's eldest son"."""
OWNED: Final = 4
"""The most tokens before "President Holt" in which "his late uncle," is."""


class HeadsOfState:
    """The heads of state whom an article never names in full, though it names relatives so."""

    def __init__(self, mentions: Sequence[Mention], reading: Reading, titled: TitledNames) -> None:
        self._words = reading.tokens.words
        self._family = frozenset(_family(mentions, self._words))
        self._names: set[str] = set()
        self._alone: set[str] = set()
        """Those whom the last name alone means too."""
        full = [one for one in mentions if len(one.name.names) > 1]
        others = {one.name.names[-1] for one in full if _key(one.name) not in self._family}
        first = {
            one.name.names[-1]: one.start
            for one in reversed(full)
            if one.name.names[-1] not in others
        }
        sources = {one.start for one in reading.roles if one.label == "SOURCE"}
        spoke: set[str] = set()
        for one in mentions if first else ():
            last = one.name.names[0]
            if len(one.name.names) > 1 or last not in first:
                continue
            title = title_of(self._words, one.start)
            if not title and one.start in sources and one.start > first[last]:
                spoke.add(last)
            if not self._is_titled(one.start) or titled.is_held(last, title):
                continue
            is_known = last in self._names or last in spoke or titled.is_held(last)
            self._names.add(last)
            if not (is_known or self._is_kin(one.start)):
                self._alone.add(last)

    def is_head(self, name: Name, at: int, person: Person) -> bool:
        """Return whether the name at token ``at`` is that of a head of state, and not of a person
        whom it fits too.

        With the office, it surely is. The last name alone is the namesake's if the namesake has
        spoken under that name, holds an office too, or is a relative: "his uncle, President Holt".
        """
        if len(name.names) > 1 or name.suffix or (person.names, person.suffix) not in self._family:
            return False
        last = name.names[0]
        return last in self._alone or (last in self._names and self._is_titled(at))

    def is_namesake(self, name: Name, at: int) -> bool:
        """Return whether the last name at token ``at`` is that of somebody else than a head of
        state, who is only called by the office.
        """
        last = name.names[0]
        return last in self._names - self._alone and not self._is_titled(at)

    def _is_titled(self, at: int) -> bool:
        """Return whether a head of state's title stands before the name at token ``at``: "President
        Holt", "Prime Minister Holt", not "Vice President Holt".
        """
        title = title_of(self._words, at)
        before = fold(self._words[at - 2]) if at > 1 else ""
        heads = load_terms("epithets", "head_of_state")
        is_second = not SECOND.isdisjoint({before, *before.split("-")})
        return (title in heads and not is_second) or f"{before} {title}" in heads

    def _is_kin(self, at: int) -> bool:
        """Return whether a relative is introduced by the title and the name at token ``at``."""
        before = (word.lower() for word in self._words[max(0, at - OWNED) : at])
        return not load_terms("epithets", "kin").isdisjoint(before)


def _family(mentions: Sequence[Mention], words: Sequence[str]) -> Iterator[tuple[Names, str]]:
    """Yield the names and suffixes of those who are told from a head of state by their full names.

    These are a junior or a senior, whoever is in a list with one, and "the president's son".
    """
    full = [one for one in mentions if len(one.name.names) > 1]
    together: list[list[Mention]] = []
    for one in sorted(full, key=lambda one: one.start):
        last = together[-1][-1] if together else one
        is_listed = one.start - last.end <= LISTED and last.name.names[-1] == one.name.names[-1]
        if together and is_listed:
            together[-1].append(one)
        else:
            together.append([one])
    for some in together:
        is_family = any(one.name.suffix in GENERATIONS for one in some)
        yield from (_key(one.name) for one in some if is_family or _is_of_a_head(one, words))


def _is_of_a_head(mention: Mention, words: Sequence[str]) -> bool:
    """Return whether a name is that of a head of state's relative: "the president's son"."""
    heads = load_terms("epithets", "head_of_state")
    kin = load_terms("epithets", "kin")
    start, end = mention.start, mention.end
    places = (range(max(1, start - KIN), start), range(end + 1, min(end + KIN, len(words))))
    for place in places:
        near = [word.lower() for word in words[place.start : place.stop]]
        owners = [i for i, word in enumerate(near) if word in POSSESSIVE]
        if owners and words[place.start + owners[0] - 1].lower() in heads:
            return not kin.isdisjoint(near[owners[0] :])
    return False


def _key(name: Name) -> tuple[Names, str]:
    return name.names, name.suffix
