"""House rules: a newsroom's file, its errors, dismissed prompts, and prompts in a report."""

import json
from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import msgspec
import pytest

from scoring import plugins
from scoring.engine import Engine
from scoring.errors import BadRule, BadRules
from scoring.report.prompt import SEVERITIES
from scoring.report.request import ScoreRequest
from scoring.rules.rule import Finding, Rule, RuleSettings, discover
from scoring.rules.rule_book import RuleBook
from scoring.rules.rules_file import load_rules
from scoring.rules.wording import LONGEST, problem_of, shorten, worded
from scoring.story import Story
from scoring.types import Article, OffsetUnit

TEXT = """\
The pier may open in May. 😀 The city has ordered new planks.

A senior official said the planks cost 3 million dollars. “They are too thin,” Rosa Lind said.
"""


@pytest.fixture
def write(tmp_path: Path) -> Path:
    return tmp_path / "house.toml"


def load(path: Path, text: str) -> RuleBook:
    path.write_text(text, encoding="utf-8")
    return load_rules(path, {"default", "metro"})


def problems(path: Path, text: str) -> list[str]:
    """What is wrong with a file, without its path."""
    with pytest.raises(BadRules) as caught:
        load(path, text)
    return [
        line.removeprefix(str(path)).removeprefix(":") for line in str(caught.value).split("\n")
    ]


def asked(engine: Engine, book: RuleBook, profile: str = "default") -> list[str]:
    """The rules that ask about the text."""
    rules, engine.rules = engine.rules, book
    try:
        report = engine.score(ScoreRequest(text=TEXT, language="en", prompts=True))
        _, found = engine.check(ScoreRequest(text=TEXT, language="en"))
        assert [prompt.rule for prompt in found.prompts] == [
            one["rule"] for one in report.prompts or ()
        ]
        with engine.pipeline.reading(ARTICLE) as story:
            return [prompt.rule for prompt in book.ask(story, profile).prompts]
    finally:
        engine.rules = rules


ARTICLE = Article(text=TEXT)


def test_twelve_rules_are_built_in() -> None:
    """By their ids, which never change; each with its source, its wording and its settings."""
    rules = discover()
    assert set(rules) == {
        "accused-not-asked",
        "boilerplate-reason",
        "hard-sentence",
        "one-speaker",
        "quotation-without-speaker",
        "relayed-unnamed-source",
        "reporter-hedge",
        "single-unnamed-source",
        "unnamed-without-reason",
        "unquoted-stretch",
        "unsourced-accusation",
        "unsourced-figures",
    }
    for rule in rules.values():
        assert isinstance(rule, Rule)
        assert rule.defaults.severity in SEVERITIES
        assert rule.source
        assert rule.description.endswith(".")


def test_without_a_file_the_defaults_hold(engine: Engine) -> None:
    """In reading order, and of the same place in the rules' order."""
    assert asked(engine, load_rules()) == [
        "reporter-hedge",
        "single-unnamed-source",
        "unnamed-without-reason",
    ]


def test_a_file_changes_what_it_names(engine: Engine, write: Path) -> None:
    """And nothing else."""
    book = load(write, "[rules.reporter-hedge]\non = false\n[rules.hard-sentence]\nwords = 8\n")
    assert asked(engine, book) == [
        "hard-sentence",
        "single-unnamed-source",
        "unnamed-without-reason",
    ]


def test_a_profile_has_rules_of_its_own(engine: Engine, write: Path) -> None:
    """On top of what the file says for all."""
    text = """
    [rules.reporter-hedge]
    severity = "error"
    [profiles.metro.rules.reporter-hedge]
    on = false
    """
    book = load(write, text)
    assert "reporter-hedge" in asked(engine, book)
    assert "reporter-hedge" not in asked(engine, book, "metro")
    assert book.settings("metro")["reporter-hedge"].severity == "error"


