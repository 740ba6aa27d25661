"""Evidence: clues of sources and hedges, and what they weigh."""

import json
from collections.abc import Iterable

import numpy as np
import pytest

from scoring.attributions.cues import cue_context
from scoring.doc_attributes import READING
from scoring.hedges.candidates import Candidate, Verdict, candidates
from scoring.hedges.clues import of_candidate
from scoring.model.decoding import Reading
from scoring.model.labels import SOURCE_TYPES
from scoring.model.weights.clue_weights import FOLDER, Evidence, load_evidence
from scoring.pipeline import Pipeline
from scoring.speakers.clues import CueContext, of_cue_context, of_phrase, of_pronoun
from scoring.speakers.phrases import analyse
from scoring.speakers.types import GroupedType
from scoring.types import Article


def read(pipeline: Pipeline, text: str) -> Reading:
    reading: Reading = READING.of(pipeline.parse(Article(text=text)).doc)
    return reading


def proposed(reading: Reading) -> dict[str, Candidate]:
    return {reading.text(one.start, one.end): one for one in candidates(reading)}


def test_clues_add_up_and_a_clue_counts_once() -> None:
    """What was never learned says nothing; repeated, a clue says no more."""
    evidence = Evidence(("x", "y"), (0.25, 0.0), {"a": (1.0, -1.0), "b": (0.5, 0.0)})
    assert evidence.weigh(["a", "b", "a", "new"]) == [1.75, -1.0]
    assert evidence.weigh([]) == [0.25, 0.0]


@pytest.mark.parametrize(("name", "outcomes"), [("sources", SOURCE_TYPES), ("hedges", ("hedge",))])
def test_what_is_shipped_fits_the_code(name: str, outcomes: tuple[str, ...]) -> None:
    """A weight for every outcome, in the order of the model's types; finite, and not huge."""
    stored = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert load_evidence(name).outcomes == outcomes
    assert len(stored["base"]) == len(outcomes)
    assert len(stored["clues"]) > 1_000
    table = np.array(list(stored["clues"].values()))
    assert table.shape[1] == len(outcomes)
    assert np.abs(table).max() < 10


def test_clues_of_a_phrase() -> None:
    """The rule, the form, the noun and its groups, the words around."""
    found = phrase_clues("two senior officials", GroupedType("unnamed_group", "withheld_role"))
    for clue in (
        "rule unnamed_group withheld_role",
        "known nobody",
        "several",
        "rule unnamed_group withheld_role, several",
        "noun official",
        "group withheld_role",
        "modifier senior",
        "opens with two",
        "lower case",
        "before said",
        "after ,",
    ):
        assert clue in found
    assert "one" not in found


def test_a_group_is_not_its_spokesman() -> None:
    """ "One of the aides": the determiner is the group's, and tells nothing of the one."""
    found = phrase_clues("one of the senior aides", GroupedType("unnamed_person", "withheld_role"))
    assert {"opens with one of", "noun aide", "modifier senior"} <= found
    assert not {"opens with the", "modifier the", "modifier one", "modifier of"} & found


def test_no_clue_repeats_a_whole_phrase() -> None:
    """Weights are shipped, so that a clue may hold words, but never a stretch of an article."""
    for name in ("sources", "hedges"):
        for clue in json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["clues"]:
            assert len(clue.split()) <= 9, clue


def phrase_clues(text: str, kind: GroupedType) -> set[str]:
    words = text.split()
    reading = Plain([",", *words, "said"])
    place = 1, 1 + len(words)
    return set(of_phrase(analyse(words), kind, None, reading, place))  # type: ignore[arg-type]


class Plain:
    """As much of a reading as clues ask for."""

    def __init__(self, words: list[str]) -> None:
        self.tokens = self
        self.words = words
        self.quoted = [False] * len(words)
        self.entities: list[object] = []


@pytest.mark.parametrize("quoted", [False, True])
def test_clues_of_a_pronoun(*, quoted: bool) -> None:
    """The word, whether it is quoted, and whom it may stand for."""
    reading = Plain(["they", "said"])
    reading.quoted[0] = quoted
    found: Iterable[str] = of_pronoun("they", None, reading, 0)  # type: ignore[arg-type]
    assert {f"pronoun they, quoted {quoted}", "pronoun they for nobody", "before said"} <= {*found}


def test_clues_of_a_saying() -> None:
    """The cue, its mode, whether the content is quoted; each with the rule and the noun too."""
    how = CueContext(("now", "fear"), "attitude", quoted=False)
    phrase = analyse(["local", "farmers"])
    found = set(of_cue_context(how, phrase, GroupedType("collective", "public_role")))
    for clue in (
        "cue now fear",
        "cue word fear",
        "mode attitude",
        "content quoted False",
        "rule collective public_role, mode attitude",
        "noun farmer, content quoted False",
    ):
        assert clue in found
    assert "pronoun, mode attitude" in set(of_cue_context(how))
    assert not set(of_cue_context(None, phrase))


def test_a_saying_is_read_off_the_article(pipeline: Pipeline) -> None:
    """The words of the cue; "said" states, "fear" does not; marks around the content."""
    reading = read(pipeline, "“The dam holds,” farmers said. Traders fear that it will break.")
    words = [word.lower() for word in reading.tokens.words]
    said, fear = words.index("said"), words.index("fear")
    quoted = cue_context(reading, (said, said + 1), [(0, words.index("farmers"))])
    plain = cue_context(reading, (fear, fear + 1), [(fear + 1, len(words) - 1)])
    assert quoted == CueContext(("said",), "statement", quoted=True)
    assert plain == CueContext(("fear",), "attitude", quoted=False)


def test_a_passive_is_proposed_in_all_its_forms(pipeline: Pipeline) -> None:
    """The participle, and with "to"; of other participles it stays outside."""
    found = proposed(read(pipeline, "The ship is widely expected to dock, and believed to sink."))
    assert {"expected", "expected to", "believed"} <= found.keys()
    assert found["expected to"].form == "to"
    assert "believed to" not in found or found["believed to"].form != "to"
    assert "is widely expected to" not in found


def test_an_ambiguous_term_is_proposed_with_its_guards_word(pipeline: Pipeline) -> None:
    """Refused where it traps, allowed where it hedges; a term without a guard is listed."""
    found = proposed(read(pipeline, "Perhaps rain may fall in May 2015."))
    assert found["may"].verdict is Verdict.ALLOWED
    assert found["May"].verdict is Verdict.REFUSED
    assert found["Perhaps"].verdict is Verdict.LISTED


def test_a_comparison_is_a_clue(pipeline: Pipeline) -> None:
    """ "More likely … than": the guard refuses, and "than" says why."""
    reading = read(pipeline, "Women were more likely to vote than men.")
    clues = set(of_candidate(reading, proposed(reading)["likely"]))
    assert "likely, refused, than" in clues
