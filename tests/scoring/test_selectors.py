"""Text quote selectors."""

import hashlib
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine import Engine
from scoring.report.request import ScoreRequest
from scoring.report.selectors import CONTEXTS, Selectors
from scoring.types import Piece, Value

TWICE = "The mayor said so on Monday. " + "Nobody objected. " * 6 + "The mayor said so on Friday."
HTML = "<p>“We will mend the pier,” the harbour master said.</p><p>It may take a year, he said.</p>"


def pieces(item: Any) -> list[dict[str, Any]]:
    """Return everything that has offsets, at any depth."""
    if isinstance(item, dict):
        own = [item] if {"start", "end"} <= set(item) else []
        return own + [found for part in item.values() for found in pieces(part)]
    if isinstance(item, list | tuple):
        return [found for part in item for found in pieces(part)]
    return []


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(st.text("ab \n“é😀", max_size=60), st.data())
def test_a_selector_is_a_stretch_of_the_text(text: str, data: st.DataObject) -> None:
    """Prefix, exact and suffix stand in the text, one after another, at the piece's place."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = Selectors(text).select(start, end)
    first, last = start - len(found["prefix"]), end + len(found["suffix"])
    assert text[first:last] == found["prefix"] + found["exact"] + found["suffix"]
    assert found["exact"] == text[start:end]


def test_two_places_alike_are_told_apart() -> None:
    """Context grows until it is found once; 32 characters would not do here."""
    first, second = TWICE.index("said so"), TWICE.rindex("said so")
    for start in (first, second):
        found = Selectors(TWICE).select(start, start + 7)
        assert TWICE.count(found["prefix"] + found["exact"] + found["suffix"]) == 1
    refrain = TWICE.index("Nobody", 60)
    longer = Selectors(TWICE).select(refrain, refrain + 6)
    assert len(longer["suffix"]) > CONTEXTS[0]


def test_white_space_tells_nothing_apart() -> None:
    """A page has other white space: places that differ in it only are alike."""
    filler = "x" * 40
    text = f"{filler} no where {filler} nowhere {filler}"
    start = text.index("no where")
    found = Selectors(text).select(start, start + 8)
    whole = squeezed(found["prefix"] + found["exact"] + found["suffix"])
    assert squeezed(text).count(whole) == 1
    assert len(found["suffix"]) > CONTEXTS[0]


def test_a_text_that_only_repeats_itself_has_the_longest_context() -> None:
    """Where no context is unique, there is still a selector."""
    found = Selectors("ha " * 1000).select(1500, 1502)
    assert len(found["prefix"]) == len(found["suffix"]) == CONTEXTS[-1]


class Exchange(Value, frozen=True, kw_only=True):
    """A guest's evidence: pieces inside it, and a start and an end that are times."""

    start: str
    end: int
    cue: Piece
    content: tuple[Piece, ...]


def test_every_piece_gets_one_whatever_holds_it() -> None:
    """Whatever has two offsets has one; what is only called so has none."""
    exchange = Exchange(
        start="9 am",
        end=10**9,
        cue=Piece(start=4, end=9, text="mayor"),
        content=(Piece(start=0, end=3, text="The"),),
    )
    item = msgspec.to_builtins(exchange)
    Selectors("The mayor").add_to(exchange, item)
    assert item["cue"]["selector"]["exact"] == "mayor"
    assert item["content"][0]["selector"]["exact"] == "The"
    assert "selector" not in item


def test_a_report_has_them_on_request(engine: Engine) -> None:
    """Every piece of evidence has one, equal to its text; the text's digest goes along."""
    report = engine.score(ScoreRequest(html=HTML, language="en", selectors=True, offsets="utf16"))
    found = pieces(report.evidence)
    assert len(found) > 4
    assert all(piece["selector"]["exact"] == piece["text"] for piece in found)
    assert report.document.text is not None
    assert report.document.sha256 == hashlib.sha256(report.document.text.encode()).hexdigest()


def test_a_report_has_none_without_being_asked(engine: Engine) -> None:
    """The report stays as short as it was."""
    report = engine.score(ScoreRequest(html=HTML, language="en"))
    assert not any("selector" in piece for piece in pieces(report.evidence))
    assert report.document.sha256 is None