def test_wording_is_the_newsrooms(engine: Engine, write: Path) -> None:
    """With what was found in the place of the placeholder."""
    book = load(
        write, "[rules.reporter-hedge]\nmessage = 'Sure? {hedges}'\nsettled_by = '{{facts}}'"
    )
    rules, engine.rules = engine.rules, book
    report = engine.score(ScoreRequest(text=TEXT, language="en", prompts=True))
    engine.rules = rules
    assert report.prompts
    assert (report.prompts[0]["message"], report.prompts[0]["settled_by"]) == (
        "Sure? “may”",
        "{facts}",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[rules.nope]\non = true", "1: rules.nope: no such rule; there are accused-not-asked, "),
        (
            "\n[rules.hard-sentence]\nlong = 3",
            "3: rules.hard-sentence.long: no such key; there are ",
        ),
        (
            "[rules.hard-sentence]\nwords = '40'",
            "2: rules.hard-sentence.words: expected int, got str",
        ),
        (
            "[rules.hard-sentence]\nwords = 2",
            "2: rules.hard-sentence.words: expected int >= 5",
        ),
        (
            "[rules.hard-sentence]\nseverity = 'bad'",
            "2: rules.hard-sentence.severity: expected error, note or warning",
        ),
        (
            "[rules.reporter-hedge]\nkinds = ['mild']",
            "2: rules.reporter-hedge.kinds: expected approximator, epistemic or evidential",
        ),
        ("[rules.hard-sentence]\non = 'yes'", "2: rules.hard-sentence.on: expected bool, got str"),
        (
            "[rules.hard-sentence]\nmessage = '{sentence}'",
            "2: rules.hard-sentence.message: no placeholder {sentence}; there are: {words}",
        ),
        (
            "[rules.hard-sentence]\nmessage = '{words'",
            "2: rules.hard-sentence.message: a brace without its other",
        ),
        ("rules = 3", "1: rules: expected a table"),
        ("[rule.x]", "1: rule: no such table; there are rules, profiles, ignore"),
        ("[profiles.nope.rules]", "1: profiles.nope: no such profile; there are default, metro"),
        ("[profiles.metro]\nrule = 1", "2: profiles.metro.rule: no such table; there is rules"),
        (
            "[profiles.metro.rules.hard-sentence]\nwords = 0",
            "2: profiles.metro.rules.hard-sentence.words: expected int >= 5",
        ),
        ("[ignore]\nrule = 'x'", "1: ignore: expected entries [[ignore]]"),
        (
            "[[ignore]]\nrule = 'hard-sentence'\ntext = 'three words here'",
            "1: ignore.1.reason: expected words; every [[ignore]] has it",
        ),
        (
            "[[ignore]]\nrule = 'hard-sentence'\nreason = 'known'\ntext = 'too few'",
            "4: ignore.1.text: expected 3 words or more of the article",
        ),
        (
            "[[ignore]]\nrule = 'nope'\nreason = 'known'\ntext = 'three words here'",
            "2: ignore.1.rule: no such rule; there are ",
        ),
        ("[rules", " Expected ']' at the end of a table declaration (at end of document)"),
    ],
)
def test_an_error_says_where_which_key_and_what_is_expected(
    write: Path, text: str, expected: str
) -> None:
    """File, line, key."""
    assert problems(write, text)[0].startswith(expected)


