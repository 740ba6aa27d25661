"""Derives the kinds, checks and error messages of options from their declaration.

The declaration is in ``scoring.report.request``.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from numbers import Real
from typing import Any, Final, Literal, TypeVar

import msgspec
from msgspec import inspect

from scoring.errors import InvalidField, InvalidRequest, UnknownProfile, UnknownScorer, pointer
from scoring.report.request import Options
from scoring.types import Value
from scoring.wording import in_words

Kind = Literal["flag", "names", "choice", "number", "string"]
T = TypeVar("T", bound=Options)
P = TypeVar("P")


class Option(Value, frozen=True, kw_only=True):
    """One option. ``choices``: the permitted words; ``bounds``: inclusive bounds of a number."""

    name: str
    kind: Kind
    default: Any
    description: str
    choices: tuple[str, ...] = ()
    bounds: tuple[float | None, float | None] = (None, None)


def declared(options: type[Options]) -> tuple[Option, ...]:
    """Return the options that a type declares, in its order.

    Raises ``TypeError`` for an option whose kind a query or a command line cannot represent.
    """
    information = inspect.type_info(options)
    assert isinstance(information, inspect.StructType)
    return tuple(_option(field) for field in information.fields)


def _option(field: inspect.Field) -> Option:
    declared_type = field.type
    description = ""
    if isinstance(declared_type, inspect.Metadata):
        description = (declared_type.extra_json_schema or {}).get("description", "")
        declared_type = declared_type.type
    if isinstance(declared_type, inspect.UnionType):
        kinds = [one for one in declared_type.types if not isinstance(one, inspect.NoneType)]
        if len(kinds) != 1:
            raise TypeError(f"{field.name}: an option has one type, or that and None")
        declared_type = kinds[0]
    return Option(
        name=field.name,
        kind=_kind(field.name, declared_type),
        default=field.default,
        description=description,
        choices=_choices(declared_type),
        bounds=_bounds(declared_type),
    )


def _kind(name: str, declared_type: inspect.Type) -> Kind:
    kinds: dict[type[inspect.Type], Kind] = {
        inspect.BoolType: "flag",
        inspect.ListType: "names",
        inspect.LiteralType: "choice",
        inspect.FloatType: "number",
        inspect.IntType: "number",
        inspect.StrType: "string",
    }
    if type(declared_type) not in kinds:
        raise TypeError(f"{name}: no query or command line can say this")
    return kinds[type(declared_type)]


def _choices(declared_type: inspect.Type) -> tuple[str, ...]:
    if isinstance(declared_type, inspect.LiteralType):
        return tuple(str(value) for value in declared_type.values)
    return ()


def _bounds(declared_type: inspect.Type) -> tuple[float | None, float | None]:
    if isinstance(declared_type, inspect.FloatType | inspect.IntType):
        return declared_type.ge, declared_type.le
    return None, None


OPTIONS: Final = declared(Options)
_BY_NAME: Final = {option.name: option for option in OPTIONS}


def split_names(text: str) -> list[str]:
    """Return names separated by commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def read(values: Mapping[str, object], into: type[T], *, lax: bool = False) -> T:
    """Return options, or a request, from decoded values after checking them.

    ``lax``: values may be strings from a query or a command line, so ``"false"`` is a boolean.

    Raises ``InvalidField`` for a value of the wrong type or out of bounds, or for an unknown name.
    """
    try:
        return msgspec.convert(values, into, strict=not lax)
    except msgspec.ValidationError as error:
        raise InvalidField(*_explain(str(error))) from None


def check(options: Options) -> None:
    """Raise ``InvalidField`` for options made in code that ``read`` would reject."""
    read({name: _plain(getattr(options, name)) for name in _BY_NAME}, Options)


def _plain(value: object) -> object:
    """Return a number from another library, such as NumPy, as a Python number."""
    if isinstance(value, int) or not isinstance(value, Real):
        return value
    return float(value)


_PLACE: Final = " - at `$"
"""What in one of msgspec's messages comes before the path."""
_SAFE: Final = re.compile(r"Expected `(?P<expected>[a-z| ]+)`(?P<rest>, got `\w+`| of length .*)?")
_STEP: Final = re.compile(r"\.(?P<key>\w+)|\[(?P<index>\d+)\]")


def _explain(message: str) -> tuple[str, str]:
    """Return the pointer and the message for one of msgspec's errors."""
    what, at, path = message.rpartition(_PLACE)
    if not at or not path.endswith("`"):
        what, path = message, ""
    steps = [step["key"] or step["index"] for step in _STEP.finditer(path)]
    return pointer(*steps), _words(what, steps)


def _words(what: str, steps: Sequence[str]) -> str:
    """Describe the expected value, but never the actual one."""
    safe = _SAFE.fullmatch(what)
    if safe is not None:
        return in_words(safe.group())
    option = _BY_NAME.get(steps[0]) if len(steps) == 1 else None
    if option is not None and option.choices:
        *others, last = option.choices
        return f"must be {', '.join(others)} or {last}"
    if option is not None and None not in option.bounds:
        least, most = option.bounds
        return f"must be from {least:g} to {most:g}"
    return "the value is not valid"


def is_of_option(error: Exception) -> bool:
    """Return whether the error is about an option, rather than about an article."""
    if not isinstance(error, InvalidRequest):
        return False
    return error.pointer.partition("/")[2].partition("/")[0] in _BY_NAME


def choose_scorers(options: Options, known: Collection[str]) -> list[str]:
    """Return the names of the requested scorers, each once.

    Raises ``InvalidRequest`` if the list is empty, or ``UnknownScorer``.
    """
    if options.scorers is None:
        return list(known)
    if not options.scorers:
        raise InvalidRequest("/scorers", "the list of scorers is empty")
    for number, name in enumerate(options.scorers):
        if name not in known:
            raise UnknownScorer(pointer("scorers", number), name, list(known))
    return list(dict.fromkeys(options.scorers))


def choose_profile(options: Options, known: Mapping[str, P]) -> P:
    """Return the requested profile. Raises ``UnknownProfile``."""
    if options.profile not in known:
        raise UnknownProfile(options.profile, sorted(known))
    return known[options.profile]
