"""Whatever a newsroom sends: payloads of systems and editors, and the lines to be read of them.

``newsroom_inputs.json`` has one case a line: the adapter (or "html"), its options, the payload, and
the lines. The words alone are compared where marks of Markdown stay in the text (``marked``).
"""

import json
from pathlib import Path
from typing import Any

import pytest
from payload_shapes import tidy

from scoring.text.html import to_text
from scoring.text.masking import as_read
from scoring.text.words import words_of
from service.cms.adapter import NotAnArticle
from service.cms.settings import discover

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("newsroom_inputs.json").read_text(encoding="utf-8")
)
ADAPTERS: dict[str, Any] = discover()


def read(case: dict[str, Any]) -> str:
    """The text that would be scored."""
    payload = case["payload"]
    if case["adapter"] == "html":
        return to_text(payload)
    adapter = ADAPTERS[case["adapter"]]
    if isinstance(payload, list):
        payload = adapter.from_array(payload)
    article = adapter.read(payload, case.get("options", {}))
    return article.text if article.text is not None else to_text(article.html)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_input_is_read_line_by_line(case: dict[str, Any]) -> None:
    """As a reader of the article would see it."""
    text = read(case)
    if case.get("marked"):
        seen = map(words_of, tidy(as_read(text)))
        assert [words for words in seen if words] == list(map(words_of, case["lines"]))
    else:
        assert tidy(text) == case["lines"]


def test_nodes_are_read_to_a_depth() -> None:
    """An article's nodes are some ten deep; what is deeper than 64 is none of it."""
    node: dict[str, Any] = {"type": "paragraph", "children": [{"text": "Deep."}]}
    for _ in range(200):
        node = {"type": "list", "children": [node]}
    body = [node, {"type": "paragraph", "children": [{"text": "Flat."}]}]
    article = ADAPTERS["custom"].read({"body": body}, {"html": "body"})
    assert tidy(to_text(article.html)) == ["Flat."]


@pytest.mark.parametrize("stored", ["{", "[]", "7", '{"root": 7}', '{"sections": [[1, 2], 3]}'])
def test_what_ghosts_editor_did_not_write_is_no_text(stored: str) -> None:
    """Neither an error."""
    for name in ("lexical", "mobiledoc"):
        with pytest.raises(NotAnArticle, match="no text"):
            ADAPTERS["ghost"].read({"post": {"current": {"id": "1", name: stored}}}, {})


def test_a_field_that_is_both_merged_and_formatted_is_read_once() -> None:
    """Drupal's text field in the data of a node."""
    body = {"attributes": {"value": "x", "processed": "<p>It is old.</p>"}}
    article = ADAPTERS["custom"].read({"body": body}, {"html": "body"})
    assert tidy(to_text(article.html)) == ["It is old."]
