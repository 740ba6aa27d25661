"""Speakers against gold: whether sources that refer to a named person are resolved to that person.

Spans are given, so only the resolution is measured. A speaker is right if it has the last name in
the labels. Pronouns are counted separately.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from scoring.doc_attributes import READING
from scoring.evaluation.corpus import Labelled
from scoring.evaluation.sources import resolve_given
from scoring.speakers.gender import PRONOUNS as SINGULAR
from scoring.speakers.pronouns import PRONOUNS

SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))


KINDS: Final = ("phrases", "pronouns", "he and she", "other pronouns")
"""Pronoun sources: all of them, and those that usually have an antecedent."""


def speaker_figures(articles: Iterable[Labelled]) -> dict[str, float]:
    """Return, by kind of source, the shares of named people resolved correctly and to somebody
    else.

    The rest are resolved to nobody, which is better than a wrong name.
    """
    tally = Counter[str]()
    for article in articles:
        named = [label for label in article.types if label["type"] == "named_person"]
        if any(label.get("speaker") for label in named):
            _count(tally, article)
    figures = {}
    for kind in KINDS:
        every = max(1, tally[kind])
        figures[f"speaker accuracy ({kind}, given spans)"] = tally[f"{kind}, right"] / every
        figures[f"wrong person ({kind}, given spans)"] = tally[f"{kind}, wrong"] / every
    return figures


def _count(tally: Counter[str], article: Labelled) -> None:
    words = READING.of(article.story.doc).tokens.words
    for label, place, draft in resolve_given(article):
        if label["type"] == "named_person" and label.get("speaker"):
            found = draft.name if draft.type == "named_person" else None
            outcome = _outcome(found, label["speaker"])
            for kind in _kinds(words[slice(*place)]):
                tally[kind] += 1
                tally[f"{kind}, {outcome}"] += 1


def _kinds(words: Sequence[str]) -> tuple[str, ...]:
    word = words[0].lower()
    if len(words) > 1 or word not in PRONOUNS:
        return ("phrases",)
    return "pronouns", "he and she" if word in SINGULAR else "other pronouns"


def _outcome(found: str | None, named: str) -> str:
    if not found:
        return "no name"
    return "right" if last_name(found) == last_name(named) else "wrong"


def last_name(name: str) -> str:
    """Return the last word of a name in lower case, without suffix, possessive or brackets.

    For "James B. Comey Jr. (F.B.I. director)" it is "comey".
    """
    words = [word.strip(".,").lower() for word in name.partition("(")[0].replace("’", "'").split()]
    kept = [word.removesuffix("'s") for word in words if word not in SUFFIXES]
    return kept[-1] if kept else ""
