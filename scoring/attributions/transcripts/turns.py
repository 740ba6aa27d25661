"""Find the turns of an interview printed as questions and answers: "Dr. Carter: …", "Q: …", "A. …".

An article is a transcript if people's labels (``labels``) alternate and are followed by speech.
Each turn is then a labeled paragraph and the paragraphs after it, up to the next label. The
interviewer is identified by the label ("Q", "Editor"), by asking questions, or by the article's
lead. Questions without a label between labeled answers are the interviewer's too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import compress
from typing import Final, NamedTuple

from scoring.attributions.transcripts.dialogue import (
    ASKED_SHARE,
    Line,
    Script,
    ends_on_question,
    is_dialogue,
    read_script,
    trim,
)
from scoring.attributions.transcripts.interviewees import find_asked, has_interview_note, leads
from scoring.attributions.transcripts.labels import same_speakers
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.trace import LaidOut, note_found

QUESTION_SHARE: Final = 0.5
"""A speaker asks if more than one of their turns, and at least this share, end in a question."""
EXPLAINED: Final = 40
"""The fewest words of the answers of an explainer. In fewer words a person may not say "I"."""
MOST_HEADING: Final = 10
"""A heading between turns has at most this many words."""
OFTEN: Final = 3
"""A speaker beside "Q" asks if at least this many turns end in a question."""
BROKEN_OFF: Final = re.compile(
    r"(?:(?:so|but|and) )?(?:do|did|are|were|have|would|could|can|will)(?:n['’]t)? you\b"
    r"[^.?!\n]*(?:—|–|--)",
    re.IGNORECASE,
)
INTERVIEW_TURNS: Final = 6
"""An article with this many turns, close together, is an interview and not an excerpt of one."""

Span = tuple[int, int]
CITES: Final = re.compile(r"\b(?:sa(?:ys?|id|ying)|according\s+to|told)\b")
MARKS: Final = '“"«‘'
WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
QUOTED: Final = re.compile(r"“[^“”]*”?|\"[^\"]*\"?")
ASIDE: Final = re.compile(r"[*_\s\"“]*(?:\([^()]*\)|\[[^\[\]]*\])[*_.\s]*")
ENDS: Final = re.compile(r"[.?!…:,;\"”’)\]–—-]$")


class Turn(NamedTuple):
    """A turn. A question without a label has its question mark as its cue.

    ``label`` is the speaker's name in the label, or ``None``. ``cue`` is the label's colon or
    period. ``content`` has a span for each paragraph of what is said. ``name`` is the speaker's
    fullest label, or ``None`` if that is not a name. All are offsets in characters.
    """

    label: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    interviewer: bool
    name: tuple[int, int] | None

    @property
    def start(self) -> int:
        """The offset where the turn begins, including its label."""
        return self.label[0] if self.label else self.content[0][0]

    @property
    def end(self) -> int:
        """The offset where the turn ends."""
        return max(self.cue[1], *(end for _, end in self.content)) if self.content else self.cue[1]


def find_turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """Return the turns of a transcript in order. The list is empty if the article is not a
    transcript.

    ``paragraphs`` are spans of ``text``, in characters.
    """
    script = read_script(text, paragraphs)
    lines = script.lines
    numbers = same_speakers(line.label for line in lines)
    speakers = [numbers[line.label.words] for line in lines]
    if not is_dialogue(lines, speakers):
        return []
    counts = Counter(speakers)
    letters = any(line.standing == "answerer" for line in lines)
    kept = [
        not line.looks.headline and (counts[who] > 1 or line.standing != "likely" or not letters)
        for line, who in zip(lines, speakers, strict=True)
    ]
    left_out = {line.paragraph for line, keep in zip(lines, kept, strict=True) if not keep}
    if not any(kept):
        return []
    lines = list(compress(lines, kept))
    speakers = list(compress(speakers, kept))
    script = Script(script.paragraphs, lines, script.others | left_out)
    edited = _is_interview(text, script)
    contents = [_content(text, script, place, edited=edited) for place in range(len(lines))]
    if _is_explainer(text, script, contents):
        return []
    asking = _asking(text, script, speakers, contents)
    unlabelled = not asking and sum(line.asked for line in lines) >= max(
        2, ASKED_SHARE * len(lines)
    )
    if set(speakers) <= asking:
        # Only questions have a label. The answers are read like the rest of the article.
        contents = [content[:1] for content in contents]
    names = _names(lines, speakers)
    turns: list[Turn] = []
    for line, who, content in zip(lines, speakers, contents, strict=True):
        if line.asked and (unlabelled or (not asking and not turns)):
            turns.append(_question(text, script.paragraphs[line.paragraph - 1], turns))
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


def note_turns(reading: Reading, turns: Sequence[Turn]) -> None:
    """Record that labels, or a missing label between them, decided these attributions."""
    for turn in turns:
        form: LaidOut = "turn" if turn.label else "question"
        note_found(reading.trace, form, turn.cue, turn.label, turn.content)


def _question(text: str, paragraph: Span, turns: list[Turn]) -> Turn:
    """Return an interviewer's question without a label, and remove it from the previous turn."""
    start, end = trim(text, *paragraph)
    mark = text.rindex("?", start, end)
    if turns and turns[-1].end > start:
        kept = tuple(span for span in turns[-1].content if span[1] <= start)
        turns[-1] = turns[-1]._replace(content=kept)
    return Turn(None, (mark, mark + 1), ((start, mark),), interviewer=True, name=None)


