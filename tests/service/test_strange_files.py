"""Files and names from strangers: what they contain neither ends a command, nor takes its memory,
nor reaches the terminal as anything but characters.
"""

import csv
import io
import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from document_files import docx, zipped

from scoring.errors import CopydeskError
from service import visible
from service.archive import text_formats
from service.archive.inputs import open_source, settled
from service.archive.values import Bad
from service.articles import find_files, read_file
from service.cli.main import main
from service.cli.terminal import Mark, excerpt
from service.documents import read_document
from service.problems import Failure

SAID = "The pier may open in May, a senior official said."
NAMES = [
    b"a\nb.txt",
    b"\x1b]0;owned\x07.txt",
    b"\x1b[2J\x1b[Hgone.txt",
    b"\rcopydesk: fine.txt",
    b"\xff\xfe.txt",
    "\u202etxt.exe.txt".encode(),
    "\u2066a\u2069.txt".encode(),
    "\u009b31mred.txt".encode(),
    "a\u2028b.txt".encode(),
    b"\x7f\x08\x08.txt",
    b"=cmd|x.txt",
    b"a|b`c<i>[d](e).txt",
]
HARMFUL = set(map(chr, (*range(9), *range(11, 32), *range(127, 160), 0x2028, 0x2029))) | set(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    for name in NAMES:
        (made / os.fsdecode(name)).write_text(f"{SAID} \x1b[8mHidden\x1b[0m \u202ewords.\n")
    return made


@pytest.mark.parametrize(
    "command",
    [
        ["score"],
        ["score", "--all"],
        *(["score", "--format", one] for one in ("json", "csv", "markdown")),
        *(["check", "--format", one] for one in ("text", "json", "sarif", "github")),
    ],
    ids=" ".join,
)
def test_no_name_and_no_article_acts_on_the_terminal(
    folder: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Control characters, marks of direction and bytes that are no UTF-8 are shown as escapes."""
    main([command[0], str(folder), *command[1:]])
    shown = capsys.readouterr()
    for stream in shown:
        assert not HARMFUL & set(stream.replace("\r\n", "\n"))
        stream.encode()  # no surrogates
    if command[-1] not in ("sarif", "github", "csv"):
        assert "\\xff\\xfe.txt" in shown.out.replace("\\\\", "\\")


def test_a_name_with_a_line_break_stays_in_its_cell_and_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In CSV, in Markdown and in the table."""
    main(["score", str(folder), "--format", "csv"])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    names = {row[0] for row in rows[1:]}
    assert len(names) == len(NAMES)
    assert not any(set(name) & {"\n", "\r", "\x1b"} for name in names)
    main(["score", str(folder), "--format", "markdown"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(NAMES) + 3
    assert not any("<i>" in line.replace("\\<", "") for line in lines)


def test_sarif_names_a_file_by_its_bytes(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program can find the file, whatever its name."""
    monkeypatch.chdir(folder)
    main(["check", ".", "--format", "sarif"])
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    found = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results}
    assert {"%FF%FE.txt", "a%0Ab.txt", "%1B%5D0%3Bowned%07.txt"} <= found


@pytest.mark.parametrize("command", ["score", "check", "explain"])
def test_a_missing_file_is_named_in_one_line(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main([command, "no\ncopydesk: all is well\x1b[2J"])
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    assert "\x1b" not in error


def test_an_archive_has_every_article_of_a_folder(folder: Path, tmp_path: Path) -> None:
    """A name that is not UTF-8 is shown in the id, and its article is read."""
    with settled(folder, tmp_path / "out.jsonl", format_="jsonl") as source:
        rows = list(open_source(source).read(0))
    assert len(rows) == len(NAMES)
    assert not any(isinstance(row, Bad) for row in rows)
    assert "\\xff\\xfe.txt" in {str(row["id"]) for row in rows if isinstance(row, dict)}


@pytest.mark.parametrize("name", ["ordinary.txt", "Ágora – naïve «1».txt", "日本.txt", "a\\b.txt"])
def test_an_ordinary_name_stays(name: str) -> None:
    assert visible.name(name) == name


def test_json_stays_the_same_value() -> None:
    """Its escapes stand for the same characters."""
    value = {"text": "a\u009b31m\u202e\x7f\u2028b\x1b"}
    assert json.loads(visible.json(json.dumps(value, ensure_ascii=False))) == value


def test_an_excerpt_keeps_its_columns() -> None:
    """A character that is not shown takes one column, so that the signs stay below their words."""
    text = "The \u202emayor\x1b said so."
    said = text.index("said")
    line, under = excerpt(text, [Mark(said, said + 4, "^")], 80)
    assert line[under.index("^") : under.rindex("^") + 1] == "said"
    assert not HARMFUL & set(line)


@pytest.mark.parametrize("command", [["score"], ["check"]])
def test_an_endless_file_is_refused(command: list[str]) -> None:
    """A device is read up to the limit of a file; the memory of the command is limited, too."""
    ended = limited([*command, "/dev/zero"])
    assert ended.returncode in (1, 2)
    assert "has more than 64 MiB" in ended.stderr


def limited(arguments: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run the command with 2 GiB of address space."""
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)); "
        "from service.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_an_archive_that_cannot_be_read_twice_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    with pytest.raises(Failure, match="read twice"):
        open_source(path)


def test_a_folder_is_read_without_pipes_devices_and_loops(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID)
    (tmp_path / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.txt")
    assert find_files([str(tmp_path)]) == [str(tmp_path / "a.txt")]


def test_a_pattern_enters_no_links(tmp_path: Path) -> None:
    """Two links to their own folder would have 2**40 paths."""
    (tmp_path / "deep" / ".hidden").mkdir(parents=True)
    for name in ("a.txt", "deep/b.txt", "deep/.hidden/c.txt", "deep/[x].txt"):
        (tmp_path / name).write_text(SAID)
    for name in ("one", "two", "three"):
        (tmp_path / name).symlink_to(tmp_path)
    below = ["deep/[x].txt", "deep/b.txt"]
    assert matching("**/*.txt", tmp_path) == ["a.txt", *below]
    assert matching("deep/**/*.txt", tmp_path) == below
    assert matching("**/**/b.txt", tmp_path) == below[1:]
    assert matching(f"{tmp_path}/**", tmp_path) == [str(tmp_path / n) for n in ("a.txt", *below)]


def matching(pattern: str, folder: Path) -> list[str]:
    """Return what a pattern finds from a folder, in a process that has 20 seconds."""
    code = (
        "import json, sys; from service.articles import find_files; "
        "print(json.dumps(find_files(sys.argv[1:])))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, pattern],
        cwd=folder, capture_output=True, text=True, timeout=20, check=True,
    )  # fmt: skip
    found: list[str] = json.loads(told.stdout)
    return found


PARAGRAPH = f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>"


def test_a_document_with_very_many_elements_is_refused() -> None:
    """Each takes memory and time, and four bytes that compress to nothing."""
    with pytest.raises(Failure, match="elements"):
        read_document(docx("<w:p/>" * 1_000_000), ".docx")


def test_a_document_with_very_many_files_is_refused() -> None:
    body = io.BytesIO(docx(PARAGRAPH))
    with zipfile.ZipFile(body, "a") as archive:
        for number in range(10_001):
            archive.writestr(str(number), b"")
    with pytest.raises(Failure, match="files"):
        read_document(body.getvalue(), ".docx")


@pytest.mark.parametrize(
    "xml",
    [
        "<a>" * 100_000 + "</a>" * 100_000,
        "<a " + " ".join(f"b{number}='1'" for number in range(50_000)) + "/>",
        '<!DOCTYPE a [<!ENTITY b "' + "c" * 1000 + '"><!ENTITY d "' + "&b;" * 1000 + '">]>'
        "<a><p><t>" + "&d;" * 1000 + "</t></p></a>",
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a><p><r><t>&b;</t></r></p></a>',
        "\0" * 1000,
        "<!-- " + "-" * 100_000,
        "<a/>" * 2,
    ],
    ids=["deep", "attributes", "entities", "file", "zeros", "comment", "two roots"],
)
def test_hostile_xml_is_read_as_nothing(xml: str) -> None:
    body = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})
    with suppress(Failure):
        assert read_document(body, ".docx") == ""


def test_a_damaged_document_is_a_failure() -> None:
    """2,000 documents with up to four changed bytes, cut or not."""
    choose = random.Random(1)
    whole = docx(PARAGRAPH)
    for _ in range(2_000):
        body = bytearray(whole)
        for _ in range(choose.randint(1, 4)):
            body[choose.randrange(len(body))] = choose.randrange(256)
        del body[choose.choice([len(body), choose.randrange(len(body))]) :]
        with suppress(Failure):
            read_document(bytes(body), ".docx")


def test_a_damaged_parquet_file_is_a_failure(tmp_path: Path) -> None:
    """400 files with up to three changed bytes."""
    choose = random.Random(2)
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [SAID] * 500, "n": list(range(500))}), path)
    whole = path.read_bytes()
    for _ in range(400):
        body = bytearray(whole)
        for _ in range(choose.randint(1, 3)):
            body[choose.randrange(len(body))] = choose.randrange(256)
        path.write_bytes(bytes(body))
        with suppress(CopydeskError):
            rows = open_source(path)
            rows.survey()
            list(zip(range(100), rows.read(0), strict=False))


