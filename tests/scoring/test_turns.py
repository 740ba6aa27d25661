"""Turns of printed interviews."""

import time

import pytest

from scoring.attributions.transcripts.turns import find_turns
from scoring.pipeline import Pipeline
from scoring.text.paragraphs import find_paragraphs
from scoring.types import Article

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


@pytest.mark.parametrize(
    "label",
    [
        "Érica Ruiz",
        "Ana Ruiz, baker",
        "Ana Ruiz (by phone)",
        "[00:01:12] Ana Ruiz",
        "00:01 Ana Ruiz",
        "**Ana Ruiz**",
        "Dr. Ana Ruiz",
        "SEN. ANA RUIZ (R-OH)",
        "Ana de la Cruz-Ruiz",
        "Ana d’Orsay",
        "Karim al-Sadri",
        "Her Excellency Ambassador Ana Maria Ruiz y Lopez",
        "The Honorable Ana Ruiz",
        "caller",
        "Unidentified woman",
        "Juror 5",
    ],
)
def test_labels_of_every_make(label: str) -> None:
    """Accents, descriptions, asides, times and roles."""
    text = f"Omar Aziz: Who came?\n{label}: I did.\nOmar Aziz: And then?\n{label}: We left."
    assert [said for *_, said in turns(text)] == [
        ["Who came?"],
        ["I did."],
        ["And then?"],
        ["We left."],
    ]
    assert len({name for name, *_ in turns(text)}) == 2


def test_a_last_name_is_who_has_it() -> None:
    """A speaker is named by the fullest label, also where it is a last name or initials."""
    text = "Ana Ruiz: Why?\nOmar Aziz: I had to.\nRuiz: And now?\nAziz: I rest.\nOA: I do."
    found = find_turns(text, find_paragraphs(text))
    names = [text[slice(*turn.name)] for turn in found if turn.name]
    assert names == ["Ana Ruiz", "Omar Aziz", "Ana Ruiz", "Omar Aziz", "Omar Aziz"]


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("Ana Ruiz: Is it?\nOmar Aziz: I say so.\nAna Ruiz: I doubt it.\nOmar Aziz: I know.", ""),
        (
            "I spoke with Aziz.\nAna Ruiz: Is it?\nOmar Aziz: I say so.\n"
            "Ana Ruiz: I doubt it.\nOmar Aziz: I know.",
            "Ana Ruiz",
        ),
        ("Gazette: Is it?\nAna Ruiz: I say so.\nGazette: Is it?\nAna Ruiz: I do.", "Gazette"),
        ("Is it?\nAna Ruiz: I say so.\nBut why?\nAna Ruiz: I know.", ""),
    ],
)
def test_who_asks(text: str, asking: str) -> None:
    """Nobody asks for one question's sake, unless the lead says that the other was asked."""
    assert {name for name, asks, _ in turns(text) if asks and name} == (
        {asking} if asking else set()
    )


def test_a_turn_ends_where_the_article_goes_on() -> None:
    """At another label, where its speaker is spoken of, at a heading; asides are left out."""
    text = (
        "Q: Who came?\nA: I did.\n(Laughter.)\nWe ate.\nNote: The hall was full.\n"
        "Q: And then?\nA: We left.\nThe mayor left, too."
    )
    assert [said for *_, said in turns(text)] == [
        ["Who came?"],
        ["I did.", "We ate."],
        ["And then?"],
        ["We left."],
    ]


def test_a_label_may_end_in_a_dash_or_stand_alone() -> None:
    """The text is read alike in all three."""
    for mark in (":", " –", ":\n"):
        text = f"Ana Ruiz{mark} Who came?\nTom Nash{mark} I did.\n" * 2
        assert (
            turns(text)
            == [
                ("Ana Ruiz", True, ["Who came?"]),
                ("Tom Nash", False, ["I did."]),
            ]
            * 2
        ), mark


