"""``import copydesk``: the library's front door."""

import inspect

import msgspec
import pytest

import copydesk
from copydesk import default
from scoring.report.request import ScoreRequest
from scoring.scorer import discover
from scoring.version import VERSION

TEXT = "“The pier may open in May,” Mayor Ana Ruiz said on Tuesday."


def test_an_article_is_scored_in_one_call() -> None:
    """The README's two lines."""
    report = copydesk.score(TEXT)
    assert isinstance(report, copydesk.Report)
    assert list(report.scores) == ["anonymity", "attribution", "hedging", "readability"]
    (said,) = report.evidence["attributions"]
    assert TEXT[said["source"]["start"] : said["source"]["end"]] == said["source"]["text"]


def test_the_report_is_the_engines() -> None:
    """The facade adds nothing and leaves nothing out."""
    assert copydesk.score(TEXT, id="7") == copydesk.default_engine().score(
        copydesk.ScoreRequest(text=TEXT, id="7")
    )


def test_the_default_engine_is_loaded_once() -> None:
    """A second call returns the same one."""
    assert copydesk.default_engine() is copydesk.default_engine()
    assert len(default._engines) == 1


def test_every_option_of_a_request_is_an_option() -> None:
    """With the same default; ``html`` says how to read the text."""
    options = inspect.signature(copydesk.score).parameters
    fields = {field.name: field.default for field in msgspec.structs.fields(ScoreRequest)}
    assert set(options) == set(fields)
    assert {n: options[n].default for n in set(fields) - {"text", "html"}} == {
        n: value for n, value in fields.items() if n not in {"text", "html"}
    }


def test_html_is_reduced_to_its_text() -> None:
    """And the report carries the text that offsets refer to."""
    report = copydesk.score(f"<p>{TEXT}</p><script>x</script>", html=True)
    assert report.document.text == TEXT


@pytest.mark.parametrize(
    ("options", "error", "pointer"),
    [
        ({"scorers": ["tone"]}, copydesk.UnknownScorer, "/scorers/0"),
        ({"profile": "metro"}, copydesk.UnknownProfile, "/profile"),
        ({"language": "fr"}, copydesk.UnsupportedLanguage, "/language"),
        ({"offsets": "bytes"}, copydesk.InvalidRequest, "/offsets"),
        ({"min_confidence": 1.5}, copydesk.InvalidRequest, "/min_confidence"),
    ],
)
def test_what_cannot_be_done_says_where(
    options: dict[str, object], error: type[copydesk.InvalidRequest], pointer: str
) -> None:
    """Each is an ``InvalidRequest`` with a JSON pointer, and a ``CopydeskError``."""
    with pytest.raises(error) as caught:
        copydesk.score(TEXT, **options)  # type: ignore[arg-type]
    assert caught.value.pointer == pointer
    assert isinstance(caught.value, copydesk.CopydeskError)


def test_everything_public_is_there_and_sorted() -> None:
    """``__all__`` names what exists."""
    assert sorted(copydesk.__all__) == copydesk.__all__
    assert all(hasattr(copydesk, name) for name in copydesk.__all__)
    assert copydesk.__version__ == VERSION


def test_the_built_in_scorers_have_the_public_protocol() -> None:
    """Guests and built-ins come in by the same door."""
    assert all(isinstance(one.scorer, copydesk.Scorer) for one in discover().values())
