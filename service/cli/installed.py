"""What is installed, and how good it is: ``copydesk scorers`` lists the scorers, and ``copydesk
evaluate`` measures the model against labeled articles.
"""

import json
import sys
from argparse import ArgumentParser as Parser
from argparse import Namespace, _SubParsersAction
from pathlib import Path

import msgspec

from service.problems import Failure
from service.schemas import ScorerList


def add_scorers_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "scorers",
        help="list the installed scorers",
        description="List the installed scorers and the metrics they report.",
    )
    parser.add_argument(
        "--json", action="store_true", help="print the same list as GET /v1/scorers"
    )
    parser.set_defaults(run=list_scorers)


def list_scorers(options: Namespace) -> int:
    """Print the scorers. Raises ``BadScorer``."""
    # Imported here: they bring litestar and spaCy, which other commands should not wait for.
    from scoring.scorer import discover  # noqa: PLC0415
    from service.api.info import describe_scorer  # noqa: PLC0415

    listed = [describe_scorer(registered) for registered in discover().values()]
    if options.json:
        encoded = msgspec.json.encode(ScorerList(scorers=listed))
        sys.stdout.write(msgspec.json.format(encoded).decode() + "\n")
        return 0
    for scorer in listed:
        origin = f"{scorer.origin.distribution} {scorer.origin.version}"
        sys.stdout.write(
            f"{scorer.name} {scorer.version} ({origin}), {scorer.direction.replace('_', ' ')}\n"
            f"  {scorer.description}\n  value: {scorer.unit}\n"
        )
        for metric in scorer.metrics:
            sys.stdout.write(f"    {metric.name:<28} {metric.unit:<20} {metric.description}\n")
    return 0


def add_evaluate_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "evaluate",
        help="measure the model on labeled articles",
        description="Measure the model on labeled articles. FOLDER contains polnear/SPLIT.jsonl "
        "and, optionally, sources/SPLIT.jsonl, hedges/SPLIT.jsonl, modes/SPLIT.jsonl, "
        "polnear/SPLIT.tokens.jsonl.gz and gum/. Offsets are code points. "
        "See training/README.md.",
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("--split", default="dev", help="split to measure (default: dev)")
    parser.add_argument("--labels", type=Path, help="folder with more labels (modes/)")
    parser.add_argument("--model", type=Path, help="model folder (default: the packaged model)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.set_defaults(run=evaluate_model)


def evaluate_model(arguments: Namespace) -> int:
    """Print each figure with its name."""
    from scoring.evaluation.evaluate import evaluate  # noqa: PLC0415  # slow to import
    from scoring.pipeline import Pipeline  # noqa: PLC0415  # slow to import

    pipeline = Pipeline.load(arguments.model)
    try:
        figures = evaluate(pipeline, arguments.folder, arguments.split, arguments.labels)
    except (OSError, KeyError, ValueError) as error:
        raise Failure(f"{arguments.folder}: cannot be read as labeled articles: {error}") from error
    if arguments.json:
        sys.stdout.write(json.dumps({"model": pipeline.model_version, **figures}, indent=2) + "\n")
        return 0
    sys.stdout.write(f"{pipeline.model_version}, {arguments.split}\n")
    for name, figure in figures.items():
        sys.stdout.write(f"{name:<46} {figure:.3f}\n")
    return 0
