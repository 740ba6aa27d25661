"""``copydesk calibrate``: make a profile from a newsroom's own articles."""

import os
import re
import sys
from argparse import ArgumentParser as Parser
from argparse import ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TypeGuard

from tqdm import tqdm

from scoring.calibration.profile import NAME, NOUN, PACKAGED, SUFFIX, VERSION, read_profile
from scoring.errors import BadProfile, CopydeskError
from scoring.report.request import ScoreRequest
from scoring.types import Article
from service import visible
from service.archive.compression import COMPRESSED, inner_suffix
from service.archive.inputs import JSONL, PARQUET, SEPARATED, open_source
from service.archive.values import Bad
from service.articles import SUFFIXES as ARTICLES
from service.articles import FileArticle, find_files, read_file
from service.problems import Failure

ARCHIVES: Final = (*JSONL, *SEPARATED, *PARQUET)
SUFFIXES: Final = (
    *ARTICLES,
    *ARCHIVES,
    *(inner + outer for inner in (*JSONL, *SEPARATED) for outer in COMPRESSED),
)
FEW: Final = 100
"""Number of articles below which the command warns that the scale is unstable."""


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "calibrate",
        help="make a profile from your own articles",
        description="Make a calibration profile. The seed scores 50 (or its own target), and the "
        "reference articles set the scale. The profile contains numbers only, no text.",
    )
    parser.add_argument(
        "--seed",
        metavar="FILE[=SCORE|=SCORER:SCORE,…]",
        type=_seed,
        action="append",
        required=True,
        help="a seed article and the score it should have (default 50), for all scorers or by "
        "scorer, such as good.txt=attribution:70,readability:60; may be repeated",
    )
    parser.add_argument(
        "--reference",
        metavar="PATH",
        type=Path,
        action="append",
        required=True,
        help="an article, an archive (.jsonl, .csv, .tsv, .parquet with a column text or html), "
        "or a folder of them; may be repeated",
    )
    parser.add_argument("--name", type=_name, required=True, help="the profile's name")
    parser.add_argument(
        "--version", type=_version, default="1", help="the profile's version (default: 1)"
    )
    parser.add_argument("--description", default="", help="what the profile is for")
    parser.add_argument(
        "--noun",
        type=_noun,
        default="articles",
        help='what sentences call the reference articles (default: articles), such as "columns" '
        'in "more hedges for its length than 3 in 4 columns"',
    )
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help="output file (default: standard output)"
    )
    parser.add_argument("--model", type=Path, help="model folder (default: the packaged model)")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the profile as JSON."""
    from scoring.calibration.fitting import build_profile  # noqa: PLC0415  # slow to import
    from scoring.calibration.profile import to_json  # noqa: PLC0415  # slow to import
    from scoring.engine import Engine  # noqa: PLC0415  # slow to import

    _prepare(arguments.out, arguments.name)
    seeds = [(_read_seed(path), targets) for path, targets in arguments.seed]
    files = find_files([str(path) for path in arguments.reference], SUFFIXES)
    texts = list(_usable(files))
    if not texts:
        raise Failure("the reference contains no articles that can be read")
    engine = Engine.load(model=arguments.model)
    articles = tqdm(texts, unit=" articles", disable=not sys.stderr.isatty())
    profile = build_profile(
        engine,
        name=arguments.name,
        version=arguments.version,
        description=arguments.description,
        reference_description=f"{len(texts)} articles of {arguments.name}",
        seeds=seeds,
        reference=(engine.values(Article(text=text)) for text in articles),
        noun=arguments.noun,
    )
    if arguments.out is None:
        sys.stdout.buffer.write(to_json(profile))
    else:
        arguments.out.write_bytes(to_json(profile))
        sys.stderr.write(
            f"{profile.label}: {len(texts)} articles, written to {visible.name(arguments.out)}\n"
        )
    if len(texts) < FEW:
        sys.stderr.write(f"copydesk: with fewer than {FEW} articles, single ones move the scale\n")
    return 0


def _prepare(out: Path | None, name: str) -> None:
    """Create the output's folder and check that the profile will load, before any article is
    scored.

    Raises ``Failure``, ``OSError``.
    """
    if name in {path.stem for path in PACKAGED.glob(f"*{SUFFIX}")}:
        raise Failure(f"there is a profile {name!r} in copydesk already: give another --name")
    if out is None:
        return
    if out.is_dir():
        raise Failure(f"{out} is a folder: give the profile's file")
    if out.suffix != SUFFIX:
        raise Failure(f"{out}: give it a name that ends in {SUFFIX}: only such profiles are loaded")
    out.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(out if out.exists() else out.parent, os.W_OK):
        raise Failure(f"{out}: no permission to write there")
    for other in sorted(out.parent.glob(f"*{SUFFIX}")):
        if not (out.exists() and other.samefile(out)) and _name_of(other) == name:
            raise Failure(
                f"{visible.name(other)} is a profile {name!r} already: write there, or move it away"
            )


def _name_of(path: Path) -> str | None:
    """Return the name of the profile in a file, or ``None`` if it is not a profile."""
    try:
        return read_profile(path).name
    except BadProfile:
        return None


def _seed(argument: str) -> tuple[Path, dict[str, float]]:
    path, _, targets = argument.partition("=")
    found = {}
    for part in (targets or "50").split(","):
        scorer, colon, score = part.rpartition(":")
        found[scorer if colon else "*"] = _target(score)
    return Path(path), found


def _target(score: str) -> float:
    try:
        target = float(score)
    except ValueError as error:
        raise ArgumentTypeError(f"{score!r} is not a score") from error
    if not 0 <= target <= 100:
        raise ArgumentTypeError(f"{target} is not between 0 and 100")
    return target


def _name(argument: str) -> str:
    return _matching(
        argument,
        NAME,
        "use at most 64 lowercase letters, digits, '.', '_' and '-', first a letter or a digit",
    )


def _version(argument: str) -> str:
    return _matching(argument, VERSION, "use at most 64 letters, digits, '.', '_', '+' and '-'")


def _noun(argument: str) -> str:
    return _matching(argument, NOUN, "use 1 to 64 characters in one line")


def _matching(argument: str, pattern: str, remedy: str) -> str:
    if not re.fullmatch(pattern, argument):
        raise ArgumentTypeError(f"{argument!r} is not possible: {remedy}")
    return argument


def _read_seed(path: Path) -> str:
    article = read_file(str(path))
    try:
        return _text(article)
    except CopydeskError as error:
        raise Failure(f"{visible.name(path)}: {error}") from error


def _usable(files: Sequence[str]) -> Iterator[str]:
    """Yield the reference texts. Print on standard error which articles are left out, and why."""
    for name in files:
        for where, article in _articles(name):
            try:
                if isinstance(article, Bad):
                    raise Failure(article.detail)
                yield _text(article)
            except CopydeskError as error:
                reason = visible.text(str(error))
                sys.stderr.write(f"copydesk: {visible.name(where)}: left out: {reason}\n")


def _articles(name: str) -> Iterator[tuple[str, FileArticle | Bad]]:
    """Yield the articles in a file with their positions: a single article, or the rows of
    an archive.
    """
    if inner_suffix(Path(name)) not in ARCHIVES:
        try:
            yield name, read_file(name)
        except Failure as error:
            detail = str(error).removeprefix(f"{visible.name(name)}: ")
            yield name, Bad(name="unreadable", detail=detail)
        return
    for number, record in enumerate(open_source(Path(name)).read(0), start=1):
        where = f"{name}: article {number}"
        if isinstance(record, Bad):
            yield where, record
            continue
        found = [(record.get(column), column == "html") for column in ("text", "html")]
        texts = [FileArticle(text, is_html) for text, is_html in found if _is_filled(text)]
        missing = Bad(name="no-article", detail="no text in the columns text and html")
        yield where, texts[0] if texts else missing


def _is_filled(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value.strip())


def _text(article: FileArticle) -> str:
    """Return the text as ``/v1/score`` would use it. Raises ``CopydeskError``."""
    from scoring.intake import take_in  # noqa: PLC0415  # slow to import

    content = article.content
    request = ScoreRequest(html=content) if article.is_html else ScoreRequest(text=content)
    return take_in(request, max_characters=len(content) + 1).text
