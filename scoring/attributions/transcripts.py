"""Turns of an interview printed as questions and answers: "Dr. Carter: …", "Q: …", "A. …".

An article is a transcript when labels of people (``scoring.attributions.labels``) alternate and
what follows them is speech; then each labelled paragraph, with those that follow it up to the
next label, is one turn. The one who asks is known by the label ("Q", "Editor"), by asking, or by
the article's lead; questions without a label between labelled answers are the interviewer's too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from scoring.attributions.dialogue import Line, ends_on_question, is_dialogue, read_lines, trim
from scoring.attributions.interviewees import find_asked, leads
from scoring.attributions.labels import same_speakers
from scoring.lexicons.lexicon import load_terms

QUESTION_SHARE: Final = 0.5
"""Who ends at least half of their turns on a question, and more than one, is asking."""
MOST_HEADING: Final = 10
"""Words of a heading between turns."""
INTERVIEW_TURNS: Final = 6
"""From so many turns, if they are most of the article, the last one may have paragraphs."""

Span = tuple[int, int]
WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
QUOTED: Final = re.compile(r"“[^“”]*”?|\"[^\"]*\"?")
ASIDE: Final = re.compile(r"[*_\s]*(?:\([^()]*\)|\[[^\[\]]*\])[*_.\s]*")
ENDS: Final = re.compile(r"[.?!…:,;\"”’)\]–—-]$")


class Turn(NamedTuple):
    """One turn. A question without a label has none, and its question mark for a cue.

    ``label``: offsets of the speaker's name as the label has it; ``cue``: those of the label's
    colon or full stop; ``content``: what is said, paragraph by paragraph; ``name``: where the
    speaker's label is fullest, ``None`` if it is no name.
    """

    label: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    interviewer: bool
    name: tuple[int, int] | None

    @property
    def start(self) -> int:
        """Where the turn begins, its label included."""
        return self.label[0] if self.label else self.content[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return max(self.cue[1], *(end for _, end in self.content)) if self.content else self.cue[1]


def find_turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """Return the turns of a transcript in order; none if the article is no transcript."""
    lines = read_lines(text, paragraphs)
    numbers = same_speakers(line.label for line in lines)
    speakers = [numbers[line.label.words] for line in lines]
    if not is_dialogue(lines, speakers):
        return []
    counts = Counter(speakers)
    letters = any(line.standing == "answerer" for line in lines)
    lines = [
        line
        for line, who in zip(lines, speakers, strict=True)
        if counts[who] > 1 or line.standing != "likely" or (line.sentence and not letters)
    ]
    speakers = [numbers[line.label.words] for line in lines]
    unlabelled = _unlabelled(lines)
    contents = [_content(text, paragraphs, lines, place) for place in range(len(lines))]
    asking = set() if unlabelled else _asking(text, paragraphs, lines, speakers, contents)
    if set(speakers) <= asking:
        # Only questions have a label; the answers are read as the rest of the article is.
        contents = [content[:1] for content in contents]
    names = _names(lines, speakers)
    turns: list[Turn] = []
    for line, who, content in zip(lines, speakers, contents, strict=True):
        if line.asked and not asking:
            turns.append(_question(text, paragraphs[line.paragraph - 1], turns))
        turns.append(
            Turn(
                (line.label.start, line.label.end),
                (line.label.mark, line.label.mark + 1),
                tuple(content),
                who in asking,
                names.get(who),
            )
        )
    return turns


def _unlabelled(lines: Sequence[Line]) -> bool:
    """Do questions without a label stand before as many turns as not?"""
    return sum(line.asked for line in lines) >= max(1, QUESTION_SHARE * len(lines))


def _question(text: str, paragraph: Span, turns: list[Turn]) -> Turn:
    """Return an interviewer's question that has no label, taken from the turn before it."""
    start, end = trim(text, *paragraph)
    mark = text.rindex("?", start, end)
    if turns and turns[-1].end > start:
        kept = tuple(span for span in turns[-1].content if span[1] <= start)
        turns[-1] = turns[-1]._replace(content=kept)
    return Turn(None, (mark, mark + 1), ((start, mark),), interviewer=True, name=None)