def _names(lines: Sequence[Line], speakers: Sequence[int]) -> dict[int, Span]:
    """Return the span of each speaker's label with the most words, among labels that are names."""
    names: dict[int, tuple[int, Span]] = {}
    for line, who in zip(lines, speakers, strict=True):
        size = len(line.label.words)
        if line.standing in ("sure", "likely") and size > names.get(who, (0, (0, 0)))[0]:
            names[who] = size, (line.label.start, line.label.end)
    return {who: span for who, (_, span) in names.items()}


def _content(text: str, script: Script, place: int, *, edited: bool) -> list[Span]:
    """Return the content of a turn, one span for each paragraph, without headings and stage
    directions.

    Another label ends the content ("The facts: …"). If the turn starts with a quotation mark, so
    does a paragraph that starts without one. If the article is only an excerpt of an interview, the
    content ends with the last paragraph in which someone speaks. ``edited`` says whether the
    article is an interview.
    """
    paragraphs, lines = script.paragraphs, script.lines
    line = lines[place]
    last = place + 1 == len(lines)
    until = len(paragraphs) if last else lines[place + 1].paragraph
    surname = line.label.words[-1] if line.standing in ("sure", "likely") else ""
    is_marked = line.label.start > 0 and text[line.label.start - 1] in MARKS
    found: list[Span] = []
    spoken = 1
    start, end = trim(text, line.label.body, paragraphs[line.paragraph][1])
    if start < end:
        found.append((start, end))
    for number in range(line.paragraph + 1, until):
        start, end = trim(text, *paragraphs[number])
        if not WORD.search(text, start, end) or ASIDE.fullmatch(text, start, end):
            continue
        if found:
            quoted = is_marked or text[found[0][0]] in MARKS
            heading = number + 1 == until and _is_heading(text, start, end)
            if number in script.others or heading or (quoted and text[start] not in MARKS):
                break
            own, named = _of_whom(text[start:end], surname, plural=not last)
            if not quoted and not own and (last or named):
                break
            spoken = len(found) + 1 if own or quoted or (edited and not last) else spoken
        found.append((start, end))
        if last and not edited:
            break
    return found[:spoken]


def _is_interview(text: str, script: Script) -> bool:
    """Return whether the article is an interview, judging by the number of labels or by its
    lead.
    """
    first, last = script.lines[0].paragraph, script.lines[-1].paragraph
    dense = len(script.lines) >= INTERVIEW_TURNS and 2 * len(script.lines) >= last - first
    return dense or has_interview_note(text, _around(text, script))


