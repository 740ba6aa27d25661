"""The real service on a real server: articles in, explained scores out."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from service_process import REAL, Service, run_smoke_test

from scoring.report.report import Report

SEED = Path(__file__).parents[2] / "seeds" / "article.txt"
NAMES = ["attribution", "anonymity", "hedging", "readability"]
TEXT = {"content-type": "text/plain"}


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with Service(REAL, COPYDESK_DRAIN=0) as running:
        yield running


@pytest.fixture(scope="module")
def report(service: Service) -> Report:
    answer = httpx.post(f"{service.url}/v1/score", content=SEED.read_bytes(), headers=TEXT)
    assert answer.status_code == 200
    return msgspec.json.decode(answer.content, type=Report)


def test_the_seed_gets_four_scores(report: Report) -> None:
    """All four stand at 50, for the seed is what they are calibrated on."""
    assert set(NAMES) <= set(report.scores)
    assert [report.scores[name].score for name in NAMES] == pytest.approx([50] * 4, abs=0.5)


def test_every_span_is_in_the_article(report: Report) -> None:
    """Every text of the evidence equals the article's at its offsets."""
    text = SEED.read_text(encoding="utf-8")
    spans = [
        span
        for attribution in report.evidence["attributions"]
        for span in (attribution["source"], attribution["cue"], *attribution["content"])
        if span
    ]
    spans += report.evidence["hedges"]
    assert spans
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


def test_html_carries_the_text_that_its_offsets_refer_to(service: Service) -> None:
    """Offsets of an HTML article lead into ``document.text``."""
    body = {
        "html": "<nav>Home</nav><p>The bridge may open in May, Mayor Ruth Adler said.</p>",
        "language": "en",
    }
    report = httpx.post(f"{service.url}/v1/score", json=body).json()
    text = report["document"]["text"]
    assert "Home" not in text
    hedges = report["evidence"]["hedges"]
    assert hedges
    assert all(text[hedge["start"] : hedge["end"]] == hedge["text"] for hedge in hedges)


def test_messagepack_says_what_json_says(service: Service) -> None:
    """Two representations of one report."""
    body = {"text": SEED.read_text(encoding="utf-8"), "offsets": "utf16"}
    packed = httpx.post(
        f"{service.url}/v1/score",
        content=msgspec.msgpack.encode(body),
        headers={"content-type": "application/x-msgpack", "accept": "application/x-msgpack"},
    )
    plain = httpx.post(f"{service.url}/v1/score", json=body)
    assert msgspec.msgpack.decode(packed.content) == plain.json()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({}, "invalid-request"),
        ({"text": "A text.", "html": "<p>A text.</p>"}, "invalid-request"),
        ({"text": "  …  "}, "unreadable-text"),
        ({"text": "Le maire a dit mardi que le pont pourrait rouvrir."}, "unsupported-language"),
        ({"text": "A text.", "scorers": ["tone"]}, "unknown-scorer"),
        ({"text": "A text.", "profile": "none"}, "unknown-profile"),
    ],
)
def test_the_library_refuses_what_it_cannot_score(
    service: Service, body: dict[str, object], kind: str
) -> None:
    """422 with the kind of problem and a pointer."""
    answer = httpx.post(f"{service.url}/v1/score", json=body)
    assert answer.status_code == 422
    assert answer.json()["type"] == f"urn:copydesk:problem:{kind}"
    assert answer.json()["errors"][0]["pointer"].startswith("/")


def test_the_longest_article_is_scored(service: Service) -> None:
    """200,000 characters are within the limits of size and time."""
    text = SEED.read_text(encoding="utf-8")
    long = (text * (200_000 // len(text) + 1))[:200_000]
    url = f"{service.url}/v1/score"
    assert httpx.post(url, content=long, headers=TEXT, timeout=60).status_code == 200
    assert httpx.post(url, content=long + "a", headers=TEXT).status_code == 413


def test_the_profiles_are_there(service: Service) -> None:
    """The default profile is listed, and can be read by its name."""
    profiles = httpx.get(f"{service.url}/v1/profiles").json()["profiles"]
    assert "default" in [profile["name"] for profile in profiles]
    assert httpx.get(f"{service.url}/v1/profiles/default").status_code == 200


def test_the_smoke_test_passes(service: Service) -> None:
    """The script that a newsroom runs."""
    done = run_smoke_test(service)
    assert done.returncode == 0, done.stderr


def test_the_log_has_no_article(service: Service) -> None:
    """Not one of the seed's longer words, after all that was sent above."""
    words = {word for word in SEED.read_text(encoding="utf-8").split() if len(word) > 9}
    logged = service.log
    assert all(json.loads(line) for line in logged.splitlines())
    assert [word for word in words if word in logged] == []
