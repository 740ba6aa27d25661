"""Which sources rules about unnamed sources ask about: informants whom the article never names."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from scoring.lexicons.lexicon import load_pairs, load_patterns, load_terms
from scoring.rules.covered import Sentences
from scoring.speakers.phrases import analyse, singular
from scoring.story import Story
from scoring.types import Attribution, Source, Speaker

REPORTS_NOTHING: Final = tuple(load_terms("house_rules", "reports_nothing"))
"""How a cue starts, after its auxiliaries, by which no informant tells anything."""
AUXILIARIES: Final = re.compile(
    r"(?:(?:has|have|had|is|are|was|were|be|been|being|also|even|later|once|\w+ly)\s+)*"
)
PERSON: Final = "PERSON"
ORGANIZATION: Final = "ORGANIZATION"
POSSESSIVE: Final = re.compile(r"[A-Z]\S*(?:['’]s|s['’])$")
CROWD: Final = re.compile(
    r"(?:(?:more|fewer)\s+than\s+|over\s+|nearly\s+|almost\s+|some\s+|about\s+)?"
    r"(?:[2-9]\d|\d[\d,]{2,}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?"
    r"|scores|hundreds|thousands)\b",
    re.IGNORECASE,
)
"""How a source starts that counts twenty people or more. They speak in public, as by a letter."""
BEHIND: Final = 40
"""Characters after a source within which its name may start: "a broker named Ana Ruiz"."""
BEFORE: Final = 60
"""Characters before a source within which the name that it describes may end."""
NAMED: Final = re.compile(
    r",?\s*(?:named|called)?\s*$|,\s+(?:(?!who\b|which\b|\w+ing\b)[\w'’-]+\s+){1,5}$"
)
"""What may stand between a source and its name: "one aide, | harbor chief | Ana Ruiz"."""
NAMED_BEFORE: Final = re.compile(r"(?:\s*\([^()]{1,40}\))?,\s*(?:[^,.;:]{1,45},\s+and\s+)?")
"""What may stand between a name and what describes it: "Ana Ruiz (Sea Party)|, | a former aide"."""
APPOSED: Final = re.compile(r",\s+((?:(?!who\b|which\b|\w+ing\b)[\w'’-]+\s+){0,5})$")
"""What stands in a source before the name of its organization: ", steel giant | Acme"."""
LEDE: Final = 1
"""The number of the first paragraph."""
STARTS: Final = ("", "\n", *".!?\"”'’")
"""What ends before a name that opens a sentence or follows a quotation."""


def withheld(
    story: Story, confidence: float
) -> Iterator[tuple[Speaker, list[tuple[Attribution, Source]]]]:
    """Yield each particular speaker whom the article does not name, with the statements.

    An unnamed person is introduced as new ("an aide", "two officials"). "The minister" and "her
    father" are known to the reader, even if the words that introduced them were not recognized.
    """
    text = story.article.text
    said: dict[str, list[tuple[Attribution, Source]]] = {}
    for one in story.counted:
        if (
            one.source is not None
            and one.mode == "statement"
            and one.confidence >= confidence
            and _informs(text, one)
        ):
            said.setdefault(one.source.speaker, []).append((one, one.source))
    people, organizations = _entities(story, PERSON), _entities(story, ORGANIZATION)
    later = _NamedLater(story)
    for speaker in story.speakers:
        if not (speaker.anonymous and speaker.withheld and speaker.id in said):
            continue
        first = said[speaker.id][0][1]
        if _is_organization(text, organizations, first):
            continue
        if speaker.reason_for_anonymity is not None or (
            _is_new(text, people, speaker, first) and not later.names(speaker, first)
        ):
            yield speaker, said[speaker.id]


def explains_all(story: Story) -> bool:
    """Return whether a reason is that of others too: "who, like others, spoke on …"."""
    reasons = [one.reason_for_anonymity for one in story.speakers if one.reason_for_anonymity]
    if not reasons:
        return False
    text, sentences = story.article.text, Sentences(story)
    return any(
        reason.kind != "unexplained"
        and _for_all().search(text[sentences.at(reason.start)[0] : reason.start])
        for reason in reasons
    )


@cache
def _for_all() -> re.Pattern[str]:
    return re.compile("|".join(load_patterns("house_rules", "for_all")), re.IGNORECASE)


@cache
def _tells_another() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (re.compile(cue, re.IGNORECASE), re.compile(after, re.IGNORECASE))
        for cue, after in load_pairs("house_rules", "tells_another")
    )


def _informs(text: str, one: Attribution) -> bool:
    """Return whether the source tells the article something, rather than asks, orders or acts."""
    words = one.cue.text.lower()
    cue = words[AUXILIARIES.match(words).end() :]  # type: ignore[union-attr]  # matches nothing too
    if words.startswith(REPORTS_NOTHING) or cue.startswith(REPORTS_NOTHING):
        return False
    return not any(
        verb.fullmatch(cue) and after.match(text, one.cue.end) for verb, after in _tells_another()
    )


def _entities(story: Story, label: str) -> list[tuple[int, int]]:
    return [(one.start_char, one.end_char) for one in story.doc.ents if one.label_ == label]


def _is_organization(text: str, organizations: Sequence[tuple[int, int]], source: Source) -> bool:
    """Return whether a source is an organization whose name it ends in: "one bidder, Acme,"."""
    for start, end in organizations[bisect_left(organizations, (source.start, 0)) :]:
        if end > source.end:
            break
        before = APPOSED.search(text, source.start, start)
        if before and not text[end : source.end].strip(" ,"):
            return {*before[1].split()}.isdisjoint(load_terms("house_rules", "before_another"))
    return False


def _is_new(text: str, people: Sequence[tuple[int, int]], speaker: Speaker, source: Source) -> bool:
    """Return whether a source is introduced as new, without a name, and as an informant."""
    opening, *more = source.text.split() or [""]
    new = opening.lower() in load_terms("house_rules", "new")
    if opening.lower() in load_terms("house_rules", "known") or POSSESSIVE.match(opening):
        return False
    if not new and speaker.type == "unnamed_person":
        return False
    if new and not more:
        return False  # "one can say" is nobody in particular
    if not more and is_bystander(source):
        return False  # "participants" are those of a study
    if "@" in source.text or CROWD.match(source.text):
        return False
    return not has(source, "no_informants") and not _is_named(text, people, source)


def _is_named(text: str, people: Sequence[tuple[int, int]], source: Source) -> bool:
    """Return whether the source contains the person's own name, or the name is right beside it."""
    place = bisect_left(people, (source.start, 0))
    if place and _describes(text, people[place - 1], source):
        return True
    for start, end in people[place:]:
        if start > source.end + BEHIND:
            break
        before = text[max(0, start - BEHIND) : start].split()
        owned = text[end : end + 2] in ("'s", "’s")
        if not owned and not (
            before and before[-1].lower() in load_terms("house_rules", "before_another")
        ):
            return start < source.end or NAMED.match(text, source.end, start) is not None
    return False


