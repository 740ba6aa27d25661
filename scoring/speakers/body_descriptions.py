"""Find the body that "the company" refers to, or the document that "the report" does.

It is the last one of which the words can be said. A body is called by a noun that its name has
("the court" is the Supreme Court), by the noun that it was introduced with ("water firm Dunmore"),
by one for bodies of its kind (``lexicons/body_kinds.toml``), or, if nothing in its name says what
it is, by a noun for companies. If another such body was named since, nobody is named for it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from scoring.lexicons.lexicon import load_group, load_groups, load_rows, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.body_names import BodyNames, Words
from scoring.speakers.cast import ORGANISATION, OWNED, Cast
from scoring.speakers.draft import Draft
from scoring.speakers.phrases import INDEFINITE, POSSESSIVE, Phrase
from scoring.speakers.types import GroupedType

DOCUMENT: Final = "document"
SAME: Final = (["the"], ["this"], ["the", "same"], ["this", "same"])
"""What goes before the noun of a document that is named again."""
BEFORE: Final = 4
"""The most tokens from "a" to its noun."""
REACH_TOKENS: Final = 400
"""The most tokens to look back for the body or the document."""


class BodyDescriptions:
    """Finds a body among those that have spoken so far, or the only one named."""

    def __init__(self, reading: Reading, names: BodyNames, cast: Cast) -> None:
        self._trace = reading.trace
        self._lower = reading.tokens.lower
        self._names = names
        self._cast = cast
        self._called_after = dict(_called_after(reading))
        self._called_so: dict[Words, Draft] = {}
        """The bodies by the words they were called by: "the retail giant"."""

    def described(self, phrase: Phrase, kind: GroupedType, start: int, end: int) -> Draft:
        """Return the body or document that a phrase refers to, or whom else its words describe.

        ``start`` and ``end`` are the phrase's token range.
        """
        if kind.type == ORGANISATION and (body := self._as_before(phrase, start)):
            self._trace.rule("speaker", "speaker.body_of_its_kind", body)
            return self._cast.again(body, start)
        if kind.type == DOCUMENT and (document := self._document(phrase, start)):
            self._trace.rule("speaker", "speaker.document_of_its_kind", document)
            return self._cast.again(document, start)
        return self._cast.described(phrase, kind, start, end)

    def _as_before(self, phrase: Phrase, start: int) -> Draft | None:
        """Return the named body, the same one as before for the same three or more words."""
        words = tuple(map(str.lower, phrase.words))
        body = self.named(phrase, start) or self._called_so.get(words)
        if body and phrase.head >= len(("the", "giant")):
            self._called_so[words] = body
        return body

    def _document(self, phrase: Phrase, at: int) -> Draft | None:
        """Return the last document that is called by the same noun as "the report", or ``None``."""
        words = [word.lower() for word in phrase.words if word not in POSSESSIVE]
        if words[:-1] not in SAME:
            return None
        noun = words[-1]
        recent = self._cast.recent(max(0, at - REACH_TOKENS))
        found = next((one for one in recent if one.type == DOCUMENT and one.head == noun), None)
        # "Some studies … the study": one of them is another.
        is_one = found is not None and noun in found.label.lower().split()
        return found if found and is_one and not self._is_another(noun, found.last, at) else None

    def _is_another(self, noun: str, since: int, at: int) -> bool:
        """Return whether the text has "a report" since a token: "the report" may be that one."""
        return any(
            self._lower[i] == noun
            and not INDEFINITE.isdisjoint(self._lower[max(since + 1, i - BEFORE) : i])
            for i in range(since + BEFORE, at)
        )

    def named(self, phrase: Phrase, at: int) -> Draft | None:
        """Return the named body that a phrase at token ``at`` refers to, or ``None``."""
        told = phrase.words.index(",") if "," in phrase.words else len(phrase.words)
        words = [word for word in phrase.words[:told] if word not in POSSESSIVE]
        noun = words[-1].lower() if words else ""
        if len(words) == 1 and noun in load_terms("bodies", "without_article"):
            return self._called(noun, at)
        if phrase.determiner != "the":
            return None
        is_giant = noun in load_terms("bodies", "giant")  # "the retail giant"
        if len(words) != len(("the", noun)) and not is_giant:
            return self._by_end(tuple(map(str.lower, words[1:])), at) or self._of_un(words, at)
        if not (
            is_giant
            or words[1].islower()
            or noun in load_groups("bodies.institution", "bodies.called_bank")
        ):
            return None  # "the BBC" is a name, and "the Bank" is none
        for draft in self._cast.recent(max(0, at - REACH_TOKENS)):
            name = _name(draft) if draft.type == ORGANISATION else ()
            if name and self._may_be_called(noun, name):
                return None if self._is_rivalled(noun, name, draft.last, at) else draft
        if called := self._called(noun, at):
            return called
        only = self._only(noun, at)
        is_meant = only is not None and (words[1].islower() or noun in only)
        return self._cast.body(self._names.written(only), at) if only and is_meant else None

    def _by_end(self, words: Words, at: int) -> Draft | None:
        """Return the body whose name ends in two or more words: "the heart association"."""
        for draft in self._cast.recent(max(0, at - REACH_TOKENS)):
            if draft.type == ORGANISATION and _name(draft)[-len(words) :] == words:
                return draft
        whole = self._names.ending(words)
        return self._cast.body(self._names.written(whole), at) if whole else None

    def _of_un(self, words: Sequence[str], at: int) -> Draft | None:
        """Return the agency that spoke last if the words are "the U.N. agency", or ``None``."""
        if [word.lower().replace(".", "") for word in words] != ["the", "un", "agency"]:
            return None
        for draft in self._cast.recent(max(0, at - REACH_TOKENS)):
            name = _name(draft) if draft.type == ORGANISATION else ()
            opens = name[:2] == ("united", "nations") or name[:1] in (("un",), ("u.n.",))
            is_own = opens and name[1:2] != ("agency",) and len(name) > len(("united", "nations"))
            if is_own or " ".join(name) in load_terms("bodies", "un_agency"):
                return draft
        return None

    def _called(self, noun: str, at: int) -> Draft | None:
        """Return the only body of the article whose name ends in the noun: "the Holt campaign"."""
        name = self._called_after.get(noun)
        return self._cast.body(name, at) if name else None

    def _only(self, noun: str, at: int) -> Words | None:
        """Return the only body named so far that the noun fits, although it has not spoken.

        A noun for companies fits many names, so that a company must have been introduced, or named
        twice, or its name says what it is.
        """
        fitting = self._fitting(noun, at - REACH_TOKENS, at)
        told = self._names.introduced
        if same := [key for key in fitting if noun in told.get(key, ())]:
            fitting = same
        elif noun in load_terms("bodies", "firm") and not any(
            key in told or _has_legal_form(key) for key in fitting
        ):
            fitting = fitting if len(fitting) > 1 else []
        return fitting[0] if len({*fitting}) == 1 else None

    def _is_rivalled(self, noun: str, name: Words, since: int, at: int) -> bool:
        """Return whether another body that the noun fits was named since a token."""
        fitting = self._fitting(noun, since, at)
        return any(not {*name}.issuperset(_plain(key)) for key in fitting)

    def _fitting(self, noun: str, since: int, at: int) -> list[Words]:
        """Return the bodies that the noun fits, at each place from ``since`` where one is named."""
        start, stop = (
            bisect_left(self._names.at, place, key=lambda one: one[0]) for place in (since, at)
        )
        named = (self._names.fullest(key) for _, key in self._names.at[start:stop])
        return [key for key in named if self._may_be_called(noun, key)]

    def _may_be_called(self, noun: str, name: Words) -> bool:
        """Return whether a body with this name can be called "the <noun>"."""
        told = self._names.introduced.get(name, ())
        if noun in name or noun in told or not _words_for(noun).isdisjoint(name):
            return True
        if noun not in load_terms("bodies", "firm"):
            return False
        if not load_groups("bodies.firm", "sources.trade_body", "sources.apposed_firm").isdisjoint(
            told
        ):
            return True
        is_outlet = not load_terms("bodies", "outlet_name").isdisjoint(name)
        is_firm = not load_terms("bodies", "firm_word").isdisjoint(name)
        others = load_groups("bodies.institution", "bodies.public_body")
        return others.isdisjoint(name) and (is_firm or not is_outlet)


def _called_after(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the nouns of which the article has one name: "campaign", "Holt campaign"."""
    nouns, lower = load_terms("bodies", "called_after"), reading.tokens.lower
    found: dict[str, dict[str, str]] = {}
    for one in reading.entities:
        end = one.end + (lower[one.end : one.end + 1] in ([mark] for mark in POSSESSIVE))
        noun = lower[end] if end < len(lower) else ""
        if noun in nouns and one.label in ("PERSON", "LOCATION", "ORGANIZATION", "MISC"):
            name = reading.text(one.start, one.end)
            found.setdefault(noun, {}).setdefault(name.lower(), f"{name} {noun}")
    for noun, names in found.items():
        if len(names) == 1:
            yield noun, next(iter(names.values()))


@cache
def _words_for(noun: str) -> frozenset[str]:
    """Return the words of which a name has one if a noun of its kind means it."""
    rows = [row for row in load_rows("body_kinds") if noun in row["nouns"]]
    listed = frozenset(word for row in rows for word in row["names"])
    return listed.union(*(load_group(name) for row in rows for name in row.get("with", ())))


def _has_legal_form(name: Words) -> bool:
    return len(name) > 1 and name[-1].rstrip(".") in load_terms("sources", "legal_form")


def _name(draft: Draft) -> Words:
    """Return the words of a speaker's name in lower case; empty for one without a name."""
    name = draft.name or ""
    plain = OWNED.sub("", name.lower()).replace("-", " ")
    return tuple(plain.split()) if name[:1].isupper() else ()


def _plain(name: Words) -> Words:
    """Return a name's words without possessive marks."""
    return tuple(word for word in name if word not in POSSESSIVE)
