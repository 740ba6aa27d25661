"""``copydesk completion SHELL``: print a script with which a shell completes copydesk's
commands.
"""

import sys
from argparse import Action, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import shtab

SHELLS: Final = ("bash", "zsh", "tcsh")
_FILES: Final = frozenset({"FILE", "PATH"})


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "completion",
        help="print a shell's completion script",
        description="Print the script that completes copydesk's commands, options and files: "
        'for bash, put eval "$(copydesk completion bash)" into ~/.bashrc; for zsh, write it to a '
        "file _copydesk in a folder of $fpath.",
    )
    parser.add_argument("shell", choices=SHELLS)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Print the script."""
    from service.cli.main import build_parser  # noqa: PLC0415  # which imports this module

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
