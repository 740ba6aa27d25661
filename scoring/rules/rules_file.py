"""A newsroom's rules file: TOML, validated when it is loaded, with a line for each error.

``[rules.NAME]`` changes a rule for all articles, ``[profiles.PROFILE.rules.NAME]`` for articles
scored with that profile, and ``[[ignore]]`` dismisses a prompt. All other settings keep their
defaults.
"""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import inspect

from scoring.errors import BadRules
from scoring.rules.ignoring import LEAST, Ignore
from scoring.rules.rule import Rule, RuleSettings, discover, settings_with
from scoring.rules.rule_book import RuleBook
from scoring.rules.wording import problem_of
from scoring.wording import read_toml

TABLES: Final = ("rules", "profiles", "ignore")
Key = tuple[str, ...]
MOST_TOLD: Final = 100
"""Number of errors that are described."""
ENTRY: Final = 2
"""Parts of the key of an entry: ``ignore`` and its index."""


class Problem(NamedTuple):
    """An error at a key. An index in the key counts the entries of ``[[ignore]]`` from 1."""

    key: Key
    what: str


def load_rules(path: Path | None = None, profiles: Collection[str] = ()) -> RuleBook:
    """Return the installed rules with the settings of a file, or the defaults without one.

    ``profiles``: the known profile names; if empty, any name is accepted.

    Raises ``BadRule``, or ``BadRules`` with a line for each error: file, line, key, and the
    expected value.
    """
    rules = discover()
    if path is None:
        return RuleBook(rules, {name: rule.defaults for name, rule in rules.items()}, {})
    try:
        text = path.read_text(encoding="utf-8")
        content = read_toml(text)
    except OSError as error:
        raise BadRules(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadRules(f"{path}: not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise BadRules(f"{path}: {error}") from error
    reader = _Reader(rules, profiles)
    book = reader.read(content)
    if reader.problems:
        raise BadRules(_all_located(path, text, reader.problems))
    return book


class _Reader:
    """Reads a file's tables and collects the errors."""

    def __init__(self, rules: Mapping[str, Rule], profiles: Collection[str]) -> None:
        self._rules = rules
        self._known = profiles
        self.problems: list[Problem] = []

    def read(self, content: Mapping[str, Any]) -> RuleBook:
        """Return the rules. They are not usable if there are errors."""
        for name in content:
            if name not in TABLES:
                self._complain((name,), f"no such table; there are {', '.join(TABLES)}")
        defaults = {name: rule.defaults for name, rule in self._rules.items()}
        settings = {**defaults, **self._settings(content.get("rules", {}), ("rules",), defaults)}
        return RuleBook(
            self._rules,
            settings,
            self._profiles(content.get("profiles", {}), settings),
            self._ignores(content.get("ignore", [])),
        )

    def _complain(self, key: Key, what: str) -> None:
        self.problems.append(Problem(key, what))

    def _table(self, value: object, key: Key) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return value
        self._complain(key, "expected a table")
        return {}

    def _profiles(
        self, value: object, base: Mapping[str, RuleSettings]
    ) -> dict[str, dict[str, RuleSettings]]:
        found = {}
        for name, table in self._table(value, ("profiles",)).items():
            key = ("profiles", name)
            if self._known and name not in self._known:
                self._complain(key, f"no such profile; there are {', '.join(sorted(self._known))}")
            for other in self._table(table, key):
                if other != "rules":
                    self._complain((*key, other), "no such table; there is rules")
            rules = table.get("rules", {}) if isinstance(table, dict) else {}
            found[name] = self._settings(rules, (*key, "rules"), base)
        return found

    def _settings(
        self, value: object, key: Key, base: Mapping[str, RuleSettings]
    ) -> dict[str, RuleSettings]:
        found = {}
        for name, table in self._table(value, key).items():
            where = (*key, name)
            if name not in self._rules:
                self._complain(where, f"no such rule; there are {', '.join(self._rules)}")
            else:
                changes = self._table(table, where)
                found[name] = self._changed(self._rules[name], base[name], changes, where)
        return found

    def _changed(
        self, rule: Rule, base: RuleSettings, changes: Mapping[str, Any], key: Key
    ) -> RuleSettings:
        settings = base
        for name, value in changes.items():
            if name not in base.__struct_fields__:
                known = ", ".join(base.__struct_fields__)
                self._complain((*key, name), f"no such key; there are {known}")
                continue
            try:
                settings = settings_with(settings, {name: value})
            except msgspec.ValidationError as error:
                self._complain((*key, name), _expected(type(base), name, str(error)))
                continue
            if name in {"message", "settled_by"} and (
                problem := problem_of(value, rule.placeholders)
            ):
                self._complain((*key, name), problem)
        return settings

    def _ignores(self, value: object) -> Sequence[Ignore]:
        if not isinstance(value, list):
            self._complain(("ignore",), "expected entries [[ignore]]")
            return ()
        return [
            ignore
            for number, entry in enumerate(value, 1)
            if (ignore := self._ignore(entry, ("ignore", str(number)))) is not None
        ]

    def _ignore(self, entry: object, key: Key) -> Ignore | None:
        table = self._table(entry, key)
        fields = Ignore.__struct_fields__
        before = len(self.problems)
        for name in table:
            if name not in fields:
                self._complain((*key, name), f"no such key; there are {', '.join(fields)}")
        for name in fields:
            if not isinstance(table.get(name), str) or not table[name].strip():
                self._complain((*key, name), "expected words; every [[ignore]] has it")
        if len(self.problems) > before:
            return None
        try:
            ignore = msgspec.convert(table, Ignore)
        except msgspec.ValidationError as error:
            self._complain(key, str(error))
            return None
        if ignore.rule not in self._rules:
            self._complain((*key, "rule"), f"no such rule; there are {', '.join(self._rules)}")
        if not ignore.is_long_enough:
            self._complain((*key, "text"), f"expected {LEAST} words or more of the article")
        return ignore


_AT: Final = re.compile(r" - at `\$[^`]*`$")


def _expected(kind: type[RuleSettings], name: str, message: str) -> str:
    """Return what was expected for a key: one of its words, or msgspec's description."""
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    (field,) = (field for field in described.fields if field.name == name)
    found = field.type.type if isinstance(field.type, inspect.Metadata) else field.type
    if isinstance(found, inspect.ListType):
        found = found.item_type
    if isinstance(found, inspect.LiteralType):
        *others, last = map(str, found.values)
        return f"expected {', '.join(others)} or {last}"
    words = _AT.sub("", message).replace("`", "")
    return words[0].lower() + words[1:]


def _all_located(path: Path, text: str, problems: Sequence[Problem]) -> str:
    """Return a line for each error, up to ``MOST_TOLD``. To find its line takes a search."""
    told = [_located(path, text, problem) for problem in problems[:MOST_TOLD]]
    more = len(problems) - len(told)
    return "\n".join([*told, *([f"{path}: and {more} more"] if more else [])])


def _located(path: Path, text: str, problem: Problem) -> str:
    line = _line(text, problem.key)
    place = f"{path}:{line}" if line else f"{path}"
    return f"{place}: {'.'.join(problem.key)}: {problem.what}"


def _line(text: str, key: Key) -> int | None:
    """Return the line of a key in a table of its own, or else the line of the table."""
    lines = text.splitlines()
    for length in range(len(key), 0, -1):
        header = _header(lines, key[:length], whole=length < len(key))
        if header is not None:
            rest = key[length:]
            return (_assignment(lines, header, rest[0]) if rest else None) or header
    return next((n for n, line in enumerate(lines, 1) if _assigns(line, key[0])), None)


def _assignment(lines: Sequence[str], header: int, key: str) -> int | None:
    """Return the line of a key below a header."""
    for number in range(header + 1, len(lines) + 1):
        line = lines[number - 1]
        if line.lstrip().startswith("["):
            return None
        if _assigns(line, key):
            return number
    return None


def _assigns(line: str, key: str) -> bool:
    return re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[.=]", line) is not None


def _header(lines: Sequence[str], key: Key, *, whole: bool) -> int | None:
    """Return the line of a table's header, or of an entry of ``[[ignore]]``.

    ``whole``: the table itself, not only one inside it.
    """
    if key[0] == "ignore" and len(key) > ENTRY:
        return None
    if key[0] == "ignore" and len(key) == ENTRY:
        opening, place = re.compile(r"\s*\[\[\s*ignore\s*\]\]"), int(key[1]) - 1
    else:
        parts = r"\s*\.\s*".join(rf"[\"']?{re.escape(part)}[\"']?" for part in key)
        ends = r"\]" if whole else r"[.\]]"
        opening, place = re.compile(rf"\s*\[\[?\s*{parts}\s*{ends}"), 0
    found = [number for number, line in enumerate(lines, 1) if opening.match(line)]
    return found[place] if place < len(found) else None
