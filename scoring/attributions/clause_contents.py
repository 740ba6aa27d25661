"""Cut what is attributed to the clauses that the source speaks of.

The reader tags too much now and then: the next paragraph, the main clause before "several of whom
praised it", what follows a clause with "although", or what the writer adds. It tags too little of
"Most, as Ruiz pointed out, pay".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.speaker_phrases import CLAUSES
from scoring.attributions.subjects import PRONOUNS as SUBJECTS
from scoring.attributions.subjects import RELATIVE
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.names import POSSESSIVE
from scoring.speakers.phrases import DETERMINERS, INDEFINITE

OPENING: Final = frozenset("“\"‘'«")
MARKS: Final = OPENING | frozenset("”’»")
FINAL: Final = frozenset(".!?…")
PRONOUNS: Final = SUBJECTS - {"all", "both", "each", "most", "none"} | {"i", "there", "given"}
OPENERS: Final = frozenset(("but", "and", "yet", "so", "still", "or"))
MOST_SUBJECT_TOKENS: Final = 6
"""A subject before "as Ruiz pointed out" has at most this many tokens."""
MOST_ASIDE_TOKENS: Final = 10
"""From "as" to the verb there are at most this many tokens."""
LEAST_QUOTED: Final = 4
"""A quotation with this many tokens, its marks included, is no mere word."""
CONCESSIVE: Final = frozenset(("although", "though", "while", "whereas"))


def within_clauses(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in the same order, each with the content of its clauses."""
    return [_within(reading, one) for one in linked]


def _within(reading: Reading, one: Linked) -> Linked:
    kept = [_in_sentence(reading, one, piece) for piece in one.contents]
    kept = [*_behind_relative(reading, one, kept)]
    kept = [*_around_aside(reading, one, kept)]
    kept = [*_in_subordinate(reading, one, kept)]
    kept = [_before_comment(reading, one, piece) for piece in kept]
    contents = tuple(kept)
    return one if not contents or contents == one.contents else one._replace(contents=contents)


def _cut(reading: Reading, piece: Tagged, start: int, end: int) -> Tagged:
    part = piece._replace(start=start, end=end)
    reading.trace.cut("content", piece.place, part.place)
    return part


def _in_sentence(reading: Reading, one: Linked, piece: Tagged) -> Tagged:
    """Return the part of a piece in the paragraph of its cue, unless a quotation or a list goes on.

    The same holds for sentences whose start the model missed: "… to enter the U.S. Critics …", and
    a clause with "that" ends with its sentence, and a quotation with its mark.
    """
    sentences, words = reading.sentences, reading.tokens.words
    begin, end = piece.start, piece.end
    places = range(bisect_right(sentences, begin), bisect_left(sentences, end))
    if not places or ":" in (words[begin], words[begin - 1]):
        return piece
    marks = [at for at in range(begin, end) if reading.quoted[at] or words[at] in MARKS]
    if words[begin] == "“":
        # Where no mark opens the next paragraph, the quotation goes on all the same.
        closed = next((at for at in marks if words[at] == "”"), end)
        places = range(bisect_right(sentences, closed), places.stop)
    last = max(marks, default=begin)
    is_clause = words[begin] == "that"
    for start in (sentences[place] for place in places):
        if words[start - 1] == ":":
            break  # a list, or a quotation without marks
        if not _is_other(reading, start, is_clause=is_clause, is_last=start > last):
            continue
        if one.cue.start < start:
            end = start - (words[start - 1] == ".")
            break
        begin = start
    return piece if (begin, end) == piece.place else _cut(reading, piece, begin, end)


def _is_other(reading: Reading, start: int, *, is_clause: bool, is_last: bool) -> bool:
    """Return whether a sentence in a piece is the writer's: it is in another paragraph, or the
    model missed its start.

    ``is_clause``: whether the piece begins with "that"; ``is_last``: whether no quotation follows
    in it.
    """
    words, quoted = reading.tokens.words, reading.quoted
    is_closed = words[start - 1][-1] in FINAL or words[start - 2][-1:] in FINAL
    if (quoted[start - 1] and quoted[start]) or words[start] in OPENING or not is_closed:
        return False
    paragraphs = reading.tokens.paragraph_starts
    opens = paragraphs[bisect_right(paragraphs, start) - 1] == start
    if opens or not reading.starts[start]:
        return True
    return is_last and (is_clause or all(quoted[start - LEAST_QUOTED : start]))


