"""``copydesk keys new NAME``: make an API key."""

import os
import sys
from argparse import ArgumentParser as Parser
from argparse import Namespace, _SubParsersAction

from service.auth.keys import NAME, Key, Keys, digest_of, new_key
from service.failure import Failure
from service.settings import read_settings, variable


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "keys",
        help="make API keys",
        description="Make API keys. The service is told their digests only.",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    new = actions.add_parser(
        "new",
        help="make a key and print it, once",
        description="Make a key and print it, and the setting that lets it in: it has the keys "
        f"that {variable('keys')} holds now, and the new one.",
    )
    new.add_argument("name", metavar="NAME", help="who will use it; logs have this name")
    new.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Print a new key. Raises ``Failure`` for a bad name, or ``BadSettings``."""
    if not NAME.fullmatch(options.name):
        raise Failure("a name has up to 64 letters, digits, dots, dashes and underscores")
    token = new_key()
    there = read_settings(os.environ).keys.values
    keys = Keys(*there, Key(name=options.name, digest=digest_of(token)))
    sys.stdout.write(
        f"The key, shown this once; send it as Authorization: Bearer\n  {token}\n"
        f"The setting, which does not have the key\n  {variable('keys')}='{keys}'\n"
    )
    return 0
