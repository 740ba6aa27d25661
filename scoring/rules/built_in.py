"""The base class of the built-in rules, whose defaults are in ``default.toml``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Final, Generic, TypeVar

import msgspec

from scoring.rules.rule import RuleSettings

DEFAULTS: Final = Path(__file__).with_name("default.toml")
S = TypeVar("S", bound=RuleSettings)


@cache
def _read() -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))["rules"]
    return tables


class BuiltIn(Generic[S]):
    """A rule whose settings and source are in ``default.toml``. ``Settings``: the type of
    its settings.
    """

    name: ClassVar[str]
    description: ClassVar[str]
    placeholders: ClassVar[frozenset[str]] = frozenset()
    Settings: type[S]

    def __init__(self) -> None:
        table = dict(_read()[self.name])
        self.source: str = table.pop("source")
        self.defaults: S = msgspec.convert(table, self.Settings)
