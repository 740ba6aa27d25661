"""A rule about quotations without a known speaker."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Annotated, Final, NamedTuple

from msgspec import Meta

from scoring.lexicons.lexicon import load_terms
from scoring.rules.built_in import BuiltIn
from scoring.rules.covered import Stretches, attributed, quoted_stretches
from scoring.rules.rule import Finding, RuleSettings
from scoring.story import Story
from scoring.text.quotation import Quotation
from scoring.text.words import count_words, find_words

BEFORE: Final = 8
"""Number of words before a quotation that may show that it is a title, a term or a text."""
TITLE: Final = 0.5
"""Minimum share of longer words in a title that start with a capital."""
LONGER: Final = 4
"""Minimum length in letters of the title words that start with a capital."""
NAMES: Final = frozenset(("PERSON", "ORGANIZATION"))
NEAR: Final = 120
"""Characters around a paragraph in which a name may be the speaker's."""
ENDS: Final = (".", "!", "?", "…", ":", ";", ",")
MIN_SIGNATURE: Final = 2
SIGNATURE: Final = 10
"""Minimum and maximum number of words in a line with a name below a quotation."""
WORDS: Final = re.compile(r"[^\W\d_]+")


class QuotationSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``words``: minimum length. Shorter quotations are mostly terms and irony."""

    words: Annotated[int, Meta(ge=1, le=1000)]


class QuotationWithoutSpeaker(BuiltIn[QuotationSettings]):
    """A quotation in a paragraph without a speaker, which does not continue anyone's speech."""

    name = "quotation-without-speaker"
    description = "A quotation without a named speaker."
    placeholders = frozenset({"quotation"})
    Settings = QuotationSettings

    def find(self, story: Story, settings: QuotationSettings) -> Iterator[Finding]:
        """Yield a finding for each such quotation."""
        text = story.article.text
        spoken = attributed(story, sourced=True)
        begins = [one.start for one in story.quotations]
        paragraphs = [
            _Paragraph(
                text, s, e, story.quotations[bisect_left(begins, s) : bisect_left(begins, e)]
            )
            for s, e in story.paragraphs
        ]
        signed = _signed(paragraphs)
        named = _named(story)
        spoke = False
        for number, (paragraph, is_signed) in enumerate(zip(paragraphs, signed, strict=True)):
            speaks = spoken.touch(paragraph.start, paragraph.end) or paragraph.tells
            spoke = speaks or paragraph.is_signature or (spoke and paragraph.is_quotation)
            near = named.touch(paragraph.start - NEAR, paragraph.end + NEAR)
            beside = paragraphs[max(0, number - 1) : number + 2]
            goes_on = any(one.quotations for one in beside if one is not paragraph)
            known = spoke or is_signed or near or goes_on or not paragraph.is_whole
            for start, end, _ in () if known else paragraph.quotations:
                quoted = text[start:end]
                if count_words(quoted) >= settings.words and not _is_title(text, start, quoted):
                    yield Finding(spans=((start, end),), words={"quotation": quoted})


def _named(story: Story) -> Stretches:
    """Return the names of people and organizations outside quotation marks."""
    quotations = quoted_stretches(story)
    return Stretches(
        (entity.start_char, entity.end_char)
        for entity in story.doc.ents
        if entity.label_ in NAMES and not quotations.touch(entity.start_char, entity.end_char)
    )


class _Paragraph(NamedTuple):
    """A paragraph and the quotations in it."""

    text: str
    start: int
    end: int
    quotations: tuple[Quotation, ...]

    @property
    def is_quotation(self) -> bool:
        """Return whether it contains only quotations, so that the speaker before it continues."""
        letters = sum(map(str.isalnum, self.text[self.start : self.end]))
        quoted = (sum(map(str.isalnum, self.text[q.start : q.end])) for q in self.quotations)
        return bool(self.quotations) and letters == sum(quoted)

    @property
    def is_whole(self) -> bool:
        """Return whether it ends like a sentence. A headline and a caption do not."""
        return self.text[self.start : self.end].rstrip().rstrip("”\"’')»").endswith(ENDS)

    @property
    def tells(self) -> bool:
        """Return whether there is a verb of saying outside the quotation marks."""
        at, words = self.start, set[str]()
        for start, end in (*((q.start, q.end) for q in self.quotations), (self.end, self.end)):
            words |= {match.lower() for match in WORDS.findall(self.text, at, start)}
            at = end
        return bool(words & load_terms("cues", "statement"))

    @property
    def is_signature(self) -> bool:
        """Return whether it is a name with an affiliation, as above or below a quotation."""
        return not self.quotations and _is_signature(self.text[self.start : self.end])

    @property
    def is_signed(self) -> bool:
        """Return whether it is a quotation followed by such a name."""
        if not self.quotations:
            return False
        return _is_signature(self.text[self.quotations[-1].end : self.end])


def _is_signature(line: str) -> bool:
    words = WORDS.findall(line)
    capitals = sum(word[0].isupper() for word in words)
    short = MIN_SIGNATURE <= len(words) <= SIGNATURE
    return short and line.rstrip()[-1] not in ".?!:" and 2 * capitals > len(words)


def _signed(paragraphs: list[_Paragraph]) -> list[bool]:
    """Return for each paragraph whether it belongs to a quotation that is signed below."""
    signed: list[bool] = []
    below = False
    for paragraph in reversed(paragraphs):
        is_signed = paragraph.is_signed or (below and paragraph.is_quotation)
        signed.append(is_signed)
        below = is_signed or paragraph.is_signature
    return signed[::-1]


def _is_title(text: str, start: int, quoted: str) -> bool:
    """Return whether it is the title of a work, or the words on a sign."""
    before = text[max(0, start - 80) : start]
    words = [before[first:last].lower() for first, last in find_words(before)][-BEFORE:]
    if set(words) & load_terms("house_rules", "titles"):
        return True
    longer: list[str] = [word for word in WORDS.findall(quoted) if len(word) >= LONGER]
    capitals = sum(word[0].isupper() for word in longer)
    return capitals > TITLE * len(longer)
