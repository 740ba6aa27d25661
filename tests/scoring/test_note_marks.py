"""Notes' marks in plain text, and signs that came as control characters: what is read of them."""

import re

import pytest
from evidence import check_spans
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine import Engine
from scoring.report.report import Report
from scoring.report.request import ScoreRequest
from scoring.text.html import to_text
from scoring.text.masking import as_read, with_signs
from scoring.text.note_marks import without_marks
from scoring.text.words import count_words

ARTICLE = (
    "Mayor Ana Ruiz said the pier would reopen. The port agreed, an official said.\n\n"
    "“We will rebuild it,” said Tom Ridley, who leads the union. Nobody was hurt, he added.\n\n"
    "“The sea took everything we had.”\n— Omar Aziz, harbor master\n\n"
    "The work may cost $5 million. It began in 2019."
)
MARKS = [*"[1] [12] [2][3] [1,2] [4]-[6] ¹ ²³ †".split(), "[note 1]", "[citation needed]"]
ENDS = [found.end() for found in re.finditer(r"(?<=[a-z])[.,”]+(?=\s|$)", ARTICLE)]


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_after_a_sentence_is_blank(mark: str) -> None:
    """As long as before, so that offsets stay."""
    assert without_marks(f"It fell.{mark} It rose.") == f"It fell.{' ' * len(mark)} It rose."
    assert without_marks(f"It “fell”{mark} twice.") == f"It “fell”{' ' * len(mark)} twice."


@pytest.mark.parametrize(
    "text",
    [
        "50 km² of land",
        "10⁶ and x² and CO² and 5 m³",
        "see [1] for more",
        "[1] A list's first",
        "\n[2] Its second",
        "w[e] and [sic] and [2019]",
        "“[He] left”",
        "an array a [3] b",
        "the [old](er) pier and f[x](y)",
        "two * three, 4.5 * 6 and **bold** words",
    ],
)
def test_what_is_no_mark_stays(text: str) -> None:
    """Exponents, references in running text, lists, and what an editor puts in brackets."""
    assert without_marks(text) == text


@pytest.mark.parametrize(
    ("text", "blanked"),
    [
        ("It fell. [1] It rose.", "It fell.     It rose."),
        ("It fell.* It rose.**", "It fell.  It rose.  "),
        ("It fell.[a] It rose.", "It fell.    It rose."),
        ("It fell [4].", "It fell    ."),
        ("It fell [citation needed]. It", "It fell                  . It"),
        ("in 2015² the", "in 2015  the"),
        ("by [Ana Ruiz](/ana) here", "by  Ana Ruiz        here"),
        ("![A pier](pier.jpg) It", " " * 20 + "It"),
        ("some 1,200² of", "some 1,200  of"),
        ("for $5² and €300³ in", "for $5  and €300  in"),
    ],
)
def test_marks_with_a_blank_before(text: str, blanked: str) -> None:
    """At a sentence's end, and before its stop, as journals print them."""
    assert as_read(text) == blanked


def test_a_mark_is_no_word() -> None:
    """A text has as many words with notes as without."""
    assert count_words("It fell.[1] It rose.¹ It sank.[citation needed]") == 6


def unmarked(text: str) -> str:
    return " ".join(without_marks(text).split())


def parts(report: Report) -> object:
    """What was found, as text, without notes' marks in it."""
    found = [
        (
            one["form"],
            one["source"] and unmarked(one["source"]["text"]),
            one["cue"]["text"],
            [unmarked(piece["text"]) for piece in one["content"]],
        )
        for one in report.evidence["attributions"]
    ]
    hedges = [hedge["text"] for hedge in report.evidence["hedges"]]
    names = [one["name"] for one in report.evidence["speakers"]]
    document = report.document
    return found, hedges, names, document.words, document.sentences, document.paragraphs


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ENDS), st.sampled_from(MARKS)), max_size=6))
def test_an_article_reads_the_same_with_marks(engine: Engine, put: list[tuple[int, str]]) -> None:
    """The same sentences, attributions and hedges, at offsets into the text that was sent."""
    text = ARTICLE
    for at, mark in sorted(dict(put).items(), reverse=True):
        text = text[:at] + mark + text[at:]
    plain = engine.score(ScoreRequest(text=ARTICLE, language="en"))
    marked = engine.score(ScoreRequest(text=text, language="en"))
    check_spans(text, marked.evidence, "codepoint")
    assert parts(marked) == parts(plain)
    for one in marked.evidence["attributions"]:
        for piece in one["content"]:
            assert without_marks(f"x{piece['text']}")[-1] != " "


def test_signs_of_windows() -> None:
    """Quotation marks, apostrophes and dashes, one for one; UTF-8 read as Latin-1 stays."""
    assert with_signs("\x93It\x92s late \x96 very,\x94 he said") == "“It’s late – very,” he said"
    garbled = "â\x80\x9cWeâ\x80\x9d FranÃ\x83Â§ois FranA\u0303\x83A\u0302§ois \x85"
    assert with_signs(garbled) == garbled


def test_quotations_of_windows_are_direct(engine: Engine) -> None:
    """In text, where they stay as they are, and in HTML, where they become what was meant."""
    text = "\x93We will rebuild the pier by spring, it\x92s ours,\x94 Mayor Ana Ruiz said."
    for request in (ScoreRequest(text=text), ScoreRequest(html=f"<p>{text}</p>")):
        report = engine.score(request)
        assert report.evidence["attributions"][0]["form"] == "direct"
        assert report.document.words == 13
    assert to_text(f"<p>{text}</p>") == (
        "“We will rebuild the pier by spring, it’s ours,” Mayor Ana Ruiz said."
    )
