"""End what is attributed where the structure of the sentence shows that the clause ends.

What follows a closed parenthesis, the main verb of "Those who say that it is safe should go", and
what comes after "Described by some as a toll, …" are the writer's. So is a conclusion with "so" in
another tense, and so is the object of a participle further on.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.parentheses import CLOSING, DASHES, OPENING, Pairs
from scoring.attributions.speaker_phrases import CLAUSES
from scoring.attributions.subjects import RELATIVE
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.names import POSSESSIVE
from scoring.speakers.phrases import DETERMINERS, INDEFINITE

QUOTATION: Final = frozenset('“"‘«”’»')
ENDS: Final = DASHES | frozenset(", ; : . ? ! ( )".split())
"""A relative clause ends at these."""
ASIDE: Final = DASHES | {CLOSING, ","}
"""Marks between which an aside stands."""
JOINTS: Final = frozenset(("and", "but", "or", "nor"))
OPENERS: Final = frozenset(("but", "and", "yet", "so", "still", "or"))
REPEATED: Final = frozenset(("that", "to", "whether", "if", "how", "why", "what"))
"""Words with which a second clause begins like the first: "that it was late and later that …". A
second verb has no subject: "that it was late, and has repeated this"."""
MOST_BETWEEN: Final = 6
"""At most this many tokens separate such a second clause from the first."""
MOST_PHRASE_TOKENS: Final = 6
"""Words without a clause of their own may stand between two pieces: "concerns | on Friday in the
House | about it"."""
LEAST_STRAY: Final = 2
"""A piece is astray from this many words between it and the piece before."""
DEGREE: Final = frozenset(("that", "much", "many", "far", "long", "as", "too", "called"))
"""Words after which "so" is not "therefore": "so that", "so much"."""
PRESENT: Final = frozenset("is are has have does do will can 's ’s".split())
PAST: Final = frozenset("was were had did would could might".split())
FINITE: Final = frozenset(
    "is are was were has had have does do did will would can could may might shall should must "
    "wo ca".split()
)
NOT_FINITE_AFTER: Final = frozenset(("to", "not", "n't", "n’t"))
NOUNS: Final = frozenset(("will", "can", "might", "may", "must"))
"""Of these, the ones that are nouns after a determiner: "the will"."""
QUESTIONS: Final = frozenset(("what", "how", "why", "where"))
STOPS: Final = (CLAUSES | RELATIVE | JOINTS | QUESTIONS | {",", ";", ":"}) - {"that"}
"""A clause inside the content may begin here, so that no verb after it can be told apart."""
BREAKS: Final = STOPS | DASHES | {"that", ".", "by", "from"}
"""Marks and words that part a stray piece from the one before."""
MOST_HEAD_TOKENS: Final = 6
"""The "who" of a subject is within this many tokens of its start: "Those in the town who"."""
MOST_SUBJECT_TOKENS: Final = 8
"""A subject after "and" has at most this many tokens."""
AUXILIARY_REACH: Final = 3
"""An auxiliary fewer tokens before, and adverbs, make the next one part of the same verb."""
COMMENTS: Final = frozenset(("seemingly", "apparently", "evidently"))
"""What the writer makes of it follows on these: ", seemingly borrowing from a rival"."""


