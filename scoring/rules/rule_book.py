"""A newsroom's rules, which turn a story into prompts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from scoring.report.prompt import Prompt
from scoring.report.template import Template
from scoring.rules.ignoring import Ignore
from scoring.rules.rule import Finding, Rule, RuleSettings
from scoring.rules.wording import worded
from scoring.story import Story
from scoring.types import Piece, Value


class Dismissed(Value, frozen=True, kw_only=True):
    """A prompt that is not shown. ``ignore``: the index of the entry that dismisses it."""

    prompt: Prompt
    ignore: int


class Asked(Value, frozen=True, kw_only=True):
    """The prompts for one story, in reading order. ``templates``: of what they say."""

    prompts: tuple[Prompt, ...]
    dismissed: tuple[Dismissed, ...]
    templates: tuple[Template, ...] = ()


class RuleBook:
    """Rules with a newsroom's settings. ``profiles``: settings that differ for a profile."""

    def __init__(
        self,
        rules: Mapping[str, Rule],
        settings: Mapping[str, RuleSettings],
        profiles: Mapping[str, Mapping[str, RuleSettings]],
        ignores: Sequence[Ignore] = (),
    ) -> None:
        self.rules = rules
        self.ignores = tuple(ignores)
        self._settings = settings
        self._profiles = profiles

    def settings(self, profile: str = "default") -> Mapping[str, RuleSettings]:
        """Return the settings of all rules for a profile, including rules that are off."""
        return {**self._settings, **self._profiles.get(profile, {})}

    def ask(self, story: Story, profile: str = "default") -> Asked:
        """Return the prompts of the rules that are on."""
        text = story.article.text
        settings = self.settings(profile)
        found = [
            _prompt(text, name, settings[name], finding)
            for name, rule in self.rules.items()
            if settings[name].on
            for finding in rule.find(story, settings[name])
        ]
        found.sort(key=lambda one: one[0].spans[0].start)
        return self._dismiss(text, found)

    def _dismiss(self, text: str, found: Iterable[tuple[Prompt, tuple[Template, ...]]]) -> Asked:
        places = {number: list(ignore.places(text)) for number, ignore in enumerate(self.ignores)}
        prompts: list[Prompt] = []
        templates: list[Template] = []
        dismissed: list[Dismissed] = []
        for prompt, said in found:
            ignore = next(self._dismissing(prompt, places), None)
            if ignore is None:
                prompts.append(prompt)
                templates += said
            else:
                dismissed.append(Dismissed(prompt=prompt, ignore=ignore))
        return Asked(prompts=tuple(prompts), dismissed=tuple(dismissed), templates=tuple(templates))

    def _dismissing(
        self, prompt: Prompt, places: Mapping[int, Sequence[tuple[int, int]]]
    ) -> Iterator[int]:
        shown = prompt.spans[0]
        for number, ignore in enumerate(self.ignores):
            if ignore.rule == prompt.rule and any(
                start < shown.end and shown.start < end for start, end in places[number]
            ):
                yield number


def _prompt(
    text: str, rule: str, settings: RuleSettings, finding: Finding
) -> tuple[Prompt, tuple[Template, ...]]:
    """Return a prompt and the templates of what it says."""
    message = worded(settings.message, finding.words)
    settled_by = worded(settings.settled_by, finding.words)
    prompt = Prompt(
        rule=rule,
        severity=settings.severity,
        message=message.fill(),
        settled_by=settled_by.fill(),
        spans=tuple(Piece(start=s, end=e, text=text[s:e]) for s, e in finding.spans),
    )
    return prompt, (message, settled_by)
