"""Find the person interviewed from the lead: "I spoke with Galt on Friday", "Autor answered by
phone".

The caller supplies the names: those of the labels, or the people that the reader found. All spans
are offsets in characters.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final

from scoring.lexicons.lexicon import load_patterns

LONGEST_LEAD: Final = 4000
"""A lead has at most this many characters before the first turn, and as many after the last."""
AFTER: Final = 80
"""The longest distance in characters from "spoke with" to the name: "three librarians at Rutgers,
among them"."""
BEFORE: Final = 100
"""The longest distance in characters from the name to "spoke": ", an economist at MIT who wrote the
study,"."""
STOP: Final = re.compile(r"[.?!][”\"’)]* +(?=[A-Z“\"])|[\r\n]")

PRONOUN: Final = re.compile(r"\b(?:[Hh]e|[Ss]he)\s(?:\w+ly\s)?$")
LONGEST_PRONOUN: Final = 24
"""A pronoun and an adverb before a verb have at most this many characters: "she recently"."""

Span = tuple[int, int]


@cache
def _compiled(group: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load_patterns('turns', group))})")


def leads(text: str, start: int, end: int) -> list[Span]:
    """Return the spans before and after the turns, which are ``text[start:end]``."""
    return [(max(0, start - LONGEST_LEAD), start), (end, min(len(text), end + LONGEST_LEAD))]


def find_asked(text: str, leads: Sequence[Span], people: Sequence[Span]) -> list[Span]:
    """Return the people who were interviewed according to the leads, in order.

    ``leads`` are the spans around the turns, and ``people`` the spans of names, in order. If a
    sentence has a name on either side of the verb ("Ann Lee spoke with Bob Ray"), the person who is
    named more often was interviewed. If both are named equally often, it was the second one.
    """
    named = Counter(_last_name(text, person) for person in people)
    found: set[Span] = set()
    for start, end in leads:
        inside = [person for person in people if start <= person[0] and person[1] <= end]
        if not inside:
            continue
        for verb in _compiled("talked_with").finditer(text, start, end):
            after = _next(text, inside, verb.end())
            if after is None:
                continue
            before = _previous(text, inside, verb.start())
            more = before and named[_last_name(text, before)] > named[_last_name(text, after)]
            found.add(before if before and more else after)
        for verb in _compiled("talks").finditer(text, start, end):
            before = _previous(text, inside, verb.start()) or _stood_for(text, inside, verb.start())
            if before and _next(text, inside, verb.end()) is None:
                found.add(before)
    return sorted(found)


def find_interviewee(text: str, leads: Sequence[Span], people: Sequence[Span]) -> Span | None:
    """Return the fullest name of the only person interviewed, or ``None`` if that is not clear.

    If no verb tells, and the leads say that this is an interview, it is the only person in the
    leads.
    """
    asked = find_asked(text, leads, people)
    if not asked and has_interview_note(text, leads):
        asked = [p for p in people if any(s <= p[0] and p[1] <= e for s, e in leads)]
    if len({_last_name(text, person) for person in asked}) != 1:
        return None
    same = [p for p in people if _last_name(text, p) == _last_name(text, asked[0])]
    return max(same, key=lambda person: person[1] - person[0])


def find_initials(text: str, initials: str, people: Sequence[Span]) -> Span | None:
    """Return the first person whose name has these initials ("DA", "D.A."), or ``None``."""
    letters = initials.replace(".", "").lower()
    for person in people:
        words = text[slice(*person)].lower().split()
        if len(words) > 1 and "".join(word[0] for word in words) == letters:
            return person
    return None


def has_interview_note(text: str, leads: Sequence[Span]) -> bool:
    """Return whether the leads say that this is an interview or that it was edited."""
    return any(_compiled("interview_note").search(text, *lead) for lead in leads)


def _stood_for(text: str, people: Sequence[Span], at: int) -> Span | None:
    """Return whom the "He" or "She" before ``at`` means: the only person named before it."""
    if not PRONOUN.search(text, max(0, at - LONGEST_PRONOUN), at):
        return None
    before = [person for person in people if person[1] <= at]
    names = {_last_name(text, person) for person in before}
    return before[-1] if len(names) == 1 else None


def _last_name(text: str, person: Span) -> str:
    words = re.sub(r"['’]s$", "", text[slice(*person)]).lower().split()
    return words[-1] if words else ""


def _next(text: str, people: Sequence[Span], at: int) -> Span | None:
    for person in people:
        if at <= person[0] <= at + AFTER:
            return None if STOP.search(text, at, person[0]) else person
    return None


def _previous(text: str, people: Sequence[Span], at: int) -> Span | None:
    for person in reversed(people):
        if at - BEFORE <= person[1] <= at:
            return None if STOP.search(text, person[1], at) else person
    return None
