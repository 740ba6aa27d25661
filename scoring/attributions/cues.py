"""Cues: the words that signal an attribution. They show its form and its mode.

The form is direct, mixed or indirect, and the mode is statement or attitude.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.clues import CueContext
from scoring.text.quotation import Quotation
from scoring.trace import Option
from scoring.types import Form, Mode

DIRECT_SHARE: Final = 0.9
"""Content is a direct quotation if at least this share of its letters is in quotation marks."""


def quoted_characters(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> int:
    """Return how many letters and digits of ``text[start:end]`` are inside quotations.

    Offsets are in characters. ``quotations`` must be in order and must not overlap.
    """
    counted = 0
    for place in range(bisect_right(quotations, start, key=_end), len(quotations)):
        quotation = quotations[place]
        if quotation.start >= end:
            break
        inside = text[max(start, quotation.start) : min(end, quotation.end)]
        counted += sum(map(str.isalnum, inside))
    return counted


def _end(quotation: Quotation) -> int:
    return quotation.end


def form_of(text: str, content: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> Form:
    """Return the form of an attribution with this content, except for turns of an interview.

    ``content`` and ``quotations`` are offsets in characters.
    """
    inside = sum(quoted_characters(text, s, e, quotations) for s, e in content)
    if not inside:
        return "indirect"
    whole = sum(sum(map(str.isalnum, text[s:e])) for s, e in content)
    return "direct" if inside >= DIRECT_SHARE * whole else "mixed"


WORD: Final = re.compile(r"[a-z]+(?:[’'-][a-z]+)*")
WORDS_SAY: Final = 2.0
"""The log odds that the lexicon adds to the model's. The value was chosen on dev. On 63 train
articles, the lexicon was right for 98 of 100 cues with a listed word."""


def mode_of(cue: str, attitude: float = 0.0) -> Mode:
    """Return the likelier mode of a cue.

    ``attitude`` is the model's log odds that the cue is an attitude.
    """
    return "attitude" if attitude + _words_say(cue) > 0 else "statement"


def _words_say(cue: str) -> float:
    """Return what the lexicon adds to the log odds of an attitude."""
    return {"attitude": WORDS_SAY, "statement": -WORDS_SAY, None: 0.0}[listed_mode(cue)]


def _modes(cue: str, attitude: float) -> Iterator[Option]:
    says = _words_say(cue)
    yield Option("statement", 0.0, [])
    clues = [("model, attitude", attitude), (f"listed {listed_mode(cue)}", says)]
    yield Option("attitude", attitude + says, clues)


def listed_mode(cue: str) -> Mode | None:
    """Return the mode that the lexicon gives for the cue's words, or ``None`` if no word is listed.

    The first listed word decides. Words for weak attitudes count only if no other word is listed.
    """
    attitudes = load_terms("cues", "attitude")
    statements = load_terms("cues", "statement")
    words = WORD.findall(cue.lower())
    for word in words:
        if word in statements:
            return "statement"
        if word in attitudes:
            return "attitude"
    return None if load_terms("cues", "weak_attitude").isdisjoint(words) else "attitude"


Range = tuple[int, int]


def cue_context(reading: Reading, cue: Range, contents: Sequence[Range]) -> CueContext:
    """Return the context of a cue: its words, its mode, and whether its content is quoted.

    ``cue`` and ``contents`` are ranges of tokens.
    """
    words = tuple(word.lower() for word in reading.tokens.words[slice(*cue)])
    text, attitude = reading.text(*cue), reading.attitude(*cue)
    reading.trace.weigh("mode", "head.mode", partial(_modes, text, attitude), cue)
    return CueContext(
        cue=words,
        mode=mode_of(text, attitude),
        quoted=any(any(reading.quoted[start:end]) for start, end in contents),
    )