def _is_explainer(text: str, script: Script, contents: Sequence[Sequence[Span]]) -> bool:
    """Return whether the questions and answers are the reporter's own: "Q: Why is oil falling?".

    All labels are "Q" or "A", nobody is said to have been asked, and no answer says "I" or "we",
    but some tell what others say.
    """
    answers = [
        text[slice(*span)]
        for line, content in zip(script.lines, contents, strict=True)
        if line.standing == "answerer"
        for span in content
    ]
    return (
        all(line.standing in ("asker", "answerer") for line in script.lines)
        and sum(len(WORD.findall(answer)) for answer in answers) >= EXPLAINED
        and any(CITES.search(answer) for answer in answers)
        and not any(_of_whom(answer, "", plural=True)[0] for answer in answers)
        and not has_interview_note(text, _around(text, script))
    )


def _around(text: str, script: Script) -> list[Span]:
    first, last = script.lines[0].paragraph, script.lines[-1].paragraph
    return leads(text, script.paragraphs[first][0], script.paragraphs[last][1])


def _is_heading(text: str, start: int, end: int) -> bool:
    return not ENDS.search(text[end - 1 : end]) and text.count(" ", start, end) < MOST_HEADING


def _of_whom(paragraph: str, surname: str, *, plural: bool) -> tuple[bool, bool]:
    """Return whether the paragraph has a first-person pronoun, and whether it names the speaker.

    ``plural`` includes "we" and the like. Text in quotation marks is ignored.
    """
    words = [word.lower() for word in WORD.findall(QUOTED.sub(" ", paragraph))]
    pronouns = load_terms("turns", "first_person")
    if plural:
        pronouns |= load_terms("turns", "first_person_plural")
    named = bool(surname) and not {surname, f"{surname}'s", f"{surname}’s"}.isdisjoint(words)
    return not pronouns.isdisjoint(words), named


def _asking(
    text: str, script: Script, speakers: Sequence[int], contents: Sequence[Sequence[Span]]
) -> set[int]:
    """Return the speakers who ask, judging by their label, the lead, or repeated questions."""
    lines = script.lines
    known = {who for line, who in zip(lines, speakers, strict=True) if line.standing == "asker"}
    if 2 * sum(line.asked for line in lines) >= len(lines):
        return known
    turns, asked = Counter(speakers), Counter[int]()
    for who, content in zip(speakers, contents, strict=True):
        asked[who] += bool(content) and _asks(text, *content[-1])
    if known:
        # Those who answer "Q:" may be asked by somebody with a name elsewhere.
        often = {who for who, count in asked.items() if count >= OFTEN}
        return known | {who for who in often if asked[who] >= QUESTION_SHARE * turns[who]}
    interviewed = _interviewed(text, script, speakers)
    if interviewed and (by_lead := {who for who in asked if asked[who] and who not in interviewed}):
        return by_lead
    shares = {who: asked[who] / turns[who] for who in turns}
    least = min(shares.values(), default=0.0)
    return {
        who
        for who, share in shares.items()
        if asked[who] > 1 and share >= QUESTION_SHARE and least < share / 2
    }


def _asks(text: str, start: int, end: int) -> bool:
    """Return whether a turn ends on a question, or is one that is broken off: "Do you think—"."""
    return ends_on_question(text, start, end) or bool(BROKEN_OFF.fullmatch(text, start, end))


def _interviewed(text: str, script: Script, speakers: Sequence[int]) -> set[int]:
    """Return the speakers who were interviewed, according to the text before and after the
    turns.
    """
    lines = script.lines
    by_name: dict[str, set[int]] = defaultdict(set)
    for line, who in zip(lines, speakers, strict=True):
        if line.standing in ("sure", "likely"):
            by_name[line.label.words[-1]].add(who)
    around = _around(text, script)
    people = [
        match.span()
        for start, end in around
        for match in WORD.finditer(text, start, end)
        if re.sub(r"['’]s$", "", match[0].lower()) in by_name
    ]
    asked = find_asked(text, around, people)
    return set().union(*(by_name[re.sub(r"['’]s$", "", text[s:e].lower())] for s, e in asked))