def at_clause_ends(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in the same order, each with its content up to its clause's end."""
    pairs = Pairs(reading)
    return [_ended(reading, one, pairs) for one in linked]


def _ended(reading: Reading, one: Linked, pairs: Pairs) -> Linked:
    kept = [*_without_strays(reading, one)]
    kept = [*_of_agent(reading, one, kept)]
    kept = _inside(reading, one, kept, pairs)
    kept = _naming(reading, one, kept)
    kept = _relative(reading, one, kept)
    kept = [_cut(reading, one, piece, _comment(reading, piece)) for piece in kept]
    for find in (_conclusion, _main_verb, _next_clause):
        kept = [_cut(reading, one, piece, find(reading, one, piece)) for piece in kept]
    contents = tuple(kept)
    return one if not contents or contents == one.contents else one._replace(contents=contents)


def _cut(reading: Reading, one: Linked, piece: Tagged, end: int | None) -> Tagged:
    if end is None or end <= piece.start or piece.start < one.cue.end:
        return piece
    part = piece._replace(end=end)
    reading.trace.cut("content", piece.place, part.place)
    return part


def _is_quoted(reading: Reading, piece: Tagged) -> bool:
    return any(reading.quoted[piece.start : piece.end])


def _without_strays(reading: Reading, one: Linked) -> Iterator[Tagged]:
    """Yield the content without pieces that other words of the sentence are about.

    In "He insists that it is safe, after being pressed about the dam", "the dam" is astray. In
    labeled news, 9 of 10 such pieces are.
    """
    before: Tagged | None = None
    for piece in one.contents:
        if before is None or not _is_astray(reading, one, before, piece):
            yield piece
            before = piece


def _is_astray(reading: Reading, one: Linked, before: Tagged, piece: Tagged) -> bool:
    words, lower = reading.tokens.words, reading.tokens.lower
    gap = range(before.end, piece.start)
    said = sum(1 for _ in islice((at for at in gap if words[at][0].isalnum()), LEAST_STRAY))
    is_behind = before.end > one.cue.end and words[one.cue.start] != ":"
    has_source = one.source is not None and one.source.start in gap
    if not is_behind or has_source or said < LEAST_STRAY or _is_quoted(reading, piece):
        return False
    opens, closes = words[gap[0]], words[gap[-1]]
    is_aside = opens in ASIDE | {OPENING} and closes in ASIDE
    is_open = opens in DASHES and opens in words[piece.start : piece.end]
    is_phrase = len(gap) <= MOST_PHRASE_TOKENS and BREAKS.isdisjoint(lower[gap[0] : gap[-1] + 1])
    if is_aside or is_open or is_phrase or closes == ":":
        return False
    said_again = load_groups("cues.statement", "cues.attitude")
    is_near = len(gap) <= MOST_BETWEEN or closes in ASIDE
    is_joined = is_near and not JOINTS.isdisjoint(lower[gap[0] : gap[0] + 2])
    goes_on = lower[piece.start] in REPEATED or lower[gap[-1]] in said_again
    return not (is_joined and goes_on)


def _of_agent(reading: Reading, one: Linked, contents: Sequence[Tagged]) -> Iterator[Tagged]:
    """Yield the content without what a relative clause says of the source: "Ruiz's fears were
    shared by the union, which opposes | the sale".
    """
    lower, source = reading.tokens.lower, one.source
    for place, piece in enumerate(contents):
        is_after = place > 0 and source is not None and one.cue.end <= source.start
        if source is None or not is_after or piece.start <= source.end:
            yield piece
            continue
        if _is_quoted(reading, piece):
            yield piece
            continue
        gap = lower[source.end : piece.start]
        is_of_source = gap[0] == "," and len(gap) > 2 and gap[1] in RELATIVE and "," not in gap[1:]
        if not is_of_source:
            yield piece


def _inside(
    reading: Reading, one: Linked, contents: Sequence[Tagged], pairs: Pairs
) -> list[Tagged]:
    """Return the content inside the parenthesis that the cue is in: "(a poll shows that it is
    so)".

    If there is none inside, the parenthesis is about what is around it: "It is safe (Ruiz says)".
    """
    marks = pairs.around(one.cue.start)
    if marks is None or one.cue.end > marks[1]:
        return [*contents]
    if one.source is not None and not marks[0] < one.source.start < marks[1]:
        return [*contents]
    inside = [c for c in contents if marks[0] < c.start < marks[1]]
    if not inside or all(c.start < one.cue.start for c in inside):
        return [*contents]
    kept = [_cut(reading, one, c, marks[1]) if c.end > marks[1] else c for c in inside]
    quoted = (c for c in contents if c not in inside and _is_quoted(reading, c))
    return sorted([*kept, *quoted], key=lambda piece: piece.start)


def _naming(reading: Reading, one: Linked, contents: Sequence[Tagged]) -> list[Tagged]:
    """Return the content of a participle that opens its sentence, without the main clause:
    "Described by some as a toll, | the tax would raise prices".
    """
    words, lower = reading.tokens.words, reading.tokens.lower
    first, _ = reading.sentence_at(one.cue.start)
    begins = first + (lower[first] in OPENERS)
    if one.cue.start != begins or lower[begins] not in load_terms("cues", "naming"):
        return [*contents]
    kept: list[Tagged] = []
    for piece in contents:
        if piece.start < one.cue.end:
            kept.append(piece)
            continue
        inside = range(piece.start + 1, piece.end)
        comma = next((at for at in inside if words[at] == "," and _closes(reading, at)), None)
        if comma is None:
            kept.append(piece)
            if "," in words[piece.end - 1 : piece.end + 1]:
                break
            continue
        kept.append(
            _cut(
                reading,
                one,
                piece,
                comma + 2 * (not QUOTATION.isdisjoint(words[comma + 1 : comma + 2])),
            )
        )
        break
    return kept


def _relative(reading: Reading, one: Linked, contents: Sequence[Tagged]) -> list[Tagged]:
    """Return the content of "the tax, which Ruiz says | is too high", with its predicate, and
    without the main clause behind it: "The man, who Ruiz says is ill, | left".
    """
    words, lower, source = reading.tokens.words, reading.tokens.lower, one.source
    pronoun = next((c for c in contents if lower[c.start : c.end] in (["which"], ["who"])), None)
    if source is None or pronoun is None or source.start != pronoun.end:
        return [*contents]
    first, end = reading.sentence_at(pronoun.start)
    stop = next((i for i in range(one.cue.end, end) if words[i] in ENDS), end)
    behind = [c for c in contents if c.start >= one.cue.end]
    verbs = load_groups("cues.be", "cues.auxiliary")
    is_before = not behind and source.end <= one.cue.start < one.cue.end < end
    if is_before and lower[one.cue.end] in verbs:
        piece = Tagged("CONTENT", one.cue.end, stop, pronoun.confidence)
        reading.trace.rule("content", "content.around_the_verb", one.cue, piece.place)
        return [*contents, piece]
    while stop + 1 < end and words[stop] == "," and not _is_verb(lower[stop + 1]):
        stop = next((i for i in range(stop + 1, end) if words[i] in ENDS), end)
    head = lower[first : min(pronoun.start - 1, first + MOST_HEAD_TOKENS + 1)]
    is_subject = 0 < len(head) <= MOST_HEAD_TOKENS and STOPS.isdisjoint(head)
    is_aside = words[pronoun.start - 1] == "," and words[stop : stop + 1] == [","]
    if not (is_subject and is_aside) or any(map(_is_verb, head)):
        return [*contents]
    return [_cut(reading, one, c, min(c.end, stop)) if c in behind else c for c in contents]


def _is_verb(word: str) -> bool:
    return word in FINITE or word.endswith("ed") or word in load_terms("cues", "finite")


def _closes(reading: Reading, comma: int) -> bool:
    """Return whether a comma is outside quotation marks, or right before the last of them."""
    words = reading.tokens.words
    after = words[comma + 1] if comma + 1 < len(words) else ""
    return not reading.quoted[comma] or after in QUOTATION


def _conclusion(reading: Reading, one: Linked, piece: Tagged) -> int | None:
    """Return where the writer concludes with ", so", or ``None``.

    After a past "said", the speaker's own conclusion is in the past too: "said that it was late,
    so he had left". After "had found", a plain past is the article's.
    """
    words, lower = reading.tokens.words, reading.tokens.lower
    if piece.start < one.cue.end or _is_quoted(reading, piece):
        return None
    for at in range(piece.start + 2, piece.end - 2):
        if words[at] != "," or lower[at + 1] != "so" or lower[at + 2] in DEGREE:
            continue
        before = lower[piece.start : at]
        stop = next((i for i in range(at + 2, piece.end) if lower[i] in STOPS), piece.end)
        after = lower[at + 2 : stop]
        if "had" in lower[one.cue.start : one.cue.end]:
            own = after[: after.index("that")] if "that" in after else after
            return None if not PAST.isdisjoint(own) else at
        verb = next((word for word in after if word in PRESENT | PAST), "")
        is_past = not PAST.isdisjoint(before) and PRESENT.isdisjoint(before)
        return at if is_past and verb in PRESENT else None
    return None


def _comment(reading: Reading, piece: Tagged) -> int | None:
    """Return where the writer says what it looks like, or what a quotation means: ", seemingly
    borrowing from a rival", "“all about the greens,” meaning money".
    """
    words, lower, quoted = reading.tokens.words, reading.tokens.lower, reading.quoted
    inside = range(piece.start + 1, piece.end - 2)
    # A later comma would close an aside: "that the ferry, apparently leaking, had gone".
    for comma in (at for at in reversed(inside) if words[at] == ","):
        is_comment = lower[comma + 1] in COMMENTS and lower[comma + 2].endswith("ing")
        if is_comment and lower[piece.start] == "that" and not quoted[comma]:
            return comma
        break
    for at in inside:
        if lower[at + 1] == "meaning" and not quoted[at + 1] and at > piece.start + 1:
            mark = at if words[at] in QUOTATION else at - 1
            if words[mark] in QUOTATION and words[at] in QUOTATION | {","}:
                return mark + 1
    return None


def _main_verb(reading: Reading, one: Linked, piece: Tagged) -> int | None:
    """Return where the sentence's own verb begins, if what is said belongs to its subject: "Those
    who say it is safe | should go".
    """
    lower, source = reading.tokens.lower, one.source
    first, _ = reading.sentence_at(one.cue.start)
    if source is None or piece.start != one.cue.end or _is_quoted(reading, piece):
        return None
    begins = first + (lower[first] in OPENERS)
    is_relative = source.end - source.start == 1 and lower[source.start] in ("who", "that", "which")
    if is_relative:
        head = lower[begins : min(source.start, begins + MOST_HEAD_TOKENS + 1)]
        is_head = 0 < len(head) <= MOST_HEAD_TOKENS and STOPS.isdisjoint(head)
    else:
        is_participle = lower[one.cue.start].endswith("ing") and source.end == one.cue.start
        is_head = is_participle and source.start == begins
    if not is_head or not FINITE.isdisjoint(lower[begins : source.start]):
        return None  # the subject has its verb
    return _second_verb(reading, piece)


def _second_verb(reading: Reading, piece: Tagged) -> int | None:
    """Return the second finite auxiliary of a clause in which no other clause begins."""
    verbs = 0
    for at in range(piece.start + 1, piece.end):
        if reading.tokens.lower[at] in STOPS:
            return None
        if _is_finite(reading, at, piece.start):
            verbs += 1
            if verbs > 1:
                return at
    return None


def _is_finite(reading: Reading, at: int, first: int) -> bool:
    words, lower = reading.tokens.words, reading.tokens.lower
    if lower[at] not in FINITE or not words[at].islower() or lower[at] in POSSESSIVE:
        return False
    if lower[at - 1] in NOT_FINITE_AFTER:
        return False
    if lower[at] in NOUNS and lower[at - 1] in DETERMINERS | INDEFINITE:
        return False
    before = at - 1
    while before > max(first, at - AUXILIARY_REACH) and _is_adverb(lower[before]):
        before -= 1
    return lower[before] not in FINITE


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in load_terms("cues", "before_verb")


def _next_clause(reading: Reading, one: Linked, piece: Tagged) -> int | None:
    """Return where a clause with its own verb follows on an infinitive or on an object: "advised
    to rest, | and some were cured", "praised the crew, | and the ship was saved".
    """
    words, lower = reading.tokens.words, reading.tokens.lower
    if not (lower[piece.start] == "to" or _has_object(reading, one)):
        return None
    for at in range(piece.start + 1, piece.end - 3):
        is_clause = lower[at] in CLAUSES | RELATIVE | QUESTIONS
        if is_clause or _is_finite(reading, at, piece.start):
            return None
        if words[at] != "," or not _closes(reading, at):
            continue
        joint = at + 1 + (words[at + 1] in QUOTATION)
        is_joint = joint + 2 < piece.end and lower[joint] in ("and", "but")
        if is_joint and _has_verb(reading, joint, piece):
            return joint if joint > at + 1 else at
    return None


def _has_object(reading: Reading, one: Linked) -> bool:
    """Return whether the verb has an object, and no clause: "spreading tales", "praised"."""
    lower = reading.tokens.lower
    cue = lower[one.cue.start : one.cue.end]
    return not load_terms("cues", "only_object").isdisjoint(cue)


def _has_verb(reading: Reading, joint: int, piece: Tagged) -> bool:
    """Return whether a subject and an auxiliary follow on "and"."""
    lower = reading.tokens.lower
    stop = min(piece.end, joint + 2 + MOST_SUBJECT_TOKENS)
    for at in range(joint + 1, stop):
        if at > joint + 1 and _is_finite(reading, at, joint):
            return not any(reading.quoted[joint:at])
        if lower[at] in STOPS | {"that", "to"}:
            return False
    return False
