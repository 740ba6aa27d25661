"""Take values out of a decoded payload; say where one is missing or wrong, never what it was."""

from collections.abc import Mapping, Sequence
from typing import Final

from service import problems
from service.cms.adapter import Payload
from service.problems import Refusal
from service.validation import pointer
from service.wire import FieldError

Step = str | int

KINDS: Final = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}


def refuse(detail: str, *path: Step) -> Refusal:
    """Return the refusal (422) of what stands at ``path``."""
    where = pointer(*path)
    errors = [FieldError(pointer=where, detail=detail)]
    return Refusal(problems.INVALID_FIELD, f"{where}: {detail}" if where else detail, errors=errors)


def find(payload: object, *path: Step) -> object:
    """Return what stands at ``path``; ``None`` where a step is missing or null.

    Raises ``Refusal`` where a step leads into something that has no such parts.
    """
    value = payload
    for depth, step in enumerate(path):
        if value is None:
            return None
        if isinstance(step, int) and isinstance(value, list):
            value = value[step] if step < len(value) else None
        elif isinstance(step, str) and isinstance(value, Mapping):
            value = value.get(step)
        else:
            wanted = "array" if isinstance(step, int) else "object"
            raise refuse(f"expected {wanted}, got {_kind(value)}", *path[:depth])
    return value


def find_object(payload: object, *path: Step) -> Payload | None:
    """Return the object at ``path``, or ``None``. Raises ``Refusal`` for anything else."""
    value = find(payload, *path)
    if value is not None and not isinstance(value, Mapping):
        raise refuse(f"expected object, got {_kind(value)}", *path)
    return value


def find_text(payload: object, *path: Step) -> str | None:
    """Return the string at ``path``, or ``None``. Raises ``Refusal`` for anything else."""
    value = find(payload, *path)
    if value is not None and not isinstance(value, str):
        raise refuse(f"expected string, got {_kind(value)}", *path)
    return value


def find_name(payload: object, *path: Step) -> str | None:
    """Return an id or a revision: a string, or a number written as one."""
    value = find(payload, *path)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return find_text(payload, *path) or None


def find_list(payload: object, *path: Step) -> Sequence[object]:
    """Return the array at ``path``, empty if there is none. Raises ``Refusal`` otherwise."""
    value = find(payload, *path)
    if value is not None and not isinstance(value, list):
        raise refuse(f"expected array, got {_kind(value)}", *path)
    return value or []


def _kind(value: object) -> str:
    return KINDS.get(type(value), "number")
