"""Find the accused that "it" stands for: "Norland has been accused of …, an accusation it denies".

Whoever denies an accusation is who is accused in its sentence, whatever was spoken of before.
"""

from bisect import bisect_left
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.phrases import RELATIVE

BEFORE: Final = 2
"""The most tokens between the noun for an accusation and the pronoun: "a charge that it"."""
BEHIND: Final = 3
"""The most tokens from the pronoun to the verb of denying: "it has always denied"."""
REACH: Final = 80
"""The most tokens from the verb of accusing to the pronoun."""
LONGEST: Final = 8
"""The most tokens in the phrase for the accused."""
BREAKS: Final = frozenset(',;:()–—"“”')
ENDS: Final = frozenset("for with by".split())
STOPS: Final = frozenset("of that while as when although though because but who which".split())


def accused(reading: Reading, at: int) -> tuple[int, int] | None:
    """Return the token range of the accused that denies what an accusing verb before it tells.

    ``at`` is the token of the pronoun. The range is empty if the sentence does not say who it is,
    and ``None`` stands for a sentence of another kind.
    """
    lower = reading.tokens.lower
    names = load_terms("cues", "charge")
    behind = lower[at + 1 : at + 1 + BEHIND]
    before = lower[max(0, at - BEFORE) : at]
    denies = not load_terms("cues", "rebutting").isdisjoint(behind)
    is_charge = bool(before) and (
        before[-1] in names or (before[-1] in RELATIVE and before[0] in names)
    )
    if not denies or not is_charge:
        return None
    start = max(reading.sentence_at(at)[0], at - REACH)
    charging = load_terms("cues", "charging")
    verb = next((i for i in range(at - 1, start, -1) if lower[i] in charging), None)
    if verb is None:
        return None
    passive = _passive(reading, verb, start)
    return _subject(reading, passive, start) if passive else _object(reading, verb, at)


def _passive(reading: Reading, verb: int, start: int) -> int | None:
    """Return where "has been widely" begins before a participle, if that is what is before it."""
    lower = reading.tokens.lower
    at = verb
    be = load_terms("cues", "be")
    around = be | load_groups("cues.auxiliary", "cues.before_verb")
    is_passive = False
    while at - 1 > start and (lower[at - 1] in around or lower[at - 1].endswith("ly")):
        at -= 1
        is_passive = is_passive or lower[at] in be
    return at if is_passive else None


def _subject(reading: Reading, end: int, start: int) -> tuple[int, int]:
    lower, cues = reading.tokens.lower, _cues(reading, start, end)
    begin = end
    while begin > start and not (begin - 1 in cues or lower[begin - 1] in BREAKS | STOPS | {"and"}):
        begin -= 1
    return (begin, end) if end - begin <= LONGEST else (end, end)


def _object(reading: Reading, verb: int, at: int) -> tuple[int, int]:
    lower = reading.tokens.lower
    end = verb + 1
    while end < at and lower[end] not in BREAKS | STOPS | ENDS:
        end += 1
    return (verb + 1, end) if end - verb <= LONGEST else (verb, verb)


def _cues(reading: Reading, start: int, end: int) -> set[int]:
    """Return the tokens of cues from ``start`` to ``end``."""
    roles, found = reading.roles, set[int]()
    for number in range(bisect_left(roles, start, key=lambda one: one.start), len(roles)):
        one = roles[number]
        if one.start >= end:
            break
        if one.label == "CUE":
            found.update(range(one.start, one.end))
    return found
