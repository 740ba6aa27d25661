"""Rebuild the folder of corpora from checkouts of the public ones: ``python -m training.corpora``.

PolNeAR (networkdynamics/PolNeAR, version 1.0) has, for each split, articles in ``data/SPLIT/text``,
annotations in ``data/SPLIT/attributions`` in brat's standoff format, a file for each annotator, and
CoreNLP's analysis in ``data/SPLIT/corenlp``. GUM (amir-zeldes/gum) has CoNLL-U in ``dep``. What is
written is described in ``training/README.md``. Offsets in brat's files are code points; CoreNLP's
are UTF-16 units, which is the same for all of PolNeAR's articles and is checked.
"""

import argparse
import gzip
import json
import re
import shutil
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

SPLITS = ("train", "dev")
"""PolNeAR's test split is left alone."""
DOCUMENTS = Path(__file__).with_name("corpora.toml")
ROLES = ("source", "cue", "content")
Spans = list[list[int]]
Tokens = list[list[Any]]


class BadCorpus(Exception):
    """A checkout is not what it should be, and where."""


@dataclass(slots=True)
class Annotation:
    """One annotator's reading of an article, and how many spans do not have the text they quote."""

    attributions: list[dict[str, Spans]] = field(default_factory=list)
    discard: Spans = field(default_factory=list)
    misplaced: int = 0


def read_standoff(lines: Sequence[str], text: str) -> Annotation:
    """Read a file of brat's: spans (``T``) and events (``E``) whose arguments are spans.

    An event is an attribution, in the file's order, which labels refer to by number; it may have
    lost its arguments. A span may be in several pieces. Spans of the type ``Discard`` are stretches
    that are no article text; ``Discuss`` marks what annotators were unsure of, and is not read.

    Raises ``BadCorpus`` for a line that is neither, or an argument that is not there.
    """
    spans: dict[str, Spans] = {}
    read = Annotation()
    events: list[list[str]] = []
    for line in filter(str.strip, lines):
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            where, _, quoted = rest.partition("\t")
            kind, _, places = where.partition(" ")
            spans[name] = [[int(p) for p in place.split()] for place in places.split(";")]
            read.misplaced += _letters(text, spans[name]) != _bare(quoted)
            if kind == "Discard":
                read.discard += sorted(spans[name])
        elif name.startswith("E"):
            events.append(rest.split()[1:])
        elif not name.startswith(("#", "A", "R", "*")):
            raise BadCorpus(f"not a line of brat's: {name[:20]!r}")
    for arguments in events:
        attribution: dict[str, Spans] = {role: [] for role in ("cue", "source", "content")}
        for argument in arguments:
            role, _, name = argument.partition(":")
            if name not in spans:
                raise BadCorpus(f"no span {name[:20]!r}")
            attribution[role.lower().rstrip("0123456789")] += spans[name]
        read.attributions.append({role: sorted(pieces) for role, pieces in attribution.items()})
    return read


def _letters(text: str, spans: Spans) -> str:
    return _bare("".join(text[start:end] for start, end in spans))


def _bare(text: str) -> str:
    """Without white space: brat writes a line break, and a gap between pieces, as a blank."""
    return re.sub(r"\s+", "", text)


def read_corenlp(path: Path) -> list[Tokens]:
    """Return CoreNLP's tokens by sentence: start, end, part of speech, entity tag."""
    sentences: list[Tokens] = []
    for _, element in etree.iterparse(str(path), tag="tokens", resolve_entities=False):
        sentences.append(
            [
                [
                    int(token.findtext("CharacterOffsetBegin")),
                    int(token.findtext("CharacterOffsetEnd")),
                    token.findtext("POS"),
                    token.findtext("NER"),
                ]
                for token in element.iterfind("token")
            ]
        )
        element.clear()
    return sentences


