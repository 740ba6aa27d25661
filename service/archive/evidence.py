"""Evidence in tables: the fields of attributions, speakers and hedges, nested and flat.

Both forms are derived from the report's types, so a new field there appears in the tables too.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import inspect

from scoring.types import Attribution, Hedge, Speaker
from service.archive.values import Cell, Row

LISTS: Final[Mapping[str, type]] = {
    "attributions": Attribution,
    "speakers": Speaker,
    "hedges": Hedge,
}
"""The lists with known fields. Other lists (sentences, those of plugins) may have any fields."""
ENOUGH: Final = ("attributions", "speakers")
"""The lists of evidence that an audit needs. In Parquet, they are columns."""
EVIDENCE: Final = (*ENOUGH, "hedges", "evidence")
"""All columns of evidence. In JSONL, there is only the last."""

Shape: TypeAlias = "type | list[Shape] | dict[str, Shape]"
"""A field: the type of a scalar, the item of a list, or the fields of an object."""

_SCALARS: Final[Mapping[type, type]] = {
    inspect.IntType: int,
    inspect.FloatType: float,
    inspect.BoolType: bool,
    inspect.StrType: str,
    inspect.LiteralType: str,
}
_PLACE: Final = frozenset({"start", "end"})
_SELECTOR: Final[Shape] = {"type": str, "exact": str, "prefix": str, "suffix": str}


@cache
def shape_of_list(name: str, *, selectors: bool) -> Shape:
    """Return the fields of a list of evidence. ``selectors``: add one for each span of text."""
    return [_shape(inspect.type_info(LISTS[name]), selectors=selectors)]


def _shape(kind: inspect.Type, *, selectors: bool) -> Shape:
    if isinstance(kind, inspect.Metadata):
        return _shape(kind.type, selectors=selectors)
    if isinstance(kind, inspect.UnionType):  # with None
        (kind,) = (one for one in kind.types if not isinstance(one, inspect.NoneType))
        return _shape(kind, selectors=selectors)
    if isinstance(kind, inspect.VarTupleType | inspect.ListType):
        return [_shape(kind.item_type, selectors=selectors)]
    if isinstance(kind, inspect.StructType):
        fields = {f.encode_name: _shape(f.type, selectors=selectors) for f in kind.fields}
        return (
            {**fields, "selector": _SELECTOR} if selectors and fields.keys() >= _PLACE else fields
        )
    return _SCALARS[type(kind)]


KEYS: Final = ("row", "id", "list", "item")
"""The first columns of the long table: the article's row and id, the list, and the item's id."""

_SHORT: Final = {"reason_for_anonymity": "reason"}
"""Shorter prefixes, because variable names in Stata have at most 32 characters."""

_OF_PIECES: Final = ("start", "end", "text")
"""The fields that are combined for several spans of text."""

_OF_SELECTORS: Final = ("prefix", "suffix")
"""The fields of a selector in addition to the text."""


def flat_columns(*, selectors: bool) -> list[str]:
    """Return the columns of the long table. Nested fields are prefixed with the name of their
    parent.
    """
    names = dict.fromkeys(KEYS)
    for name in LISTS:
        shape = shape_of_list(name, selectors=selectors)
        assert isinstance(shape, list)
        names |= dict.fromkeys(one for one in _flat(shape[0], "") if one != "id")
    return list(names)


def _flat(shape: Shape, name: str) -> Iterator[str]:
    if isinstance(shape, list):
        (item,) = shape
        if not isinstance(item, dict):
            yield name
            return
        yield from (_joined(name, field) for field in _OF_PIECES)
        if "selector" in item:
            yield from (_joined(name, field) for field in _OF_SELECTORS)
    elif isinstance(shape, dict):
        for field, inner in shape.items():
            if field == "selector":
                yield from (_joined(name, one) for one in _OF_SELECTORS)
            else:
                yield from _flat(inner, _joined(name, field))
    else:
        yield name


def _joined(name: str, field: str) -> str:
    field = _SHORT.get(field, field)
    return f"{name}_{field}" if name else field


def flat_rows(row: Row) -> Iterator[dict[str, Cell]]:
    """Yield an article's rows of the long table."""
    evidence = row.get("evidence")
    if not isinstance(evidence, dict):
        return
    for name in LISTS:
        items = evidence.get(name)
        for item in items if isinstance(items, list) else ():
            cells: dict[str, Cell] = dict(_cells(item, ""))
            own = cells.pop("id", None)
            yield {"row": row["row"], "id": row["id"], "list": name, "item": own, **cells}


def _cells(item: Mapping[str, Any], name: str) -> Iterator[tuple[str, Cell]]:
    for field, value in item.items():
        if field == "selector":
            yield from ((_joined(name, one), value[one]) for one in _OF_SELECTORS)
        elif isinstance(value, dict):
            yield from _cells(value, _joined(name, field))
        elif isinstance(value, list):
            yield from _pieces(value, _joined(name, field))
        else:
            yield _joined(name, field), value


def _pieces(pieces: list[Any], name: str) -> Iterator[tuple[str, Cell]]:
    """Combine spans of text: yield their first start, last end and joined text."""
    if pieces and all(isinstance(piece, dict) for piece in pieces):
        first, last = pieces[0], pieces[-1]
        yield f"{name}_start", first.get("start")
        yield f"{name}_end", last.get("end")
        yield f"{name}_text", " … ".join(str(piece.get("text", "")) for piece in pieces)
        if "selector" in first:
            yield f"{name}_prefix", first["selector"]["prefix"]
            yield f"{name}_suffix", last["selector"]["suffix"]
    elif pieces:
        yield name, ", ".join(map(str, pieces))


def split(evidence: object) -> Row:
    """Split an article's evidence into cells: the known lists, and all others as JSON."""
    if not isinstance(evidence, dict):
        return dict.fromkeys((*LISTS, "evidence"))
    others = {name: found for name, found in evidence.items() if name not in LISTS}
    cells: Row = {name: evidence.get(name) for name in LISTS}
    cells["evidence"] = msgspec.json.encode(others).decode() if others else None
    return cells


def has_evidence(columns: Sequence[str]) -> bool:
    """Return whether these are columns of an output with evidence."""
    return "error" in columns and ("evidence" in columns or {*ENOUGH} <= {*columns})
