"""Rules about sources that the article does not name."""

from collections.abc import Iterator
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.rules.built_in import BuiltIn
from scoring.rules.rule import Finding, RuleSettings
from scoring.story import Story
from scoring.types import Attribution, Reason, Source, Speaker


class UnnamedSettings(RuleSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``spokespeople``: ask for the names of those who speak for somebody, too."""

    spokespeople: bool = False


def withheld(story: Story) -> Iterator[tuple[Speaker, list[tuple[Attribution, Source]]]]:
    """Yield each speaker in particular whom the article does not name, and its statements."""
    said: dict[str, list[tuple[Attribution, Source]]] = {}
    for one in story.counted:
        if one.source is not None and one.mode == "statement":
            said.setdefault(one.source.speaker, []).append((one, one.source))
    for speaker in story.speakers:
        if speaker.anonymous and speaker.withheld and speaker.id in said:
            yield speaker, said[speaker.id]


def is_spokesperson(source: Source) -> bool:
    """Does the source speak for somebody else, who answers for what is said?"""
    words = {word.strip(".,'’\"“”").lower() for word in source.text.split()}
    return bool(words & load_terms("house_rules", "spokespeople"))


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
        for speaker, said in withheld(story):
            reason = speaker.reason_for_anonymity
            if reason is not None and reason.kind != "unexplained":
                continue
            if settings.spokespeople or not any(is_spokesperson(source) for _, source in said):
                yield Finding(spans=_mentions(said), words={"source": f"“{said[0][1].text}”"})


class BoilerplateReason(BuiltIn[RuleSettings]):
    """The reason says that the source may not speak, which is no reason to trust it."""

    name = "boilerplate-reason"
    description = "The reason for not naming a source only says that it may not speak."
    placeholders = frozenset({"source", "reason"})
    Settings = RuleSettings

    def find(self, story: Story, settings: RuleSettings) -> Iterator[Finding]:
        """Yield one for each reason."""
        del settings
        for speaker, said in withheld(story):
            reason = speaker.reason_for_anonymity
            if reason is not None and reason.kind == "boilerplate":
                yield Finding(
                    spans=((reason.start, reason.end), *_mentions(said)),
                    words={"source": f"“{said[0][1].text}”", "reason": f"“{_given(reason)}”"},
                )


def _given(reason: Reason) -> str:
    return reason.explanation.text if reason.explanation else reason.text


class SingleUnnamedSource(BuiltIn[RuleSettings]):
    """Nothing else in the article bears out what one unnamed person says."""

    name = "single-unnamed-source"
    description = "A statement rests on one unnamed source alone."
    placeholders = frozenset({"source"})
    Settings = RuleSettings

    def find(self, story: Story, settings: RuleSettings) -> Iterator[Finding]:
        """Yield one for each unnamed person, with what nobody corroborates."""
        del settings
        for speaker, said in withheld(story):
            if speaker.type != "unnamed_person" or any(is_spokesperson(one) for _, one in said):
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


class RelayedUnnamedSource(BuiltIn[RuleSettings]):
    """A named outlet passes on what people without a name told it."""

    name = "relayed-unnamed-source"
    description = "Another outlet is quoted for what unnamed people told it."
    placeholders = frozenset({"source"})
    Settings = RuleSettings

    def find(self, story: Story, settings: RuleSettings) -> Iterator[Finding]:
        """Yield one for each such statement."""
        del settings
        for one in story.counted:
            if one.relayed and one.source is not None:
                yield Finding(
                    spans=(_whole(one, one.source),), words={"source": f"“{one.source.text}”"}
                )


SOURCE_RULES: Final = (
    UnnamedWithoutReason,
    BoilerplateReason,
    SingleUnnamedSource,
    RelayedUnnamedSource,
)
