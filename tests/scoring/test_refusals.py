"""Refusals to answer: the formulas, what looks like them, and what they are counted in."""

import pytest

from scoring.attributions.refusals import find_refusals
from scoring.engine import Engine
from scoring.report.request import ScoreRequest

REFUSALS = [
    ("The firm declined to comment on the sale.", "declined"),
    ("She refused to say whether she would run.", "refused"),
    ("The bank did not immediately respond to a request for comment.", None),
    ("He has not answered written questions.", "has not answered"),
    ("The union did not respond.", "did not respond"),
    ("Two aides didn’t return calls from the Gazette.", None),
    ("The owner could not be reached for comment.", "could not be reached"),
    ("The pilot couldn't be reached by phone on Friday.", None),
    ("Officials were not immediately available to comment.", None),
    ("The coach had no comment.", "had no"),
    ("The mayor would not discuss the letter.", "would not"),
    ("The school gave no explanation.", "gave no"),
    ("The company declined an interview request.", "declined"),
    ("Messages to the landlord were not returned.", None),
    ("The minister has remained silent about the map.", "remained silent"),
    ("The club has yet to officially confirm or deny the sale.", "has yet to"),
    ("The mill has not yet announced when it will close.", None),
    ("The port made no announcement about the crane.", "made no"),
]
OTHERS = [
    "The patients did not respond to the drug.",
    "The ship did not return to the port.",
    "He refused to leave the field.",
    "The summit could not be reached by road.",
    "She declined to be identified.",
    "The clerk refused to give his name.",
    "The mayor had no money.",
    "They did not answer the bell.",
    "The firm rejected the offer.",
    "The town has no school.",
    "The club has yet to decide whether to sell.",
    "The mill announced when it would close.",
]


def found(text: str) -> list[str]:
    return [text[one.start : one.cue_end] for one in find_refusals(text, [(0, len(text))])]


@pytest.mark.parametrize(("text", "cue"), REFUSALS, ids=[text for text, _ in REFUSALS])
def test_a_refusal_is_found(text: str, cue: str | None) -> None:
    """One, with the words that refuse."""
    (words,) = found(text)
    assert cue is None or words == cue


@pytest.mark.parametrize("text", OTHERS)
def test_other_words_refuse_no_answer(text: str) -> None:
    """Nobody was asked, or the answer was kept from the name alone."""
    assert found(text) == []


def test_a_refusal_is_in_no_ratio_and_no_density(engine: Engine) -> None:
    """It is evidence, with who was asked, and counted apart."""
    said = "Ana Ruiz said the dam was safe."
    asked = f"{said} A spokesman for the mill declined to comment on it."
    alone, both = (engine.score(ScoreRequest(text=t, language="en")) for t in (said, asked))
    assert both.scores["anonymity"].value == alone.scores["anonymity"].value == 0
    metrics = both.scores["attribution"].metrics
    assert (metrics["statements"], metrics["attributions"], metrics["refusals"]) == (1, 1, 1)
    (refusal,) = [a for a in both.evidence["attributions"] if a["mode"] == "refusal"]
    assert refusal["source"]["text"] == "A spokesman for the mill"
    (speaker,) = [s for s in both.evidence["speakers"] if s["anonymous"]]
    assert speaker["attributions"] == 0


def test_an_untagged_refusal_has_the_subject_before_it(engine: Engine) -> None:
    """The formula alone finds it, where a source stands in its sentence."""
    text = "Rain fell. The Gazette's owner, who lives in Oslo, could not be reached by phone."
    report = engine.score(ScoreRequest(text=text, language="en"))
    (refusal,) = [a for a in report.evidence["attributions"] if a["mode"] == "refusal"]
    assert refusal["source"]["text"].startswith("The Gazette's owner")
