"""Find the last names of people named with a relative, and who of a family is the younger.

Newsrooms give a last name once for two who share it ("Tom and Greta Holt"), and then call them by
the first name, or by "Mr." and "Mrs.". A relative can be named by the first name at first: "His
widow, Greta, wept … Mrs. Holt said" (AP Stylebook, "names", "courtesy titles").
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.gender import by_given_name, by_noun, by_words
from scoring.speakers.missed_names import is_given
from scoring.speakers.names import Mention, Names, is_surname_part, title_before
from scoring.speakers.phrases import COURTESY, POSSESSIVE, is_somebody, singular

BESIDE: Final = 10
"""The most tokens from the names of two people to a word that says that they are a family."""
OWNERS: Final = {"his": False, "her": True}
"""What stands before a relative, and whether a woman is meant."""
OWNER: Final = 3
"""The most tokens from the owner to the relative's noun: "his late second wife"."""
TWO: Final = 2
AGE: Final = 2
"""The most digits of an age."""


class Whole(NamedTuple):
    """A full name, and how it is written."""

    names: Names
    written: str


def last_names(mentions: Sequence[Mention], words: Sequence[str]) -> dict[str, Whole]:
    """Return the full names of those who are only called by the first name, by that name."""
    full = [one for one in mentions if len(one.name.names) > 1]
    known = {part for one in full for part in (one.name.names[0], one.name.names[-1])}
    single = [one for one in mentions if one.name.names[0] not in known and _is_first(one, words)]
    if not single or not full:
        return {}
    addressed: dict[str, set[bool | None]] = {}
    for one in mentions:
        title = title_before(words, one.start)
        if len(one.name.names) == 1 and title in COURTESY:
            addressed.setdefault(one.name.names[0], set()).add(by_words([title]))
    single = [one for one in single if one.name.names[0] not in addressed]
    return {
        **_of_relatives(single, full, mentions, addressed, words),
        **_of_couples(single, full, addressed, words),
    }


def _is_first(mention: Mention, words: Sequence[str]) -> bool:
    """Return whether a mention is a first name alone, without a title."""
    name = mention.name
    is_one = len(name.names) == 1 and not (name.suffix or name.begins)
    is_one = is_one and is_given(words[mention.start])
    return is_one and title_before(words, mention.start) not in load_terms("sources", "title")


def _of_couples(
    single: Sequence[Mention],
    full: Sequence[Mention],
    addressed: Mapping[str, set[bool | None]],
    words: Sequence[str],
) -> dict[str, Whole]:
    """Return the names of those who share the last name of whoever is named after "and".

    "Jordan and Ana Ruiz" can be two last names. Something must tell that they are a family: a noun,
    or that the article calls Ana Ruiz by the first name too, or somebody "Mr. Ruiz".
    """
    begins = {one.start: one for one in full}
    alone = {one.name.names[0] for one in single}
    found: dict[str, Whole] = {}
    for one in single:
        other = begins.get(one.end + 1)
        if other is None or words[one.end] not in ("and", "&") or other.name.suffix:
            continue
        before = words[one.start - 1] if one.start else ""
        is_name = before.istitle() and not is_somebody(singular(before.lower()))
        if is_name and one.start > 1 and words[one.start - 2] != ".":
            continue  # "Mary | Ann and Greta Holt"
        names = other.name.names
        near = [
            *words[max(0, one.start - BESIDE) : one.start],
            *words[other.end : other.end + BESIDE],
        ]
        is_family = not load_terms("nicknames", "family").isdisjoint(map(str.lower, near))
        if is_family or names[0] in alone or names[-1] in addressed:
            found.setdefault(one.name.names[0], _with_last_name(one, other, words))
    return found


