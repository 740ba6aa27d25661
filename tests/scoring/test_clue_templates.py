"""Templates of clues: what code yields, what was learned and what the templates make are one."""

import copy
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import pytest

from scoring.attributions import owner_candidates
from scoring.attributions.acceptance import PRONOUNS
from scoring.errors import BadArtefact
from scoring.hedges.candidates import KINDS, Verdict
from scoring.model.labels import ENTITIES, SOURCE_TYPES
from scoring.model.weights.clue_templates import FOLDER as TEMPLATES
from scoring.model.weights.clue_templates import Templates, load_templates
from scoring.model.weights.clue_weights import (
    DECISIONS,
    FOLDER,
    Evidence,
    load_evidence,
    read_evidence,
)
from scoring.model.weights.slots import BadTemplates
from scoring.pipeline import Pipeline
from scoring.speakers.holders import FITS
from scoring.speakers.phrases import NOUNS
from scoring.types import Article, Mode
from training.stamp import stamp

LEAST = 0.99
"""The share of the learned clues that the templates make."""
RAW: dict[str, Any] = {
    "slots": {
        "side": ["before", "after"],
        "many": {"steps": [[0, "0"], [2, "1 to 2"]], "beyond": "many"},
        "odds": {"above": [-0.5, -1.5], "otherwise": "nothing"},
        "pieces": {"least": 1, "most": 3},
        "group": {"lexicon": "sources", "groups": ["public_role"]},
        "labels": {"sets": ["DATE", "PERSON"], "none": "nothing"},
        "word": "word",
        "how": {"clues": ["near", "part"]},
        "all": {"clues": ["*"]},
        "place": ["inside", "outside"],
    },
    "clues": {
        "near": {"text": "{side}, {words:many} words", "means": "{words} words {side} it"},
        "odds": {"text": "odds {odds}", "means": "odds of {odds}"},
        "pieces": {"text": "in {pieces} pieces", "means": "{pieces} pieces"},
        "group": {"text": "group {group}", "means": "of {group}"},
        "labels": {"text": "names {labels}", "means": "{labels}"},
        "percent": {"text": "100% '{word}'", "means": "all “{word}”"},
        "than": {"text": "{word}, {side}, than", "means": "“{word}” {side} than"},
        "goes_on": {"text": "goes on, {how}", "means": "It goes on {how}."},
        "placed": {"text": "{all}, {place}", "means": "{all} ({place})"},
    },
    "parts": {"part": {"text": "further", "means": "further on"}},
}


def raw(name: str) -> dict[str, Any]:
    return tomllib.loads((TEMPLATES / f"{name}.toml").read_text(encoding="utf-8"))


def learned(name: str) -> list[str]:
    stored = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return list(stored["clues"])


def changed(*path: str, value: Any) -> dict[str, Any]:
    """``RAW`` with one thing changed."""
    found = copy.deepcopy(RAW)
    inner = found
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return found


def test_every_decision_has_weights_and_templates() -> None:
    """And nothing else lies beside them."""
    assert {path.stem for path in FOLDER.glob("*.json")} == {*DECISIONS}
    assert {path.stem for path in TEMPLATES.glob("*.toml")} == {*DECISIONS}


@pytest.mark.parametrize("name", DECISIONS)
def test_templates_make_what_was_learned(name: str) -> None:
    """Nearly all of it; and what they make has a meaning with every slot filled in."""
    templates, clues = load_templates(name), learned(name)
    meanings = [templates.meaning(clue) for clue in clues]
    assert [templates.makes(clue) for clue in clues] == [one is not None for one in meanings]
    assert sum(one is not None for one in meanings) >= LEAST * len(clues)
    assert not any("{side}" in one or "{word}" in one for one in meanings if one)


@pytest.mark.parametrize("name", DECISIONS)
def test_a_reworded_template_makes_weights_unusable(name: str) -> None:
    """Whichever it is: the schema is another, and the weights are refused."""
    path = FOLDER / f"{name}.json"
    for key, written in raw(name)["clues"].items():
        reworded = raw(name)
        reworded["clues"][key] = {**written, "text": f"now {written['text']}"}
        with pytest.raises(BadArtefact, match="other templates"):
            read_evidence(path, Templates(name, reworded).schema)


def test_reworded_clues_are_missed() -> None:
    """Without a schema, too: what was learned is not made any more."""
    reworded = raw("owners")
    reworded["clues"]["in_context"]["text"] = "{clue}; {context}"
    templates, clues = Templates("owners", reworded), learned("owners")
    assert sum(templates.makes(clue) for clue in clues) < LEAST * len(clues)


def test_weights_of_another_schema_are_refused(tmp_path: Path) -> None:
    """And weights of none; the message names the file and both schemas."""
    stored = json.loads((FOLDER / "owners.json").read_text(encoding="utf-8"))
    path = tmp_path / "owners.json"
    for schema in ("0123", None):
        path.write_text(json.dumps({**stored, "schema": schema}), encoding="utf-8")
        with pytest.raises(BadArtefact) as refused:
            read_evidence(path, stored["schema"])
        for said in (str(path), str(schema), stored["schema"]):
            assert said in str(refused.value)
    del stored["schema"]
    path.write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(BadArtefact):
        read_evidence(path, "0123")


