"""The deciders by name: the rules, the model's heads and the tables of weights."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec

FILE: Final = Path(__file__).with_name("deciders.toml")


class Decider(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``by``: how it decides; ``does``: a one-line description; ``code``: its module."""

    by: Literal["weights", "model", "rule"]
    does: str
    code: str


@cache
def load_deciders() -> Mapping[str, Decider]:
    """Return the deciders by name, such as ``speaker.named_next``."""
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        f"{group}.{name}": msgspec.convert(one, Decider)
        for group, members in groups.items()
        for name, one in members.items()
    }