def test_labels_inside_a_paragraph() -> None:
    """Text from the web has lost its line breaks now and then."""
    assert turns("Q: Is it safe? A: It is. Q: Always? A: I think so.") == [
        ("Q", True, ["Is it safe?"]),
        ("A", False, ["It is."]),
        ("Q", True, ["Always?"]),
        ("A", False, ["I think so."]),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Q: a?\nA: b.\n",
        "Q: Is it? A: It is. ",
        "Is it?\nAna Ruiz: I do.\n",
        "Ana Ruiz: I?\n",
        "Ana Ruiz – I?\nTom Nash – I.\n",
        "Ana Ruiz ",
        "(",
        ":",
        "*",
        "Ana spoke with ",
        "I said a b c.\n",
    ],
)
def test_the_longest_texts_take_little_time(line: str) -> None:
    """Time grows with the text, whatever stands in it."""
    text = line * (200_000 // len(line)) + "\nQ: a?\nA: b.\nQ: a?\nA: I do."
    began = time.process_time()
    turns(text)
    assert time.process_time() - began < 8


def test_who_asks_is_known_by_asking() -> None:
    """Two plain names: the one whose turns end on questions is the interviewer."""
    text = "Lena Holt: Why now?\nOmar Aziz: Because.\nLena Holt: And then?\nOmar Aziz: We wait."
    assert [interviewer for _, interviewer, _ in turns(text)] == [True, False, True, False]


def test_somebody_with_a_name_may_ask_beside_q() -> None:
    text = (
        "HALE: The dam has cracks. Were you warned?\nRUIZ: We were told on Friday.\n"
        "QUESTION: Have you seen the dam?\nRUIZ: Yes, I have.\n"
        "HALE: Did the engineers tell you?\nRUIZ: They did. I asked them.\n"
        "HALE: The report says the opposite.\nRUIZ: I disagree with it.\n"
        "HALE: So you knew?\nRUIZ: I did not say that. Did I?"
    )
    asking = {label for label, interviewer, _ in turns(text) if interviewer}
    assert asking == {"HALE", "QUESTION"}


@pytest.mark.parametrize(
    ("last", "asking"),
    [("Do you think that he knows, once he—", {"Ruiz"}), ("I am not sure that he knows.", set())],
)
def test_a_question_may_be_broken_off(last: str, asking: set[str]) -> None:
    text = (
        "Ana Ruiz: What does the vote mean for the islands?\nJan Vos: Well, I think it means "
        f"little. God knows what he will do.\nAna Ruiz: {last}\nJan Vos: Yes, I think God knows."
    )
    found = {label.split()[-1] for label, interviewer, _ in turns(text) if interviewer}
    assert found == asking


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
        "When: Friday.\nWhere: At the pier.\nWhen: Sunday.\nWhere: You choose.",
        "Ayes: Holt, Ray.\nNays: Cole.\nAyes: Cole.\nNays: Holt, Ray.",
        "Myth: You can swim here.\nFact: You can't.\nMyth: It is deep.\nFact: It is not.",
        "Ana Ruiz: Two counts of theft, held.\nOmar Aziz: Released.\nAna Ruiz: One more count.",
        "Mill Road: A car was stolen.\nOak Lane: I saw it.\nMill Road: It is back.",
        "Dover: Hart; Walker, Cole.\nKent: Ray; Nash.\nDover: 2 shots.",
        "",
    ],
)
def test_a_label_alone_makes_no_transcript(text: str) -> None:
    """Notes, ledes with a colon and lists are no turns."""
    assert turns(text) == []


def test_whoever_asks_is_counted_nowhere(pipeline: Pipeline) -> None:
    """A question without a label is marked as an interviewer's, and has no source."""
    text = "Where is the key?\nAna Ruiz: I lost it.\nWhere?\nAna Ruiz: If I only knew."
    asked, answered, *_ = pipeline.parse(Article(text=text)).attributions
    assert (asked.interviewer, asked.source, asked.cue.text) == (True, None, "?")
    assert asked.content[0].text == "Where is the key"
    assert (answered.interviewer, answered.cue.text) == (False, ":")