def rebuild_polnear(checkout: Path, out: Path) -> Counter[str]:
    """Write ``out/polnear`` and return counts of what was written, and of what did not fit.

    The first annotator of an article, in the order of their names, gives its attributions; those of
    the others, of train articles, go to ``train.others.jsonl``. Raises ``BadCorpus``.
    """
    folder = out / "polnear"
    folder.mkdir(parents=True, exist_ok=True)
    counts = Counter[str]()
    for split in SPLITS:
        home = checkout / "data" / split
        if not (home / "text").is_dir():
            raise BadCorpus(f"{home} has no folder 'text': not a checkout of PolNeAR")
        articles, others, parses = [], [], []
        for path in sorted((home / "text").glob("*.txt")):
            text = path.read_bytes().decode("utf-8")
            readings = list(_readings(home / "attributions", path.stem, text, counts))
            if not readings:
                raise BadCorpus(f"{path.name} has no annotation in {home / 'attributions'}")
            _, first = readings[0]
            articles.append({"id": path.stem, "text": text} | _record(first))
            others += [
                {"id": path.stem, "annotator": annotator} | _record(reading)
                for annotator, reading in readings[1:]
            ]
            parse = home / "corenlp" / f"{path.name}.xml"
            if parse.exists():
                parses.append({"id": path.stem, "sentences": read_corenlp(parse)})
                counts[f"{split}: not parsed by code points"] += any(map(_is_astral, text))
        _write(folder / f"{split}.jsonl", articles)
        if split == "train":
            _write(folder / "train.others.jsonl", others)
        _write_packed(folder / f"{split}.tokens.jsonl.gz", parses)
        counts[f"{split}: articles"] = len(articles)
        counts[f"{split}: attributions"] = sum(len(one["attributions"]) for one in articles)
        counts[f"{split}: analyzed by CoreNLP"] = len(parses)
    return +counts


def _readings(
    folder: Path, name: str, text: str, counts: Counter[str]
) -> Iterator[tuple[str, Annotation]]:
    """Yield an article's annotators, and what each marked, in the order of their names."""
    for path in sorted(folder.glob(f"{name}_*.ann")):
        annotator = path.stem.removeprefix(f"{name}_")
        if re.fullmatch("[0-9a-f]{4}", annotator):
            lines = path.read_bytes().decode("utf-8").split("\n")
            try:
                reading = read_standoff(lines, text)
            except (BadCorpus, ValueError) as error:
                raise BadCorpus(f"{path.name}: {error}") from error
            counts["spans whose text is another"] += reading.misplaced
            yield annotator, reading


def _record(reading: Annotation) -> dict[str, Any]:
    return {"attributions": reading.attributions, "discard": reading.discard}


def _is_astral(character: str) -> bool:
    return ord(character) > 0xFFFF


def rebuild_gum(checkout: Path, out: Path) -> Counter[str]:
    """Copy the documents that ``corpora.toml`` names to ``out/gum``. Raises ``BadCorpus``."""
    names = tomllib.loads(DOCUMENTS.read_text(encoding="utf-8"))["gum"]["documents"]
    (out / "gum").mkdir(parents=True, exist_ok=True)
    missing = [name for name in names if not (checkout / "dep" / f"{name}.conllu").exists()]
    if missing:
        raise BadCorpus(f"{checkout / 'dep'} lacks {', '.join(missing)}")
    for name in names:
        shutil.copyfile(checkout / "dep" / f"{name}.conllu", out / "gum" / f"{name}.conllu")
    return Counter({"GUM: documents": len(names)})


def _write(path: Path, records: Sequence[dict[str, Any]]) -> None:
    path.write_text("".join(map(_line, records)), encoding="utf-8")


def _write_packed(path: Path, records: Sequence[dict[str, Any]]) -> None:
    """Without a time, so that the same corpora give the same bytes."""
    path.write_bytes(gzip.compress("".join(map(_line, records)).encode(), mtime=0))


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def main() -> int:
    """Write what can be written, and print counts."""
    parser = argparse.ArgumentParser(
        prog="python -m training.corpora",
        description="Rebuild the folder that `copydesk evaluate` and training read from checkouts "
        "of the public corpora.",
    )
    parser.add_argument("--polnear", type=Path, required=True, help="checkout of PolNeAR")
    parser.add_argument("--gum", type=Path, help="checkout of GUM")
    parser.add_argument("--wikigold", type=Path, help="WikiGold's file wikigold.conll.txt")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    arguments = parser.parse_args()
    try:
        counts = rebuild_polnear(arguments.polnear, arguments.out)
        if arguments.gum:
            counts |= rebuild_gum(arguments.gum, arguments.out)
    except (BadCorpus, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if arguments.wikigold:
        (arguments.out / "wikigold").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(arguments.wikigold, arguments.out / "wikigold" / "wikigold.conll.txt")
    for name, count in counts.items():
        print(f"{name:<40} {count:>7,}")
    return 0
