"""Cutting a text at its evidence, in the browser's own engine."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

TEXT = "abcdefgh\n\nijkl 🎉 mnop\nq"
SPAN = st.tuples(st.integers(-2, 40), st.integers(-2, 40)).map(
    lambda pair: {"start": min(pair), "end": max(pair)}
)
SEGMENT = """async ([text, hedges, sentences]) => {
    const load = (name) => import(new URL(`web/${name}`, document.baseURI));
    const { readFindings } = await load("findings.js");
    const { pieces, segment } = await load("segments.js");
    const found = pieces(readFindings({ evidence: { hedges, sentences } }, text), text.length);
    return segment(text, found).map((line) => line.map(({ start, end, pieces }) => ({
        start, end, text: text.slice(start, end), held: pieces.map((p) => p.owner.id).sort(),
    })));
}"""


def cut(page: Page, hedges: list[Any], sentences: list[Any]) -> list[list[dict[str, Any]]]:
    lines: list[list[dict[str, Any]]] = page.evaluate(SEGMENT, [TEXT, hedges, sentences])
    return lines


def whole(text: str) -> str:
    """Put the halves of a sign together that a span has cut through."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(hedges=st.lists(SPAN, max_size=4), sentences=st.lists(SPAN, max_size=4))
def test_every_sign_is_there_once_with_what_holds_it(
    example: Page, hedges: list[dict[str, int]], sentences: list[dict[str, int]]
) -> None:
    """However spans nest, overlap or reach out of the text, nothing is lost or doubled."""
    lines = cut(example, hedges, sentences)
    assert [whole("".join(s["text"] for s in line)) for line in lines] == [
        line for line in TEXT.split("\n") if line
    ]
    spans = {f"hedge {n}": span for n, span in enumerate(hedges)}
    spans |= {f"sentence {n}": span for n, span in enumerate(sentences)}
    for one in (segment for line in lines for segment in line):
        holding = [
            name
            for name, span in spans.items()
            if max(span["start"], 0) <= one["start"] and one["end"] <= span["end"]
        ]
        assert one["held"] == sorted(holding)


def test_a_span_over_two_lines_is_in_both(example: Page) -> None:
    """A quotation may go on after a paragraph's end."""
    lines = cut(example, [{"start": 6, "end": 14}], [])
    assert [[s["text"] for s in line if s["held"]] for line in lines] == [["gh"], ["ijkl"], []]
