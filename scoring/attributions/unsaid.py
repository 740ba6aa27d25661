"""Drop verbs of saying that their source does not do: others are to, or nobody does.

In "Police have asked the bomber to call and explain it", the police explain nothing, and in "They
don't sit down and say, “…”", nobody says it. In "Ruiz has to go and tell voters", she has not yet.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from scoring.attributions.linking import Linked
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading, Tagged

MOST_OBJECT_TOKENS: Final = 10
"""An object before "to" has at most this many tokens."""
REACH: Final = 40
"""A verb is looked for within this many tokens before the cue."""
JOINTS: Final = frozenset(("and", "or"))
NOT: Final = frozenset(("not", "n't", "n’t", "cannot"))
PAST: Final = frozenset("did would could will should wo does".split())
"""Auxiliaries after which a verb without an ending shares the "not": "She did not sit and say"."""
PRESENT: Final = frozenset(("do", "ca", "can"))
SUBJECT: Final = 4
"""The "not" follows its subject within this many tokens."""
ADVERBS: Final = frozenset(("also", "now", "still", "really", "both", "first"))
HAVE: Final = frozenset("have has need needs had ought".split())
MUST: Final = frozenset(("must", "should"))
DUE_BREAKS: Final = frozenset((";", ":", "—", "–", "“", "”", '"', "that", "who", "which", "but"))
"""Marks and words that part a verb from what somebody has to do; a comma does not."""
BREAKS: Final = frozenset((",", ";", ":", "—", "–", "“", "”", '"', "that"))


def without_unsaid(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in order of their cues, without those that their source does not
    do.

    What somebody is asked to explain is part of what is asked.
    """
    kept: list[Linked] = []
    for one in sorted(linked, key=lambda one: one.cue.start):
        if _is_negated(reading, one) or _is_due(reading, one):
            continue
        if not _is_for_others(reading, one):
            kept.append(one)
        elif kept and (whole := _with_object(reading, kept[-1], one)):
            kept[-1] = whole
    return kept


@cache
def _forms() -> frozenset[str]:
    return load_groups("cues.statement", "cues.attitude", "cues.weak_attitude")


def _is_due(reading: Reading, one: Linked) -> bool:
    """Return whether the second of two infinitives is the cue, so that somebody only has to say it:
    "Ruiz and Holt have to meet, and tell voters how they differ".
    """
    lower, source = reading.tokens.lower, one.source
    first, _ = reading.sentence_at(one.cue.start)
    verb = one.cue.start
    if source is None or not first <= source.start < source.end < verb - 1:
        return False
    if lower[verb - 1] not in JOINTS or not _is_base(lower[verb]) or reading.quoted[verb]:
        return False
    must = source.end + (lower[source.end] in ADVERBS)
    has_to = lower[must] in HAVE and lower[must + 1] == "to"
    if not has_to and lower[must] not in MUST:
        return False
    return DUE_BREAKS.isdisjoint(lower[must : verb - 1])


def _is_base(word: str) -> bool:
    """Return whether a verb has no ending: "say" beside "says", "deny" beside "denies"."""
    forms = {f"{word}s", f"{word}es", f"{word.removesuffix('y')}ies"}
    return not word.endswith(("ed", "ing")) and not forms.isdisjoint(_forms())


def _verb(reading: Reading, cue: Tagged) -> int:
    """Return the cue's verb, after "to"."""
    return cue.start + (reading.tokens.lower[cue.start] == "to" and cue.end - cue.start > 1)


def _is_for_others(reading: Reading, one: Linked) -> bool:
    """Return whether the object of a verb before it is to do it: "asked him to call and explain".

    "Ruiz asks him to call and says" has an ending, and "Ruiz used her speech to warn" no such verb.
    """
    lower, source = reading.tokens.lower, one.source
    first, _ = reading.sentence_at(one.cue.start)
    verb = _verb(reading, one.cue)
    joint = verb - 1
    if source is None or not first <= source.start < source.end < joint or reading.quoted[joint]:
        return False
    if not _is_base(lower[verb]) or lower[joint] not in JOINTS | {"to"}:
        return False
    least = max(source.end, verb - REACH)
    if not BREAKS.isdisjoint(lower[least:joint]):
        return False
    asking = load_terms("cues", "asking_others")
    at = next((i for i in range(joint - 1, least - 1, -1) if lower[i] in asking), None)
    if at is None:
        return False
    to = next((i for i in range(at + 2, joint + 1) if lower[i] == "to"), None)
    if to is None or to - at > MOST_OBJECT_TOKENS or (lower[joint] == "to" and to != joint):
        return False
    is_past = lower[at].endswith(("ed", "s")) or lower[at] in load_terms("cues", "past_asking")
    return lower[at + 1] not in load_terms("cues", "no_object") and (
        is_past or lower[joint] == "to"
    )


def _with_object(reading: Reading, before: Linked, one: Linked) -> Linked | None:
    """Return the attribution before with the second thing that is asked: "and explain it"."""
    last = before.contents[-1]
    is_next = last.end <= one.cue.start <= last.end + 1 and one.contents[0].start >= one.cue.end
    if before.source != one.source or not is_next:
        return None
    whole = last._replace(end=one.contents[-1].end)
    reading.trace.cut("content", last.place, whole.place)
    return before._replace(contents=(*before.contents[:-1], whole))


def _is_negated(reading: Reading, one: Linked) -> bool:
    """Return whether the "not" of a verb before it holds for it too: "didn't call and say"."""
    lower, source = reading.tokens.lower, one.source
    first, _ = reading.sentence_at(one.cue.start)
    verb = one.cue.start
    if source is None or not first <= source.start < source.end < verb - 1:
        return False
    if lower[verb - 1] not in JOINTS or not _is_base(lower[verb]):
        return False
    reach = range(source.end, min(verb, source.end + SUBJECT))
    negated = next((i for i in reach if lower[i] in NOT), None)
    if negated is None or not BREAKS.isdisjoint(lower[negated:verb]):
        return False
    auxiliary = lower[negated - 1] if lower[negated] != "cannot" else "can"
    moving = load_terms("cues", "moving")
    is_moving = any(word in moving for word in lower[negated + 1 : negated + 3])
    return auxiliary in PAST or (auxiliary in PRESENT and is_moving)
