"""Offsets in other units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.report.offsets import Offsets
from scoring.types import OffsetUnit

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


@pytest.mark.parametrize(("unit", "end"), [("codepoint", 2), ("utf16", 3), ("utf8", 5)])
def test_every_start_and_end_is_converted(unit: OffsetUnit, end: int) -> None:
    """Offsets are found at any depth; other numbers stay."""
    item = {"words": 2, "source": {"start": 0, "end": 2}, "content": [{"start": 2, "end": 2}]}
    Offsets("😀a", unit).convert(item)
    assert item == {
        "words": 2,
        "source": {"start": 0, "end": end},
        "content": [{"start": end, "end": end}],
    }
