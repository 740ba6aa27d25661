"""Rules about sources that the article does not name."""

from collections.abc import Iterator
from typing import Annotated, Final

from msgspec import Meta

from scoring.lexicons.lexicon import load_terms
from scoring.rules.built_in import BuiltIn
from scoring.rules.rule import Finding, RuleSettings
from scoring.rules.unnamed import explains_all, has, is_insider, is_passer_by, withheld
from scoring.story import Story
from scoring.types import Attribution, Reason, Source, SourceType

OUTLETS: Final[frozenset[SourceType]] = frozenset(("named_organisation", "document"))


class SourceSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``confidence``: the minimum confidence of a statement whose source is considered."""

    confidence: Annotated[float, Meta(ge=0, le=1)]


class UnnamedSettings(SourceSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether to ask for the names of others too.

    ``spokespeople``: those who speak for somebody else, who is responsible. ``bystanders``: those
    who are asked what they think or saw, or who speak in public.
    """

    spokespeople: bool
    bystanders: bool


def is_spokesperson(source: Source) -> bool:
    """Return whether the source speaks on behalf of someone else, who is responsible for
    the statement.
    """
    return has(source, "spokespeople")


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
        if explains_all(story):
            return
        for speaker, said in withheld(story, settings.confidence):
            reason = speaker.reason_for_anonymity
            if reason is not None and reason.kind != "unexplained":
                continue
            if not settings.bystanders and is_passer_by(said[0][1]):
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
            if speaker.type != "unnamed_person" or not any(is_insider(one) for _, one in said):
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
    if source.type == "document" and not has(source, "outlets"):
        return True
    first = min((piece.start for piece in one.content), default=one.cue.end)
    quoted = text[one.cue.end : first] if first > one.cue.end else ""
    words = {word.strip(".,'’\"“”").lower() for word in quoted.split()}
    return not words.isdisjoint(load_terms("house_rules", "spokespeople"))
