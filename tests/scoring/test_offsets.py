"""Offsets in other units."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.report.offsets import Offsets
from scoring.types import Offset, OffsetUnit, Piece, Value

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(TEXT, st.data())
def test_utf16_and_utf8_offsets_find_the_same_text(text: str, data: st.DataObject) -> None:
    """A slice in the other unit is the encoding of the slice."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    utf16, utf8 = Offsets(text, "utf16"), Offsets(text, "utf8")
    in_utf16 = text.encode("utf-16-le")[2 * utf16[start] : 2 * utf16[end]]
    in_utf8 = text.encode()[utf8[start] : utf8[end]]
    assert in_utf16.decode("utf-16-le") == in_utf8.decode() == text[start:end]


class Meeting(Value, frozen=True, kw_only=True):
    """Its start and end are times; where it stands in the text has names of its own."""

    start: str
    end: int
    at: Offset
    until: Offset | None = None


class Agenda(Value, frozen=True, kw_only=True, rename={"first": "from"}):
    first: Offset
    words: int
    place: Piece
    meetings: tuple[Meeting, ...]
    by_day: dict[str, Meeting]


@pytest.mark.parametrize(("unit", "end"), [("codepoint", 2), ("utf16", 3), ("utf8", 5)])
def test_what_is_an_offset_is_converted_and_nothing_else(unit: OffsetUnit, end: int) -> None:
    """At any depth, by its type and not by its name."""
    meeting = Meeting(start="9 am", end=10**9, at=2)
    agenda = Agenda(
        first=2,
        words=2,
        place=Piece(start=0, end=2, text="😀a"),
        meetings=(meeting,),
        by_day={"Monday": meeting},
    )
    written = msgspec.to_builtins(agenda)
    Offsets("😀a", unit).convert(agenda, written)
    as_written = {"start": "9 am", "end": 10**9, "at": end, "until": None}
    assert written == {
        "from": end,
        "words": 2,
        "place": {"start": 0, "end": end, "text": "😀a"},
        "meetings": (as_written,),
        "by_day": {"Monday": as_written},
    }