def _of_relatives(
    single: Sequence[Mention],
    full: Sequence[Mention],
    mentions: Sequence[Mention],
    addressed: Mapping[str, set[bool | None]],
    words: Sequence[str],
) -> dict[str, Whole]:
    """Return the names of relatives whom the article then calls "Mrs. Holt" or "Mr. Holt".

    Nobody else can be called so: of those with the last name who were named before, all are men, or
    all women.
    """
    called = {
        one.name.names[0]: one.start
        for one in reversed(mentions)
        if title_before(words, one.start) in COURTESY
    }
    bearers: dict[str, list[Mention]] = {}
    for one in full:
        if one.start < called.get(one.name.names[-1], 0):
            bearers.setdefault(one.name.names[-1], []).append(one)
    starts = [one.start for one in mentions]
    found: dict[str, set[str]] = {}
    kin: dict[str, Mention] = {}
    for one in single:
        female, owners, at = _relative(one, words)
        before = bisect_left(starts, at) - 1
        if female is None or owners == female or before < 0:
            continue
        last = mentions[before].name.names[-1]
        sexes = {by_given_name(other.name.names) for other in bearers.get(last, ())}
        is_owner = owners is None or sexes == {owners}
        if is_owner and sexes == {not female} and female in addressed.get(last, ()):
            kin[one.name.names[0]] = one
            found.setdefault(last, set()).add(one.name.names[0])
    return {
        name: _with_last_name(kin[name], bearers[last][0], words)
        for last, names in found.items()
        for name in names
        if len(names) == 1
    }


def _relative(mention: Mention, words: Sequence[str]) -> tuple[bool | None, bool | None, int]:
    """Return whether a relative introduced by a name is a woman, whether the owner is one, and the
    token after which the owner cannot be named.

    The first is ``None`` if there is no such relative, and the second if the owner is named.
    """
    at = mention.start - 1
    if at > 1 and words[at] == ",":
        at -= 1
    noun = words[at].lower() if at > 0 else ""
    female = by_noun(noun) if noun in load_terms("epithets", "kin") else None
    for i in range(at - 1, max(-1, at - 1 - OWNER), -1):
        if words[i] in POSSESSIVE:
            return female, None, i
        if (word := words[i].lower()) in OWNERS:
            return female, OWNERS[word], i
    return None, None, at


def _with_last_name(one: Mention, other: Mention, words: Sequence[str]) -> Whole:
    """Return the full name of one who has the last name of another."""
    end = other.end
    while end - 1 > other.start and words[end - 1] in POSSESSIVE:
        end -= 1
    at = end - 1
    while at - 1 > other.start and (
        is_surname_part(words[at - 1]) or "-" in words[at - 1 : at + 1]
    ):
        at -= 1
    written = f"{words[one.start]} {' '.join(words[at:end])}".replace(" - ", "-")
    names = other.name.names
    begin = len(names) - 1
    while begin > 1 and is_surname_part(names[begin - 1]):
        begin -= 1
    return Whole((one.name.names[0], *names[begin:]), written)


def generation(word: str) -> str:
    """Return the suffix for which a word before a name stands: "the younger Holt"; else ``""``."""
    terms = (line.partition(": ") for line in load_terms("nicknames", "suffix"))
    return next((suffix for adjective, _, suffix in terms if adjective == word), "")


class Generations:
    """Tells who is the younger of two with one last name: "Ivan Holt … his son, Mark Holt"."""

    def __init__(self, mentions: Sequence[Mention], words: Sequence[str]) -> None:
        self._young: set[Names] = set()
        self._old: set[Names] = set()
        self._ages: dict[Names, int] = {}
        for one in mentions:
            if len(one.name.names) > 1:
                self._note(one, words)

    def _note(self, mention: Mention, words: Sequence[str]) -> None:
        at = mention.start - (2 if words[mention.start - 1] == "," else 1)
        noun = words[at].lower() if at > 0 else ""
        if noun in load_terms("nicknames", "younger"):
            self._young.add(mention.name.names)
        elif noun in load_terms("nicknames", "elder"):
            self._old.add(mention.name.names)
        after = words[mention.end : mention.end + 2]
        if after[:1] == [","] and after[1:] and after[1].isdigit() and len(after[1]) <= AGE:
            self._ages[mention.name.names] = int(after[1])

    def meant(self, word: str, names: Sequence[Names]) -> Names | None:
        """Return whose of two names "the younger Holt" is, by the word before it, if told."""
        asked = generation(word)
        if not asked or len(names) != TWO or names[0] == names[1]:
            return None
        is_son = asked == "jr"
        for name, other in (names, names[::-1]):
            if name in self._young or other in self._old:
                return name if is_son else other
        ages = [self._ages.get(name, 0) for name in names]
        if 0 in ages or ages[0] == ages[1]:
            return None
        return (
            min(names, key=self._ages.__getitem__)
            if is_son
            else max(names, key=self._ages.__getitem__)
        )
