"""A rule about parties that are accused in a story and do not respond in it."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Final

from msgspec import Meta
from spacy.tokens import Span

from scoring.lexicons.lexicon import load_pairs, load_patterns
from scoring.rules.built_in import BuiltIn
from scoring.rules.covered import Sentences, quoted_stretches
from scoring.rules.rule import Finding, RuleSettings
from scoring.story import Story

PARTIES: Final = frozenset(("PERSON", "ORGANIZATION"))
AROUND: Final = 80
"""Characters before and after a name in which an accusation counts as being about it."""


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
    """``mentions``: how often a story names the party if the story is about it."""

    mentions: Annotated[int, Meta(ge=1, le=100)]


class AccusedNotAsked(BuiltIn[AccusedSettings]):
    """A named party is accused, and neither speaks in the article nor declines to comment."""

    name = "accused-not-asked"
    description = "A party that is accused, without a statement or refusal of its own."
    placeholders = frozenset({"party"})
    Settings = AccusedSettings

    def find(self, story: Story, settings: AccusedSettings) -> Iterator[Finding]:
        """Yield a finding for each such party, at the first accusation."""
        heard, answering = _heard(story), _answering(story)
        mentions = Counter(_key(entity.text) for entity in story.doc.ents)
        told: set[str] = set()
        for entity, where in _accused(story):
            key = _key(entity.text)
            if not key or key in told or mentions[key] < settings.mentions:
                continue
            told.add(key)
            if key not in heard and key not in answering:
                yield Finding(
                    spans=(where, (entity.start_char, entity.end_char)),
                    words={"party": _bare(entity.text)},
                )


def _bare(name: str) -> str:
    return re.sub(r"['’]s?$", "", name.strip())


def _key(name: str) -> str:
    """Return the word that identifies a party: a person's last name."""
    words = re.findall(r"[^\W\d_][\w’'-]+", _bare(name))
    return words[-1].lower() if words else ""


def _accused(story: Story) -> Iterator[tuple[Span, tuple[int, int]]]:
    text = story.article.text
    sentences = Sentences(story)
    quotations = quoted_stretches(story)
    for entity in story.doc.ents:
        start, end = entity.start_char, entity.end_char
        if entity.label_ not in PARTIES or quotations.touch(start, end):
            continue
        first, last = sentences.at(start)
        before = text[max(first, start - AROUND) : start]
        after = text[end : min(last, end + AROUND)]
        for opens, closes in _rows():
            if opens.search(before) and closes.match(after):
                yield entity, (first, last)
                break


def _heard(story: Story) -> set[str]:
    """Return the last names of all speakers, and all names in their sources: "her lawyer"."""
    heard: set[str] = set()
    for speaker in story.speakers:
        for name in (speaker.name, speaker.description):
            heard |= {_key(word) for word in (name or "").split()}
    for one in story.attributions:
        if one.source is not None:
            heard |= {_key(word) for word in one.source.text.split()}
    return heard


def _answering(story: Story) -> str:
    """Return the sentences in which someone denies, declines or responds, in lower case."""
    text = story.article.text
    spans = Sentences(story).spans
    return "\n".join(text[s:e].lower() for s, e in spans if _answers().search(text, s, e))
