"""Find the speaker of each turn of a transcript.

It is the person whom the label names, or whom the lead says was interviewed.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from scoring.attributions.transcripts.interviewees import find_initials, find_interviewee, leads
from scoring.attributions.transcripts.labels import without_style
from scoring.attributions.transcripts.turns import Turn
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.draft import Draft
from scoring.speakers.phrases import is_somebody
from scoring.speakers.resolver import Resolver
from scoring.trace import Span

INITIALS: Final = len("J.R.R.")
"""A label with at most this many characters may be initials."""
LEAST_NAME: Final = 2
"""A name has at least this many words if something before or after it is left out."""
ANSWER: Final = ("a.",)
WORD: Final = re.compile(r"\S+")
NAME_ASKED: Final = re.compile(r"\b(?:your(?: full)? name|who are you)\b", re.IGNORECASE)
GIVEN_NAME: Final = re.compile(
    r"(?:(?:[Mm]y name is|I am|I['’]m|It['’]s) )?"
    r"(?P<name>[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z](?:[\w’'-]+|\.)){1,3})(?=[.,;]|$)"
)
"""An answer that begins with a full name: "My name is Ana Ruiz, and …"."""


def who_speak(turns: Sequence[Turn], resolver: Resolver, reading: Reading) -> list[Draft | None]:
    """Return the speaker of each turn, in order. It is ``None`` for a question without a label.

    The speaker of an answer without a name is the person whom the lead names, or else stays
    unnamed.
    """
    if not turns:
        return []
    text, spans = reading.tokens.text, reading.tokens.spans
    people = [
        (spans[one.start][0], spans[one.end - 1][1])
        for one in reading.entities
        if one.label == "PERSON"
    ]
    interviewee = find_interviewee(text, leads(text, turns[0].start, turns[-1].end), people)
    interviewee = interviewee or _who_gives_a_name(text, turns)
    drafts: list[Draft | None] = []
    for turn in turns:
        if not turn.label:
            drafts.append(None)
            continue
        label = text[slice(*turn.label)]
        answers = label.lower() in load_terms("turns", "answerer")
        place = turn.name or (turn.label if turn.interviewer else interviewee if answers else None)
        if turn.name and len(label) <= INITIALS and label.isupper():
            place = find_initials(text, label, people) or place
        rule = _rule(turn, place)
        place = bare_name(text, place) if place else None
        first = bisect_left(spans, ((place or turn.label)[0],))
        if place:
            stop = bisect_left(spans, (place[1],))
            name = text[slice(*place)]
            draft = in_full(resolver.named(first, stop, name), name)
        else:
            draft = resolver.unnamed(label, first)
        drafts.append(draft)
        reading.trace.turn_to_text(*turn.label)
        reading.trace.rule("speaker", rule, draft)
        reading.trace.rule("source_type", "type.label" if place else "type.no_name", draft.type)
    return drafts


def _who_gives_a_name(text: str, turns: Sequence[Turn]) -> Span | None:
    """Return the name in the only answer to "Please state your name", or ``None``.

    A court's record does not introduce its witness otherwise.
    """
    found: set[Span] = set()
    for asked, told in pairwise(turns):
        question = text[asked.content[0][0] : asked.content[-1][1]] if asked.content else ""
        answer = GIVEN_NAME.match(text, *told.content[0]) if told.content else None
        if answer and asked.interviewer and not told.interviewer and NAME_ASKED.search(question):
            found.add(answer.span("name"))
    return found.pop() if len(found) == 1 else None


def bare_name(text: str, label: Span) -> Span:
    """Return the span of the name in a label, without what says who the person is.

    That is a style, letters after the name, or an occupation before it: "Rt. Hon. Ana Ruiz MP",
    "Public Works Director Ana Ruiz". Titles stay, because readers know people by them.
    """
    words = [match.span() for match in WORD.finditer(text, *label)]
    lower = [text[start:end].rstrip(".,").lower() for start, end in words]
    stop = len(words)
    while stop > LEAST_NAME and lower[stop - 1] in load_terms("turns", "after_name"):
        stop -= 1
    at = stop - len(without_style(lower[:stop]))
    titles, given = load_terms("sources", "title"), load_terms("given_names", "any")
    for place in range(at + 1, stop + 1 - LEAST_NAME):
        before = lower[at:place]
        told = given.isdisjoint(before) and not titles.issuperset(before)
        if lower[place] in given and told and _is_occupation(before[-1]):
            at = place
            break
    return (words[at][0], words[stop - 1][1]) if words else label


def _is_occupation(word: str) -> bool:
    return word in load_terms("turns", "role") or is_somebody(word)


def _rule(turn: Turn, place: Span | None) -> str:
    """Return the rule that determined a turn's speaker.

    ``place`` is the span of the speaker's name, in characters, or ``None``.
    """
    if place is None:
        return "speaker.label_without_name"
    if place in (turn.label, turn.name):
        return "speaker.label"
    return "speaker.initials" if turn.name else "speaker.interviewee"


def in_full(draft: Draft, label: str) -> Draft:
    """Give the speaker the label's name if that is fuller than the article's.

    The reader may have tagged only a part of the label as a name.
    """
    titles = load_terms("sources", "title")
    named = without_style(label.split())
    words = [word for word in named if word.rstrip(".").lower() not in titles]
    known = (draft.name or "").lower().split()
    if len(known) > len(words) > 1 and known == [*ANSWER, *map(str.lower, words)]:
        # The reader took the label for an initial: "A. Ana Ruiz."
        draft.call(label)
    while len(known) > LEAST_NAME and known[-1] in load_terms("turns", "after_name"):
        known.pop()
        draft.call(" ".join((draft.name or "").split()[: len(known)]))
    is_name = words[:1] != ["and"]  # "Mr. and Mrs. Gill"
    if (
        is_name
        and len(words) > len(known) > 0
        and {word.lower() for word in words}.issuperset(known)
    ):
        draft.call(" ".join(words))
    return draft
