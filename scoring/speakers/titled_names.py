"""Tell whom a title with a last name means: "Jill Holt … President Joe Holt … President Holt".

A title that the article has before one full name goes on with that person. If nobody with the last
name has it, a pronoun can tell that it is somebody else's: "Jill Holt … President Holt said he".
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.gender import PRONOUNS, SHE, by_given_name
from scoring.speakers.names import Mention, Name, agree, fold, full_titles, title_before
from scoring.speakers.person import Person
from scoring.speakers.phrases import COURTESY, POSSESSIVE

SAYS: Final = 6
"""The most tokens from the name to a "he" that is whoever has the title."""
TOLD: Final = 8
"""The most tokens from a full name to the office of its bearer: ", the first president of"."""
SPOUSES: Final = {("first", "lady"): True, ("first", "gentleman"): False}
"""Titles of somebody married to whom the article may only give a title and the last name."""


class TitledNames:
    """The titles before an article's last names."""

    def __init__(self, mentions: Sequence[Mention], reading: Reading) -> None:
        words = reading.tokens.words
        self._full: dict[tuple[str, str], set[Name]] = {}
        """Whose full name has a title, by the last name and the title."""
        self._female: dict[tuple[str, str], bool] = {}
        sexes: dict[str, set[bool | None]] = {}
        spouses: dict[str, bool] = {}
        votes: Counter[tuple[str, str, bool]] = Counter()
        starts = {one.start for one in mentions}
        for one in mentions:
            title, names = title_of(words, one.start), one.name.names
            if len(names) > 1:
                self._full.setdefault((names[-1], title), set()).add(one.name)
                for office in _offices_behind(words, one.end):
                    self._full.setdefault((names[-1], office), set()).add(one.name)
                sexes.setdefault(names[-1], set()).add(by_given_name(names))
                before = tuple(map(fold, words[max(0, one.start - 2) : one.start]))
                if before in SPOUSES:
                    spouses[names[-1]] = SPOUSES[before]
            elif title:
                told = _pronoun(one, reading, starts)
                votes[names[0], title, bool(told)] += told is not None
        self._titled = {last for last, title in self._full if title}
        for last, title, _ in votes:
            if (last, title) in self._full or len(sexes.get(last, ())) != 1:
                continue
            (sex,) = sexes[last]
            other = not sex
            is_other = votes[last, title, other] > votes[last, title, bool(sex)]
            if sex is not None and (is_other or spouses.get(last) == sex):
                self._female[last, title] = other

    def female(self, last: str, title: str) -> bool | None:
        """Return whether a title and a last name are a woman's who is not named in full, or a
        man's; ``None`` if they may be somebody's who is.
        """
        return self._female.get((last, title))

    def is_held(self, last: str, title: str = "") -> bool:
        """Return whether the article gives a title to a full name; without ``title``, any title."""
        if title:
            return (last, title) in self._full
        return last in self._titled

    def holders(self, people: Sequence[Person], last: str, title: str) -> list[Person]:
        """Return those of several people to whose full names the article gives a title."""
        full = self._full.get((last, title), set()) if title else set()
        return [one for one in people if any(_is_of(name, one) for name in full)]


def title_of(words: Sequence[str], at: int) -> str:
    """Return the title before the name at token ``at``, written out, if it is that of an office."""
    title = title_before(words, at)
    title = full_titles().get(title, title)
    is_title = title in load_terms("sources", "title") and title not in COURTESY
    return title if is_title else ""


def _is_of(name: Name, person: Person) -> bool:
    """Return whether a full name can be a person's, with or without a middle name."""
    names = person.names
    is_same = (name.names[0], name.names[-1]) == (names[0], names[-1])
    return is_same and name.suffix == person.suffix and agree(name.names, names)


def _offices_behind(words: Sequence[str], end: int) -> Iterator[str]:
    """Yield the offices that an apposition gives to the full name that ends before ``end``.

    "Ana Ruiz, President Holt and his wife" are a list.
    """
    if words[end : end + 1] != [","]:
        return
    titles = load_terms("sources", "title")
    for i in range(end + 1, min(end + 1 + TOLD, len(words) - 1)):
        if words[i] in (",", "."):
            return
        is_of_next = words[i + 1] in POSSESSIVE or words[i + 1][:1].isupper()
        if words[i].lower() in titles and not is_of_next:
            yield words[i].lower()


def _pronoun(mention: Mention, reading: Reading, starts: set[int]) -> bool | None:
    """Return whether "she" follows a name in its sentence, or "he"; ``None`` for neither."""
    lower = reading.tokens.lower
    stop = min(reading.sentence_at(mention.start)[1], mention.end + SAYS)
    for i in range(mention.end, stop):
        if i in starts:
            return None
        if lower[i] in PRONOUNS and not reading.quoted[i]:
            return lower[i] in SHE
    return None
