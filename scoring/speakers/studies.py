"""Tell the researchers of one study from those of another, take up several people as "the team" or
"the group", and one of several texts as "another".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.draft import Draft
from scoring.speakers.phrases import INDEFINITE, NUMBERS, Phrase, singular

STUDY: Final = 5
"""The most tokens from "a" to the noun of a study: "an earlier Norwegian trial"."""
TOLD: Final = 2
"""The fewest words of studies before "the team" that is their researchers."""
TEAM_REACH_TOKENS: Final = 1000
"""The most tokens from the researchers to "the team"."""
SENTENCE: Final = 40
"""The most tokens from the start of a sentence to its researchers."""


class Studies:
    """The studies that an article tells of, for sources that are their researchers."""

    def __init__(self, reading: Reading) -> None:
        self._lower = reading.tokens.lower
        self._sentences = reading.sentences
        told = load_terms("sources", "research")
        self._told = [i for i, word in enumerate(self._lower) if word in told]
        """Where the article tells of studies."""
        self._is_of_club = not load_terms("sources", "of_a_club").isdisjoint(self._lower)

    def is_another(self, phrase: Phrase, start: int) -> bool:
        """Return whether a bare plural at token ``start`` is researchers not told of before.

        "In an earlier trial, researchers found …": the sentence introduces their study.
        """
        if len(phrase.words) > 1 or not _are_researchers(phrase.noun):
            return False
        first = self._sentences[bisect_right(self._sentences, start) - 1]
        nouns = load_terms("sources", "study")
        return any(
            self._lower[i] in INDEFINITE and not nouns.isdisjoint(self._lower[i + 1 : i + STUDY])
            for i in range(max(first, start - SENTENCE), start)
        )

    def is_team(self, phrase: Phrase, start: int) -> bool:
        """Return whether "the team" at token ``start`` is the researchers of a study, and no club.

        "The study team" always is. "The team" is if the article has told of studies, and of
        nothing that only a club has.
        """
        if not _is_bare_team(phrase):
            return False
        if len(phrase.words) > len(("the", "team")):
            return True
        return not self._is_of_club and bisect_left(self._told, start) >= TOLD

    def is_text(self, phrase: Phrase, start: int, latest: Draft | None) -> bool:
        """Return whether "another" at token ``start`` is one of several texts told of just before.

        "Read one of the messages. Another read …", "Two letters came. One said …".
        """
        words = [word.lower() for word in phrase.words if word.lower() not in ("a", "the")]
        if len(words) != 1 or words[0] not in load_terms("sources", "one_of_several"):
            return False
        documents = load_terms("sources", "document")
        place = bisect_right(self._sentences, start) - 1
        first = self._sentences[max(0, place - 1)]
        if latest and latest.last >= first and latest.type == "document":
            opens = latest.label.lower().split()[0]
            return opens in load_terms("sources", "one_of_several") or opens in NUMBERS
        count, noun = (*self._lower[first : first + 2], "", "")[:2]
        is_several = count in NUMBERS and singular(noun) != noun and singular(noun) in documents
        return is_several and not (latest and latest.last >= first)


def researchers(drafts: Iterable[Draft]) -> Draft | None:
    """Return the only unnamed researchers among these speakers, or ``None``."""
    found = [one for one in drafts if one.type == "unnamed_group" and _are_researchers(one.head)]
    return found[0] if len(found) == 1 else None


def _is_bare_team(phrase: Phrase) -> bool:
    before = {word.lower() for word in phrase.words[:-1]}
    is_told = "the" in before and before <= load_terms("sources", "of_a_team")
    return phrase.noun == "team" and phrase.head + 1 == len(phrase.words) and is_told


def team(phrase: Phrase, latest: Draft | None) -> Draft | None:
    """Return who spoke last if "the team" is them: "the researchers said … the team said".

    "The group" is those who were counted or called one: "eight senators", "a group of nurses".
    """
    is_group = latest is not None and latest.type == "unnamed_group"
    if latest and is_group and [*map(str.lower, phrase.words)] == ["the", "group"]:
        first, *rest = (latest.description or "").lower().split() or [""]
        is_told = [first, *rest[:1]] == ["group", "of"]
        return latest if is_told or first in load_terms("sources", "several") else None
    before = {word.lower() for word in phrase.words[:-1]}
    is_team = phrase.noun == "team" and before <= load_terms("sources", "of_a_team")
    return latest if latest and is_group and is_team and _are_researchers(latest.head) else None


def _are_researchers(noun: str) -> bool:
    return singular(noun) in load_terms("sources", "researcher")
