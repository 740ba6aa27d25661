"""Hostile articles: no error, no hang, and findings that stand where they say."""

import json
import time
from typing import Any

import httpx
import pytest
from evidence import check_spans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory import processor
from patience import PATIENCE
from service_process import Service

from fuzz.articles import check
from fuzz.hostile import WORST_PAGES, WORST_TEXTS, pages, texts
from scoring.engine import Engine
from scoring.text.html import to_text
from scoring.types import OffsetUnit

SHORT = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
UNITS = st.sampled_from(["codepoint", "utf16", "utf8"])
LENGTH = 25_000
"""Characters of the worst texts here; `make fuzz` has them as long as may be."""
SECONDS = 5.0
"""The longest that the service may take for a request: of processor time, as the machine may be
busy."""


@SHORT
@given(text=texts(), unit=UNITS)
def test_any_text(engine: Engine, text: str, unit: OffsetUnit) -> None:
    """Scored or refused, in all three units."""
    check(engine, text, html=False, unit=unit)


@SHORT
@given(html=pages(), unit=UNITS)
def test_any_page(engine: Engine, html: str, unit: OffsetUnit) -> None:
    """Offsets lead into the text that was made of it."""
    check(engine, html, html=True, unit=unit)


def ask(service: Service, **body: Any) -> httpx.Response:
    began = processor(service.process.pid)
    answer = httpx.post(f"{service.url}/v1/score", timeout=PATIENCE, **body)
    assert processor(service.process.pid) - began < SECONDS
    return answer


@pytest.mark.slow
@pytest.mark.parametrize("name", WORST_TEXTS)
def test_the_worst_texts_are_answered_in_time(service: Service, name: str) -> None:
    """A text of whatever costs most."""
    text = WORST_TEXTS[name](LENGTH)
    body = {"text": text, "language": "en", "offsets": "utf16", "selectors": True}
    answer = ask(service, json=body)
    assert answer.status_code in {200, 413, 422}, answer.text
    if answer.status_code == 200:
        assert answer.json()["document"]["characters"] == len(text)
        check_spans(text, answer.json()["evidence"], "utf16")


@pytest.mark.slow
@pytest.mark.parametrize("name", WORST_PAGES)
def test_the_worst_pages_are_answered_in_time(service: Service, name: str) -> None:
    """A body as large as may be."""
    answer = ask(service, json={"html": WORST_PAGES[name](), "language": "en"})
    assert answer.status_code in {200, 413, 422}, answer.text
    if answer.status_code == 200:
        check_spans(answer.json()["document"]["text"], answer.json()["evidence"], "codepoint")


def test_a_million_empty_paragraphs_are_nothing() -> None:
    """More than a request can hold, and read in seconds all the same."""
    began = time.process_time()
    assert to_text("<p></p>" * 1_000_000 + "<p>a</p>") == "a"
    assert time.process_time() - began < 15


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (rb'{"text": "half \ud800 a pair"}', 400),
        (rb'{"text": "the other \udc00 half"}', 400),
        (rb'{"text": "said \ud83d\ude00 so", "language": "en"}', 200),
        (rb'{"text": "a \u0000 NUL", "language": "en"}', 200),
        (b'{"text": "a raw \x00 NUL"}', 400),
        (b'{"text": "\xff"}', 400),
        (b'{"text": "\xed\xa0\x80 surrogate in UTF-8"}', 400),
        (b'{"text": "a", "text": "The mayor said so.", "language": "en"}', 200),
        (b'{"text": 1e999}', 400),
        (b'{"min_confidence": 1e400, "text": "a"}', 400),
        (b'{"min_confidence": NaN, "text": "a"}', 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 100_000, 400),
        (b'{"text": "a", "scorers": [' + b'"hedging",' * 90_000 + b'"hedging"]}', 200),
        (json.dumps({f"key{n}": n for n in range(50_000)}).encode(), 422),
        (b'{"id": "' + b"9" * 900_000 + b'", "text": "The mayor said so.", "language": "en"}', 200),
    ],
)  # fmt: skip
def test_hostile_json(service: Service, raw: bytes, status: int) -> None:
    """What JSON can hold and text cannot, and what it should not hold."""
    answer = ask(service, content=raw, headers={"content-type": "application/json"})
    assert answer.status_code == status, answer.text[:300]
