"""Give a participle behind an object the subject of its clause, or leave it in what another says.

In "The firm sued the state alleging that …", the reader takes the nearest noun for who alleges it.
In "He says a woman left, telling him, “…”", it takes the one who says so for who tells him, but of
what is told in the content, the outermost source has it all.
"""

from collections.abc import Sequence
from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.subjects import (
    is_body,
    is_in_role,
    is_named,
    is_pronoun,
    is_somebody,
    subjects,
)
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.gender import by_words
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, OWNED

FOUND: Final = 0.6
"""The confidence of a source that these rules found and the reader did not."""
REACH: Final = 8
"""The verb of "filed a federal suit against" is at most this many tokens before "against"."""
CLAUSE: Final = 40
"""A subject starts at most this many tokens before its verb."""
BETWEEN: Final = 3
"""At most this many auxiliaries and adverbs separate a subject from its verb."""
WHOM: Final = {None: {"him", "her"}, True: {"her"}, False: {"him"}}
"""The pronouns for a source, by whether it is a woman."""
SPEAKERS: Final = frozenset("he she they i we it you".split())
"""A subject in the content that can be its speaker again: "Ruiz said she left, telling him"."""
SEEN: Final = 4
"""A verb of perception is among the first tokens of the content: "he watched police"."""
BEFORE_QUOTATION: Final = 3
"""A quotation starts within this many tokens after "telling him"."""


def with_participles(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in order of their cues, with each participle where it belongs."""
    ordered = sorted(linked, key=lambda one: one.cue.start)
    found: list[Linked] = []
    for one in ordered:
        if not reading.tokens.lower[one.cue.start].endswith("ing"):
            found.append(one)
        elif found and (whole := _embedding(reading, found[-1], one)):
            found[-1] = whole
        else:
            found.append(_of_attacker(reading, one, found))
    return found


def _of_attacker(reading: Reading, one: Linked, before: Sequence[Linked]) -> Linked:
    """Return the attribution with the subject of the verb whose object it had as its source."""
    source = one.source
    if source is None or source.end != one.cue.start:
        return one
    first, _ = reading.sentence_at(one.cue.start)
    verb = _attack(reading, first, source.start)
    if verb is None:
        return one
    same = (other.source for other in before if other.cue.start <= verb < other.cue.end)
    subject = next((found for found in same if found), None) or _subject(reading, first, verb)
    reading.trace.rule("source", "source.of_the_attack", subject, one.cue.place)
    return one._replace(source=subject)


def _attack(reading: Reading, first: int, start: int) -> int | None:
    """Return the verb of which the phrase at a token is the object: "sued | the state"."""
    lower = reading.tokens.lower
    at = start - 1
    if at > first and lower[at] in DETERMINERS | INDEFINITE:
        at -= 1
    if at <= first:
        return None
    if lower[at] in load_terms("cues", "attacking"):
        return at
    if lower[at] != "against" or lower[at - 1] not in load_terms("cues", "attack"):
        return None
    filing = load_terms("cues", "filing")
    return next((i for i in range(at - 2, max(first, at - REACH), -1) if lower[i] in filing), None)


def _subject(reading: Reading, first: int, verb: int) -> Tagged | None:
    """Return the subject right before a verb, its auxiliaries and adverbs."""
    lower = reading.tokens.lower
    between = load_groups("cues.auxiliary", "cues.be", "cues.before_verb") | {"not"}
    found = None
    for begin, stop in subjects(reading, max(first, verb - CLAUSE), verb):
        rest = lower[stop:verb]
        is_next = len(rest) <= BETWEEN and all(w in between or w.endswith("ly") for w in rest)
        tests = (is_pronoun, is_somebody, is_named, is_in_role, is_body)
        is_one = lower[begin] in DETERMINERS or any(test(reading, (begin, stop)) for test in tests)
        if is_next and is_one:
            found = Tagged("SOURCE", begin, stop, FOUND)
    return found


def _embedding(reading: Reading, outer: Linked, one: Linked) -> Linked | None:
    """Return the outer attribution with the words of somebody in its content: "Hale said a guard
    called him, saying, “…”".

    ``None``: the outer source says them itself.
    """
    inner = outer.contents[-1]
    is_indirect = inner.start > outer.cue.start and not reading.quoted[inner.end - 1]
    is_beside = inner.end <= one.cue.start <= inner.end + 1
    source, lower = outer.source, reading.tokens.lower
    if source is None or source != one.source or not (is_indirect and is_beside):
        return None
    if lower[one.cue.start - 1] != "," or one.contents[0].start < one.cue.end:
        return None
    if source.start >= outer.cue.start or not _is_embedded(reading, source, inner, one):
        return None
    whole = inner._replace(end=one.contents[0].end)
    reading.trace.rule("content", "content.embedded", outer.cue, whole.place)
    return outer._replace(contents=(*outer.contents[:-1], whole, *one.contents[1:]))


def _is_embedded(reading: Reading, source: Tagged, content: Tagged, one: Linked) -> bool:
    """Return whether a participle's subject is somebody in the content, and not the source."""
    lower = reading.tokens.lower
    subject = content.start + (lower[content.start] == "that")
    if not load_terms("cues", "watching").isdisjoint(lower[subject : subject + SEEN]):
        return _tells(reading, one, {"him", "her", "them"})
    if lower[subject] in SPEAKERS:
        return False
    opens = lower[source.start].rstrip(".")
    whom = WHOM[
        None if opens in OWNED else by_words([opens])
    ]  # "Mr. Hale", "she"; not "her lawyer"
    return _tells(reading, one, whom) or _turns_to(reading, one, range(subject, content.end), whom)


def _tells(reading: Reading, one: Linked, whom: set[str]) -> bool:
    """Return whether a participle tells the outer source something: "telling him, “…”"."""
    lower, at = reading.tokens.lower, one.cue.start
    after = lower[at + 2] if at + 2 < len(lower) else ""
    is_pronoun = not after[:1].isalpha() or after in load_terms("cues", "after_object")
    return lower[at] in load_terms("cues", "telling") and lower[at + 1] in whom and is_pronoun


def _turns_to(reading: Reading, one: Linked, content: range, whom: set[str]) -> bool:
    """Return whether somebody turns to the outer source, and is quoted: "called him, saying, “…”".

    In "called him a liar, saying, “…”", either may be quoted.
    """
    lower, end = reading.tokens.lower, one.cue.end
    is_quoted = any(reading.quoted[end : end + BEFORE_QUOTATION])
    if not is_quoted or lower[one.cue.start] not in load_terms("cues", "uttering"):
        return False
    turning = load_terms("cues", "turning")
    ends = load_terms("cues", "after_object") | {","}
    return any(
        lower[at] in whom
        and not turning.isdisjoint(lower[at - 2 : at])
        and (lower[at + 1] in ends or lower[at + 1].endswith("ly"))
        for at in content[2:]
    )
