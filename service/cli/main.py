"""The command ``copydesk``. Exit status: 0 success, 1 failure, 2 wrong usage.

``copydesk completion SHELL`` prints a script with which a shell completes copydesk's commands.
"""

import argparse
import os
import sys
from argparse import Action, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from scoring.errors import CopydeskError
from scoring.version import VERSION
from service import visible
from service.settings import BadSettings

COMMANDS: Final = {
    "serve": "serve:add_parser",
    "score": "score:add_parser",
    "check": "check:add_parser",
    "explain": "explain:add_parser",
    "batch": "batch:add_parser",
    "report": "report:add_parser",
    "sources": "sources:add_parser",
    "scorers": "installed:add_scorers_parser",
    "calibrate": "calibrate:add_parser",
    "evaluate": "installed:add_evaluate_parser",
    "keys": "serve:add_keys_parser",
}
"""The module of each command and its function that adds the command, in the order of the help.

A command imports its own module only. The process of ``copydesk serve`` would keep the others'
imports for as long as it runs.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    asked = given[0] if given and given[0] in COMMANDS else None
    options = build_parser(only=asked).parse_args(given)
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


def build_parser(*, only: str | None = None) -> argparse.ArgumentParser:
    """Return the parser with all commands, or with one of them."""
    parser = argparse.ArgumentParser(
        prog="copydesk",
        description="Read a news article like a copy editor and show the evidence.",
    )
    parser.add_argument("--version", action="version", version=f"copydesk {VERSION}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, place in COMMANDS.items():
        if only in {None, name}:
            module, _, add_parser = place.partition(":")
            getattr(import_module(f"service.cli.{module}"), add_parser)(subparsers)
    if only is None:
        add_completion(subparsers)
    return parser


def _complain(message: str, *, status: int = 1) -> int:
    for line in visible.text(message).splitlines() or ["failed"]:
        sys.stderr.write(f"copydesk: {line}\n")
    return status


def _complain_of_file(error: OSError) -> int:
    """Report an error with a file. A closed pipe (``| head``) is not reported."""
    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    where = f"{visible.name(Path(str(error.filename)))}: " if error.filename else ""
    return _complain(f"{where}{error.strerror or 'cannot be read'}")


SHELLS: Final = ("bash", "zsh", "tcsh")
_FILES: Final = frozenset({"FILE", "PATH"})


def add_completion(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "completion",
        help="print a shell's completion script",
        description="Print the script that completes copydesk's commands, options and files: "
        'for bash, put eval "$(copydesk completion bash)" into ~/.bashrc; for zsh, write it to a '
        "file _copydesk in a folder of $fpath.",
    )
    parser.add_argument("shell", choices=SHELLS)
    parser.set_defaults(run=print_completion)


def print_completion(arguments: Namespace) -> int:
    """Print the script."""
    import shtab  # noqa: PLC0415 - for this command alone

    parser = build_parser()
    for action in _actions(parser):
        if action.type is Path or action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # shtab's own
    sys.stdout.write(shtab.complete(parser, arguments.shell) + "\n")
    return 0


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    """Yield the actions of a parser and of its subcommands."""
    for action in parser._actions:  # argparse has no public list of them
        yield action
        if isinstance(action, _SubParsersAction):
            for subparser in action.choices.values():
                yield from _actions(subparser)
