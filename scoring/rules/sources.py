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

ASKS: Final = ("ask", "were asked", "was asked", "wonder")
"""How the cue of a question begins, which tells nothing."""
PERSON: Final = "PERSON"
POSSESSIVE: Final = re.compile(r"[A-Z]\S*(?:['’]s|s['’])$")
BEHIND: Final = 12
"""Characters behind a source within which its name may begin: "a broker named Ana Ruiz"."""
INSIDERS: Final = load_terms("sources", "withheld_role") - load_terms("house_rules", "bystander")
OUTLETS: Final[frozenset[SourceType]] = frozenset(("named_organisation", "document"))
NAMED: Final = re.compile(r",?\s*(?:named|called)?\s*$")
OF: Final = frozenset("about against by for from in near of over to under with".split())


class SourceSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``confidence``: with which a statement must have been found, to ask about its source."""

    confidence: Annotated[float, Meta(ge=0, le=1)]


class UnnamedSettings(SourceSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``spokespeople``: ask for the names of those who speak for somebody, too."""

    spokespeople: bool


def withheld(
    story: Story, confidence: float
) -> Iterator[tuple[Speaker, list[tuple[Attribution, Source]]]]:
    """Yield each speaker in particular whom the article does not name, and its statements.

    Somebody who is not named is introduced as new ("an aide", "two officials"); "the minister" and
    "her father" are known to the reader from elsewhere, be it from words that were not understood.
    """
    said: dict[str, list[tuple[Attribution, Source]]] = {}
    for one in story.counted:
        if (
            one.source is not None
            and one.mode == "statement"
            and one.confidence >= confidence
            and not one.cue.text.lower().startswith(ASKS)
        ):
            said.setdefault(one.source.speaker, []).append((one, one.source))
    people = [(one.start_char, one.end_char) for one in story.doc.ents if one.label_ == PERSON]
    for speaker in story.speakers:
        if not (speaker.anonymous and speaker.withheld and speaker.id in said):
            continue
        first = said[speaker.id][0][1]
        if speaker.reason_for_anonymity is not None or _is_new(
            story.article.text, people, speaker, first
        ):
            yield speaker, said[speaker.id]


def _is_new(text: str, people: Sequence[tuple[int, int]], speaker: Speaker, source: Source) -> bool:
    """Is a source introduced as somebody new, with no name, and as an informant?"""
    opening, *more = source.text.split() or [""]
    new = opening.lower() in load_terms("house_rules", "new")
    if opening.lower() in load_terms("house_rules", "known") or POSSESSIVE.match(opening):
        return False
    if not new and speaker.type == "unnamed_person":
        return False
    if new and not more:
        return False  # "one can say": nobody in particular
    return not _has(source, "no_informants") and not _is_named(text, people, source)


def _is_named(text: str, people: Sequence[tuple[int, int]], source: Source) -> bool:
    """Does a person's name stand in the source or right behind it, and not as another's?"""
    for start, end in people[bisect_left(people, (source.start, 0)) :]:
        if start > source.end + BEHIND:
            break
        before = text[max(0, start - BEHIND) : start].split()
        owned = text[end : end + 2] in ("'s", "’s")
        if not owned and not (before and before[-1].lower() in OF):
            return start < source.end or NAMED.match(text, source.end, start) is not None
    return False


def _is_insider(source: Source) -> bool:
    """Does the source know what others do not? A passer-by's opinion needs no second one."""
    words = (word.strip(".,'’\"“”").lower() for word in source.text.split())
    return any(word in INSIDERS or word.removesuffix("s") in INSIDERS for word in words)


def _has(source: Source, group: str) -> bool:
    words = {word.strip(".,'’\"“”").lower() for word in source.text.split()}
    return bool(words & load_terms("house_rules", group))


def is_spokesperson(source: Source) -> bool:
    """Does the source speak for somebody else, who answers for what is said?"""
    return _has(source, "spokespeople")


def _mentions(said: list[tuple[Attribution, Source]]) -> tuple[tuple[int, int], ...]:
    return tuple((source.start, source.end) for _, source in said)


class UnnamedWithoutReason(BuiltIn[UnnamedSettings]):
    """Somebody in particular is not named, and nothing says why."""

    name = "unnamed-without-reason"
    description = "A source in particular is not named, and the article does not say why."
    placeholders = frozenset({"source"})
    Settings = UnnamedSettings

    def find(self, story: Story, settings: UnnamedSettings) -> Iterator[Finding]:
        """Yield one for each such speaker."""
        for speaker, said in withheld(story, settings.confidence):
            reason = speaker.reason_for_anonymity
            if reason is not None and reason.kind != "unexplained":
                continue
            if settings.spokespeople or not any(is_spokesperson(source) for _, source in said):
                yield Finding(spans=_mentions(said), words={"source": f"“{said[0][1].text}”"})


class BoilerplateReason(BuiltIn[SourceSettings]):
    """The reason says that the source may not speak, which is no reason to trust it."""

    name = "boilerplate-reason"
    description = "The reason for not naming a source only says that it may not speak."
    placeholders = frozenset({"source", "reason"})
    Settings = SourceSettings

    def find(self, story: Story, settings: SourceSettings) -> Iterator[Finding]:
        """Yield one for each reason."""
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
    """Nothing else in the article bears out what one unnamed person says."""

    name = "single-unnamed-source"
    description = "A statement rests on one unnamed source alone."
    placeholders = frozenset({"source"})
    Settings = SourceSettings

    def find(self, story: Story, settings: SourceSettings) -> Iterator[Finding]:
        """Yield one for each unnamed person, with what nobody corroborates."""
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
    """From the first part of an attribution's next piece and source to the last."""
    piece = min(
        attribution.content,
        key=lambda one: abs(one.start - source.start),
        default=attribution.cue,
    )
    parts = (source, attribution.cue, piece)
    return min(part.start for part in parts), max(part.end for part in parts)


class RelayedUnnamedSource(BuiltIn[SourceSettings]):
    """A named outlet passes on what people without a name told it."""

    name = "relayed-unnamed-source"
    description = "Another outlet is quoted for what unnamed people told it."
    placeholders = frozenset({"source"})
    Settings = SourceSettings

    def find(self, story: Story, settings: SourceSettings) -> Iterator[Finding]:
        """Yield one for each such statement."""
        for one in story.counted:
            source = one.source
            if not one.relayed or source is None or one.confidence < settings.confidence:
                continue
            if source.type in OUTLETS:
                yield Finding(spans=(_whole(one, source),), words={"source": f"“{source.text}”"})