def _names(lines: Sequence[Line], speakers: Sequence[int]) -> dict[int, Span]:
    """Where each speaker's label has most words, of those that are names."""
    names: dict[int, tuple[int, Span]] = {}
    for line, who in zip(lines, speakers, strict=True):
        size = len(line.label.words)
        if line.standing in ("sure", "likely") and size > names.get(who, (0, (0, 0)))[0]:
            names[who] = size, (line.label.start, line.label.end)
    return {who: span for who, (_, span) in names.items()}


def _content(
    text: str, paragraphs: Sequence[Span], lines: Sequence[Line], place: int
) -> list[Span]:
    """What is said in a turn, paragraph by paragraph, without headings and stage directions."""
    line = lines[place]
    last = place + 1 == len(lines)
    until = len(paragraphs) if last else lines[place + 1].paragraph
    goes_on = not last or _is_interview(lines, len(paragraphs))
    surname = line.label.words[-1] if line.standing in ("sure", "likely") else ""
    found: list[Span] = []
    start, end = trim(text, line.label.body, paragraphs[line.paragraph][1])
    if start < end:
        found.append((start, end))
    for number in range(line.paragraph + 1, until):
        start, end = trim(text, *paragraphs[number])
        if start == end or ASIDE.fullmatch(text, start, end):
            continue
        if found and (
            _about(text[start:end], surname, last=last) or not goes_on
        ):
            break
        heading = number + 1 == until and not ENDS.search(text[end - 1 : end])
        if found and heading and text.count(" ", start, end) < MOST_HEADING:
            break
        found.append((start, end))
    return found


def _is_interview(lines: Sequence[Line], paragraphs: int) -> bool:
    return len(lines) >= INTERVIEW_TURNS and 2 * len(lines) >= paragraphs


def _about(paragraph: str, surname: str, *, last: bool) -> bool:
    """Does the article go on in its own voice here, about the speaker?

    After the last label it does as soon as nobody speaks of himself or herself.
    """
    words = [word.lower() for word in WORD.findall(QUOTED.sub(" ", paragraph))]
    own = not load_terms("turns", "first_person").isdisjoint(words)
    named = surname in words or f"{surname}'s" in words or f"{surname}’s" in words
    return not own and (last or (bool(surname) and named))


def _asking(
    text: str,
    paragraphs: Sequence[Span],
    lines: Sequence[Line],
    speakers: Sequence[int],
    contents: Sequence[Sequence[Span]],
) -> set[int]:
    """Return the speakers who ask: by their label, by the lead, or by asking again and again."""
    known = {who for line, who in zip(lines, speakers, strict=True) if line.standing == "asker"}
    if known:
        return known
    turns, asked = Counter(speakers), Counter[int]()
    for who, content in zip(speakers, contents, strict=True):
        asked[who] += bool(content) and ends_on_question(text, *content[-1])
    interviewed = _interviewed(text, paragraphs, lines, speakers)
    if interviewed and (by_lead := {who for who in asked if asked[who] and who not in interviewed}):
        return by_lead
    shares = {who: asked[who] / turns[who] for who in turns}
    least = min(shares.values(), default=0.0)
    return {
        who
        for who, share in shares.items()
        if asked[who] > 1 and share >= QUESTION_SHARE and least < share / 2
    }


def _interviewed(
    text: str, paragraphs: Sequence[Span], lines: Sequence[Line], speakers: Sequence[int]
) -> set[int]:
    """Return the speakers whom the paragraphs before or after the turns say were asked."""
    by_name: dict[str, set[int]] = defaultdict(set)
    for line, who in zip(lines, speakers, strict=True):
        if line.standing in ("sure", "likely"):
            by_name[line.label.words[-1]].add(who)
    around = leads(paragraphs, lines[0].paragraph, lines[-1].paragraph)
    people = [
        match.span()
        for start, end in around
        for match in WORD.finditer(text, start, end)
        if re.sub(r"['’]s$", "", match[0].lower()) in by_name
    ]
    asked = find_asked(text, around, people)
    return set().union(*(by_name[re.sub(r"['’]s$", "", text[s:e].lower())] for s, e in asked))