def _describes(text: str, name: tuple[int, int], source: Source) -> bool:
    """Return whether a source describes the name before it, as in "Ana Ruiz, a former aide, said".

    The comma in "With Ana Ruiz, a former aide said, it is hard" ends something else.
    """
    start, end = name
    if end < source.start - BEFORE or not NAMED_BEFORE.fullmatch(text, end, source.start):
        return False
    opens = text[:start].rstrip(" ")[-1:] in STARTS
    return opens or text.startswith(",", source.end) or source.text.endswith(",")


class _NamedLater:
    """Whether a source is named where the next one speaks.

    "A teacher has sued the city. Ana Ruiz, 40, said …": news introduces people by what they are,
    and names them in the next sentence.
    """

    def __init__(self, story: Story) -> None:
        self._speakers = {speaker.id: speaker for speaker in story.speakers}
        self._paragraphs = [start for start, _ in story.paragraphs]
        self._said = sorted(
            ((one.cue.start, one.source) for one in story.counted if one.source is not None),
            key=lambda pair: pair[0],
        )
        self._cues = [cue for cue, _ in self._said]
        self._first: dict[str, int] = {}
        for cue, source in self._said:
            self._first.setdefault(source.speaker, cue)

    def names(self, speaker: Speaker, source: Source) -> bool:
        """Return whether the next speaker is new, has a name, and is taken to be this source.

        A passer-by is named in the next paragraph at the latest, and has no other role. A group of
        officials is spoken for in the same paragraph. An informant has the same role. After a lede,
        it may take a paragraph more.
        """
        place = bisect_left(self._cues, self._first[speaker.id])
        rest = (pair for pair in self._said[place:] if pair[1].speaker != speaker.id)
        cue, after = next(rest, (0, None))
        if after is None or after.type != "named_person" or self._first[after.speaker] != cue:
            return False
        at = self._paragraph(source.start)
        far = self._paragraph(cue) - at
        group = speaker.type == "unnamed_group"
        if has(source, "secret") or far > (at == LEDE) + (0 if group else 1):
            return False
        if group:
            return True
        roles = self._speakers[after.speaker].roles
        shared = {word.strip(".,") for role in roles for word in role.text.lower().split()}
        shared &= words_of(source) - load_terms("house_rules", "new")
        return bool(shared) or not (roles or _is_insiders(_head(source)))

    def _paragraph(self, offset: int) -> int:
        return bisect_right(self._paragraphs, offset)


def _insiders() -> frozenset[str]:
    return load_terms("sources", "withheld_role") - load_terms("house_rules", "bystander")


def is_insider(source: Source) -> bool:
    """Return whether the source has inside knowledge. A passer-by's opinion needs no
    second source.
    """
    return any(map(_is_insiders, words_of(source)))


def _is_insiders(word: str) -> bool:
    return not _insiders().isdisjoint((word, word.removesuffix("s")))


def _head(source: Source) -> str:
    """Return the noun that says what a source is: "a retired assistant director | at the bank"."""
    words = source.text.split()
    return words[analyse(words).head].strip(".,").lower()


def is_passer_by(source: Source) -> bool:
    """Return whether the source is asked what it thinks or saw, or speaks in public."""
    head = _head(source)
    return not load_terms("house_rules", "passer_by").isdisjoint((head, singular(head)))


def is_bystander(source: Source) -> bool:
    """Return whether the source is asked what it thinks or saw, and not what it knows inside."""
    words = words_of(source)
    singular = {word.removesuffix("s") for word in words}
    return not load_terms("house_rules", "bystander").isdisjoint(words | singular)


def has(source: Source, group: str) -> bool:
    """Return whether the source has a word of a group of the lexicon of house rules."""
    return not load_terms("house_rules", group).isdisjoint(words_of(source))


def words_of(source: Source) -> set[str]:
    """Return the words of a source in lower case, without the marks around them."""
    return {word.strip(".,'’\"“”").lower() for word in source.text.split()}