def test_the_pipeline_refuses_such_weights_when_it_is_loaded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Not when the first article comes."""
    for name in DECISIONS:
        stored = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        schema = "0123" if name == "descriptions" else stored["schema"]
        text = json.dumps({**stored, "schema": schema})
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    monkeypatch.setattr("scoring.model.weights.clue_weights.FOLDER", tmp_path)
    load_evidence.cache_clear()
    try:
        with pytest.raises(BadArtefact, match=r"descriptions\.json"):
            Pipeline.load()
    finally:
        load_evidence.cache_clear()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("clues", "near", "text"), "{side}, {words:many} tokens"),
        (("slots", "side"), ["before", "behind"]),
        (("slots", "many"), {"steps": [[0, "0"], [3, "1 to 2"]], "beyond": "many"}),
        (("slots", "odds"), {"above": [-0.5, -2.5], "otherwise": "nothing"}),
        (("slots", "pieces"), {"least": 1, "most": 4}),
        (("slots", "group"), {"lexicon": "sources", "groups": ["informant_role"]}),
        (("slots", "how"), {"clues": ["near", "part", "pieces"]}),
        (("parts", "part", "text"), "on and on"),
    ],
)
def test_what_makes_clues_is_in_the_schema(path: tuple[str, ...], value: Any) -> None:
    """A text, a value, a threshold, a cap, a group's name, a part."""
    assert Templates("x", changed(*path, value=value)).schema != Templates("x", RAW).schema


def test_ids_and_meanings_are_not() -> None:
    """Weights need not be learned anew for a better word of ours."""
    better = changed("clues", "near", "means", value="{words} words away, {side} it")
    better["clues"]["close"] = better["clues"].pop("near")
    better["slots"]["how"] = {"clues": ["close", "part"]}
    assert Templates("x", better).schema == Templates("x", RAW).schema


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        (("clues", "near", "text"), "{side}, {words:much} words", "no slot 'much'"),
        (("clues", "near", "text"), "{side}, {side} words", "twice"),
        (("clues", "near", "means"), "{cues} cues {side} it", "means one it has not"),
        (("clues", "near"), {"text": "{side}, {words:many} words"}, "means"),
        (("clues", "part"), {"text": "a part", "means": "a part"}, "a part too: part"),
        (("slots", "how"), {"clues": ["near", "far"]}, "'far'"),
        (("slots", "how"), {"clues": ["goes_on"]}, "in itself"),
        (("slots", "group"), {"lexicon": "sources", "groups": ["rolls"]}, "no group 'rolls'"),
        (("slots", "group"), {"lexicon": "sauces", "groups": ["roles"]}, "sauces"),
        (("slots", "side"), [], "nothing may stand"),
        (("slots", "side"), {"valued": ["before"]}, "valued"),
        (("slots", "idle"), ["a", "b"], "idle"),
    ],
)
def test_faulty_templates_are_refused(path: tuple[str, ...], value: Any, why: str) -> None:
    """When they are loaded, with what is wrong."""
    with pytest.raises(BadTemplates, match=why):
        Templates("x", changed(*path, value=value))


def test_an_unknown_template_or_slot_is_refused() -> None:
    """When it is asked for: as a module is imported."""
    templates = Templates("x", RAW)
    for ask in (
        lambda: templates.fixed("nowhere"),
        lambda: templates.maker("nowhere", "side"),
        lambda: templates.maker("near", "side", "word"),
        lambda: templates.maker("near", "words", "side"),  # not in the order of the text
        lambda: templates.maker("near", "side"),
        lambda: templates.fixed("near"),
        lambda: templates.steps("nowhere"),
        lambda: templates.most("side"),
    ):
        with pytest.raises(BadTemplates):
            ask()


def test_clues_are_made() -> None:
    """Of words, numbers, groups and other clues."""
    templates = Templates("x", RAW)
    near = templates.maker("near", "side", "words")
    assert near("before", "many") == "before, many words"
    assert templates.maker("pieces", "pieces")(3) == "in 3 pieces"
    assert templates.maker("odds", "odds")(-0.5) == "odds -0.5"
    assert templates.maker("group", "group")("public_role") == "group public_role"
    assert templates.maker("labels", "labels")("DATE PERSON") == "names DATE PERSON"
    assert templates.maker("percent", "word")("sure") == "100% 'sure'"
    assert templates.maker("than", "word", "side")("50%", "after") == "50%, after, than"
    goes_on = templates.maker("goes_on", "how")
    assert goes_on(templates.fixed("part")) == "goes on, further"
    assert goes_on(near("after", "0")) == "goes on, after, 0 words"
    placed = templates.maker("placed", "all", "place")
    assert templates.makes(placed("100% 'sure'", "inside"))


