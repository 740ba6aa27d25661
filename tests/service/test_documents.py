"""Articles in Word's, OpenDocument's and PDF files."""

import io
import json
import sys
from pathlib import Path

import pytest
from document_files import docx, odt, pdf, zipped

from service.articles import find_files, read_file
from service.cli.main import main
from service.documents import read_document
from service.problems import Failure

WORD = """
<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:t>“The pier may open,” </w:t></w:r>
<w:hyperlink><w:r><w:t>Mayor Ana Ruiz</w:t></w:r></w:hyperlink>
<w:ins><w:r><w:t xml:space="preserve"> said</w:t></w:r></w:ins>
<w:del><w:r><w:delText> denied</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cost</w:t><w:tab/><w:t>$3</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:txbxContent><w:p><w:r><w:t>In a box</w:t>
</w:r></w:p></w:txbxContent></w:r></w:p>
"""
OPEN = """
<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:h>Pier</text:h><text:p>“The pier may<text:s text:c="2"/>open,” <text:span>Mayor <text:a>Ana
</text:a></text:span>said<office:annotation><dc:creator>Me</dc:creator><text:p>Check!</text:p>
</office:annotation>.<text:note><text:note-citation>1</text:note-citation><text:note-body>
<text:p>A note.</text:p></text:note-body></text:note></text:p>
<text:list><text:list-item><text:p>One<text:line-break/>two</text:p></text:list-item></text:list>
<text:p><draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p>
"""


def test_a_word_document_is_its_paragraphs() -> None:
    """With links, tables, text boxes and insertions, without deletions."""
    lines = read_document(docx(WORD), ".docx").split("\n")
    said = "“The pier may open,” Mayor Ana Ruiz said."
    assert lines == [said, "Cost\t$3", "One", "two", "In a box"]


def test_an_opendocument_text_is_its_paragraphs() -> None:
    """Without comments, notes and what tracked changes keep."""
    lines = read_document(odt(OPEN), ".odt").split("\n")
    assert [" ".join(line.split()) for line in lines if line] == [
        "Pier", "“The pier may open,” Mayor Ana said.", "One", "two", "In a box",
    ]  # fmt: skip
    assert "may  open" in lines[1]


def test_a_pdf_is_its_paragraphs() -> None:
    """Lines are joined, also over a hyphen; columns are read one after the other."""
    pytest.importorskip("pdfminer")
    left = [
        "The pier may open in May after years of re-",
        "pairs, the mayor said on Tuesday.",
        "  It was closed by a storm (in March) that took",
        "part of its deck and two of its lamps away.",
    ]
    right = ["Nobody was hurt that day, and the lamps", "were found again by divers in July."]
    places = [(50, 700 - 12 * n, text) for n, text in enumerate(left)]
    places[2] = (60, places[2][1], left[2].strip())
    places += [(350, 700 - 12 * n, text) for n, text in enumerate(right)]
    assert read_document(pdf(places), ".pdf").split("\n") == [
        "The pier may open in May after years of repairs, the mayor said on Tuesday.",
        "It was closed by a storm (in March) that took part of its deck and two of its lamps away.",
        "Nobody was hurt that day, and the lamps were found again by divers in July.",
    ]


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("a.docx", b"PK\x03\x04 broken", "the Word document is damaged"),
        ("a.docx", zipped({"a": ""}), "there is no Word document in it"),
        ("a.odt", zipped({"content.xml": "<a"}), "the OpenDocument text is damaged"),
        ("a.odt", odt("").replace(b"content.xml", b"kontent.xml"), "no OpenDocument text in it"),
        ("a.pdf", b"%PDF-1.4 broken", "the PDF"),
        ("a.pdf", pdf([]), "no text layer"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "save it as .docx"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, body: bytes, says: str) -> None:
    """With the file's name, what is wrong, and where it helps what to do."""
    if name.endswith(".pdf"):
        pytest.importorskip("pdfminer")
    (tmp_path / name).write_bytes(body)
    with pytest.raises(Failure, match=says) as caught:
        read_file(str(tmp_path / name))
    assert str(caught.value).startswith(str(tmp_path / name))


