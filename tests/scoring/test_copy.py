"""How copy really looks: the same attributions whatever its marks, blanks, headlines and names."""

import pytest

from scoring.pipeline import Pipeline
from scoring.types import Article, Attribution


def read(pipeline: Pipeline, text: str) -> list[Attribution]:
    return list(pipeline.parse(Article(text=text)).counted)


def sourced(pipeline: Pipeline, text: str) -> list[tuple[str, str]]:
    """The source's and the cue's words of each attribution, blanks of all kinds as one."""
    return [
        (" ".join(a.source.text.split()) if a.source else "", a.cue.text)
        for a in read(pipeline, text)
    ]


MARKS = {
    "curly": "“{}”",
    "straight": '"{}"',
    "single": "'{}'",
    "single curly": "‘{}’",
    "doubled": "``{}''",
    "guillemets": "«{}»",
    "guillemets with blanks": "« {} »",
    "low": "„{}“",
    "unclosed": "“{}",
    "unopened": "{}”",
    "missing": "{}",
}
QUOTED = [
    ("{}, Mayor Ana Ruiz said on Monday.", "We will rebuild the pier in spring"),
    ("Harbour master Tom Okafor told reporters: {}.", "The ship sank at dawn"),
    ("{}, said Lena Holt, who runs the mill.", "Nobody had warned us about the flood"),
]


@pytest.mark.parametrize("style", MARKS)
@pytest.mark.parametrize(("frame", "said"), QUOTED)
def test_any_mark_quotes(pipeline: Pipeline, frame: str, said: str, style: str) -> None:
    """Whatever mark a newsroom uses or loses, somebody said it, and its middle is content."""
    text = frame.format(MARKS[style].format(said))
    (found,) = read(pipeline, text)
    start, end = text.index(said), text.index(said) + len(said)
    assert found.source is not None
    content = [(piece.start, piece.end) for piece in found.content]
    assert any(s <= start and end <= e for s, e in content), found.content


PARAGRAPHS = [
    # A mark opens each paragraph of a long quotation; only the last closes.
    (
        "“We tested the dam twice before the rains,” engineer Ana Ruiz said.\n"
        "“The gates held. The spillway held.\n"
        "“Nothing leaked, and nobody had to leave their home,” she added.",
        ["Ana Ruiz", "she"],
    ),
    (
        "“The talks went on all night,” minister Omar Aziz said. “Nobody slept.”\n\n"
        "“In the morning we signed.”",
        ["Omar Aziz"],
    ),
]


@pytest.mark.parametrize(("text", "sources"), PARAGRAPHS)
def test_a_quotation_over_paragraphs(pipeline: Pipeline, text: str, sources: list[str]) -> None:
    """Its speakers are found and nobody else."""
    found = [source for source, _ in sourced(pipeline, text) if source]
    assert len(found) >= len(sources)
    assert all(any(name in source for source in found) for name in sources)
    assert all(any(name in source for name in sources) for source in found)


RELEASES = [
    ("“This pier is the pride of our town.” – Ana Ruiz, mayor", "Ana Ruiz"),
    ('"The mill will stay open." - Tom Okafor', "Tom Okafor"),
    ("“We are proud of the crew.” — Lena Holt, harbour master", "Lena Holt"),
    ("Ana Ruiz: “The pier opens in May.”\nTom Okafor: “So does the mill.”", "Ana Ruiz"),
]


@pytest.mark.parametrize(("text", "name"), RELEASES)
def test_a_press_releases_forms(pipeline: Pipeline, text: str, name: str) -> None:
    """A quotation signed with a dash, a name before a colon."""
    found = read(pipeline, text)
    speakers = {a.source.text for a in found if a.source}
    assert any(name in speaker for speaker in speakers), speakers


SAME = [
    (
        "headline in capitals",
        "MAYOR TO REBUILD PIER\nMayor Ana Ruiz said the pier would be rebuilt.",
    ),
    (
        "dateline",
        "PORT ELIZA (AP) — Mayor Ana Ruiz said the pier would be rebuilt.",
    ),
    (
        "dateline with a day",
        "PORT ELIZA, March 3 (Reuters) - Mayor Ana Ruiz said the pier would be rebuilt.",
    ),
    ("non-breaking", "Mayor\u00a0Ana\u00a0Ruiz said\u00a0the pier would be\u00a0rebuilt."),
    ("zero width", "Mayor \u200bAna Ruiz said the pier \u200bwould be rebuilt."),
    ("soft hyphens", "Mayor Ana Ruiz said the pi\u00ader would be re\u00adbuilt."),
    ("two blanks", "Mayor  Ana Ruiz said  the pier would be rebuilt."),
    ("carriage returns", "Pier news\r\n\r\nMayor Ana Ruiz said the pier would be rebuilt.\r\n"),
    ("byline", "By Lena Holt\nMayor Ana Ruiz said the pier would be rebuilt."),
    ("British", "Mayor Ana Ruiz said the harbour's pier would be rebuilt in grey colours."),
    ("one sentence", "Mayor Ana Ruiz said the pier would be rebuilt"),
]


@pytest.mark.parametrize("text", [text for _, text in SAME], ids=[name for name, _ in SAME])
def test_the_same_attribution(pipeline: Pipeline, text: str) -> None:
    """One, by the mayor, and nothing of the headline, the dateline or the byline in it."""
    ((source, cue),) = sourced(pipeline, text)
    assert source.replace("\u200b", "") == "Mayor Ana Ruiz"
    assert cue == "said"


NAMES = [
    "Ursula von der Leyen",
    "Ludwig van den Berg",
    "Charles de la Tour",
    "J.K. Okafor",
    "J. K. Okafor",
    "W. Lena Holt Jr.",
    "Dr. Omar al-Aziz",
    "Jean-Luc Ménard-Roy",
    "Zoë Łukasiewicz",
    "Sinéad O’Malley",
    "Sen. Lena Holt, R-Fla.,",
    "José Ángel Núñez Peña",
    "Sir Tom Okafor KCB",
    "Ng Siew Ling",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_a_person(pipeline: Pipeline, name: str) -> None:
    """Particles, titles, initials, hyphens and diacritics are of the name."""
    ((source, _),) = sourced(pipeline, f"{name} said the pier would be rebuilt in spring.")
    assert source.rstrip(",.") == name.rstrip(",.")
    (found,) = read(pipeline, f"{name} said the pier would be rebuilt in spring.")
    assert found.source is not None
    assert found.source.type == "named_person"


def test_a_paragraph_of_two_thousand_words(pipeline: Pipeline) -> None:
    """What is said in it is found from its start to its end."""
    filler = "The boats came in at noon and left the harbour again before the tide had turned. "
    text = "".join(
        f"{filler * 3}Captain {name} said the storm had broken {count} masts. "
        for count, name in enumerate(["Ana Ruiz", "Tom Okafor", "Lena Holt", "Omar Aziz"] * 10, 2)
    ).strip()
    assert len(text.split()) > 2000
    found = sourced(pipeline, text)
    assert len(found) == 40
    assert all(cue == "said" for _, cue in found)
