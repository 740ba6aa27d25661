"""Lines that sign what stands above or before them."""

import time

import pytest

from scoring.attributions.signatures import find_signed
from scoring.text.paragraphs import find_paragraphs
from scoring.text.quotation import find_quotations


def signed(text: str) -> list[tuple[str, str, list[str]]]:
    paragraphs = find_paragraphs(text)
    return [
        (text[slice(*one.source)], text[slice(*one.cue)], [text[s:e] for s, e in one.content])
        for one in find_signed(text, paragraphs, find_quotations(text, paragraphs))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won.” — Ana Ruiz", [("Ana Ruiz", "—", ["“We won.”"])]),
        ("“We won.”\n— Ana Ruiz, coach", [("Ana Ruiz", "—", ["“We won.”"])]),
        ("“We won.” –Gordon G. Holt", [("Gordon G. Holt", "–", ["“We won.”"])]),
        ('"We won." -- a fan in Dover', [("a fan", "--", ['"We won."'])]),
        ("“We won.” — coach Ana Ruiz", [("coach Ana Ruiz", "—", ["“We won.”"])]),
        ("“We won.” — Ana Ruiz on the final", [("Ana Ruiz", "—", ["“We won.”"])]),
        ("“One.\n“Two.”\n— Ana Ruiz", [("Ana Ruiz", "—", ["“One.", "“Two.”"])]),
        ("— “We won.” — Ana Ruiz, in a post", [("Ana Ruiz", "—", ["“We won.”"])]),
        ("> We won.\n> — Ana Ruiz", [("Ana Ruiz", "—", ["We won."])]),
        ("“We won.”\nAna Ruiz, the coach", [("Ana Ruiz", "”", ["“We won."])]),
        ("“We won.”\nPosted by Ana Ruiz on May 2", [("Ana Ruiz", "Posted by", ["“We won.”"])]),
        (
            "We won. — Ana (@ana) May 2, 2020",
            [("Ana", "—", ["We won."])],
        ),
        (
            "We won. — Ana (@ana) We lost. — Bo (@bo) 2 May 2020",
            [("Ana", "—", ["We won."]), ("Bo", "—", ["We lost."])],
        ),
        ("We won.\n— Ana (@ana)", [("Ana", "—", ["We won."])]),
        ("We won.\nAna Ruiz (@ana) May 2, 2020", [("Ana Ruiz", "@ana", ["We won."])]),
        ("Ana Ruiz (@ana) We won.", [("Ana Ruiz", "@ana", ["We won."])]),
    ],
)
def test_who_signs_what(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    """A name after a dash, a handle, or a line of its own under what is quoted."""
    assert signed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We won.\n— Ana Ruiz",
        "“We won,” she said. — Ana Ruiz",
        "“We won.”\n— With assistance by Ana Ruiz",
        "“We won.”\n— Reuters",
        "“We won.”\n— Ana Ruiz contributed to this report.",
        "“We won.”\n- Ana Ruiz was seen at the pier",
        "“We won.” — what fans sang all night",
        "Ana Ruiz (@ana) is a coach in Dover.",
        "The team — Ana Ruiz (captain) — won.",
        "They wrote:\n— Ana (@ana)",
        "“We won.”\nSource: Statistics Office",
        "— Ana Ruiz",
        "",
    ],
)
def test_no_signature(text: str) -> None:
    """Bylines, agencies, helpers, lists, lead-ins and asides sign nothing."""
    assert signed(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "— a (@b) ",
        "“a”\n— Ana\n",
        "> a\n> — Ana Ruiz\n",
        "-",
        " ",
        "“a\n",
        "— a (",
        "A. ",
        "“a”\nAna Ruiz, A" + 240 * "-" + "!\n",
    ],
)
def test_the_longest_texts_take_little_time(line: str) -> None:
    """Time grows with the text, whatever stands in it."""
    text = line * (200_000 // len(line))
    began = time.process_time()
    signed(text + "\n“b”\n— Ana Ruiz")
    assert time.process_time() - began < 8
