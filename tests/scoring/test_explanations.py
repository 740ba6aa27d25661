"""Explanations: there is one for every finding, it is true, and asking for it changes nothing."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from probing import read_probes

from scoring.engine import Engine
from scoring.report import explain
from scoring.report import explanation as limits
from scoring.report.deciders import load_deciders
from scoring.report.explain import describe
from scoring.report.explanation import Candidate, Explanation
from scoring.report.report import Report
from scoring.report.request import ScoreRequest
from scoring.speakers.ranking import Table
from scoring.trace import InText, LaidOut, Question, Recorder

ROOT = Path(__file__).parents[2]
SEED = (ROOT / "seeds" / "article.txt").read_text(encoding="utf-8")
PROBES = [
    probe["text"].replace("¶", "\n\n")
    for name in ("hedges", "persons", "turns", "unnamed")
    for probe in read_probes(f"{name}.jsonl")
]
RULES = {
    "speaker.writer": "It was written by Ana Ruiz in May. The writer said the dam would hold.",
    "speaker.named_next": "He said the dam would hold. Then engineer Paul Marsh left the room.",
    "speaker.plural_noun": "Nurses marched through the town on Monday. They said that the wards "
    "were full.",
    "speaker.document_noun": "The tenants were sent a letter. It said that the rent would rise.",
    "speaker.last_of_type": "The company said profits fell. It said costs rose.",
    "speaker.last_several": "Two bakers, Tom Berg and Ana Ruiz, met the council. Both said the tax "
    "was unfair. They said that it would close shops.",
    "speaker.two_named_before": "Two bakers, Tom Berg and Ana Ruiz, met the council. Both said the "
    "tax was unfair.",
    "speaker.nobody_it_stands_for": "It rained. On Friday they told reporters that the "
    "strike would go on.",
    "type.name_withheld": "An employee named Dora, who asked that her last name not be used "
    "because she feared for her job, said the mill was unsafe. Dora said the roof leaked.",
    "speaker.goes_by": "A lodger, who asked to be called Joe, said the pipes had burst. “It was "
    "the frost,” Joe said.",
    "type.people_without_name": "The candidates said the debate was unfair.",
    "type.sure_words": "Somebody said the bridge was closed.",
    "speaker.names_in_it": "Two members, Ana Ruiz and Omar Aziz, said the vote was lost.",
    "mode.refusal": "Mayor Ana Ruiz declined to comment.",
    "attribution.signature": "“We will not move.” — Ruth Amadi, council leader",
    "attribution.turn": "Q: Is the mill closed?\n\nA: It is closed, and I am sorry.\n\n"
    "Q: Will you sell it?\n\nA: We will not sell it.",
}
"""Articles in which a rule decides."""


def explained(engine: Engine, text: str, **options: Any) -> Report:
    return engine.score(ScoreRequest(text=text, language="en", explain=True, **options))


def of(report: Report) -> list[Explanation]:
    assert report.explanations is not None
    return report.explanations


def answers(report: Report) -> dict[tuple[str, str], list[Explanation]]:
    found: dict[tuple[str, str], list[Explanation]] = {}
    for one in of(report):
        found.setdefault((one.finding, one.question), []).append(one)
    return found


def place(one: Any) -> tuple[int | None, int | None]:
    return (one["start"], one["end"]) if one else (None, None)


def check_attribution(one: dict[str, Any], report: Report) -> None:
    """Fail unless everything about an attribution is explained as the report has it."""
    found = answers(report)
    speakers = {s["id"]: s for s in report.evidence["speakers"]}

    def only(question: Question) -> Explanation:
        (explanation,) = found[one["id"], question]
        return explanation

    assert only("attribution").winner.answer == "an attribution"
    assert only("mode").winner.answer == one["mode"]
    source = only("source").winner
    assert (source.start, source.end) == place(one["source"])
    for piece, content in zip(one["content"], found.get((one["id"], "content"), ()), strict=True):
        assert (content.place.start, content.place.end) == place(piece)
        assert (content.winner.start, content.winner.end) == place(one["cue"])
    if one["source"]:
        whose = speakers[one["source"]["speaker"]]
        assert only("source_type").winner.answer == one["source"]["type"]
        assert only("speaker").winner.answer == (whose["name"] or whose["description"])
        assert only("source_type").speaker == only("speaker").speaker == whose["id"]


def check(report: Report) -> None:
    """Fail unless every finding is explained, and every explanation holds."""
    found = answers(report)
    for attribution in report.evidence["attributions"]:
        check_attribution(attribution, report)
    for number, hedge in enumerate(report.evidence["hedges"], 1):
        (one,) = found[f"h{number}", "hedge"]
        assert (one.winner.start, one.winner.end) == place(hedge)
        assert one.winner.answer == hedge["kind"]
    assert {s["id"] for s in report.evidence["speakers"]} <= {one.speaker for one in of(report)}
    for one in of(report):
        check_scores(one)


def check_scores(one: Explanation) -> None:
    """Fail unless the winner has the highest score, or a rule decided; and clues add up."""
    deciders = load_deciders()
    assert {one.decided_by, one.weighed_by} - {None} <= deciders.keys()
    if one.decided_by == one.weighed_by:
        assert one.winner.score is not None
        assert all(loser.score <= one.winner.score for loser in one.losers if loser.score)
    else:
        assert deciders[one.decided_by].by == "rule"
    for candidate in (one.winner, *one.losers):
        if candidate.score is not None:
            assert weight(candidate) == pytest.approx(candidate.score, abs=0.02)
        weights = [abs(clue.weight) for clue in candidate.clues]
        assert weights == sorted(weights, reverse=True)


def weight(candidate: Candidate) -> float:
    return sum(clue.weight for clue in candidate.clues) + candidate.left_out_weight


@pytest.mark.parametrize("text", [SEED, *PROBES[::5]], ids=lambda text: text[:30])
def test_every_finding_is_explained_as_it_is(engine: Engine, text: str) -> None:
    """By a decider that is documented; what was recorded is what the report has."""
    check(explained(engine, text))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_named_where_it_decides(engine: Engine, rule: str) -> None:
    """One article for each of some rules."""
    report = explained(engine, RULES[rule])
    check(report)
    assert rule in {one.decided_by for one in of(report)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    parts=st.lists(st.sampled_from([*PROBES, *RULES.values(), *SEED.split("\n")]), min_size=1),
    offsets=st.sampled_from(["codepoint", "utf16", "utf8"]),
    least=st.sampled_from([0.0, 0.6]),
)
def test_asking_changes_nothing_else(parts: list[str], offsets: Any, least: float) -> None:
    """Of any article, the report is the same but for the explanations."""
    engine = loaded()
    asked = ScoreRequest(
        text="\n\n".join(parts), language="en", offsets=offsets, min_confidence=least
    )
    plain = engine.score(asked)
    told = engine.score(msgspec.structs.replace(asked, explain=True))
    assert plain.explanations is None
    assert msgspec.structs.replace(told, explanations=None) == plain
    check(told)


@cache
def loaded() -> Engine:
    """Hypothesis takes no fixtures of a function's scope."""
    return Engine.load()


