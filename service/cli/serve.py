"""``copydesk serve``: start the HTTP service. ``copydesk keys new NAME``: make a key for it."""

import os
import sys
from argparse import ArgumentParser as Parser
from argparse import Namespace, RawDescriptionHelpFormatter, _SubParsersAction
from pathlib import Path
from typing import Final

from scoring.calibration.profile import find_profiles
from scoring.errors import BadProfile
from service.auth.clients import KEY_NAME, Key, Keys, digest_of, new_key
from service.cms.settings import discover, read_cms_settings
from service.observability.tracing import open_tracing
from service.problems import Failure
from service.server import check_exposure, check_port, serve
from service.settings import (
    BadSettings,
    Settings,
    describe_setting,
    describe_settings,
    read_settings,
    variable,
)

FLAGS: Final = ("host", "port", "workers", "profiles")
"""The settings that also have a flag: those that typically differ between runs at a terminal."""


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "serve",
        help="start the HTTP service",
        description="Start the HTTP service. Settings are environment variables; a flag counts "
        "for more than its variable:\n\n" + describe_settings(),
        formatter_class=RawDescriptionHelpFormatter,
    )
    for name in FLAGS:
        parser.add_argument(
            f"--{name}",
            metavar="FOLDER" if name == "profiles" else name.upper(),
            type=Path if name == "profiles" else str,
            help=f"{describe_setting(name)} ({variable(name)})",
        )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Serve until stopped. Raises ``BadSettings`` or ``BadAdapter`` before any worker starts.

    Raises ``Failure`` if the address is in use.
    """
    for name in FLAGS:
        if (value := getattr(arguments, name)) is not None:
            os.environ[variable(name)] = str(value)  # workers read the environment
    settings = read_settings(os.environ)
    _check_profiles(settings)
    check_exposure(settings)
    open_tracing(wanted=settings.traces).close()
    read_cms_settings(settings.cms, discover())
    check_port(settings)
    serve(settings)
    return 0


def _check_profiles(settings: Settings) -> None:
    """Raise ``BadSettings`` if there is no such folder, which each worker would find otherwise."""
    if settings.profiles is None:
        return
    try:
        find_profiles(settings.profiles)
    except BadProfile:
        told = f"{variable('profiles')}={settings.profiles}: there is no such folder"
        raise BadSettings(told) from None


def add_keys_parser(subparsers: "_SubParsersAction[Parser]") -> None:
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
    new.set_defaults(run=make_key)


def make_key(options: Namespace) -> int:
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
