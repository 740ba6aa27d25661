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