@pytest.mark.parametrize(
    ("key", "slots", "values"),
    [
        ("near", ("side", "words"), ("beside", "many")),
        ("near", ("side", "words"), ("before", "lots of")),
        ("odds", ("odds",), (-0.7,)),
        ("pieces", ("pieces",), (4,)),
        ("group", ("group",), ("informant_role",)),
        ("labels", ("labels",), ("PERSON DATE",)),
        ("than", ("word", "side"), ("more", "beside")),
        ("goes_on", ("how",), ("in 3 pieces",)),
    ],
)
def test_a_value_outside_its_domain_is_refused(
    key: str, slots: tuple[str, ...], values: tuple[Any, ...]
) -> None:
    """Each time; the error does not have the value, which may be a word of the article."""
    make: Any = Templates("x", RAW).maker(key, *slots)
    for _ in range(2):
        with pytest.raises(BadTemplates, match=f"'{key}'") as refused:
            make(*values)
        assert "beside" not in str(refused.value)


def test_counts_and_measures_are_put_in_words() -> None:
    """By steps whose greatest number belongs to them, and thresholds which are to be exceeded."""
    templates = Templates("x", RAW)
    many, odds = templates.steps("many"), templates.graded("odds")
    assert [many(count) for count in (-1, 0, 1, 2, 3, 999)] == [
        *("0", "0", "1 to 2", "1 to 2", "many", "many")
    ]
    assert [odds(one) for one in (0.0, -0.5, -1.4, -1.5, -9.0)] == [
        *("-0.5", "-1.5", "-1.5", "nothing", "nothing")
    ]
    assert templates.most("many") == 2
    assert templates.above("odds") == (-0.5, -1.5)


def test_meanings_are_told() -> None:
    """With the values, and the meanings of clues within clues."""
    templates = Templates("x", RAW)
    assert templates.meaning("before, many words") == "many words before it"
    assert templates.meaning("goes on, further") == "It goes on further on."
    assert templates.meaning("odds -0.5, inside") == "odds of -0.5 (inside)"
    assert templates.meaning("further") is None
    assert templates.meaning("something else") is None
    descriptions = load_templates("descriptions")
    assert descriptions.meaning("nobody, an age") is not None
    assert descriptions.meaning("in full, after a quotation") is not None


def test_domains_are_what_the_code_has() -> None:
    """So that nothing which a reading can say is refused."""
    modes = [mode for mode in get_args(Mode) if mode != "refusal"]
    known: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("sources", "type", SOURCE_TYPES),
        ("sources", "group", NOUNS),
        ("sources", "mode", modes),
        ("attributions", "type", SOURCE_TYPES),
        ("attributions", "pronoun", [*PRONOUNS, "no pronoun"]),
        ("attributions", "listed", [*modes, "unlisted"]),
        ("hedges", "kind", KINDS),
        ("hedges", "verdict", [verdict.value for verdict in Verdict]),
        ("descriptions", "fit", FITS),
        ("descriptions", "best", [*FITS, "nobody"]),
    )
    for name, slot, values in known:
        assert {*load_templates(name).domain(slot).listed()} == {*values}, (name, slot)
    assert load_templates("sources").domain("labels").sets == tuple(sorted(ENTITIES))


ARTICLE = (
    "Nora Whitfield, the mayor, said the library would probably close. “We had no choice,” she "
    "told reporters. “The roof may fall in, and two senior officials at the ministry have said "
    "that it is likely to.\n\n“There was none.”\n\nOne of the aides, who asked not to be named, "
    "said: “They fear that it will break.” The judge, Omar Haddad, disagreed. The 46-year-old "
    "thinks that about 50 critics were more likely to vote than farmers. He had no comment.\n\n"
    "It was believed to be the largest in the county, according to a report. Critics and their "
    "lawyers hoped for more. The county's health department, the lawyer and the mayor declined."
)


def test_what_an_article_yields_is_made_by_templates(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every decision: no clue is put together beside them."""
    names = {id(load_evidence(name)): name for name in DECISIONS}
    seen: dict[str, set[str]] = {name: set() for name in DECISIONS}
    weigh = Evidence.weigh

    def noting(self: Evidence, clues: Iterable[str]) -> list[float]:
        found = [*clues]
        seen[names[id(self)]].update(found)
        return weigh(self, found)

    monkeypatch.setattr(Evidence, "weigh", noting)
    # Without a cache, so that every clue is weighed here.
    monkeypatch.setattr(owner_candidates, "_weights", owner_candidates._Weights)
    pipeline.parse(Article(text=ARTICLE))
    for name, clues in seen.items():
        assert clues, name
        assert not [clue for clue in clues if not load_templates(name).makes(clue)], name


def test_stamping_leaves_out_what_no_template_makes(tmp_path: Path) -> None:
    """And changes nothing else: what is shipped comes out as it is."""
    text = (FOLDER / "owners.json").read_text(encoding="utf-8")
    path = tmp_path / "owners.json"
    stored = json.loads(text)
    added = {**stored, "schema": "0123", "clues": {**stored["clues"], "once said so": [1.0]}}
    path.write_text(json.dumps(added), encoding="utf-8")
    assert stamp("owners", tmp_path) == ["once said so"]
    assert path.read_text(encoding="utf-8") == text