def rows_of(name: str, content: bytes) -> Callable[[Path], list[Any]]:
    def read(folder: Path) -> list[Any]:
        path = folder / name
        path.write_bytes(content)
        source = open_source(path)
        rows = list(source.read(0))
        assert source.survey().rows == len(rows)
        return rows

    return read


GOOD = b'{"text":"good"}\n'


@pytest.mark.parametrize(
    "line",
    [
        b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"text":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}",
        b"[" * 100_000,
        b'{"id":' + b"9" * 5_000 + b"}",
        b'{"id":1e999999}',
        b'{"text":"\\ud800"}',
        b'{"text":"\xff"}',
        b'{"text":"\0"}',
        b'"' + b"\\u0000" * 10_000,
    ],
    ids=["arrays", "objects", "open", "digits", "power", "surrogate", "bytes", "nul", "string"],
)
def test_a_hostile_line_of_json_is_one_bad_row(line: bytes, tmp_path: Path) -> None:
    bad, good = rows_of("a.jsonl", line + b"\n" + GOOD)(tmp_path)
    assert isinstance(bad, Bad)
    assert good == {"text": "good"}


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> int:
    """A limit of a row that a test can exceed."""
    monkeypatch.setattr(text_formats, "MOST_LINE_BYTES", 1000)
    return 1000


