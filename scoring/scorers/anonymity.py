"""Anonymous-source ratio: the share of statements whose source is never named."""

from collections.abc import Sequence
from typing import Final

from scoring.scorer import Evidence, Measurement, Metric, Number, only, share
from scoring.story import Story
from scoring.types import Attribution, Direction, Speaker


class AnonymityScorer:
    """Share of sourced statements whose source is anonymous.

    A source is anonymous if it supplied something and is never named: one person, or a group of
    informants, experts or commentators. A withheld identity ("a senior official", "people familiar
    with the talks") is distinguished from a generic group ("critics", "experts").
    """

    name: Final = "anonymity"
    version: Final = "1"
    description: Final = "How much of the article rests on sources that are never named."
    unit: Final = "share of sourced statements"
    direction: Final[Direction] = "lower_is_better"
    metrics: Final = (
        Metric(name="sourced_statements", unit="count", description="statements with a source"),
        Metric(
            name="anonymous_statements",
            unit="count",
            description="sourced statements with an anonymous source",
        ),
        Metric(
            name="anonymous_attributions_share",
            unit="share",
            description="the share over statements and attitudes",
        ),
        Metric(
            name="anonymous_attributions",
            unit="count",
            description="statements and attitudes with an anonymous source",
        ),
        Metric(
            name="withheld_attributions",
            unit="count",
            description="anonymous attributions of a withheld identity",
        ),
        Metric(
            name="generic_attributions",
            unit="count",
            description="anonymous attributions of a generic group",
        ),
        Metric(name="anonymous_speakers", unit="count", description="distinct anonymous sources"),
        Metric(
            name="speakers_with_reason",
            unit="count",
            description="anonymous sources with a reason for anonymity",
        ),
        Metric(
            name="speakers_with_explanation",
            unit="count",
            description="those whose reason says more than 'not authorized'",
        ),
        Metric(
            name="corroborated_statements",
            unit="count",
            description="anonymous statements that another or more than one source supports",
        ),
        Metric(
            name="relayed_statements",
            unit="count",
            description="statements of named sources that relay unnamed people",
        ),
        Metric(name="unsourced_share", unit="share", description="attributions without a source"),
    )

    def find(self, story: Story) -> Evidence:
        """Return all attributions and speakers. Anonymous ones are marked."""
        return {"attributions": story.attributions, "speakers": story.speakers}

    def measure(self, story: Story, evidence: Evidence) -> Measurement:
        """Return the figures. The ratio is undefined if no statement has a source."""
        del story
        counted = [a for a in only(evidence, "attributions", Attribution) if a.counts]
        speakers = {s.id: s for s in only(evidence, "speakers", Speaker)}
        sourced = [a for a in counted if a.source]
        anonymous = [a for a in sourced if a.source and a.source.anonymous]
        statements = _statements(sourced)
        anonymous_statements = _statements(anonymous)
        used = {a.source.speaker for a in anonymous if a.source}
        withheld = sum(bool(a.source and speakers[a.source.speaker].withheld) for a in anonymous)
        reasons = [r for number in used if (r := speakers[number].reason_for_anonymity)]
        metrics: dict[str, Number] = {
            "sourced_statements": statements,
            "anonymous_statements": anonymous_statements,
            "anonymous_attributions_share": share(len(anonymous), len(sourced)),
            "anonymous_attributions": len(anonymous),
            "withheld_attributions": withheld,
            "generic_attributions": len(anonymous) - withheld,
            "anonymous_speakers": len(used),
            "speakers_with_reason": len(reasons),
            "speakers_with_explanation": sum(reason.kind == "explained" for reason in reasons),
            "corroborated_statements": sum(a.corroboration is not None for a in anonymous),
            "relayed_statements": sum(a.relayed for a in counted if a.mode == "statement"),
            "unsourced_share": share(len(counted) - len(sourced), len(counted)),
        }
        value = share(anonymous_statements, statements)
        reason = "no statement has a source" if value is None else None
        return Measurement(value=value, metrics=metrics, reason=reason)


def _statements(attributions: Sequence[Attribution]) -> int:
    return sum(a.mode == "statement" for a in attributions)