NAMED_LATER = {
    "by a label": "He stood at the gate. He asked if he might come in and wait for the clerk.\n\n"
    "Trustee Sole: I'd like to read them first.\n\nMaya Lind: Are the minutes ready?\n\n"
    "Tom Berg: I think that they are all ready.\n\nMaya Lind: Thank you.",
    "by a signature": "“Be kind, be brief, be gone.”\n\n~Harriet Lund, 1931–2024",
}
"""Articles in which a label or a signature gives a fuller name than what was read before."""


@pytest.mark.parametrize("how", NAMED_LATER)
def test_who_is_named_in_full_later_is_explained_by_that_name(engine: Engine, how: str) -> None:
    """The explanation of a pronoun, too, has the name that the report has."""
    check(explained(engine, NAMED_LATER[how]))


def test_content_that_a_rule_cuts_is_still_explained() -> None:
    """What decided about the whole holds for the part that is left."""
    trace = Recorder([(0, 2), (3, 6), (7, 9), (10, 14)])
    trace.rule("content", "content.runs_on", InText(20, 24), (0, 4))
    trace.cut("content", (0, 4), (1, 3))
    assert [note.by for note in trace.notes("content", (3, 9))] == ["content.runs_on"]


CUT = (
    "The mayor may resign this week, said two people who work with him and did not want to be "
    "named because they feared for their jobs. The council meets on Friday.",
    "The pipe had leaked for years, said a clerk who left in May and was promised anonymity. "
    "The clerk said two boilers had burst.",
    "General Rahim was quoted by the state agency as saying that the bridge was mined.",
)
"""Articles in which a rule can take a formula or a clause off what was said."""