def test_a_row_over_many_lines_is_bounded_as_a_whole(short: int, tmp_path: Path) -> None:
    """Each of its fields and lines is short enough, but there is no end to them."""
    fields = b",".join([b'"' + b"a\n" * 100 + b'"'] * 100)
    rows = rows_of("a.csv", b"text\n" + fields + b"\n" + b"last\n" * 600)(tmp_path)
    assert isinstance(rows[0], Bad)
    assert rows[0].name == "row-too-long"
    assert str(short) in rows[0].detail
    assert rows[-1] == {"text": "last"}


def test_a_row_of_exactly_the_limit_is_read(short: int, tmp_path: Path) -> None:
    field = "a\n" * 498 + "b"
    (row,) = rows_of("a.csv", f'text\n"{field}"\n'.encode())(tmp_path)
    assert len(f'"{field}"\n') == short
    assert row == {"text": field}


def test_a_text_that_all_rows_repeat_is_in_memory_once(tmp_path: Path) -> None:
    """A Parquet file of some kilobytes may hold rows of many gigabytes."""
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": pa.array(["a" * (8 << 20)] * 64)}), path)
    code = (
        "import resource, sys; from pathlib import Path; "
        "from service.archive.inputs import open_source; "
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; "
        "print(sum(len(row['text']) for row in open_source(Path(sys.argv[1])).read(0)), "
        "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    characters, kibibytes = map(int, told.stdout.split())
    assert characters == 64 * (8 << 20)
    assert kibibytes < 300 << 10


def test_an_article_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SAID)
    assert read_file(str(path)).content == SAID
