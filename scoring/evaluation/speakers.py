"""Speakers against gold: is a source that stands for a named person brought to that person?

Given spans, so that it measures the resolving alone. Right is a speaker with the last name of the
name in the labels; pronouns are counted apart, which have no name of their own to go by.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from scoring.evaluation.attributions import gold_sayings
from scoring.evaluation.corpus import Labelled, token_range
from scoring.speakers.resolver import PRONOUNS, Resolver
from scoring.story import READING

SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))


def speaker_figures(articles: Iterable[Labelled]) -> dict[str, float]:
    """Return the share of right speakers of sources that are pronouns, and of all others."""
    tally = Counter[str]()
    for article in articles:
        named = [label for label in article.types if label["type"] == "named_person"]
        if any(label.get("speaker") for label in named):
            _count(tally, article)
    return {
        f"speaker accuracy ({which}, given spans)": tally[f"right {which}"] / max(1, tally[which])
        for which in ("phrases", "pronouns")
    }


def _count(tally: Counter[str], article: Labelled) -> None:
    reading = article.story.doc.user_data[READING]
    ordered = sorted(article.types, key=lambda label: label["source"])
    ranges = [token_range(reading, *label["source"]) for label in ordered]
    resolver = Resolver(reading, gold_sayings(reading, article.gold, ordered))
    for label, place, draft in zip(ordered, ranges, resolver.resolve(ranges), strict=True):
        if label["type"] == "named_person" and label.get("speaker"):
            word = reading.tokens.words[place[0]].lower()
            which = "pronouns" if place[1] - place[0] == 1 and word in PRONOUNS else "phrases"
            found = draft.name if draft.type == "named_person" else None
            tally[which] += 1
            tally[f"right {which}"] += last_name(found or "") == last_name(label["speaker"])


def last_name(name: str) -> str:
    """Return a name's last word in lower case, without suffix, possessive or brackets.

    Of "James B. Comey Jr. (F.B.I. director)" it is "comey".
    """
    words = [word.strip(".,").lower() for word in name.partition("(")[0].replace("’", "'").split()]
    kept = [word.removesuffix("'s") for word in words if word not in SUFFIXES]
    return kept[-1] if kept else ""
