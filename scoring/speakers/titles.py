"""Cut the words for a person's role out of the phrase beside the name: "former police chief".

Other parts of the pipeline compare roles by their nouns (``roles``). Readers of a report want the
words of the article.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_endings, load_terms
from scoring.speakers.names import HYPHENS, POSSESSIVE, full_titles
from scoring.speakers.phrases import (
    COURTESY,
    DETERMINERS,
    INDEFINITE,
    is_office,
    is_somebody,
    singular,
)
from scoring.speakers.role import Told
from scoring.speakers.roles import IS, PARTIES

MOST_ROLE_TOKENS: Final = 16
"""The most tokens in a role: "professor of the history of medicine at the University of …"."""
CLAUSE: Final = load_terms("roles", "clause")
"""Words after the noun that begin a clause: "a lawyer | who represents the family"."""
MARKS: Final = frozenset(', . ; : ) ( – — ” “ " [ ] * • | /'.split())
OPENS: Final = load_terms("roles", "opens")
"""Words before the noun that are not part of the role, nor is anything before them."""
AGE: Final = "old"
"""The noun of "a 41-year-old"."""
YEARS_OLD: Final = ("year", "-", "old")
UNSAID: Final = DETERMINERS | INDEFINITE | POSSESSIVE | HYPHENS
"""Words at the start that are left out: "the | mayor"."""

Range = tuple[int, int]
"""The first token and the last (exclusive)."""


def titles_as_written(words: Sequence[str], found: Iterable[Told]) -> list[Range]:
    """Return the token ranges of roles, in order, each role once.

    A role is dropped if its noun is not one that a person can be, if its words are part of
    another's, or if the same words come before it.
    """
    cuts = sorted({cut for told in found if (cut := _cut(words, told))})
    latest = {end: start for start, end in cuts}
    kept: list[Range] = []
    said: set[tuple[str, ...]] = set()
    covered = 0
    for start, end in sorted(cuts, key=lambda cut: (cut[0], -cut[1])):
        text = tuple(word.lower() for word in words[start:end])
        if end <= covered or text in said or _is_about(words, start, latest[end]):
            continue
        covered = end
        said.add(text)
        kept.append((start, end))
    return kept


def _is_about(words: Sequence[str], start: int, inner: int) -> bool:
    """Return whether a role is somebody else's: "a supporter of | Prime Minister Holt".

    ``inner`` is where the shortest role with the same end begins. "Minister of Justice Holt" is one
    title, although a justice is a role too.
    """
    return inner > start and words[inner - 1] == "of" and words[inner - 2].islower()


def _cut(words: Sequence[str], told: Told) -> Range | None:
    """Return the range without what is around the role; ``None`` if it is not one."""
    start, end, head = told.start, told.end, told.head
    if start >= end or not _is_role(words, told):
        return None
    stop = next((i for i in range(head + 1, end) if _closes(words, i)), end)
    stop = _before_verb(words, head, stop)
    begin = max((i + 1 for i in range(start, head) if _opens(words, i)), default=start)
    is_doubted = begin > 0 and words[begin - 1].lower() in load_terms("roles", "doubted")
    if is_doubted and words[begin].islower():
        return None  # "alleged | robber Omar Aziz", where the reader takes "alleged" for a cue
    while begin < head and words[begin].lower() in UNSAID:
        begin += 1
    if tuple(words[begin : begin + len(YEARS_OLD)]) == YEARS_OLD:
        begin += len(YEARS_OLD)  # "34-year-old": the number is no word of the role either
    while stop > head + 1 and words[stop - 1].lower() in HYPHENS | OPENS | POSSESSIVE:
        stop -= 1
    if stop - begin <= MOST_ROLE_TOKENS:
        return begin, stop
    near = range(head + 2, begin + MOST_ROLE_TOKENS)
    return begin, next((i for i in near if words[i].lower() == "and"), head + 1)


def _closes(words: Sequence[str], at: int) -> bool:
    """Return whether the role ends before this word: at a clause, or a date ("in March 2016")."""
    word, after = words[at].lower(), words[at + 1 : at + 2]
    if word in CLAUSE or word in MARKS:
        return True
    is_date = after and (after[0].lower() in load_terms("datelines", "month") or after[0].isdigit())
    return word == "in" and bool(is_date)


def _before_verb(words: Sequence[str], head: int, stop: int) -> int:
    """Return where a role ends before a clause that "and" joins: "a lawyer | and Ruiz is his"."""
    verb = next((i for i in range(head + 1, stop) if words[i].lower() in IS), stop)
    joints = (i for i in range(verb - 1, head, -1) if words[i].lower() in ("and", "but"))
    return stop if verb == stop else next(joints, verb)


def _opens(words: Sequence[str], at: int) -> bool:
    """Return whether the role begins after this word, which is before its noun.

    A word in lower case before a word in capitals or "former" is not part of it, except modifiers:
    "met | President Holt", but "former President Holt". A body's name is: "Bank of Tyre analyst".
    """
    word, after = words[at], words[at + 1]
    if word == "of" and after[:1].isupper() and at and words[at - 1][:1].isupper():
        noun = singular(words[at - 1].lower())
        return is_somebody(noun) or is_office(noun)
    if word.lower() in OPENS or word in MARKS:
        return True
    if not (word.isalpha() and word.islower()):
        return False
    if after == "former":
        return word not in load_terms("titles", "lasting")  # "she fired | former mayor Holt"
    if not after[:1].isupper():
        return False
    groups = (("titles", "lasting"), ("epithets", "modifier"), ("epithets", "past"))
    return not any(word in load_terms(*group) for group in groups)


def _is_role(words: Sequence[str], told: Told) -> bool:
    """Return whether the phrase says what a person is: by its noun, or by the word before that.

    A plural does not ("one of his advisers"), and neither does a courtesy title.
    """
    noun = told.role.noun
    *_, last = noun.replace("-", " ").split()
    written = words[told.head].lower().rstrip(".")
    if _is_masthead(words, told.head):
        return False
    if noun in PARTIES.values() or written in COURTESY or last in load_terms("titles", "no_role"):
        return False
    if written in load_terms("titles", "two_part") and told.head > told.start:
        last = written = words[told.head - 1].lower()
    if written not in full_titles() and written != singular(written):
        return False
    if last == AGE:
        return False
    listed = is_somebody(last) or is_office(last) or last in load_terms("epithets", "office")
    # One of a class of the public: "Ana Ruiz, a voter in Tyre".
    one = last in load_terms("sources", "collective")
    return listed or (one and last.endswith(load_endings("sources", "occupation")))


def _is_masthead(words: Sequence[str], head: int) -> bool:
    """Return whether a noun is a newspaper's name: "Ana Ruiz, The Guardian"."""
    is_named = head > 0 and words[head - 1].lower() == "the" and words[head].istitle()
    return is_named and words[head].lower() in load_terms("sources", "masthead")
