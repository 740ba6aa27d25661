"""Which language a text is in; English when unsure."""

import tempfile
from pathlib import Path

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

from scoring.text import language
from scoring.text.language import describe, detect

ENGLISH = [
    "The council voted on Tuesday to close the bridge.",
    "Mayor quits",
    "Stocks tumble",
    "Rain expected.",
    "Hello.",
    "Police arrest three after Leeds robbery",
    "Austin meets Kim Yong-hyun in Seoul",
    "Xi Jinping hosts Nguyen Phu Trong in Beijing",
    "Nkosazana Dlamini-Zuma and Mangosuthu Buthelezi attended.",
    "Giorgia Meloni visited Palazzo Chigi, Montecitorio and Quirinale in Rome.",
    "Recep Tayyip Erdogan told reporters in Ankara he would stand.",
    "Rio de Janeiro police chief Carlos da Silva dos Santos resigned on Tuesday",
    "Bundesliga: Borussia Dortmund vs Eintracht Frankfurt",
    "Kuala Lumpur",
    "NATO, EU, UN",
    "MAYOR OF RIO DE JANEIRO QUITS",
    "Dow up 3.5%",
    "1,000",
    "",
]
OTHERS = [
    ("fr", "Le ministre a déclaré mardi que la réforme serait présentée au parlement."),
    ("fr", "Bonjour tout le monde"),
    ("fr", "LE MINISTRE A DÉCLARÉ QUE LA RÉFORME SERA PRÉSENTÉE MARDI."),
    ("de", "Der Minister sagte am Dienstag, das Gesetz werde nächste Woche vorgelegt."),
    ("es", "El ministro dijo el martes que la ley se presentará la próxima semana."),
    ("it", "Il ministro ha detto martedì che la legge sarà presentata la prossima settimana."),
    ("nl", "De minister zei dinsdag dat de wet volgende week wordt ingediend."),
    ("pt", "O ministro disse na terça-feira que a lei será apresentada na próxima semana."),
    ("pl", "Minister powiedział we wtorek, że ustawa zostanie przedstawiona za tydzień."),
    ("ru", "Министр заявил во вторник, что закон будет представлен на следующей неделе."),
    ("lv", "Ministrs otrdien sacīja, ka likumprojekts tiks iesniegts nākamnedēļ."),
    ("zh", "部长周二表示，该法案将于下周提交。"),
    ("ja", "大臣は火曜日、法案は来週提出されると述べた。"),
    ("ar", "قال الوزير يوم الثلاثاء إن القانون سيقدم الأسبوع المقبل."),
    ("hi", "मंत्री ने मंगलवार को कहा कि विधेयक अगले सप्ताह पेश किया जाएगा।"),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_read_as_english(text: str) -> None:
    """However short, and whatever names are in it."""
    assert detect(text).code == "en"


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_other_languages_are_told(code: str, text: str) -> None:
    seen = detect(text)
    assert seen.code == code
    assert seen.confidence is not None
    assert 0 < seen.confidence <= 1


def test_presumed_english_has_no_confidence() -> None:
    """Absence is stated: nothing speaks for English in a name."""
    assert detect("Kuala Lumpur").confidence is None


def test_the_model_is_not_asked_about_plain_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes half a second and 70 MB to load, and nearly all articles are plain."""
    monkeypatch.setattr(language, "_identifier", lambda: pytest.fail("the model was asked"))
    text = "The council voted to close the bridge that they had built, and it was sold. " * 4
    assert detect(text).code == "en"


def test_the_model_is_asked_about_a_text_with_english_in_it() -> None:
    """A quotation in English makes no article English."""
    line = "Der Minister sagte am Dienstag, das Gesetz werde nächste Woche vorgelegt. "
    assert detect(line * 12 + "“The bridge is to be closed, and it was about time.”").code == "de"


def test_the_middle_of_a_text_counts_too() -> None:
    """An English article that begins with a line in another language is English."""
    line = "Der Minister sagte am Dienstag nichts. "
    assert detect(line + "The council voted on Tuesday to close the old bridge. " * 60).code == "en"


def test_a_long_text_takes_no_longer() -> None:
    """Only a sample is read."""
    text = "The council voted on Tuesday to close the old bridge. "
    assert detect(text * 4000) == detect(text * 400)


@pytest.mark.parametrize(("code", "name"), [("fr", "French (fr)"), ("zh", "Chinese (zh)")])
def test_a_language_has_a_name(code: str, name: str) -> None:
    assert describe(code) == name


def test_an_unknown_code_is_its_own_name() -> None:
    assert describe("tlh") == "tlh"


def test_the_model_is_read_as_its_own_library_reads_it() -> None:
    """To the last number, though no file is written for it."""
    theirs = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    ours = language._identifier()
    for name in ("nb_classes", "tk_nextmove", "tk_row", "tk_output"):
        assert getattr(ours, name) == getattr(theirs, name)
    assert (ours.nb_ptc == theirs.nb_ptc).all()
    assert (ours.nb_pc == theirs.nb_pc).all()
    for text in ENGLISH:
        assert ours.classify(text) == theirs.classify(text)


def test_nothing_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A container may have no folder that can be written to."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    language._identifier.cache_clear()
    assert detect("Bonjour tout le monde").code == "fr"
