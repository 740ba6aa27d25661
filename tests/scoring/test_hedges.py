"""Hedge cues and the traps beside them: what must be found and what must stay silent."""

import pytest

from scoring.pipeline import Pipeline
from scoring.types import Article

FOUND = [
    ("The bridge may close in winter.", ["may"]),
    ("The bridge might close, the mayor conceded.", ["might"]),
    ("The strike could last for weeks.", ["could"]),
    ("Rain is likely on the coast by evening.", ["likely"]),
    ("A deal is unlikely before the holidays.", ["unlikely"]),
    ("Perhaps the ferry was late.", ["Perhaps"]),
    ("The owner appears to have left the country.", ["appears"]),
    ("The plan seems sound.", ["seems"]),
    ("I think the dam will hold.", ["I think"]),
    ("The suspects reportedly fled by boat.", ["reportedly"]),
    ("The alleged fraud came to light in spring.", ["alleged"]),
    ("The boats are believed to carry grain.", ["believed"]),
    ("The ferry is expected to leave by noon.", ["expected to"]),
    ("Two ships were not expected to return.", ["expected to"]),
    ("About 50 people came.", ["About"]),
    ("The two ferries are about even.", ["about"]),
    ("She waited for two or three weeks.", ["two or three"]),
    ("For all practical purposes, the harbour is closed.", ["For all practical purposes"]),
    ("Far from certain is who will pay.", ["Far from certain"]),
    ("As I understand it, the dam holds.", ["As I understand it"]),
    ("Some 300 houses lost power.", ["Some"]),
    ("The repair cost around $4 million.", ["around"]),
    ("Nearly half of the crew was sick.", ["Nearly"]),
    ("Roughly two dozen schools closed.", ["Roughly"]),
    ("The vote was largely symbolic.", ["largely"]),
    ("The road is often flooded.", ["often"]),
    ("It is not necessarily a crime.", ["necessarily"]),
    ("There is a possibility of frost.", ["possibility"]),
]
SILENT = [
    "The council met in May 2015.",
    "In May the council met.",
    "Prime Minister Theresa May resigned.",
    "The navy showed its might.",
    "He could not swim.",
    "She could not be reached for comment.",
    "You may not enter.",
    "They spoke about trade.",
    "The dog ran around the yard.",
    "He turned the company around.",
    "Some of the houses lost power.",
    "Women were more likely to vote than men.",
    "Likely voters were polled by phone.",
    "The pollster asked 400 likely Republican primary voters.",
    "Among likely Democratic caucus-goers, he led by ten points.",
    "She appeared on stage with her sister.",
    "Come as soon as possible.",
    "The lawyer alleged that the firm had lied.",
    "The paper reported the loss on Monday.",
    "This kind of question is common.",
    "What kind of boat was it?",
    "They believe in the plan.",
    "The cause is clearly known.",
    "At least 40 people were hurt.",
    "The bill passed by more than ten votes.",
    "The officer said the road was closed.",
    "If it rains, the game is off.",
]


@pytest.mark.parametrize(("text", "cues"), FOUND, ids=[text for text, _ in FOUND])
def test_a_hedge_is_found(pipeline: Pipeline, text: str, cues: list[str]) -> None:
    """The shortest word or phrase that weakens the commitment."""
    assert [hedge.text for hedge in pipeline.parse(Article(text=text)).hedges] == cues


@pytest.mark.parametrize("text", SILENT)
def test_a_trap_stays_silent(pipeline: Pipeline, text: str) -> None:
    """The same words in a use that commits."""
    assert [hedge.text for hedge in pipeline.parse(Article(text=text)).hedges] == []


def test_inside_attributed_content_the_voice_is_the_sources(pipeline: Pipeline) -> None:
    """A hedge the source uttered is not the reporter's."""
    text = "“The bridge may close,” Mayor Ana Ruiz said.\nThe road is often flooded in spring."
    story = pipeline.parse(Article(text=text))
    assert [(h.text, h.voice) for h in story.hedges] == [("may", "source"), ("often", "reporter")]
    assert story.hedges[0].attribution == story.attributions[0].id


def test_inside_quotation_marks_the_voice_is_never_the_reporters(pipeline: Pipeline) -> None:
    """A quotation without a cue has no attribution; somebody else said it all the same."""
    text = "Tom shook his head. “I think it may never open.” The road is often flooded."
    hedges = pipeline.parse(Article(text=text)).hedges
    voices = [(hedge.text, hedge.voice) for hedge in hedges]
    assert voices == [("I think", "source"), ("may", "source"), ("often", "reporter")]
