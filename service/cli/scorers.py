"""``copydesk scorers``: list the installed scorers."""

import sys
from argparse import ArgumentParser as Parser
from argparse import Namespace, _SubParsersAction

import msgspec

from service.schemas import ScorerList


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "scorers",
        help="list the installed scorers",
        description="List the installed scorers and the metrics they report.",
    )
    parser.add_argument(
        "--json", action="store_true", help="print the same list as GET /v1/scorers"
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
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
