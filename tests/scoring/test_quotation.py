"""Where a text quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.text.paragraphs import find_paragraphs
from scoring.text.quotation import find_quotations


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text, find_paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said nothing.", []),
        ("“We won,” she said.", ["“We won,”"]),
        ('"We won," she said. "Twice."', ['"We won,"', '"Twice."']),
        ("``We won,'' she said.", ["``We won,''"]),
        ("«Nous» and „wir“ differ.", ["«Nous»", "„wir“"]),
        ("‘We won,’ she said.", ["‘We won,’"]),
        ("'We won,' she said.", ["'We won,'"]),
        ("The voters' choice was the '90s.", []),
        ("Don't, won't and it's are no quotations.", []),
        ("“He told us ‘never,’ ” she said.", ["“He told us ‘never,’ ”"]),
        ("An unclosed “mark quotes nothing.", []),
        ('A lone 5" nail.', []),
        ("“One runs on\n\n“Two ends.”", ["“One runs on", "“Two ends.”"]),
        ("‘One runs on.\n‘Two.\n‘Three,’ he said.", ["‘One runs on.", "‘Two.", "‘Three,’"]),
        ("″We won,″ she said. ″Twice.″", ["″We won,″", "″Twice.″"]),
        ("＂We won,＂ she said.", ["＂We won,＂"]),
        ("A 5″ nail and a 6″ board.", []),
        ("”We won,” she said. ”Twice.”", ["”We won,”", "”Twice.”"]),
        ("“We won,“ she said.", ["“We won,“"]),
        ("»Wir siegten«, sagte sie.", ["»Wir siegten«"]),
        ("“We won. “We did. “Twice.” It ended.", ["“We won. “We did. “Twice.”"]),
        ('"We won. "We did. "Twice." It ended.', ['"We won. "We did. "Twice."']),
        ('“We won," she said. “Twice."', ['“We won,"', '“Twice."']),
        ('"We won,” she said. "Twice.”', ['"We won,”', '"Twice.”']),
        ('“He said "no" and left,” she said.', ['“He said "no" and left,”']),
        ('"He said “no” and left," she said.', ['"He said “no” and left,"']),
        ("said“We won”and left", ["“We won”"]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    """Marks of every style pair inside a paragraph; a lone one pairs with nothing."""
    assert quoted(text) == expected


@given(st.text("“”\"″'‘’`«» ab.\n", max_size=80))
def test_quotations_never_overlap_or_cross_paragraphs(text: str) -> None:
    """Whatever the marks, quotations are in order, apart, and inside their paragraphs."""
    paragraphs = find_paragraphs(text)
    at = 0
    for quotation in find_quotations(text, paragraphs):
        assert at <= quotation.start < quotation.end
        assert any(s <= quotation.start and quotation.end <= e for s, e in paragraphs)
        at = quotation.end
