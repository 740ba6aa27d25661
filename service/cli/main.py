"""The command ``copydesk``. Exit status: 0 success, 1 failure, 2 wrong usage."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from scoring.errors import CopydeskError
from scoring.version import VERSION
from service.cli import (
    batch,
    calibrate,
    check,
    completion,
    evaluate,
    explain,
    keys,
    report,
    score,
    scorers,
    serve,
)
from service.settings import BadSettings

COMMANDS = (
    serve,
    score,
    check,
    explain,
    batch,
    report,
    scorers,
    calibrate,
    evaluate,
    keys,
    completion,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    options = build_parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BadSettings as error:
        return _complain(str(error), status=2)
    except CopydeskError as error:
        return _complain(str(error))
    except OSError as error:
        return _complain_of_file(error)
    except KeyboardInterrupt:
        return 130
    return status


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with all subcommands."""
    parser = argparse.ArgumentParser(
        prog="copydesk",
        description="Read a news article like a copy editor and show the evidence.",
    )
    parser.add_argument("--version", action="version", version=f"copydesk {VERSION}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(subparsers)
    return parser


def _complain(message: str, *, status: int = 1) -> int:
    for line in message.splitlines() or ["failed"]:
        sys.stderr.write(f"copydesk: {line}\n")
    return status


def _complain_of_file(error: OSError) -> int:
    """Report an error with a file. A closed pipe (``| head``) is not reported."""
    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    where = f"{Path(str(error.filename))}: " if error.filename else ""
    return _complain(f"{where}{error.strerror or 'cannot be read'}")
