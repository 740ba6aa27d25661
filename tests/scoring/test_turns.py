"""Turns of printed interviews."""

import pytest

from scoring.attributions.transcripts import find_turns
from scoring.text.tokens import find_paragraphs

TRANSCRIPT = (
    "A talk with the harbour master.\n"
    "Editor: Welcome. When does the dredging start?\n"
    "Capt. Okafor: In spring. It may slip.\n"
    "We asked for ships in May.\n"
    "Editor: Thank you. Who pays for it?\n"
    "Capt. Okafor: The port does."
)


def turns(text: str) -> list[tuple[str, bool, list[str]]]:
    return [
        (text[slice(*t.label)] if t.label else "", t.interviewer, [text[s:e] for s, e in t.content])
        for t in find_turns(text, find_paragraphs(text))
    ]


def test_labels_that_come_back_make_a_transcript() -> None:
    """Each label opens a turn, which runs on to the next; the editor is the one who asks."""
    assert turns(TRANSCRIPT) == [
        ("Editor", True, ["Welcome. When does the dredging start?"]),
        ("Capt. Okafor", False, ["In spring. It may slip.", "We asked for ships in May."]),
        ("Editor", True, ["Thank you. Who pays for it?"]),
        ("Capt. Okafor", False, ["The port does."]),
    ]


def test_who_asks_is_known_by_asking() -> None:
    """Two plain names: the one whose turns end on questions is the interviewer."""
    text = "Lena Holt: Why now?\nOmar Aziz: Because.\nLena Holt: And then?\nOmar Aziz: We wait."
    assert [interviewer for _, interviewer, _ in turns(text)] == [True, False, True, False]


def test_q_and_a() -> None:
    """Q asks, A answers."""
    text = "Q: Is it safe.\nA: It is.\nQ: Sure.\nA: Yes."
    assert [(label, asks) for label, asks, _ in turns(text)] == [
        ("Q", True),
        ("A", False),
        ("Q", True),
        ("A", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Note: this article was updated.",
        "The mayor said: We will see.\nThe council said: No.",
        "Update: One.\nCorrection: Two.",
        "He listed three things: ships, docks and cranes.\nThe end.",
        "",
    ],
)
def test_a_label_alone_makes_no_transcript(text: str) -> None:
    """Notes, ledes with a colon and lists are no turns."""
    assert turns(text) == []
