"""Source types against gold: given the spans, and end to end from the text alone.

Speakers against gold: is a source that stands for a named person brought to that person?

Given spans, so that it measures the resolving alone. Right is a speaker with the last name of the
name in the labels; pronouns are counted apart, which have no name of their own to go by.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from scoring.evaluation.attributions import gold_sayings
from scoring.evaluation.corpus import Labelled, Record, token_range, touch
from scoring.speakers.resolver import PRONOUNS, Resolver
from scoring.story import READING
from scoring.types import ANONYMOUS, Source


def source_figures(articles: Iterable[Labelled]) -> dict[str, float]:
    """Return type accuracy and F1 of anonymous sources, and the error of the article's ratio.

    Given spans: the gold spans are resolved. End to end: the sources found, those that overlap a
    labelled one for the types; the F1 of anonymous sources counts on those, a found source with
    no labelled one under it being a matter of the attributions' figures, and on all of them.
    """
    given, ends, every = Counter[str](), Counter[str](), Counter[str]()
    errors: list[float] = []
    for article in articles:
        if not article.types:
            continue
        _count_given(given, article)
        found = {(s.start, s.end): s for a in article.story.attributions if (s := a.source)}
        _count_found(ends, list(found.values()), article.types)
        _count_all(every, list(found.values()), article.types)
        errors.append(_ratio_error(article))
    return {
        "source type accuracy (given spans)": given["right"] / max(1, given["all"]),
        "anonymous source F1 (given spans)": f1(given),
        "source type accuracy (end to end)": ends["right"] / max(1, ends["all"]),
        "anonymous source F1 (end to end)": f1(ends),
        "anonymous source F1 (with missed and extra)": f1(every),
        "anonymous ratio, mean absolute error": sum(errors) / max(1, len(errors)),
    }


def f1(tally: Counter[str]) -> float:
    """Return F1 from counts of ``both``, ``found`` and ``gold``."""
    return 2 * tally["both"] / max(1, tally["found"] + tally["gold"])


def _pair(tally: Counter[str], found: str, gold: str) -> None:
    tally["all"] += 1
    tally["right"] += found == gold
    tally["both"] += found in ANONYMOUS and gold in ANONYMOUS
    tally["found"] += found in ANONYMOUS
    tally["gold"] += gold in ANONYMOUS


def _count_given(tally: Counter[str], article: Labelled) -> None:
    reading = article.story.doc.user_data[READING]
    ordered = sorted(article.types, key=lambda label: label["source"])
    ranges = [token_range(reading, *label["source"]) for label in ordered]
    resolver = Resolver(reading, gold_sayings(reading, article.gold, ordered))
    for label, draft in zip(ordered, resolver.resolve(ranges), strict=True):
        _pair(tally, draft.type, label["type"])


def _count_found(tally: Counter[str], found: Sequence[Source], labelled: Sequence[Record]) -> None:
    for source in found:
        over = [r for r in labelled if touch((source.start, source.end), r["source"])]
        if over:
            best = max(over, key=lambda r: _shared((source.start, source.end), r["source"]))
            _pair(tally, source.type, best["type"])


def _shared(a: Sequence[int], b: Sequence[int]) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def _count_all(tally: Counter[str], found: Sequence[Source], labelled: Sequence[Record]) -> None:
    gold = [r["source"] for r in labelled if r["type"] in ANONYMOUS]
    ours = [(s.start, s.end) for s in found if s.anonymous]
    tally["found"] += len(ours)
    tally["gold"] += len(gold)
    tally["both"] += min(
        sum(any(touch(a, b) for b in gold) for a in ours),
        sum(any(touch(a, b) for a in ours) for b in gold),
    )


def _ratio_error(article: Labelled) -> float:
    """How far the article's share of anonymous sources, of those with a source, is off.

    Over statements and attitudes, since the mode is labelled in other articles than the type.
    """
    gold = [r["type"] in ANONYMOUS for r in article.types if r["type"] != "none"]
    found = [a.source.anonymous for a in article.story.counted if a.source]
    return abs(sum(gold) / max(1, len(gold)) - sum(found) / max(1, len(found)))


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
