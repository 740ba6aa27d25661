"""Puts a score into words: how an article compares with the reference articles, and what to do.

The words and the shares at which they apply are data (``comparison.toml``). A sentence speaks of
the scorer's value, never of the score, so it agrees with the percentile and with the typical band
wherever the profile's seed stands.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import msgspec

from scoring.calibration.profile import Calibrated
from scoring.report.template import Template, values_in
from scoring.scorer import Number
from scoring.types import Value

FILE: Final = Path(__file__).with_name("comparison.toml")

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Frequency(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words for a share of the reference articles."""

    share: Share
    words: str


class Advice(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to look at, by where a value stands; ``None`` says nothing.

    ``needs``: a metric of the scorer that ``high`` is about. Where it is 0, ``without`` stands in
    for ``high``.
    """

    none: str | None = None
    low: str | None = None
    typical: str | None = None
    high: str | None = None
    needs: str | None = None
    without: str | None = None


class Sentences(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A scorer's sentences."""

    more: str
    typical: str
    fewer: str
    none_like: str | None = None
    none_unlike: str | None = None
    advice: Advice = Advice()


class Wording(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The contents of ``comparison.toml``."""

    majority: Share
    many: Share
    frequencies: list[Frequency]
    other: Sentences
    scorers: Mapping[str, Sentences]

    def of(self, scorer: str) -> Sentences:
        """Return a scorer's sentences, or those of any other scorer."""
        return self.scorers.get(scorer, self.other)

    def nearest(self, share: float) -> Frequency:
        """Return the frequency that is nearest to a share."""
        return min(self.frequencies, key=lambda frequency: abs(frequency.share - share))


@cache
def wording() -> Wording:
    """Return the wording, loaded once."""
    return msgspec.toml.decode(FILE.read_bytes(), type=Wording)


def compare(
    scorer: str, value: float | None, calibrated: Calibrated, *, noun: str
) -> Template | None:
    """Return a sentence that compares a value with the reference articles, as a template.

    ``noun``: what the sentence calls them. ``None`` if there is no value or no scale. Articles with
    the same value count neither as more nor as fewer.
    """
    if value is None or calibrated.shares is None:
        return None
    shares, words = calibrated.shares, wording()
    sentences = words.of(scorer)
    if value == 0 and sentences.none_like and sentences.none_unlike:
        shared = shares.equal >= words.many
        sentence = sentences.none_like if shared else sentences.none_unlike
        share = shares.equal if shared else shares.larger
    elif shares.smaller >= words.majority:
        sentence, share = sentences.more, shares.smaller
    elif shares.larger >= words.majority:
        sentence, share = sentences.fewer, shares.larger
    else:
        sentence, share = sentences.typical, shares.equal
    called = Template(template=noun, values={})
    articles = Template(template=words.nearest(share).words, values={"noun": called})
    return Template(
        template=sentence, values=values_in(sentence, {"articles": articles, "noun": called})
    )


def advise(
    scorer: str, value: float | None, calibrated: Calibrated, metrics: Mapping[str, Number]
) -> str | None:
    """Return what to look at in an article with such a value and metrics, or ``None``."""
    if value is None or calibrated.typical is None:
        return None
    advice, band = wording().of(scorer).advice, calibrated.typical.value
    if value == 0 and wording().of(scorer).none_like:
        return advice.none
    if value < band.low:
        return advice.low
    if value <= band.high:
        return advice.typical
    return advice.high if advice.needs is None or metrics[advice.needs] else advice.without
