"""``copydesk keys new NAME``: make an API key."""

import os
import sys
from argparse import ArgumentParser as Parser
from argparse import Namespace, _SubParsersAction

from service.auth.clients import KEY_NAME, Key, Keys, digest_of, new_key
from service.problems import Failure
from service.settings import read_settings, variable


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "keys",
        help="make API keys",
        description="Make API keys. The service is configured with their digests only.",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    new = actions.add_parser(
        "new",
        help="make a key and print it once",
        description="Make a key. Print the key and the setting that accepts it, which contains the "
        f"keys in {variable('keys')} and the new one.",
    )
    new.add_argument("name", metavar="NAME", help="who will use the key; the name appears in logs")
    new.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Print a new key. Raises ``Failure`` for a bad name, or ``BadSettings``."""
    if not KEY_NAME.fullmatch(options.name):
        raise Failure(
            "a name must consist of 1 to 64 letters, digits, dots, hyphens and underscores"
        )
    token = new_key()
    there = read_settings(os.environ).keys.values
    keys = Keys(*there, Key(name=options.name, digest=digest_of(token)))
    sys.stdout.write(
        f"The key, shown only once. Send it as Authorization: Bearer KEY.\n  {token}\n"
        f"The setting, which contains only the key's digest.\n  {variable('keys')}='{keys}'\n"
    )
    return 0
