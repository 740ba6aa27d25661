"""``POST /v1/score``, by example."""

import msgspec
import pytest
from service_fakes import NAMES, Client, FakeEngine

from scoring.report.report import Report
from scoring.report.request import ScoreRequest

ARTICLE = "The mayor said on Tuesday that the bridge may open in May."


def test_a_json_article_gets_four_scores(client: Client) -> None:
    """JSON in, JSON out, the scores by name."""
    response = client.score(json={"text": ARTICLE, "id": "cms-17", "revision": "4"})
    report = response.json()
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert list(report["scores"]) == list(NAMES)
    assert (report["id"], report["revision"]) == ("cms-17", "4")


def test_plain_text_is_an_article(client: Client, engine: FakeEngine) -> None:
    """A text/plain body is the text, byte for byte."""
    response = client.score(content=ARTICLE, headers={"content-type": "text/plain; charset=UTF-8"})
    assert response.status_code == 200
    assert engine.asked[-1].text == ARTICLE


def test_html_is_an_article(client: Client, engine: FakeEngine) -> None:
    """A text/html body is the HTML."""
    client.score(content=f"<p>{ARTICLE}</p>", headers={"content-type": "text/html"})
    assert engine.asked[-1].html == f"<p>{ARTICLE}</p>"
    assert engine.asked[-1].text is None


def test_a_byte_order_mark_is_no_text(client: Client, engine: FakeEngine) -> None:
    """A mark at the start of a text/plain body is its encoding's, not the article's."""
    content = b"\xef\xbb\xbf" + ARTICLE.encode()
    client.score(content=content, headers={"content-type": "text/plain"})
    assert engine.asked[-1].text == ARTICLE


def test_options_of_a_text_come_in_the_query(client: Client, engine: FakeEngine) -> None:
    """Query parameters stand in for the fields."""
    client.score(
        content=ARTICLE,
        headers={"content-type": "text/plain"},
        params={
            "id": "7",
            "scorers": "hedging,attribution",
            "evidence": "false",
            "offsets": "utf16",
            "explain": "true",
        },
    )
    assert engine.asked[-1] == ScoreRequest(
        text=ARTICLE,
        id="7",
        scorers=["hedging", "attribution"],
        evidence=False,
        offsets="utf16",
        explain=True,
    )


def test_scorers_may_be_repeated_in_the_query(client: Client, engine: FakeEngine) -> None:
    """``scorers=a&scorers=b`` is the same as ``scorers=a,b``."""
    path = "/v1/score?scorers=hedging&scorers=attribution"
    client.call("POST", path, content=ARTICLE, headers={"content-type": "text/plain"})
    assert engine.asked[-1].scorers == ["hedging", "attribution"]


@pytest.mark.parametrize("word", ["null", "true", "1"])
def test_a_text_that_looks_like_a_value_is_text(
    client: Client, engine: FakeEngine, word: str
) -> None:
    """Only options are read from strings; the text is never anything else."""
    client.score(content=word, headers={"content-type": "text/plain"})
    assert engine.asked[-1].text == word


def test_messagepack_goes_both_ways(client: Client) -> None:
    """MessagePack in and out says the same as JSON in and out."""
    body = {"text": ARTICLE, "scorers": ["hedging"]}
    packed = client.score(
        content=msgspec.msgpack.encode(body),
        headers={"content-type": "application/x-msgpack", "accept": "application/x-msgpack"},
    )
    assert packed.headers["content-type"] == "application/x-msgpack"
    assert msgspec.msgpack.decode(packed.content) == client.score(json=body).json()


def test_the_report_is_the_librarys(client: Client, engine: FakeEngine) -> None:
    """The wire adds nothing to the report and takes nothing away."""
    report = msgspec.json.decode(client.score(json={"text": ARTICLE}).content, type=Report)
    assert report == engine.score(ScoreRequest(text=ARTICLE))


def test_the_time_is_told(client: Client) -> None:
    """Server-Timing has parse and score."""
    timing = client.score(json={"text": ARTICLE}).headers["server-timing"]
    assert [part.split(";")[0] for part in timing.split(", ")] == ["parse", "queue", "score"]
