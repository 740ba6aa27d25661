"""Measures whether quoted words are attributed to the right speaker.

Misattributed quotations are the worst kind of error. Gold are contents that start with a quotation
mark, in articles whose labels name the speaker of each attribution.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from scoring.evaluation.corpus import Labelled, Record, touch
from scoring.speakers.names import parse
from scoring.types import Attribution

MARKS: Final = "\"'“‘«„”"
MIN_SHARED_CHARACTERS: Final = 15
"""Minimum number of characters that a predicted content must share with a quotation."""
SURE: Final = 0.9
"""Confidence at which a reader takes a finding to be right."""


def quotation_figures(articles: Iterable[Labelled]) -> dict[str, float]:
    """Return the share of quoted characters that are attributed to a different source than the
    labeled one.

    A source is the same if its words overlap, if it has the same name, or if the labels say that it
    is the same unnamed person. Also return, of the attributions with the wrong source, the share
    whose confidence gives no warning because it is at least ``SURE``.
    """
    tally = quotation_counts(articles)
    return {
        "quoted in another's mouth": tally["misquoted"] / max(1, tally["quoted"]),
        f"of these, with a confidence of {SURE}": tally["sure"] / max(1, tally["wrong"]),
    }


def quotation_counts(articles: Iterable[Labelled]) -> Counter[str]:
    """Return how many characters are ``quoted``, how many of them are ``misquoted``, how many
    attributions are ``wrong`` for that, and how many of these are ``sure``.
    """
    tally = Counter[str]()
    for article in articles:
        for label in article.types:
            _count(tally, article, label)
    return tally


def _count(tally: Counter[str], article: Labelled, label: Record) -> None:
    text = article.story.article.text
    for start, end in article.gold[label["attribution"]]["content"]:
        if text[start] not in MARKS:
            continue
        tally["quoted"] += end - start
        for found in article.story.counted:
            source = found.source
            if (source and start <= source.start < end) or _is_own(article, label, found):
                continue
            shared = [min(end, c.end) - max(start, c.start) for c in found.content]
            misquoted = sum(size for size in shared if size >= MIN_SHARED_CHARACTERS)
            tally.update(misquoted=misquoted, wrong=misquoted > 0)
            tally["sure"] += misquoted > 0 and found.confidence >= SURE


def _is_own(article: Labelled, label: Record, found: Attribution) -> bool:
    """Return whether the source found is the labeled one."""
    source = found.source
    if source is None:
        return False
    span = (source.start, source.end)
    if touch(span, label["source"]):
        return True
    names = {speaker.id: speaker.name for speaker in article.story.speakers}
    if same_name(names[source.speaker], label.get("speaker")):
        return True
    anonymous = label.get("anon")
    same = [one for one in article.types if anonymous and one.get("anon") == anonymous]
    return any(touch(span, one["source"]) for one in same)


def same_name(one: str | None, other: str | None) -> bool:
    """Return whether two names refer to the same person or body: one contains the other,
    without titles.
    """
    names, others = ({*parse((name or "").split()).names} for name in (one, other))
    return bool(names and others) and (names <= others or others <= names)
