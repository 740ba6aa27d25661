"""The titles of linked articles are no part of an article's text."""

import pytest

from scoring.text.furniture import find_furniture
from scoring.text.masking import as_read


@pytest.mark.parametrize(
    "text",
    [
        "(RELATED: Mayor Lays Out Plan)",
        "(RELATED: Sen. Ruiz (D-Tarn) Says ‘No’ To Pier)",
        "[SEE RELATED: Mayor Says No]",
        "JUST WATCHED Ruiz: 'No' Replay More Videos ... MUST WATCH Ruiz: 'No' 02:36",
        "JUST WATCHED Ruiz: 'No' Replay More Videos",
    ],
)
def test_a_link_is_blank(text: str) -> None:
    """And what is around it stays where it is."""
    whole = f"It is safe. {text} It opens in May."
    assert [whole[start:end] for start, end in find_furniture(whole)] == [text]
    assert as_read(whole) == f"It is safe. {' ' * len(text)} It opens in May."


@pytest.mark.parametrize(
    "text",
    [
        "RELATED: a word in capitals, without brackets.",
        "(related: the word in lower case)",
        "(RELATED: a bracket that no other one closes\nIt opens in May.",
        "They had JUST WATCHED it.",
    ],
)
def test_other_words_stay(text: str) -> None:
    """Words that only look like a link's."""
    assert as_read(text) == text


def test_many_openings_take_no_time() -> None:
    """Each is looked at for a few hundred characters only."""
    text = "(RELATED: JUST WATCHED " * 20_000
    assert not [*find_furniture(text)]
