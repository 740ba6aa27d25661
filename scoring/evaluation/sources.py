"""Source types against gold: with given spans, and end to end from the text alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from scoring.doc_attributes import READING
from scoring.evaluation.attributions import gold_cue_contexts
from scoring.evaluation.corpus import Labelled, Record, token_range, touch
from scoring.speakers.draft import Draft
from scoring.speakers.resolver import Resolver
from scoring.types import ANONYMOUS, Source


def source_figures(articles: Iterable[Labelled]) -> dict[str, float]:
    """Return type accuracy, F1 of anonymous sources, and the error of the article's anonymous
    share.

    Given spans: the gold spans are resolved. End to end: the predicted sources are compared, for
    types those that overlap a labeled source. The F1 of anonymous sources is computed twice: on
    those only, because a source without a label is an error of the attributions, and on all
    predicted sources.
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


def resolve_given(article: Labelled) -> Iterator[tuple[Record, tuple[int, int], Draft]]:
    """Yield each labeled source with its token range and the speaker it is resolved to."""
    reading = READING.of(article.story.doc)
    ordered = sorted(article.types, key=lambda label: label["source"])
    ranges = [token_range(reading, *label["source"]) for label in ordered]
    resolver = Resolver(reading, gold_cue_contexts(reading, article.gold, ordered))
    yield from zip(ordered, ranges, resolver.resolve(ranges), strict=True)


def _count_given(tally: Counter[str], article: Labelled) -> None:
    for label, _, draft in resolve_given(article):
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
    """Return the error of an article's share of anonymous sources among those with a source.

    It is over statements and attitudes, because modes are labeled in other articles than types.
    """
    gold = [r["type"] in ANONYMOUS for r in article.types if r["type"] != "none"]
    found = [a.source.anonymous for a in article.story.counted if a.source]
    return abs(sum(gold) / max(1, len(gold)) - sum(found) / max(1, len(found)))
