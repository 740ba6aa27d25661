"""Evidence in tables: what fields attributions, speakers and hedges have, nested and flat.

Both are read off the report's own types, so that a field that comes to them comes to the tables.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec import inspect

from scoring.types import Attribution, Hedge, Speaker
from service.archive.values import Cell, Row

LISTS: Final[Mapping[str, type]] = {
    "attributions": Attribution,
    "speakers": Speaker,
    "hedges": Hedge,
}
"""Whose fields are known; other lists (sentences, a guest scorer's) may have any."""

KEYS: Final = ("row", "id", "list", "item")
"""The first columns of the long table: the article's row and id, the list, the item's own id."""

_SHORT: Final = {"reason_for_anonymity": "reason"}
"""Stata's names have 32 characters at the most."""


def fields_of(kind: type) -> Sequence[inspect.Field]:
    """Return the fields of a type of evidence."""
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    return described.fields


def present(kind: inspect.Type) -> inspect.Type:
    """Return a type without its ``None``."""
    if isinstance(kind, inspect.UnionType):
        (kind,) = (one for one in kind.types if not isinstance(one, inspect.NoneType))
    return kind


def flat_columns() -> list[str]:
    """Return the long table's columns: a list's fields, those of what is nested under its name."""
    names = dict.fromkeys(KEYS)
    for kind in LISTS.values():
        names |= dict.fromkeys(name for name in _flat(inspect.type_info(kind), "") if name != "id")
    return list(names)


def _flat(kind: inspect.Type, name: str) -> Iterator[str]:
    kind = present(kind)
    if isinstance(kind, inspect.VarTupleType | inspect.ListType):
        kind = kind.item_type
    if not isinstance(kind, inspect.StructType):
        yield name
        return
    for field in kind.fields:
        yield from _flat(field.type, _joined(name, field.encode_name))


def _joined(name: str, field: str) -> str:
    field = _SHORT.get(field, field)
    return f"{name}_{field}" if name else field


def flat_rows(row: Row) -> Iterator[dict[str, Cell]]:
    """Yield an article's lines of the long table."""
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
        inner = _joined(name, field)
        if isinstance(value, dict):
            yield from _cells(value, inner)
        elif isinstance(value, list):
            yield from _pieces(value, inner)
        else:
            yield inner, value


def _pieces(pieces: list[Any], name: str) -> Iterator[tuple[str, Cell]]:
    """Yield what stretches of text come to: from where, to where, and what they say."""
    if pieces and all(isinstance(piece, dict) for piece in pieces):
        yield f"{name}_start", pieces[0].get("start")
        yield f"{name}_end", pieces[-1].get("end")
        yield f"{name}_text", " … ".join(str(piece.get("text", "")) for piece in pieces)
    elif pieces:
        yield name, ", ".join(map(str, pieces))


def split(evidence: object) -> Row:
    """Return an article's evidence as cells: the known lists, and the others as JSON."""
    if not isinstance(evidence, dict):
        return dict.fromkeys((*LISTS, "evidence"))
    others = {name: found for name, found in evidence.items() if name not in LISTS}
    cells: Row = {name: evidence.get(name) for name in LISTS}
    cells["evidence"] = msgspec.json.encode(others).decode() if others else None
    return cells
