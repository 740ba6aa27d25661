"""A request becomes an article, or a clear refusal."""

import pytest

from scoring.errors import InvalidRequest, TextTooLong, UnreadableText, UnsupportedLanguage
from scoring.intake import MAX_CHARACTERS, take_in
from scoring.report.request import ScoreRequest

ENGLISH = "The council voted on Tuesday to close the bridge, the mayor said."
FRENCH = "Le conseil a voté mardi la fermeture du pont, a déclaré le maire à la presse."


def test_a_text_is_taken_as_it_is() -> None:
    """Offsets are into exactly what was sent: nothing is trimmed or tidied."""
    text = f"\ufeff  {ENGLISH}\r\n\0 \u00a0"
    assert take_in(ScoreRequest(text=text)).text == text


def test_html_is_reduced_to_its_text() -> None:
    article = take_in(ScoreRequest(html=f"<p>{ENGLISH}</p><script>x</script>"))
    assert article.text == ENGLISH
    assert article.from_html


def test_what_is_echoed_is_kept() -> None:
    article = take_in(ScoreRequest(text=ENGLISH, title="Bridge", id="7", revision="2"))
    assert (article.title, article.id, article.revision) == ("Bridge", "7", "2")
    assert not article.from_html


REFUSED = [
    ("neither", {}, InvalidRequest, "/text", "neither text nor html"),
    ("both", {"text": "a", "html": "b"}, InvalidRequest, "/html", "both text and html"),
    ("both, one empty", {"text": "a", "html": ""}, InvalidRequest, "/html", "both"),
    ("empty", {"text": ""}, UnreadableText, "/text", "no word"),
    ("white space", {"text": " \n\u00a0"}, UnreadableText, "/text", "no word"),
    ("marks", {"text": "— … !"}, UnreadableText, "/text", "no word"),
    ("empty html", {"html": ""}, UnreadableText, "/html", "no word"),
    ("html of nothing", {"html": "<nav>Home</nav>"}, UnreadableText, "/html", "no word"),
    ("deep html", {"html": "<b>" * 600 + "x"}, InvalidRequest, "/html", "512 elements"),
    ("half a character", {"text": "a\ud800"}, InvalidRequest, "/text", "1 is an unpaired"),
    ("the same in html", {"html": "\udfffa"}, InvalidRequest, "/html", "0 is an unpaired"),
    ("in the title", {"text": "a", "title": "\ud800"}, InvalidRequest, "/title", "unpaired"),
    ("in the id", {"text": "a", "id": "\ud800"}, InvalidRequest, "/id", "unpaired"),
    ("French", {"text": FRENCH}, UnsupportedLanguage, "/text", r"in French \(fr\)"),
    ("French html", {"html": f"<p>{FRENCH}"}, UnsupportedLanguage, "/html", "in French"),
    ("said to be German", {"text": ENGLISH, "language": "de-AT"}, UnsupportedLanguage,
     "/language", r"German \(de\); copydesk supports English only"),
    ("said to be Klingon", {"text": ENGLISH, "language": "tlh"}, UnsupportedLanguage,
     "/language", "tlh; copydesk supports English only"),
    ("no tag", {"text": ENGLISH, "language": "en<script>"}, UnsupportedLanguage,
     "/language", "not a language tag"),
    ("an empty tag", {"text": ENGLISH, "language": ""}, UnsupportedLanguage,
     "/language", "not a language tag"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "error", "pointer", "detail"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_refusals(
    fields: dict[str, str], error: type[InvalidRequest], pointer: str, detail: str
) -> None:
    """What is wrong is said, and where."""
    with pytest.raises(error, match=detail) as caught:
        take_in(ScoreRequest(**fields))  # type: ignore[arg-type]
    assert type(caught.value) is error
    assert caught.value.pointer == pointer


def test_a_refusal_carries_no_text() -> None:
    """An error may be logged; an article may not."""
    with pytest.raises(UnsupportedLanguage) as caught:
        take_in(ScoreRequest(text=FRENCH))
    assert "maire" not in str(caught.value)


def test_the_limit_is_on_the_text() -> None:
    """Markup is not counted; characters are, not bytes."""
    assert take_in(ScoreRequest(html="<p>caf\u00e9</p>", language="en"), max_characters=4).text
    with pytest.raises(TextTooLong, match="5 characters; the limit is 4"):
        take_in(ScoreRequest(text="cafés"), max_characters=4)
    with pytest.raises(TextTooLong):
        take_in(ScoreRequest(text="a " * MAX_CHARACTERS))


@pytest.mark.parametrize(
    ("asked", "taken"),
    [(None, "en"), ("und", "en"), ("en", "en"), ("en-GB", "en-GB"), ("en_us", "en-us")],
)
def test_english_is_english(asked: str | None, taken: str) -> None:
    assert take_in(ScoreRequest(text=ENGLISH, language=asked)).language == taken


def test_who_says_english_is_believed() -> None:
    """A stated language is not second-guessed: detection is for when there is none."""
    assert take_in(ScoreRequest(text=FRENCH, language="en")).text == FRENCH