@pytest.mark.parametrize("text", CUT, ids=lambda text: text[:20])
@pytest.mark.parametrize("before", ["", "A. Wayne Pruitt said the loan was void. Pruitt left."])
def test_cut_content_is_explained_in_an_article(engine: Engine, text: str, before: str) -> None:
    """Wherever the reader takes the speaker for content."""
    check(explained(engine, f"{before}\n\n{text}"))


def test_a_report_that_nobody_asked_to_explain_has_no_key(engine: Engine) -> None:
    """As reports were before."""
    report = engine.score(ScoreRequest(text=SEED))
    assert "explanations" not in msgspec.to_builtins(report)


def test_offsets_are_in_the_unit_asked_for(engine: Engine) -> None:
    """Those of places and of candidates."""
    text = "🐟 “It’s open,” Mayor Ana Ruiz said. She may close it."
    units = text.encode("utf-16-le")
    for one in of(explained(engine, text, offsets="utf16")):
        for start, end, words in (
            (one.place.start, one.place.end, one.place.text),
            *((c.start, c.end, c.answer) for c in (one.winner, *one.losers)),
        ):
            if start is not None and end is not None and one.question != "hedge":
                assert units[2 * start : 2 * end].decode("utf-16-le") == words


def test_what_is_left_out_of_a_report_is_not_explained(engine: Engine) -> None:
    """By scorers, and by confidence."""
    hedges = explained(engine, SEED, scorers=["hedging"])
    assert {one.question for one in of(hedges)} == {"hedge"}
    check(explained(engine, SEED, min_confidence=0.9))


def test_an_explanation_is_bounded(engine: Engine) -> None:
    """So many losers, and clues of each."""
    report = explained(engine, SEED)
    for one in of(report):
        assert len(one.losers) <= limits.MOST_LOSERS
        assert all(len(c.clues) <= limits.MOST_CLUES for c in (one.winner, *one.losers))
    assert any(one.losers_left_out for one in of(report))
    assert any(one.winner.clues_left_out for one in of(report))


def test_a_long_report_is_bounded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every finding is explained, but beyond so many clues by its scores alone."""
    most = 100
    monkeypatch.setattr(explain, "MOST_CLUES_OF_A_REPORT", most)
    report = explained(engine, SEED)
    check(report)
    assert sum(len(c.clues) for one in of(report) for c in (one.winner, *one.losers)) == most


def names_in_code() -> Iterator[str]:
    """The deciders that the code names."""
    groups = {name.split(".")[0] for name in load_deciders()}
    for path in (ROOT / "scoring").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                group, _, name = node.value.partition(".")
                if group in groups and name.isidentifier():
                    yield node.value
    questions = ("attribution", "source", "mode", "content")
    yield from (f"{group}.{form}" for group in questions for form in get_args(LaidOut))
    yield from (f"table.{table}" for table in get_args(Table))


def test_every_decider_is_documented_and_every_documented_one_decides() -> None:
    """By the names in the code, whether or not an article here meets them."""
    assert {*names_in_code()} == load_deciders().keys()


def test_a_decider_is_in_the_module_that_is_named() -> None:
    """So that who looks for it finds it."""
    gone = [name for name, one in load_deciders().items() if not (ROOT / one.code).exists()]
    assert gone == []


def test_what_is_only_checked_on_the_way_decides_nothing(engine: Engine) -> None:
    """At "the judge", the reader asks again whether "a federal judge" was named later."""
    text = (
        "A federal judge ordered the port closed on Monday after two ferries collided.\n\n"
        "“The risk is too great,” Judge Ana Ruiz said in her ruling.\n\n"
        "The judge said that the lights on the pier were broken."
    )
    found = [one.decided_by for one in of(explained(engine, text)) if one.question == "speaker"]
    assert found == ["speaker.named_later", "speaker.name_in_it", "table.descriptions"]


def test_a_clue_is_described_in_words(engine: Engine) -> None:
    """By its template, or as what is no learned clue; none of an article's is left as it is."""
    assert describe("base", "table.hedges") == "The base score, before any clue."
    assert "official" in describe("noun official", "table.sources")
    assert describe("something new", "table.sources") == "something new"
    for text in (SEED, *RULES.values()):
        for one in of(explained(engine, text)):
            for candidate in (one.winner, *one.losers):
                assert [clue for clue in candidate.clues if clue.means == clue.clue] == []
