"""Bring each form of a body's name to its fullest: "the FAA", "the Times", "Krispy Kreme".

An article has a body's name in full at first, and then its letters or a part of the name (AP
Stylebook, "abbreviations and acronyms", "company names"). A form that fits two names is left as it
is.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.countries import is_country
from scoring.speakers.names import POSSESSIVE

FUNCTION: Final = frozenset(
    "of for the and & in on to de del della du da la le van der von al".split()
)
"""Words in a name that need no capital, and that its letters can leave out."""
JOINS: Final = frozenset(("of", "for", "in"))
"""Words before an end that letters can leave out: "National Rifle Association of America"."""
LETTERS: Final = range(2, 8)
"""The number of a body's letters."""
LONGEST: Final = 12
"""The most words of a name."""

LEAD: Final = 60
"""The most tokens behind a headline for the whole name of which it has a part."""
CLOSES: Final = frozenset('.!?”"')

LETTERED: Final = "letters: "
"""What the letters of a name are filed with, apart from its words."""

Words = tuple[str, ...]


class BodyNames:
    """The names of an article's bodies, each by its words in lower case."""

    def __init__(
        self, reading: Reading, people: Collection[int], firms: Collection[int] = ()
    ) -> None:
        """``people``: the tokens of people's names; ``firms``: those of firms' names that look
        like people's.
        """
        self._reading = reading
        self._words = reading.tokens.words
        self._first: dict[Words, tuple[int, int]] = {}
        """Where the article has each name first."""
        self.at: list[tuple[int, Words]] = []
        """The token at which a name begins, and the name, in order."""
        self.introduced: dict[Words, set[str]] = {}
        """The nouns right before a name: "water firm Dunmore"."""
        others = set[Words]()
        for start, end, is_body in self._spans(reading, firms):
            key = _key(self._words[start:end])
            told = self._words[start - 1] if start else ""
            is_told = told in load_terms("bodies", "introduced")
            is_free = _is_name(self._words[start:end])
            is_free = is_free and not any(i in people for i in range(start, end))
            if not (is_free and (is_body or is_told)):
                others.add(key)
                continue
            self._first.setdefault(key, (start, end))
            self.at.append((start, key))
            if is_told:
                self.introduced.setdefault(key, set()).add(told)
        forms: dict[Words, list[Words]] = {}
        for long in self._first:
            for form in {*_forms(long)}:
                forms.setdefault(form, []).append(long)
        self._full = {
            key: full
            for key in self._first
            if not (key in others or is_country(key[0]))
            and (full := self._fuller(key, forms)) is not None
        }
        self._tails: dict[Words, set[Words]] = {}
        """The names by the two or more words that they end in."""
        for name in self._first:
            words = _key([word for word in name if word not in POSSESSIVE])
            for opens in range(1, min(len(words), LONGEST) - 1):
                self._tails.setdefault(words[opens:], set()).add(self.fullest(name))

    def _spans(self, reading: Reading, firms: Collection[int]) -> list[tuple[int, int, bool]]:
        """Return the names in order, each with whether it is a body's for itself."""
        found = {
            _trimmed(self._words, one.start, one.end): one.label == "ORGANIZATION"
            for one in reading.entities
            if one.start not in firms and one.end - 1 not in firms
        }
        for start in firms:
            if start - 1 not in firms:
                end = start + 1
                while end in firms:
                    end += 1
                if self._is_legal_form(end):  # "Dunmore | Inc."
                    found.pop((end, end + 1), None)
                    end += 1
                found[_trimmed(self._words, start, end)] = True
        return sorted((start, end, is_body) for (start, end), is_body in found.items())

    def _is_legal_form(self, at: int) -> bool:
        word = self._words[at] if at < len(self._words) else ""
        return word[:1].isupper() and word.rstrip(".").lower() in load_terms(
            "sources", "legal_form"
        )

    def full(self, start: int, end: int) -> str | None:
        """Return the fullest form of the name that the tokens from ``start`` to ``end`` are, or
        ``None`` if they are the fullest, or no name.
        """
        start, end = _trimmed(self._words, start, end)
        found = self._full.get(_key(self._words[start:end]))
        return self.written(found) if found else None

    def ending(self, words: Words) -> Words | None:
        """Return the only name that ends in these two or more words, or ``None``: "heart
        association" is the end of "American Heart Association".
        """
        found = self._tails.get(words)
        return next(iter(found)) if found and len(found) == 1 else None

    def introduced_at(self, start: int, end: int) -> int:
        """Return where the name begins in a phrase that introduces it: "the water firm Dunmore",
        "the UN's Labour Office".
        """
        words = self._words
        is_own = end - start > len(("UN", "'s")) and words[start + 1] in POSSESSIVE
        if is_own and words[start].lower() in load_terms("bodies", "of_agencies"):
            return start + 2 if _key(words[start + 2 : end]) in self._first else start
        first = next((i for i in range(end - 1, start, -1) if not words[i][:1].isupper()), start)
        opens = first + 1
        is_told = words[first] in load_terms("bodies", "introduced")
        is_plain = all(word.isalpha() and word not in FUNCTION for word in words[start:opens])
        is_known = _key(words[opens:end]) in self._first
        return opens if is_told and is_plain and is_known else start

    def without_kind(self, start: int, end: int) -> int:
        """Return where a name ends before what the body is, or where: "the NBC network", "the Tyre
        Fund at the University of Tyre".
        """
        at = next((i for i in range(start + 1, end) if self._words[i] == "at"), end)
        if at < end and _key(self._words[start:at]) in self._first:
            return at
        is_told = self._words[end - 1] in load_terms("bodies", "introduced")
        # "The U.N. agency" is one of many.
        is_told = is_told and "".join(self._words[start : end - 1]).lower() not in load_terms(
            "bodies", "of_agencies"
        )
        return end - 1 if is_told and _key(self._words[start : end - 1]) in self._first else end

    def fullest(self, key: Words) -> Words:
        """Return the fullest form of a name."""
        return self._full.get(key, key)

    def written(self, key: Words) -> str:
        """Return a name as the article has it first."""
        return " ".join(self._reading.text(*self._first[key]).split())

    def _fuller(self, key: Words, forms: dict[Words, list[Words]]) -> Words | None:
        """Return the one longer name that a name is a form of, or ``None``."""
        first = self._first[key]
        letters = "".join(self._words[slice(*first)]).replace(".", "")
        found: list[Words] = []
        is_lettered = letters.isupper() or (letters.istitle() and len(letters) > min(LETTERS))
        if len(key) == 1 and is_lettered and len(letters) in LETTERS:
            found = forms.get((LETTERED + letters.lower(),), [])
        if not (found or _is_whole(key)):  # a part of the name, after the whole
            found = [one for one in forms.get(key, ()) if self._first[one] < first]
            found = found or self._behind_headline(key, forms)
        longest = max(found, key=len, default=None)
        return longest if longest and all(longest[: len(one)] == one for one in found) else None

    def _behind_headline(self, key: Words, forms: dict[Words, list[Words]]) -> list[Words]:
        """Return the firms' names of which one in the headline is a part: "DMC says", "mining firm
        DMC Resources has said".
        """
        start, _ = self._first[key]
        lead = self._reading.tokens.paragraph_starts[1:2]
        if not lead or start >= lead[0] or self._words[lead[0] - 1] in CLOSES:
            return []
        firm = load_groups("bodies.firm_word", "sources.trade_word", "sources.firm_noun")
        longer = forms.get(key, [])
        near = range(lead[0], lead[0] + LEAD)
        if len(longer) != 1 or self._first[longer[0]][0] not in near:
            return []
        is_firm = longer[0][-1].rstrip(".") in firm or not firm.isdisjoint(self._told(longer[0]))
        return longer if is_firm else []

    def _told(self, name: Words) -> set[str]:
        """Return the nouns right before a name: "firm" in "mining firm Dunmore"."""
        return self.introduced.get(name, set())


