"""Reads the lexicons: TOML files in which each group of terms has its source."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent


@cache
def load_terms(file: str, group: str) -> frozenset[str]:
    """Return the terms of a group in ``lexicons/{file}.toml``, in lower case.

    They include those of the groups that ``with`` lists, each as "file.group".
    """
    table = _read(file)[group]
    return frozenset(table["terms"]).union(*map(load_group, table.get("with", ())))


def load_group(name: str) -> frozenset[str]:
    """Return the terms of a group by its full name: "sources.title"."""
    file, group = name.split(".")
    return load_terms(file, group)


@cache
def load_groups(*names: str) -> frozenset[str]:
    """Return the terms of several groups by their full names: "sources.title", "turns.place"."""
    return frozenset[str]().union(*map(load_group, names))


@cache
def load_guarded(file: str, group: str) -> dict[str, frozenset[str]]:
    """Return a group's ambiguous terms by the name of the guard that decides."""
    guarded = _read(file)[group].get("guarded", {})
    return {guard: frozenset(terms) for guard, terms in guarded.items()}


@cache
def load_endings(file: str, group: str) -> tuple[str, ...]:
    """Return the endings that put an unlisted word into a group."""
    return tuple(_read(file)[group]["endings"])


def load_patterns(file: str, group: str) -> tuple[str, ...]:
    """Return a group whose terms are regular expressions, in the order of the file."""
    return tuple(_read(file)[group]["terms"])


def load_pairs(file: str, group: str) -> tuple[tuple[str, str], ...]:
    """Return a group of pairs of regular expressions, in the order of the file."""
    return tuple((first, second) for first, second in _read(file)[group]["pairs"])


def load_rows(file: str) -> tuple[dict[str, Any], ...]:
    """Return the rows of a lexicon that is a table, in the order of the file."""
    return tuple(tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))["rows"])


@cache
def _read(file: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))
