"""Text in lower case at the same offsets, and the patterns that are searched in it."""

import pytest

from scoring.attributions import deeds
from scoring.text.lowering import lowered, lowered_pattern


@pytest.mark.parametrize("text", ["The Mayor of ÅLESUND", "İzmir said NO"])
def test_offsets_stay(text: str) -> None:
    """One character for each."""
    assert len(lowered(text)) == len(text)


@pytest.mark.parametrize(
    "pattern", [r"said\W+\S", r"(?P<CUE>told)\s+(?P=CUE)", r"\x4A\u004Aa", r"ohne\s+größe", r"\B"]
)
def test_escapes_and_names_of_groups_are_no_capitals(pattern: str) -> None:
    """They tell nothing of the text's case."""
    assert lowered_pattern(pattern).pattern == pattern


@pytest.mark.parametrize("pattern", [r"\bSaid\b", r"(?P<cue>told)\s+Congress", "Ölpreis", "[A-Z]"])
def test_a_capital_is_refused(pattern: str) -> None:
    """Such a pattern would silently never match."""
    with pytest.raises(ValueError, match=r"for text in lower case, but has '[SCÖA]'"):
        lowered_pattern(pattern)


def test_a_lexicon_with_a_capital_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has the pattern."""
    monkeypatch.setattr(deeds, "load_rows", lambda _: ({"cue": r"\bSued\b"},))
    deeds.rows.cache_clear()
    with pytest.raises(ValueError, match="Sued"):
        deeds.rows()
    deeds.rows.cache_clear()
