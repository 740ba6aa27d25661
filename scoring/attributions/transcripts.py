"""Turns of an interview printed as questions and answers: "Dr. Carter: …", "Q: …".

A label is what stands before a colon at a paragraph's start. An article is a transcript when its
labels come back; then each labelled paragraph, and those that follow it up to the next label,
is one turn. The one who asks is known by the label ("Q", "Editor") or by asking.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_terms

LABEL: Final = re.compile(
    r"""[*_\s]*
    (?P<label>
        (?: [QA]
          | [A-Z][\w.’'\-]*
            (?: [ \t\u00a0]+
                (?: [A-Z][\w.’'\-]* | of | the | de | van | von | al | bin | and | & | \([\w\ .]+\)
                )
            ){0,5}
        )\.?
    )
    [*_]*(?P<colon>:)[*_]*(?=\s)""",
    re.VERBOSE,
)
QUESTION_SHARE: Final = 0.5
"""Who ends at least half of their turns on a question is asking."""


class Turn(NamedTuple):
    """One turn: the label's and its colon's offsets, and what is said, paragraph by paragraph."""

    label: tuple[int, int]
    colon: int
    content: tuple[tuple[int, int], ...]
    interviewer: bool


def find_turns(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Turn]:
    """Return the turns of a transcript in order; none if the article is no transcript."""
    labelled: list[tuple[int, re.Match[str]]] = []
    for number, (start, end) in enumerate(paragraphs):
        if (match := LABEL.match(text, start, end)) and match.end() < end:
            labelled.append((number, match))
    names = Counter(match["label"] for _, match in labelled)
    # One name that comes back, answered by another or itself, makes a transcript; "Note: …" and
    # "Update: …" at the foot of an article do not.
    recurring = {name for name, count in names.items() if count > 1}
    if not recurring or len(names) < 2:
        return []
    turns = [(n, m) for n, m in labelled if m["label"] in recurring or len(recurring) > 1]
    contents = [_content(text, paragraphs, turns, place) for place in range(len(turns))]
    asking = _asking(text, [m["label"] for _, m in turns], contents)
    return [
        Turn(match.span("label"), match.start("colon"), content, match["label"] in asking)
        for (_, match), content in zip(turns, contents, strict=True)
    ]


def _content(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    turns: Sequence[tuple[int, re.Match[str]]],
    place: int,
) -> tuple[tuple[int, int], ...]:
    number, match = turns[place]
    # After the last label the article may go on in its own voice: only that paragraph is a turn.
    until = turns[place + 1][0] if place + 1 < len(turns) else number + 1
    starts = [match.end(), *(start for start, _ in paragraphs[number + 1 : until])]
    ends = [end for _, end in paragraphs[number:until]]
    trimmed = [_trim(text, s, e) for s, e in zip(starts, ends, strict=True)]
    return tuple((s, e) for s, e in trimmed if e > s)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _asking(
    text: str, labels: Sequence[str], contents: Sequence[tuple[tuple[int, int], ...]]
) -> set[str]:
    known = load_terms("turns", "interviewer")
    by_name = {name for name in labels if name.rstrip(".").lower() in known}
    if by_name:
        return by_name
    asked: Counter[str] = Counter()
    for label, content in zip(labels, contents, strict=True):
        asked[label] += bool(content) and "?" in text[content[-1][1] - 3 : content[-1][1]]
    turns = Counter(labels)
    shares = {label: asked[label] / turns[label] for label in turns}
    most = max(shares, key=lambda label: shares[label])
    if shares[most] >= QUESTION_SHARE and min(shares.values()) < shares[most] / 2:
        return {most}
    return set()
