"""Defines house rules: a rule finds places in a story that a newsroom wants an editor to look at.

The wording, the severity and the thresholds are settings, which a newsroom's rules file may change.
A rule prompts an editor and grades nothing. Rules are found through the entry-point group
``copydesk.rules``. The entry point's object is a rule, or a class or function that returns one when
called without arguments.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Protocol, runtime_checkable

import msgspec
from msgspec import Meta

from scoring import plugins
from scoring.errors import BadRule
from scoring.report.prompt import Severity
from scoring.rules.wording import problem_of
from scoring.story import Story
from scoring.types import Value

Words = Annotated[str, Meta(min_length=1, max_length=1000)]


class RuleSettings(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of a rule. A rule with thresholds adds fields of its own.

    ``message``: what to look at; ``settled_by``: what would settle it. Both may contain the rule's
    placeholders: "{source} is never named".
    """

    severity: Severity
    message: Words
    settled_by: Words
    on: bool = True


class Finding(Value, frozen=True, kw_only=True):
    """A place that a rule has found, as spans of the text in code points with exclusive ends.

    ``spans``: the position of the prompt, followed by further spans. ``words``: a value for each of
    the rule's placeholders.
    """

    spans: tuple[tuple[int, int], ...]
    words: Mapping[str, str] = {}


@runtime_checkable
class Rule(Protocol):
    """The protocol of rules, both built-in ones and plugins. Plain class attributes are enough."""

    @property
    def name(self) -> str:
        """Its stable id in prompts and rules files, and the name of its entry point."""
        ...

    @property
    def description(self) -> str:
        """One sentence on what it finds."""
        ...

    @property
    def source(self) -> str:
        """The guidance that it is based on: document and section."""
        ...

    @property
    def placeholders(self) -> frozenset[str]:
        """The placeholders that its wording may contain in braces."""
        ...

    @property
    def defaults(self) -> RuleSettings:
        """Its default settings. Their type defines what can be set."""
        ...

    def find(self, story: Story, settings: Any) -> Iterable[Finding]:  # noqa: ANN401 - its own type
        """Return the places, given settings of the type of ``defaults``."""
        ...


RULE_PLUGINS: Final = plugins.PluginKind(
    "copydesk.rules", "a", "rule", "scoring.rules.rule.Rule", BadRule
)


def discover() -> dict[str, Rule]:
    """Return the installed rules by name, copydesk's own first, then plugins by name.

    Raises ``BadRule`` (see ``scoring.plugins``), also for wording with an unknown placeholder.
    """
    rules = {rule.name: rule for _, rule in plugins.discover(RULE_PLUGINS, _rule)}
    for rule in rules.values():
        for text in (rule.defaults.message, rule.defaults.settled_by):
            if problem := problem_of(text, rule.placeholders):
                raise BadRule(f"rule {rule.name!r}: {problem}")
    return rules


def _rule(loaded: object) -> Rule | None:
    fits = isinstance(loaded, Rule) and isinstance(loaded.defaults, RuleSettings)
    return loaded if fits else None  # type: ignore[return-value]  # checked by ``fits``


def settings_with(defaults: RuleSettings, changes: Mapping[str, object]) -> RuleSettings:
    """Return settings with some of them changed. Raises ``msgspec.ValidationError``."""
    return msgspec.convert(
        {**msgspec.structs.asdict(defaults), **changes}, type=type(defaults), strict=True
    )
