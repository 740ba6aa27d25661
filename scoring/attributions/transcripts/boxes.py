"""Exclude boxes and lists: "Tonight: Clear", "Myth: …", "Ann Lee: A nurse, she …".

Nobody says the text after such a label.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.transcripts.labels import (
    Introduced,
    Label,
    introduced,
    is_of_a_box,
    parse,
    standing,
)
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.gender import PRONOUNS
from scoring.speakers.phrases import is_somebody

LOOKED_AT: Final = 300
"""An entry about somebody shows it in this many characters."""
LEAST_LISTED: Final = 3
"""A list of things has at least this many entries, one below the other."""
OPENS: Final = frozenset(("a", "an", "the", "former", "born"))
"""Words that open an entry about somebody, besides "he", "was" and the like."""
VERSUS: Final = re.compile(r"[^,.?!:]{1,60} vs?\.? [^,?!:]{1,60}")
"""A case or a match before the colon says nothing: "Smith v. Lee: Dismissed"."""
WORD: Final = re.compile(r"[^\W_]+")


def without_boxes(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions without those whose cue is the colon of a box's label.

    An attribution with quoted content is kept, because quotation marks show that someone said it.
    """
    tokens = reading.tokens
    colons = [one for one in linked if reading.text(one.cue.start, one.cue.end) == ":"]
    if not colons:
        return list(linked)
    known = introduced(tokens.text)
    begins = [start for start, _ in tokens.paragraph_spans]
    entries = _Entries(tokens.text, tokens.paragraph_spans, known)
    dropped = set()
    for one in colons:
        at = tokens.spans[one.cue.start][0]
        number = bisect_right(begins, at) - 1
        start, end = tokens.paragraph_spans[number]
        label = parse(tokens.text, start, end)
        quoted = any(reading.quoted[content.start] for content in one.contents)
        if not quoted and VERSUS.fullmatch(tokens.text, start, at):
            dropped.add(one.cue)
        if not label or label.mark != at or quoted:
            continue
        body = tokens.text[label.body : min(end, label.body + LOOKED_AT)]
        is_entry = (
            _is_about_somebody(label, body)
            or entries.are_listed(number)
            or entries.is_of_things(number)
        )
        if is_of_a_box(label, known) or is_entry:
            dropped.add(one.cue)
    return [one for one in linked if one.cue not in dropped]


class _Entries:
    """The labeled paragraphs of an article that tell of somebody or something: a list."""

    def __init__(self, text: str, paragraphs: Sequence[tuple[int, int]], known: Introduced) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._known = known

    def are_listed(self, number: int) -> bool:
        """Return whether the paragraph and one beside it are entries of a list: about somebody or
        something, or without a sentence ("Rick Moss: Two counts of theft").

        "Mary Trott: The shadow chancellor is the favorite" alone can report what Trott says.
        """
        beside = (number - 1, number + 1)
        return self._is_entry(number) and any(map(self._is_entry, beside))

    def is_of_things(self, number: int) -> bool:
        """Return whether the paragraph is in a list of which most labels name nobody.

        "The Weir: You can swim. Castle Mound: A steep climb. Abbey Green: We like the bench" is a
        list of places. A body that speaks is left: "Labour: We will vote no".
        """
        label = self._label(number)
        spoken = load_groups("turns.reporting", "sources.organisation")
        if label is None or label.words[-1] in spoken:
            return False
        return self._lists[number]

    @cached_property
    def _lists(self) -> list[bool]:
        """Whether each paragraph is in a run of labeled paragraphs that is a list of things."""
        found: list[bool] = []
        every = [parse(self._text, *paragraph) for paragraph in self._paragraphs]
        for is_labeled, run in groupby(every, key=bool):
            labels = list(filter(None, run_of := list(run)))
            # Outside a dialogue, a label that could ask is a station's in a listing.
            things = sum(standing(one, self._known) in ("none", "asker") for one in labels)
            is_list = is_labeled and len(labels) >= LEAST_LISTED and 2 * things >= len(labels)
            found += [is_list] * len(run_of)
        return found

    def _label(self, number: int) -> Label | None:
        inside = 0 <= number < len(self._paragraphs)
        return parse(self._text, *self._paragraphs[number]) if inside else None

    def _is_entry(self, number: int) -> bool:
        label = self._label(number)
        if label is None or label.words[-1] in load_terms("turns", "reporting"):
            return False
        if standing(label, self._known) not in ("sure", "likely", "none"):
            return False
        end = self._paragraphs[number][1]
        words = _words(self._text[label.body : min(end, label.body + LOOKED_AT)])
        if not words or _is_speech(words):
            return False
        return words[0] in OPENS or _opens_with_name(label, words) or _is_fragment(words)


def _is_about_somebody(label: Label, body: str) -> bool:
    """Return whether an entry tells of the person in its label: "A nurse, she sang in the choir".

    It has "he" or "she" and no first or second person.
    """
    words = _words(body)
    if not words or PRONOUNS.isdisjoint(words) or _is_speech(words):
        return False
    opens = OPENS | load_terms("turns", "about_a_person")
    return words[0] in opens or _opens_with_name(label, words) or is_somebody(words[0])


def _opens_with_name(label: Label, words: Sequence[str]) -> bool:
    """Return whether an entry opens with the name in its label: "Ann Lee: Lee's songs"."""
    return words[0] in label.words


def _is_fragment(words: Sequence[str]) -> bool:
    """Return whether there is no auxiliary: "Two counts of theft, held on bond"."""
    verbs = load_groups("cues.be", "cues.auxiliary")
    return verbs.isdisjoint(words)


def _words(body: str) -> list[str]:
    return [word.lower() for word in WORD.findall(body)]


def _is_speech(words: Sequence[str]) -> bool:
    """Return whether there is a first or second person."""
    speaks = load_groups("turns.first_person", "turns.first_person_plural")
    return "you" in words or not speaks.isdisjoint(words)
