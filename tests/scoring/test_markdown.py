"""The marks of Markdown are blank in the processed text, and its words are those a reader sees."""

import time

import pytest

from scoring.engine import Engine
from scoring.errors import UnreadableText
from scoring.report.request import ScoreRequest
from scoring.text.masking import as_read
from scoring.text.words import words_of

SEEN = {
    "*Tides* and **quays** are ***old***.": "Tides and quays are old.",
    "_Tides_ and __quays__ are old.": "Tides and quays are old.",
    "The ~~first~~ quay is old.": "The quay is old.",
    "## Quays\n\nThey are old.": "Quays They are old.",
    "## Quays ##\n\nThey are old.": "Quays They are old.",
    "> They are old.\n> They leak.": "They are old. They leak.",
    "* They are old.\n+ They leak.": "They are old. They leak.",
    'See [the quay](https://p.example/a_b_c "The quay").': "See the quay .",
    "See [the quay][q].\n\n[q]: https://p.example/quay 'Quay'": "See the quay .",
    "See [the quay][].\n\n[The quay]: <https://p.example/quay>": "See the quay .",
    "![A quay](a.jpg) It is old.": "It is old.",
    "It is old.[^1]\n\n[^1]: So the minutes say.": "It is old. So the minutes say.",
    "---\ntitle: Quay\ntags:\n  - old\n---\nIt is old.": "It is old.",
    "---\r\ntitle: Quay\r\n---\r\nIt is old.": "It is old.",
    '+++\ntitle = "Quay"\n[extra]\na = 1\n+++\nIt is old.': "It is old.",
    # Not Markdown:
    "Two * three * four": None,
    "A f***ing quay and a s**t pier": None,
    "the file a_b_c and snake_case_names": None,
    "----\nIt is old.\n---": None,
    "---\nIt is old, she said.\nIt leaks.\n---": None,
    "It costs #1 in rent": None,
    "He [sic][1] said so": None,
    "so wrote @_quay_ and (@_tide_)": None,
    "It is old.\n* * *\nIt leaks.\n# # #": None,
    "- They are old.": None,
    "Names* are changed.\n\n*At their wish.": None,
}


@pytest.mark.parametrize("text", SEEN)
def test_a_reader_sees_no_marks(text: str) -> None:
    """The length stays, and so does each line."""
    seen = as_read(text)
    assert len(seen) == len(text)
    assert seen.count("\n") == text.count("\n")
    wanted = SEEN[text]
    if wanted is None:
        assert [sign for sign in seen if sign in "*_#>~"] == [
            sign for sign in text if sign in "*_#>~"
        ]
    else:
        assert "".join(seen.split()) == "".join(wanted.split())
        assert words_of(text) == words_of(wanted)


def test_markdown_is_read_as_the_text_that_it_shows(engine: Engine) -> None:
    """Names, cues and words are the same; evidence is cut from what was sent."""
    plain = 'Ana Ruiz, the county engineer, said the pier would reopen. "It will cost," Ruiz said.'
    marked = (
        "---\ntitle: Pier\n---\n"
        "**Ana Ruiz**, the *county engineer*, said the [pier](https://p.example/) "
        'would reopen.[^1] "It _will_ cost," **Ruiz** said.'
    )
    reports = [engine.score(ScoreRequest(text=text)) for text in (plain, marked)]
    assert [one.document.words for one in reports] == [len(words_of(plain))] * 2
    names = [[one["name"] for one in report.evidence["speakers"]] for report in reports]
    assert names[0] == names[1] == ["Ana Ruiz"]
    cues = [[one["cue"]["text"] for one in report.evidence["attributions"]] for report in reports]
    assert cues[0] == cues[1]


@pytest.mark.parametrize(
    "sign", ["*", "**a ", "_", "[a](", "~~a ", "> ", "# ", "[a]: /b ", "---\n", "# a "]
)
def test_many_marks_take_linear_time(sign: str) -> None:
    """200,000 characters of what opens a mark and never closes it."""
    started = time.process_time()
    as_read(sign * (200_000 // len(sign)))
    as_read(sign + " " * 100_000 + "x" * 100_000)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("text", ["~~The mayor said so.~~", "---\ntitle: A pier\n---\n", "[^1]: "])
def test_a_text_of_marks_alone_has_no_words(engine: Engine, text: str) -> None:
    """Not an internal error."""
    with pytest.raises(UnreadableText):
        engine.score(ScoreRequest(text=text, language="en"))
