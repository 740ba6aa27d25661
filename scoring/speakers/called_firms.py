"""Find the names that an article calls a firm's, a paper's or a group's, and their later uses.

It calls them so right before the name ("campaign group Stop Dunmore", "investment firm Marsh
Holt"), or behind it ("Dunmore, a research firm whose"). Later the name stands alone (Quirk et al.
1985, 17.65 ff. and 17.88 ff.).
"""

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.speakers.names import fold
from scoring.speakers.phrases import (
    DETERMINERS,
    INDEFINITE,
    POSSESSIVE,
    WEEKDAYS,
    is_listed,
    singular,
)

OPENS: Final = frozenset('.!?”"')
"""What goes before a name that opens a sentence."""
COMPOUND: Final = 3
"""The most words before such a noun: "the network monitoring company"."""
APPOSED: Final = 6
"""The most words of an apposition up to its noun: "an artificial intelligence research firm"."""
LONGEST: Final = 5
"""The most words of a name."""
GOES_ON: Final = frozenset((",", ".", "which", "that", "whose", "founded", "based", "run", "owned"))
"""What may follow a noun in apposition."""

Name = tuple[str, ...]


def called_firms(
    words: Sequence[str], capitals: Sequence[int], paragraphs: Sequence[int]
) -> Iterator[int]:
    """Yield the tokens of such names, wherever they stand, unless a person has that last name.

    ``paragraphs`` are the tokens at which paragraphs begin.
    """
    within = sorted({*capitals} - {*paragraphs})  # "… win the group.¶Ana Ruiz believes"
    names = {*_before(words, within), *_behind(words, capitals)}
    names -= {name for name in names if _is_persons(name)}
    if not names:
        return
    firsts: dict[str, list[Name]] = {}
    for name in names:
        firsts.setdefault(name[0], []).append(name)
    lasts = {name[-1] for name in names}
    titles = load_terms("sources", "title")
    people = {
        words[at] for at in capitals if at and words[at] in lasts and fold(words[at - 1]) in titles
    }
    for at in capitals:
        for name in firsts.get(words[at], ()):
            end = at + len(name)
            is_whole = tuple(words[at:end]) == name
            if is_whole and name[-1] not in people and not _goes_on(words, at, end):
                yield from range(at, end)


def _before(words: Sequence[str], capitals: Sequence[int]) -> Iterator[Name]:
    """Yield the names right behind a noun for a body that has no article: "newspaper Dunmore"."""
    nouns = load_terms("sources", "firm_noun")
    closed = DETERMINERS | INDEFINITE | POSSESSIVE
    for at in capitals:
        noun = words[at - 1] if at else ""
        if noun.lower() not in nouns or words[at - 1 : at] == words[at : at + 1]:
            continue
        opens = at == 1 or words[at - 2] in OPENS
        if not (noun.islower() or (opens and fold(noun) not in load_terms("given_names", "any"))):
            continue
        # "The company Ana Ruiz founded" has a clause without "that".
        if not closed.isdisjoint(
            word.lower() for word in words[max(0, at - 1 - COMPOUND) : at - 1]
        ):
            continue
        name = _name(words, at)
        if len(name) > 1:
            yield name


def _behind(words: Sequence[str], capitals: Sequence[int]) -> Iterator[Name]:
    """Yield the names in one word that an apposition explains: "Dunmore, a research firm whose"."""
    nouns = load_terms("sources", "apposed_firm")
    for at in capitals:
        if words[at + 1 : at + 2] != [","] or words[at + 2 : at + 3] not in (["a"], ["an"]):
            continue
        if (at and words[at - 1][:1].isupper() and words[at - 1] not in OPENS) or not at:
            continue
        for end in range(at + 3, min(at + 3 + APPOSED, len(words) - 1)):
            if words[end] in nouns and words[end + 1] in GOES_ON:
                yield (words[at],)
                break
            if not words[end].islower() and words[end] != "-":
                break


def _name(words: Sequence[str], at: int) -> Name:
    """Return the words with a capital from a token on, up to one that says what somebody is."""
    end = at
    while end < len(words) and end - at < LONGEST and words[end][:1].isupper():
        word = fold(words[end])
        is_role = word in load_terms("sources", "title") or is_listed(singular(word))
        if is_role or words[end] in WEEKDAYS or word in load_groups("sources.function"):
            break
        end += 1
    return tuple(words[at:end])


def _is_persons(name: Name) -> bool:
    """Return whether a name in one word can be somebody's given name."""
    return len(name) == 1 and fold(name[0]) in load_terms("given_names", "any")


def _goes_on(words: Sequence[str], at: int, end: int) -> bool:
    """Return whether a capitalized word beside a name makes it a part of another."""
    after = words[end] if end < len(words) else ""
    before = words[at - 1] if at else ""
    is_behind = before[:1].isupper() and at > 1 and words[at - 2] not in OPENS
    return after.istitle() or (
        is_behind and before.lower() not in load_terms("sources", "firm_noun")
    )