def _forms(name: Words) -> Iterator[Words]:
    """Yield the forms of a name: its openings, its letters, a newspaper's last word."""
    if len(name) > LONGEST:
        return
    yield from (name[:n] for n in range(1, len(name)))
    if len(name) > 1 and name[-1] in load_groups("sources.newspaper", "bodies.outlet_name"):
        yield name[-1:]
    cut = next((i for i in range(len(name) - 1, 1, -1) if name[i] in JOINS), len(name))
    is_legal = name[-1].rstrip(".") in load_terms("sources", "legal_form")
    for part in (name, name[:cut], name[: len(name) - is_legal]):
        words = [word for word in part if word[0].isalnum() or word == "&"]  # no apostrophes
        for kept in (words, [word for word in words if word not in FUNCTION]):
            if len(kept) > 1:
                yield (LETTERED + "".join(word[0] for word in kept),)
        hyphened = [one for word in words for one in word.split("-") if one not in FUNCTION]
        yield (LETTERED + "".join(word[:1] for word in hyphened),)


def _is_whole(name: Words) -> bool:
    """Return whether a name opens others but is a whole name: "the University of Texas"."""
    return len(name) > 1 and not load_terms("bodies", "institution").isdisjoint(name)


def _is_name(words: Sequence[str]) -> bool:
    return bool(words) and all(
        word[0].isupper() or word.lower() in FUNCTION or not word[0].isalnum() for word in words
    )


def _trimmed(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """Return a name's tokens without "the" before it and a possessive mark behind it."""
    if end - start > 1 and words[start].lower() == "the":
        start += 1
    while end - start > 1 and words[end - 1] in (*POSSESSIVE, ","):
        end -= 1
    return start, end


def _key(words: Sequence[str]) -> Words:
    return tuple(map(str.lower, words))