def test_all_that_is_wrong_is_said_at_once(write: Path) -> None:
    """A line for each."""
    assert len(problems(write, "[rules.a]\n[rules.b]\n[rules.hard-sentence]\nwords = 1\n")) == 3


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    """By its name."""
    with pytest.raises(BadRules, match=r"none\.toml: No such file"):
        load_rules(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes(b"\xff")
    with pytest.raises(BadRules, match="not UTF-8 at byte 0"):
        load_rules(tmp_path / "bad.toml")


@pytest.mark.parametrize(
    "quoted",
    [
        "The pier may open",
        "the  PIER\nmay open in May.",
        "pier may open in May. 😀 The city",
        "may open in",
    ],
)
def test_a_prompt_is_dismissed_by_a_quotation_at_its_place(
    engine: Engine, write: Path, quoted: str
) -> None:
    """Whatever its white space, and be it more or less than the prompt shows."""
    words = json.dumps(quoted, ensure_ascii=False)
    entry = f"rule = 'reporter-hedge'\ntext = {words}\nreason = 'Known.'\n"
    book = load(write, f"[[ignore]]\n{entry}")
    assert "reporter-hedge" not in asked(engine, book)
    with engine.pipeline.reading(ARTICLE) as story:
        (dismissed,) = book.ask(story).dismissed
    assert (dismissed.ignore, dismissed.prompt.rule) == (0, "reporter-hedge")


@pytest.mark.parametrize(
    ("rule", "quoted"),
    [("reporter-hedge", "The city has ordered"), ("hard-sentence", "The pier may open")],
)
def test_no_other_prompt_is_dismissed(engine: Engine, write: Path, rule: str, quoted: str) -> None:
    """Neither another rule's at that place, nor the rule's elsewhere."""
    text = f"[[ignore]]\nrule = '{rule}'\ntext = '{quoted}'\nreason = 'Known.'\n"
    assert "reporter-hedge" in asked(engine, load(write, text))


@pytest.mark.parametrize("unit", ["codepoint", "utf16", "utf8"])
def test_spans_are_in_the_unit_that_was_asked_for(engine: Engine, unit: OffsetUnit) -> None:
    """As evidence is, with selectors if they were asked for."""
    request = ScoreRequest(text=TEXT, language="en", prompts=True, offsets=unit, selectors=True)
    report = engine.score(request)
    assert report.prompts
    width = {"utf16": 2, "utf8": 1, "codepoint": 4}[unit]
    codec = {"utf16": "utf-16-le", "utf8": "utf-8", "codepoint": "utf-32-le"}[unit]
    encoded = TEXT.encode(codec)
    for prompt in report.prompts:
        for span in prompt["spans"]:
            found = encoded[width * span["start"] : width * span["end"]].decode(codec)
            assert found == span["text"] == span["selector"]["exact"]


def test_a_report_has_prompts_only_if_it_was_asked_for_them(engine: Engine) -> None:
    """Without, the key is not there; with, it is, also if there is nothing to ask."""
    plain = engine.score(ScoreRequest(text=TEXT, language="en"))
    assert "prompts" not in msgspec.to_builtins(plain)
    quiet = engine.score(ScoreRequest(text="The pier is open.", language="en", prompts=True))
    assert msgspec.to_builtins(quiet)["prompts"] == []


def test_prompts_need_no_evidence(engine: Engine) -> None:
    """They are there when the evidence is not."""
    request = ScoreRequest(text=TEXT, language="en", prompts=True, evidence=False)
    report = engine.score(request)
    assert report.evidence == {}
    assert report.prompts


def test_what_is_less_sure_is_not_asked_about(engine: Engine) -> None:
    """As it is in no list of evidence."""
    request = ScoreRequest(text=TEXT, language="en", prompts=True, min_confidence=1.0)
    assert engine.score(request).prompts == []


def test_wording_takes_nothing_but_its_placeholders() -> None:
    """No format, no attribute, no conversion."""
    for text in ("{words.real}", "{words!r}", "{words:>8}", "{0}", "{}"):
        assert problem_of(text, {"words"})
    assert problem_of("{words} {{braces}}", {"words"}) is None
    assert worded("{words} {{braces}}", {"words": "a\n b"}).fill() == "a b {braces}"
    assert len(shorten("word " * 100)) <= LONGEST
    quoted = shorten(f"“{'word ' * 100}word”")
    assert len(quoted) <= LONGEST
    assert quoted.endswith("word…”")


class Shouting:
    """A guest's rule: words in capitals."""

    name = "shouting"
    description = "Words in capitals."
    source = "the house's style guide"
    placeholders = frozenset({"word"})
    defaults = RuleSettings(severity="note", message="loud: {word}", settled_by="lower case")

    def find(self, story: Story, settings: RuleSettings) -> Iterator[Finding]:
        del settings
        for token in story.doc:
            if token.is_upper and len(token) > 3:
                span = (token.idx, token.idx + len(token))
                yield Finding(spans=(span,), words={"word": token.text})


class Misspelt(Shouting):
    """Its wording has a placeholder that it does not fill."""

    defaults = RuleSettings(severity="note", message="loud: {world}", settled_by="lower case")


class Unset(Shouting):
    """It has no settings."""

    defaults = None  # type: ignore[assignment]


def come_in(monkeypatch: pytest.MonkeyPatch, name: str, kind: type) -> None:
    """Let a rule be found as an installed package's would be."""
    point = EntryPoint(name=name, value=f"{__name__}:{kind.__name__}", group="copydesk.rules")
    usual = list(entry_points(group="copydesk.rules"))
    monkeypatch.setattr(plugins, "entry_points", lambda **_: [*usual, point])


def test_a_guests_rule_comes_in_by_its_entry_point(
    engine: Engine, write: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It asks after the built-in ones, and can be set in the file like them."""
    come_in(monkeypatch, "shouting", Shouting)
    assert list(discover())[-1] == "shouting"
    book = load(write, "[rules.shouting]\nseverity = 'error'\nmessage = 'Why {word}?'\n")
    with engine.pipeline.reading(Article(text="The mayor said STOP to the crowd.")) as story:
        (prompt,) = book.ask(story).prompts
    assert (prompt.severity, prompt.message) == ("error", "Why STOP?")
    assert prompt.spans[0].text == "STOP"


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("shouting", Misspelt, r"rule 'shouting': no placeholder \{world\}; there are: \{word\}"),
        ("shouting", Unset, "is not a rule: see scoring.rules.rule.Rule"),
        ("loud", Shouting, "entry point 'loud' holds a rule that is named 'shouting'"),
        ("hard-sentence", Shouting, "entry point 'hard-sentence' holds a rule that is named"),
    ],
)
def test_a_guests_rule_that_cannot_be_used_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, kind: type, words: str
) -> None:
    """When it is loaded, with what is wrong."""
    come_in(monkeypatch, name, kind)
    with pytest.raises(BadRule, match=words):
        discover()
