"""Flags and their help on the command line, made from the options of a request."""

from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction, Namespace
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Final

from msgspec.structs import asdict, replace

from scoring.errors import InvalidField
from scoring.report.options import OPTIONS, Option, read, split_names
from scoring.report.request import Options, ScoreRequest
from service import visible
from service.articles import FileArticle
from service.settings import Settings, read_settings


def add_options(
    parser: ArgumentParser, *, only: Collection[str] | None = None, **defaults: object
) -> None:
    """Add a flag for each option. ``defaults``: those that this command has of its own.

    ``only``: the names of those that mean something to it, if it is not all.
    """
    for option in _chosen(only):
        default = defaults.get(option.name, option.default)
        flag = "--" + option.name.replace("_", "-")
        told = f"{option.description}{_told(default)}".replace("%", "%%")
        if option.kind == "flag":
            parser.add_argument(flag, action=BooleanOptionalAction, help=told)
        elif option.kind == "names":
            parser.add_argument(
                flag, type=_checked(option), help=told, metavar="NAME[,NAME]", action="extend"
            )
        else:
            parser.add_argument(flag, type=_checked(option), help=told, metavar=_metavar(option))
        # set afterwards: in some versions, argparse would add it to a boolean's help
        parser.set_defaults(**{option.name: default})


def _chosen(only: Collection[str] | None) -> list[Option]:
    return [option for option in OPTIONS if only is None or option.name in only]


def read_options(arguments: Namespace, *, only: Collection[str] | None = None) -> Options:
    """Return the options that a command line has; ``only``: as ``add_options`` was told."""
    return Options(**{option.name: getattr(arguments, option.name) for option in _chosen(only)})


def build_request(
    arguments: Namespace, article: FileArticle, *, only: Collection[str] | None = None
) -> ScoreRequest:
    """Return the request for an article and the options of the command line.

    ``only``: as ``add_options`` was told.
    """
    is_html = arguments.html or article.is_html
    return ScoreRequest(
        text=None if is_html else article.content,
        html=article.content if is_html else None,
        **asdict(read_options(arguments, only=only)),
    )


def reason_of(error: Exception, name: str) -> str:
    """Return why the file ``name`` was not read, without its name."""
    return getattr(error, "strerror", None) or str(error).removeprefix(f"{visible.name(name)}: ")


def add_rules(parser: ArgumentParser) -> None:
    """Add the flag for the file of house rules, which is no option of a request."""
    parser.add_argument(
        "--rules",
        metavar="FILE",
        type=Path,
        help="TOML file with house rules (default: COPYDESK_RULES, else the rules that copydesk "
        "ships)",
    )


def settings_for(arguments: Namespace, environment: Mapping[str, str]) -> Settings:
    """Return the settings, with the rules that the command line names. Raises ``BadSettings``."""
    settings = read_settings(environment)
    rules = getattr(arguments, "rules", None)
    return replace(settings, rules=rules) if rules else settings


def _told(default: object) -> str:
    """Return the default for the help. Where there is none, the description explains it."""
    if default is None:
        return ""
    if isinstance(default, bool):
        default = "yes" if default else "no"
    return f" (default: {default:g})" if isinstance(default, float) else f" (default: {default})"


_METAVARS: Final = {"number": "NUMBER", "string": "NAME"}


def _metavar(option: Option) -> str:
    return f"{{{','.join(option.choices)}}}" if option.choices else _METAVARS[option.kind]


def _checked(option: Option) -> Callable[[str], object]:
    """Return a function that parses an option's argument like a query parameter."""

    def read_argument(argument: str) -> object:
        value = split_names(argument) if option.kind == "names" else argument
        try:
            options = read({option.name: value}, Options, lax=True)
        except InvalidField as error:
            raise ArgumentTypeError(error.detail) from None
        found: object = getattr(options, option.name)
        return found

    return read_argument
