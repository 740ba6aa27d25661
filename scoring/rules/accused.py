"""A rule about whoever is accused in a story and does not answer in it."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Final

from msgspec import Meta
from spacy.tokens import Span

from scoring.lexicons.lexicon import load_pairs, load_patterns
from scoring.rules.built_in import BuiltIn
from scoring.rules.rule import Finding, RuleSettings
from scoring.story import Story
from scoring.text.quotation import find_quotations

PARTIES: Final = frozenset(("PERSON", "ORGANIZATION"))
AROUND: Final = 80
"""Characters before and after a name in which an accusation of it is looked for."""


@cache
def _rows() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (re.compile(f"(?:{before})$", re.IGNORECASE), re.compile(after, re.IGNORECASE))
        for before, after in load_pairs("house_rules", "accused")
    )


@cache
def _answers() -> re.Pattern[str]:
    return re.compile("|".join(load_patterns("house_rules", "answer")), re.IGNORECASE)


class AccusedSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``mentions``: how often the party is named in a story that is about it."""

    mentions: Annotated[int, Meta(ge=1, le=100)]


class AccusedNotAsked(BuiltIn[AccusedSettings]):
    """Somebody named is accused, and neither speaks in the article nor declines to."""

    name = "accused-not-asked"
    description = "A party that is accused, with no statement and no refusal of its own."
    placeholders = frozenset({"party"})
    Settings = AccusedSettings

    def find(self, story: Story, settings: AccusedSettings) -> Iterator[Finding]:
        """Yield one for each such party, at the first accusation."""
        heard = _heard(story)
        mentions = Counter(_key(entity.text) for entity in story.doc.ents)
        told: set[str] = set()
        for entity, where in _accused(story):
            key = _key(entity.text)
            if not key or key in told or mentions[key] < settings.mentions:
                continue
            told.add(key)
            if key not in heard and not _answers_somewhere(story, key):
                yield Finding(
                    spans=(where, (entity.start_char, entity.end_char)),
                    words={"party": _bare(entity.text)},
                )


def _bare(name: str) -> str:
    return re.sub(r"['’]s?$", "", name.strip())


def _key(name: str) -> str:
    """Return the word by which a party is known again: a person's last name."""
    words = re.findall(r"[^\W\d_][\w’'-]+", _bare(name))
    return words[-1].lower() if words else ""


def _accused(story: Story) -> Iterator[tuple[Span, tuple[int, int]]]:
    text = story.article.text
    quoted = find_quotations(text, list(story.paragraphs))
    for entity in story.doc.ents:
        if entity.label_ not in PARTIES:
            continue
        first, last = _sentence(story, entity.start_char)
        start, end = entity.start_char, entity.end_char
        if any(q.start < start and end < q.end for q in quoted):
            continue
        before = text[max(first, start - AROUND) : start]
        after = text[end : min(last, end + AROUND)]
        for opens, closes in _rows():
            if opens.search(before) and closes.match(after):
                yield entity, (first, last)
                break


def _sentence(story: Story, at: int) -> tuple[int, int]:
    for sentence in story.sentences:
        if sentence.start_char <= at < sentence.end_char:
            own = story.article.text[sentence.start_char : sentence.end_char]
            return sentence.start_char, sentence.start_char + len(own.rstrip())
    return at, at


def _heard(story: Story) -> set[str]:
    """Return the last words of whoever speaks, and all names in their sources: "her lawyer"."""
    heard: set[str] = set()
    for speaker in story.speakers:
        for name in (speaker.name, speaker.description):
            heard |= {_key(word) for word in (name or "").split()}
    for one in story.attributions:
        if one.source is not None:
            heard |= {_key(word) for word in one.source.text.split()}
    return heard


def _answers_somewhere(story: Story, key: str) -> bool:
    """Is the party said to deny, to decline or to answer in any sentence that names it?"""
    for sentence in story.sentences:
        own = story.article.text[sentence.start_char : sentence.end_char]
        if key in own.lower() and _answers().search(own):
            return True
    return False
