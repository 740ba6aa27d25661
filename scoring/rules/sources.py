"""Rules about sources that the article does not name."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Annotated, Final

from msgspec import Meta

from scoring.lexicons.lexicon import load_terms
from scoring.rules.built_in import BuiltIn
from scoring.rules.rule import Finding, RuleSettings
from scoring.story import Story
from scoring.types import Attribution, Reason, Source, SourceType, Speaker

REPORTS_NOTHING: Final = tuple(load_terms("house_rules", "reports_nothing"))
"""How a cue starts by which no informant tells anything."""
PERSON: Final = "PERSON"
ORGANIZATION: Final = "ORGANIZATION"
POSSESSIVE: Final = re.compile(r"[A-Z]\S*(?:['’]s|s['’])$")
BEHIND: Final = 40
"""Characters after a source within which its name may start: "a broker named Ana Ruiz"."""
BEFORE: Final = 60
"""Characters before a source within which the name that it describes may end."""
OUTLETS: Final[frozenset[SourceType]] = frozenset(("named_organisation", "document"))
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


class SourceSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``confidence``: the minimum confidence of a statement whose source is considered."""

    confidence: Annotated[float, Meta(ge=0, le=1)]


class UnnamedSettings(SourceSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``spokespeople``: whether to ask for the names of spokespeople too."""

    spokespeople: bool


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
    return not _has(source, "no_informants") and not _is_named(text, people, source)


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


def _is_insider(source: Source) -> bool:
    """Return whether the source has inside knowledge. A passer-by's opinion needs no
    second source.
    """
    insiders = load_terms("sources", "withheld_role") - load_terms("house_rules", "bystander")
    return any(not insiders.isdisjoint((word, word.removesuffix("s"))) for word in _words(source))


def _has(source: Source, group: str) -> bool:
    return not load_terms("house_rules", group).isdisjoint(_words(source))


def _words(source: Source) -> set[str]:
    return {word.strip(".,'’\"“”").lower() for word in source.text.split()}


def is_spokesperson(source: Source) -> bool:
    """Return whether the source speaks on behalf of someone else, who is responsible for
    the statement.
    """
    return _has(source, "spokespeople")


def _mentions(said: list[tuple[Attribution, Source]]) -> tuple[tuple[int, int], ...]:
    return tuple((source.start, source.end) for _, source in said)


class UnnamedWithoutReason(BuiltIn[UnnamedSettings]):
    """A particular source is not named, without a reason."""

    name = "unnamed-without-reason"
    description = "A particular source is not named, and the article does not say why."
    placeholders = frozenset({"source"})
    Settings = UnnamedSettings

    def find(self, story: Story, settings: UnnamedSettings) -> Iterator[Finding]:
        """Yield a finding for each such speaker."""
        for speaker, said in withheld(story, settings.confidence):
            reason = speaker.reason_for_anonymity
            if reason is not None and reason.kind != "unexplained":
                continue
            if settings.spokespeople or not any(is_spokesperson(source) for _, source in said):
                yield Finding(spans=_mentions(said), words={"source": f"“{said[0][1].text}”"})


class BoilerplateReason(BuiltIn[SourceSettings]):
    """The reason says only that the source may not speak, which is no reason for trust."""

    name = "boilerplate-reason"
    description = "The reason for not naming a source says only that the source may not speak."
    placeholders = frozenset({"source", "reason"})
    Settings = SourceSettings

    def find(self, story: Story, settings: SourceSettings) -> Iterator[Finding]:
        """Yield a finding for each such reason."""
        for speaker, said in withheld(story, settings.confidence):
            reason = speaker.reason_for_anonymity
            if reason is not None and reason.kind == "boilerplate":
                yield Finding(
                    spans=((reason.start, reason.end), *_mentions(said)),
                    words={"source": f"“{said[0][1].text}”", "reason": f"“{_given(reason)}”"},
                )


def _given(reason: Reason) -> str:
    return reason.explanation.text if reason.explanation else reason.text


class SingleUnnamedSource(BuiltIn[SourceSettings]):
    """Nothing else in the article supports a statement by one unnamed person."""

    name = "single-unnamed-source"
    description = "A statement has one unnamed source and no other support."
    placeholders = frozenset({"source"})
    Settings = SourceSettings

    def find(self, story: Story, settings: SourceSettings) -> Iterator[Finding]:
        """Yield a finding for each unnamed person with uncorroborated statements."""
        for speaker, said in withheld(story, settings.confidence):
            if speaker.type != "unnamed_person" or not any(_is_insider(one) for _, one in said):
                continue
            if any(is_spokesperson(one) for _, one in said):
                continue
            alone = [(one, source) for one, source in said if one.corroboration is None]
            if alone:
                yield Finding(
                    spans=tuple(_whole(one, source) for one, source in alone),
                    words={"source": f"“{alone[0][1].text}”"},
                )


def _whole(attribution: Attribution, source: Source) -> tuple[int, int]:
    """Return the span from the first to the last part of an attribution."""
    piece = min(
        attribution.content,
        key=lambda one: abs(one.start - source.start),
        default=attribution.cue,
    )
    parts = (source, attribution.cue, piece)
    return min(part.start for part in parts), max(part.end for part in parts)


class RelayedUnnamedSource(BuiltIn[SourceSettings]):
    """A named outlet relays what unnamed people told it."""

    name = "relayed-unnamed-source"
    description = "Another outlet relays what unnamed people told it."
    placeholders = frozenset({"source"})
    Settings = SourceSettings

    def find(self, story: Story, settings: SourceSettings) -> Iterator[Finding]:
        """Yield a finding for each such statement."""
        for one in story.counted:
            source = one.source
            if not one.relayed or source is None or one.confidence < settings.confidence:
                continue
            if source.type in OUTLETS and not _is_public(story.article.text, one, source):
                yield Finding(spans=(_whole(one, source),), words={"source": f"“{source.text}”"})


def _is_public(text: str, one: Attribution, source: Source) -> bool:
    """Return whether the words are no outlet's, or those of a spokesperson whom it quotes.

    "The paper" is an outlet; "internal documents" and "a series of memos" are not.
    """
    if source.type == "document" and not _has(source, "outlets"):
        return True
    first = min((piece.start for piece in one.content), default=one.cue.end)
    quoted = text[one.cue.end : first] if first > one.cue.end else ""
    words = {word.strip(".,'’\"“”").lower() for word in quoted.split()}
    return not words.isdisjoint(load_terms("house_rules", "spokespeople"))
