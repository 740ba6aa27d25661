"""Which sources a rule about unnamed sources asks about: informants whom the article does not name."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.story import Story
from scoring.types import Attribution, Source, Speaker

REPORTS_NOTHING: Final = tuple(load_terms("house_rules", "reports_nothing"))
"""How a cue starts by which no informant tells anything."""
PERSON: Final = "PERSON"
ORGANIZATION: Final = "ORGANIZATION"
POSSESSIVE: Final = re.compile(r"[A-Z]\S*(?:['’]s|s['’])$")
BEHIND: Final = 40
"""Characters after a source within which its name may start: "a broker named Ana Ruiz"."""
BEFORE: Final = 60
"""Characters before a source within which the name that it describes may end."""
NAMED: Final = re.compile(
    r",?\s*(?:named|called)?\s*$|,\s+(?:(?!who\b|which\b|\w+ing\b)[\w'’-]+\s+){1,5}$"
)
"""What may stand between a source and its name: "one aide, | harbor chief | Ana Ruiz"."""
NAMED_BEFORE: Final = re.compile(r"(?:\s*\([^()]{1,40}\))?,\s*")
"""What may stand between a name and what describes it: "Ana Ruiz (Sea Party)|, | a former aide"."""
APPOSED: Final = re.compile(r",\s+((?:(?!who\b|which\b|\w+ing\b)[\w'’-]+\s+){0,5})$")
"""What stands in a source before the name of its organization: ", steel giant | Acme"."""
STARTS: Final = ("", "\n", *".!?\"”'’")
"""What ends before a name that opens a sentence or follows a quotation."""


def withheld(
    story: Story, confidence: float
) -> Iterator[tuple[Speaker, list[tuple[Attribution, Source]]]]:
    """Yield each particular speaker whom the article does not name, with the statements.

    An unnamed person is introduced as new ("an aide", "two officials"). "The minister" and "her
    father" are known to the reader, even if the words that introduced them were not recognized.
    """
    said: dict[str, list[tuple[Attribution, Source]]] = {}
    for one in story.counted:
        if (
            one.source is not None
            and one.mode == "statement"
            and one.confidence >= confidence
            and not one.cue.text.lower().startswith(REPORTS_NOTHING)
        ):
            said.setdefault(one.source.speaker, []).append((one, one.source))
    people, organizations = _entities(story, PERSON), _entities(story, ORGANIZATION)
    for speaker in story.speakers:
        if not (speaker.anonymous and speaker.withheld and speaker.id in said):
            continue
        first = said[speaker.id][0][1]
        if _is_organization(story.article.text, organizations, first):
            continue
        if speaker.reason_for_anonymity is not None or _is_new(
            story.article.text, people, speaker, first
        ):
            yield speaker, said[speaker.id]


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


def has(source: Source, group: str) -> bool:
    return not load_terms("house_rules", group).isdisjoint(words_of(source))


def words_of(source: Source) -> set[str]:
    return {word.strip(".,'’\"“”").lower() for word in source.text.split()}
