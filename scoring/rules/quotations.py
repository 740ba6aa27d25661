"""A rule about quotations of which nobody knows who said them."""

import re
from collections.abc import Iterator
from typing import Annotated, Final

from msgspec import Meta

from scoring.lexicons.lexicon import load_terms
from scoring.rules.built_in import BuiltIn
from scoring.rules.covered import attributed
from scoring.rules.rule import Finding, RuleSettings
from scoring.story import Story
from scoring.text.quotation import Quotation, find_quotations
from scoring.text.words import count_words, find_words

BEFORE: Final = 4
"""How many words before a quotation may say that it is a title, a term or a text."""
TITLE: Final = 0.5
"""The share of its longer words that begin with a capital in a title."""
LONGER: Final = 4
"""Letters from which a title's words begin with a capital."""
WORDS: Final = re.compile(r"[^\W\d_]+")


class QuotationSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``words``: from how many on; shorter ones are terms and irony, mostly."""

    words: Annotated[int, Meta(ge=1, le=1000)]


class QuotationWithoutSpeaker(BuiltIn[QuotationSettings]):
    """A quotation in a paragraph in which nobody speaks, and which carries on nobody's speech."""

    name = "quotation-without-speaker"
    description = "A quotation of which the article does not say who said it."
    placeholders = frozenset({"quotation"})
    Settings = QuotationSettings

    def find(self, story: Story, settings: QuotationSettings) -> Iterator[Finding]:
        """Yield one for each such quotation."""
        text = story.article.text
        spoken = attributed(story, sourced=True)
        quotations = find_quotations(text, list(story.paragraphs))
        spoke = False
        for first, last in story.paragraphs:
            here = [q for q in quotations if first <= q.start < last]
            speaks = spoken.touch(first, last)
            goes_on = spoke and bool(here) and _is_whole(text, here, first, last)
            if not speaks and not goes_on:
                for start, end, _ in here:
                    quoted = text[start:end]
                    if count_words(quoted) >= settings.words and not _is_title(text, start, quoted):
                        yield Finding(spans=((start, end),), words={"quotation": quoted})
            spoke = speaks or goes_on


def _is_whole(text: str, quoted: list[Quotation], first: int, last: int) -> bool:
    """Is a paragraph nothing but quotations, so that who speaks goes on from the one before?"""
    letters = sum(map(str.isalnum, text[first:last]))
    return letters == sum(sum(map(str.isalnum, text[start:end])) for start, end, _ in quoted)


def _is_title(text: str, start: int, quoted: str) -> bool:
    """Is it the name of a work, or the words on a sign?"""
    before = text[max(0, start - 60) : start]
    words = [before[first:last].lower() for first, last in find_words(before)][-BEFORE:]
    if set(words) & load_terms("house_rules", "titles"):
        return True
    longer = [word for word in WORDS.findall(quoted) if len(word) >= LONGER]
    capitals = sum(word[0].isupper() for word in longer)
    return capitals > TITLE * len(longer)
