"""``copydesk calibrate``: make a profile from a newsroom's own articles."""

import sys
from argparse import ArgumentParser as Parser
from argparse import ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

from service.failure import Failure

SUFFIXES = (".txt", ".html", ".htm")


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
        help="an article, or a folder with .txt and .html articles; may be repeated",
    )
    parser.add_argument("--name", required=True, help="the profile's name")
    parser.add_argument("--version", default="1", help="the profile's version (default: 1)")
    parser.add_argument("--description", default="", help="what the profile is for")
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

    paths = list(_articles(arguments.reference))
    if not paths:
        raise Failure(f"the reference contains no articles ({', '.join(SUFFIXES)})")
    profile = build_profile(
        Engine.load(model=arguments.model),
        name=arguments.name,
        version=arguments.version,
        description=arguments.description,
        reference_description=f"{len(paths)} articles of {arguments.name}",
        seeds=[(_read(path), targets) for path, targets in arguments.seed],
        reference=map(_read, paths),
    )
    if arguments.out is None:
        sys.stdout.buffer.write(to_json(profile))
    else:
        arguments.out.write_bytes(to_json(profile))
        sys.stderr.write(f"{profile.label}: {len(paths)} articles, written to {arguments.out}\n")
    return 0


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


def _articles(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES)
        else:
            yield path


def _read(path: Path) -> str:
    from scoring.text.html import to_text  # noqa: PLC0415  # slow to import

    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Failure(f"{path} is not UTF-8") from error
    return to_text(text) if path.suffix.lower() in SUFFIXES[1:] else text