def test_no_entity_is_expanded() -> None:
    """Neither a file's content nor a bomb of references gets into the text."""
    bomb = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    document = zipped({"content.xml": bomb + "<a><body><text><p>&x;!</p></text></body></a>"})
    assert read_document(document, ".odt") == "!"


def test_pdf_without_its_extra_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And a folder with one is refused before anything is scored."""
    monkeypatch.setitem(sys.modules, "pdfminer.high_level", None)
    monkeypatch.delitem(sys.modules, "service.pdf", raising=False)
    with pytest.raises(Failure, match=r"copydesk\[documents\]"):
        read_document(b"%PDF-1.4", ".pdf")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    assert main(["batch", str(tmp_path), str(tmp_path / "out.jsonl")]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_documents_are_scored_like_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From a file, and from standard input, where the first bytes say what it is."""
    (tmp_path / "a.docx").write_bytes(docx(WORD))
    (tmp_path / "b.odt").write_bytes(odt(OPEN))
    assert [Path(name).name for name in find_files([str(tmp_path)])] == ["a.docx", "b.odt"]
    assert main(["score", str(tmp_path), "--format", "csv"]) == 0
    assert capsys.readouterr().out.count("attribution") == 2
    for body in (docx(WORD), odt(OPEN)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(body)))
        assert main(["score", "-", "--json"]) == 0
        report = json.loads(capsys.readouterr().out)
        assert report["evidence"]["attributions"]


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture, a sound or a film, not an article"),
        ("a.heic", b"\0\0\0\x18ftypheic", "a picture, a sound or a film, not an article"),
        ("a.wav", b"RIFF\x24\0\0\0WAVEfmt ", "a picture, a sound or a film, not an article"),
        ("a.json", b'{"text": "The quay is old."}', "JSON: use copydesk batch"),
        (
            "a.eml",
            b"From: <a@p.example>\nTo: b@p.example\nSubject: Quay\nMIME-Version: 1.0\n\nOld.\n",
            "a mail: save its text",
        ),
    ],
)
def test_a_file_that_is_no_article_is_named_for_what_it_is(
    tmp_path: Path, name: str, body: bytes, says: str
) -> None:
    """Not for its first byte that is not UTF-8."""
    (tmp_path / name).write_bytes(body)
    with pytest.raises(Failure, match=says):
        read_file(str(tmp_path / name))


@pytest.mark.parametrize(
    "text",
    [
        "RIFF RAFF plays on Monday.\n",
        "Q: How old is it?\nA: Very.\nQ: Why?\nA: Nobody cared.\n\nSo it went.\n",
    ],
)
def test_a_text_that_only_looks_like_another_file_is_read(tmp_path: Path, text: str) -> None:
    """A headline in capitals, an interview."""
    (tmp_path / "a.txt").write_text(text)
    assert read_file(str(tmp_path / "a.txt")).content == text


def test_newsml_with_plain_text_is_read(tmp_path: Path) -> None:
    """Only the article, with its lines."""
    (tmp_path / "a.xml").write_text(
        '<?xml version="1.0"?><newsItem><contentMeta><headline>Quay</headline></contentMeta>'
        '<contentSet><inlineData contenttype="text/plain">It is old &amp; leaks.\n\nIt costs.'
        "</inlineData></contentSet></newsItem>"
    )
    assert read_file(str(tmp_path / "a.xml")) == ("It is old & leaks.\n\nIt costs.", False)


def test_markdown_files_of_a_folder_are_articles(tmp_path: Path) -> None:
    """As text files are."""
    for name in ("a.md", "b.markdown", "c.txt", "d.rst"):
        (tmp_path / name).write_text("It is old.")
    assert [Path(name).name for name in find_files([str(tmp_path)])] == [
        "a.md",
        "b.markdown",
        "c.txt",
    ]
