"""Datelines: found in the shapes that agencies and papers give them, and part of no finding."""

import time

import pytest
from evidence import check_spans, spans

from scoring.engine import Engine
from scoring.report.request import ScoreRequest
from scoring.text.datelines import REACH, find_datelines
from scoring.text.paragraphs import find_paragraphs

DATELINES = [
    "SALA (Reuters) - ",
    "SALA, March 3 (Reuters) - ",
    "PARIS, March 3 (AP) — ",
    "By Ana Ruiz, NAIROBI | ",
    "By Ana Ruiz, NAIROBI — ",
    "By Ana Ruiz and Tom Ridley, Associated Press — SALA, Norte (AP) — ",
    "By Ana Ruiz | The Sala Herald | ",
    "(CNN) ",
    "(CNN) -- ",
    "WASHINGTON (CNN) ",
    "(New York) – ",
    "(ANCHORAGE, Alaska) — ",
    "NEW YORK--(BUSINESS WIRE)--",
    "NEW YORK, March 3, 2024 /PRNewswire/ -- ",
    "DALLAS - April 18, 2016 - ",
    "LA JOLLA, CA – May 29, 2017 – ",
    "London, 3 March 2024 (dpa) - ",
    "Paris, March 3 — ",
    "Beijing (Xinhua) -- ",
    "March 3 (Reuters) - ",
    "TEL AVIV/RAMALLAH (Reuters) - ",
    "ST. LOUIS, Mo. — ",
    "ST. LOUIS, Mo. (AP) _ ",
    "SAN JOSÉ, Costa Rica — ",
    "COLUMBIA, S.C.—",
    "WASHINGTON—",
    "ABOARD AIR FORCE ONE — ",
    "SALA (The Herald) — ",
    "SALA | ",
    "LONDON: ",
    "KUALA LUMPUR, Malaysia: ",
    "NEW DELHI, Nov 3 (PTI): ",
    "LAHORE (APP): ",
    "Sala, March 3 (ANI) : ",
    "SALA, March 3: ",
]
NONE = [
    "NASA — which launched it — was late.",
    "Ruiz — The mayor — left.",
    "The port — Ana Ruiz called it hers — was shut.",
    "Ana Ruiz (Norte) won the race.",
    "The Press Trust of India (PTI) Board met.",
    "A — The answer is no.",
    "I — We left.",
    "- Ana Ruiz, mayor",
    "By Monday the port had shut.",
    "US-China talks - The mayor is not there.",
    "THE PIER IS BACK",
    "SALA, March 3 (AP) —",
    "By Ana Ruiz | ",
    "Ana Ruiz: The pier is shut.",
    "ANA RUIZ (CNN): The pier is shut.",
    "SALA: The pier is shut.",
    "London: The pier is shut.",
    "Monday, March 3: The pier is shut.",
    "LONDON: “We left.”\n\nRUIZ: We did not.",
    "LONDON: We left.\n\nQ: When?\n\nLONDON: In May.",
]


def dateline(text: str) -> str:
    return next((text[s:e] for s, e in find_datelines(text, find_paragraphs(text))), "")


@pytest.mark.parametrize("filed", DATELINES)
def test_a_dateline_ends_where_the_sentence_begins(filed: str) -> None:
    """The dash and the blank after it are part of it."""
    assert dateline(f"{filed}The mayor left on Monday.") == filed
    assert dateline(f"Pier reopens\n\n{filed}“We will rebuild,” she said.") == filed


@pytest.mark.parametrize("line", NONE)
def test_a_subject_a_heading_and_a_line_of_its_own_are_none(line: str) -> None:
    """What a sentence needs is never taken away."""
    assert dateline(line) == ""


def test_a_place_and_a_dash_far_down_are_a_list() -> None:
    """In a roundup of an agency's every item has a dateline; capitals alone may be anything."""
    lead = "The council met.\n" * 8
    assert dateline(f"{lead}SALA — The port is shut.") == ""
    assert dateline(f"{lead}SALA (AP) — The port is shut.") == "SALA (AP) — "
    assert dateline(f"{lead}LONDON: The port is shut.") == ""
    assert dateline(f"{lead}SALA, March 3: The port is shut.") == "SALA, March 3: "


@pytest.mark.parametrize("filed", DATELINES)
@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Mayor Ana Ruiz said on Monday that the pier would reopen by spring.", "Mayor Ana Ruiz"),
        ("European ministers said on Monday that the pier was safe.", "European ministers"),
        ("The pier will reopen by spring, the port said on Monday.", "the port"),
        ("“We will rebuild the pier by spring,” Mayor Tom Ridley said.", "Mayor Tom Ridley"),
    ],
)
def test_a_dateline_is_part_of_no_finding(
    engine: Engine, filed: str, sentence: str, source: str
) -> None:
    """Source and content begin after it; it opens no sentence of its own."""
    text = f"{filed}{sentence}\n\nThe council met."
    report = engine.score(ScoreRequest(text=text, language="en"))
    check_spans(text, report.evidence, "codepoint")
    assert report.document.sentences == 2
    first = report.evidence["attributions"][0]
    assert first["source"]["text"] == source
    assert all(one["start"] >= len(filed) for one in spans(report.evidence["attributions"]))
    assert "Reuters" not in str(report.evidence["speakers"])


@pytest.mark.parametrize(
    "line", ["By " + "Ab " * 52, "AA, " * 40, "AA-BB " * 26, "Aa of Bb, " * 16, "May 1 " * 26]
)
def test_what_is_nearly_one_takes_no_time(line: str) -> None:
    """Long articles of lines that begin like datelines: a second for some thousand."""
    text = f"{line[:REACH]}\n" * 1200
    began = time.thread_time()
    assert list(find_datelines(text, find_paragraphs(text))) == []
    assert time.thread_time() - began < 2