def _behind_relative(reading: Reading, one: Linked, contents: Sequence[Tagged]) -> Iterator[Tagged]:
    """Yield the content without the main clause before "several of whom praised it"."""
    source, lower = one.source, reading.tokens.lower
    is_relative = source is not None and lower[source.end - 1] in ("whom", "which")
    first, _ = reading.sentence_at(one.cue.start)
    if source is None or not is_relative or all(c.start < one.cue.end for c in contents):
        yield from contents
        return
    for piece in contents:
        is_before = first <= piece.start < source.start
        if not is_before or reading.quoted[piece.start]:
            yield piece


def _around_aside(reading: Reading, one: Linked, contents: Sequence[Tagged]) -> Iterator[Tagged]:
    """Yield the content of "as Ruiz pointed out" with the subject before it, or, after "not only",
    only what stands before it.
    """
    aside = _aside(reading, one)
    behind = [piece for piece in contents if piece.start >= one.cue.end]
    if aside is None or not behind or behind[0].start != one.cue.end + 1:
        yield from contents
        return
    lower, ahead = reading.tokens.lower, len(contents) - len(behind)
    first, _ = reading.sentence_at(one.cue.start)
    begin = first + (lower[first] in OPENERS)
    before = Tagged("CONTENT", begin, aside - 1, one.contents[0].confidence)
    is_only = lower[begin : begin + 2] == ["not", "only"]
    if not ahead and (is_only or _is_subject(reading, before, behind[0])):
        reading.trace.rule("content", "content.around_the_verb", one.cue, before.place)
        yield before
    yield from contents[:ahead] if is_only else contents


def _is_subject(reading: Reading, before: Tagged, behind: Tagged) -> bool:
    """Return whether a piece is the subject of the verb behind the aside: "Most, …, offer".

    In "Millions believe, …, that" and "Now, …, it is", it is none.
    """
    words, lower = reading.tokens.words, reading.tokens.lower
    if not 0 < before.end - before.start <= MOST_SUBJECT_TOKENS or reading.quoted[before.start]:
        return False
    verbs = load_groups("cues.be", "cues.auxiliary") - POSSESSIVE
    is_verb = (
        words[behind.start].islower()
        and lower[behind.start] not in CLAUSES | RELATIVE | PRONOUNS | DETERMINERS | INDEFINITE
    )
    opens = lower[before.start] in load_terms("cues", "opens_subject") - PRONOUNS
    is_named = reading.entity_from(before.start) is not None
    return is_verb and (opens or is_named) and verbs.isdisjoint(lower[before.start : before.end])


def _aside(reading: Reading, one: Linked) -> int | None:
    """Return the "as" of "…, as Ruiz pointed out, …"."""
    lower, cue, source = reading.tokens.lower, one.cue, one.source
    first, end = reading.sentence_at(cue.start)
    if source is None or not first < source.start < cue.start or cue.end >= end:
        return None
    at = source.start - 1
    is_aside = lower[at] == "as" and lower[at - 1] == "," and lower[cue.end] == ","
    is_short = cue.start - at <= MOST_ASIDE_TOKENS and not reading.quoted[at]
    return at if at > first + 1 and is_aside and is_short else None


def _in_subordinate(reading: Reading, one: Linked, contents: Sequence[Tagged]) -> Iterator[Tagged]:
    """Yield the content without a main clause that has its own verb of saying.

    "Although nothing was taken, the bank said, an agency is said to be looking into it."
    """
    lower = reading.tokens.lower
    opens = contents[0].start + (lower[contents[0].start] in OPENERS) if contents else 0
    is_around = len(contents) > 1 and contents[0].end < one.cue.start < contents[1].start
    if not is_around or lower[opens] not in CONCESSIVE:
        yield from contents
        return
    be, said = load_terms("cues", "be"), load_terms("cues", "opinion_passive")
    first, end = reading.sentence_at(one.cue.start)
    for piece in contents:
        places = range(max(first, piece.start), min(end, piece.end) - 2)
        is_said = piece.start > one.cue.start and any(
            lower[i] in be and lower[i + 1] in said and lower[i + 2] == "to" for i in places
        )
        if not is_said:
            yield piece


def _before_comment(reading: Reading, one: Linked, piece: Tagged) -> Tagged:
    """Return a piece without what the writer adds: ", when we know it can live for days"."""
    words, lower = reading.tokens.words, reading.tokens.lower
    writers = load_terms("cues", "writer")
    if one.source is None or lower[one.source.start] in writers or piece.start < one.cue.end:
        return piece
    adds = load_terms("cues", "before_comment")
    known = load_groups("cues.knowing", "cues.auxiliary")
    for at in range(piece.start + 2, piece.end - 3):
        is_comment = words[at] == "," and lower[at + 1] in adds and lower[at + 2] in writers
        if is_comment and lower[at + 3] in known and not any(reading.quoted[at : at + 4]):
            return _cut(reading, piece, piece.start, at)
    return piece
