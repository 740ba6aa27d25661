"""The folder of corpora is rebuilt from the public corpora's formats, on made-up articles."""

import gzip
import json
import sys
from pathlib import Path

import pytest

from training import rebuild
from training.corpora import gum, polnear, polnear_others
from training.rebuild import BadCorpus, read_standoff, rebuild_gum, rebuild_polnear

TEXT = "Pier to open\n\n“It may open,” said Ana Ruiz,\nthe mayor. It is said to leak.\nRead more."
STANDOFF = """\
T1\tSource 34 42;44 53\tAna Ruiz the mayor
T2\tCue 29 33\tsaid
T3\tContent 14 28\t“It may open,”
T4\tAttribution 29 33\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tContent 66 73;55 57\tto leak It
T6\tCue 58 65\tis said
T7\tAttribution-no-source 58 65\tis said
E2\tAttribution-no-source:T7 \t
E3\tAttribution-no-source:T7 Content:T5 Cue:T6
T8\tDiscuss 14 28\t“It may open,”
#1\tAnnotatorNotes T8\tnot sure
T9\tDiscard 75 85\tRead more.
"""
PARSE = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="CoreNLP-to-HTML.xsl" type="text/xsl"?>
<root><document><sentences>
  <sentence id="1"><tokens><token id="1"><word>Pier</word><lemma>pier</lemma>
    <CharacterOffsetBegin>0</CharacterOffsetBegin><CharacterOffsetEnd>4</CharacterOffsetEnd>
    <POS>NN</POS><NER>O</NER></token></tokens><parse>(ROOT)</parse></sentence>
  <sentence id="2"><tokens><token id="1"><word>Ana</word><lemma>Ana</lemma>
    <CharacterOffsetBegin>34</CharacterOffsetBegin><CharacterOffsetEnd>37</CharacterOffsetEnd>
    <POS>NNP</POS><NER>PERSON</NER></token></tokens></sentence>
</sentences><coreference/></document></root>
"""
CONLLU = """\
# newdoc id = {name}
# newpar
# text = The pier is old.
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_

# text = It leaks.
1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\t_

"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Two splits of one article each; the train article has two annotators."""
    home = tmp_path / "PolNeAR"
    for split, name in (("train", "paper_2016-01-01_pier"), ("dev", "paper_2016-01-02_pier")):
        for folder in ("text", "attributions", "corenlp"):
            (home / "data" / split / folder).mkdir(parents=True)
        (home / "data" / split / "text" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        marked = home / "data" / split / "attributions"
        (marked / f"{name}_4e07.ann").write_text(STANDOFF, encoding="utf-8")
        if split == "train":
            (marked / f"{name}_ef2d.ann").write_text("", encoding="utf-8")
            parse = home / "data" / split / "corenlp" / f"{name}.txt.xml"
            parse.write_text(PARSE, encoding="utf-8")
    return home


def test_every_event_is_an_attribution_in_the_files_order() -> None:
    """One that has lost its arguments too: labels refer to attributions by number."""
    read = read_standoff(STANDOFF.split("\n"), TEXT)
    assert read.attributions == [
        {"cue": [[29, 33]], "source": [[34, 42], [44, 53]], "content": [[14, 28]]},
        {"cue": [], "source": [], "content": []},
        {"cue": [[58, 65]], "source": [], "content": [[55, 57], [66, 73]]},
    ]


def test_what_is_no_article_text_is_discarded() -> None:
    """What annotators were unsure of is not."""
    assert read_standoff(STANDOFF.split("\n"), TEXT).discard == [[75, 85]]


def test_a_span_that_quotes_another_text_is_counted() -> None:
    """Another version of the text, or one whose line breaks were converted."""
    assert read_standoff(STANDOFF.split("\n"), TEXT).misplaced == 0
    assert read_standoff(STANDOFF.split("\n"), TEXT.replace("\n", "\r\n")).misplaced == 9


@pytest.mark.parametrize(
    "line", ["E1\tAttribution:T4 Cue:T9", "Q1\tSource 1 2\tx", "T1\tCue a b\tx"]
)
def test_another_format_is_refused(line: str) -> None:
    """Not half read."""
    with pytest.raises((BadCorpus, ValueError)):
        read_standoff([line], TEXT)


def test_the_folder_is_what_training_reads(checkout: Path, tmp_path: Path) -> None:
    """Articles, the other annotators, and CoreNLP's tokens."""
    counts = rebuild_polnear(checkout, tmp_path)
    assert counts["train: articles"] == counts["dev: articles"] == 1
    (train,) = polnear(tmp_path, "train")
    assert train.id == "paper_2016-01-01_pier"
    assert [link.source is None for link in train.links] == [False, True]
    assert train.sentences is not None
    assert sum(train.sentences) == 2
    (dev,) = polnear(tmp_path, "dev")
    assert dev.sentences is None
    (other,) = polnear_others(tmp_path)
    assert other.links == []
    record = json.loads((tmp_path / "polnear" / "train.others.jsonl").read_text())
    assert record == {"id": train.id, "annotator": "ef2d", "attributions": [], "discard": []}
    with gzip.open(tmp_path / "polnear" / "train.tokens.jsonl.gz", "rt") as lines:
        assert json.loads(lines.readline())["sentences"] == [
            [[0, 4, "NN", "O"]],
            [[34, 37, "NNP", "PERSON"]],
        ]


def test_an_article_that_nobody_annotated_is_refused(checkout: Path, tmp_path: Path) -> None:
    """An incomplete checkout is not taken for a smaller corpus."""
    (checkout / "data" / "dev" / "attributions" / "paper_2016-01-02_pier_4e07.ann").unlink()
    with pytest.raises(BadCorpus, match="has no annotation"):
        rebuild_polnear(checkout, tmp_path)


def test_gums_documents_are_copied_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only those that are named, and none may be missing."""
    listed = tmp_path / "corpora.toml"
    listed.write_text('[gum]\ndocuments = ["GUM_news_pier"]\n')
    monkeypatch.setattr(rebuild, "DOCUMENTS", listed)
    (tmp_path / "GUM" / "dep").mkdir(parents=True)
    with pytest.raises(BadCorpus, match="lacks GUM_news_pier"):
        rebuild_gum(tmp_path / "GUM", tmp_path)
    for name in ("GUM_news_pier", "GUM_news_dam"):
        (tmp_path / "GUM" / "dep" / f"{name}.conllu").write_text(CONLLU.format(name=name))
    rebuild_gum(tmp_path / "GUM", tmp_path)
    ((document, sentences),) = gum(tmp_path)
    assert document.id == "GUM_news_pier"
    assert sentences == [(0, 16), (17, 26)]


def test_the_command_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, with status 1."""
    arguments = ["corpora", "--polnear", str(tmp_path / "nothing"), "--out", str(tmp_path / "out")]
    monkeypatch.setattr(sys, "argv", arguments)
    assert rebuild.main() == 1
    assert "not a checkout of PolNeAR" in capsys.readouterr().err
