"""What an adapter is: it verifies who sent a payload, and reads the article in it.

Adapters are found through the entry-point group ``copydesk.cms``; the entry point's object is an
adapter, or a class or function that makes one without arguments. Here are also the functions that
take values out of a payload; they say where one is missing or wrong, never what it was.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol, runtime_checkable

from scoring.errors import CopydeskError, pointer
from service import problems
from service.problems import Refusal
from service.schemas import FieldError, Wire

Payload = Mapping[str, object]
Headers = Mapping[str, str]
"""The request's headers, names in lower case."""
Options = Mapping[str, str]
"""What the settings file has for this system beside ``secret`` and ``callback``."""


class CmsArticle(Wire, frozen=True, kw_only=True):
    """One article as a content system has it. Exactly one of ``text`` and ``html`` is given.

    ``id`` and ``revision`` are the system's own, repeated in the report; where an adapter
    deduplicates, a delivery is the same as another when both agree.
    """

    text: str | None = None
    html: str | None = None
    title: str | None = None
    id: str | None = None
    revision: str | None = None
    language: str | None = None


class BadSignature(CopydeskError):
    """A payload that the holder of the secret did not sign, or not lately. Says which."""


class NotAnArticle(CopydeskError):
    """A payload that is in order and has nothing to score, such as a picture. Says what it is."""


@runtime_checkable
class Adapter(Protocol):
    """The protocol of an adapter, built-in or a guest's.

    ``status``: of the answer that carries the report; ``acknowledges``: the sender throws the
    report away and wants an answer at once, so that the report goes to a callback or nowhere;
    ``deduplicates``: the sender repeats itself; ``tolerant``: it sends other things than
    articles, also ones that cannot be scored, and is told that all is well; ``options``: what the
    settings file may have for it.
    """

    name: str
    description: str
    status: int
    acknowledges: bool
    deduplicates: bool
    tolerant: bool
    options: tuple[str, ...]

    def verify(self, body: bytes, headers: Headers, secret: str, now: float) -> None:
        """Check the raw body in constant time. ``now``: seconds since 1970.

        Raises ``BadSignature``.
        """
        ...

    def read(self, payload: Payload, options: Options) -> CmsArticle:
        """Return the article in a payload.

        Raises ``Refusal`` (422) that names the field which is missing or wrong, or
        ``NotAnArticle``.
        """
        ...


@runtime_checkable
class ReadsArrays(Protocol):
    """What an adapter has besides if a payload may be an array, not only an object."""

    def from_array(self, values: Sequence[object]) -> Payload:
        """Return the object that stands for the array."""
        ...


Step = str | int

KINDS: Final = {
    dict: "an object",
    list: "a list",
    str: "text",
    bool: "true or false",
    type(None): "null",
    int: "a number",
    float: "a number",
}


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
        raise refuse(f"expected an object, got {_kind(value)}", *path)
    return value


def find_text(payload: object, *path: Step) -> str | None:
    """Return the string at ``path``, or ``None``. Raises ``Refusal`` for anything else."""
    value = find(payload, *path)
    if value is not None and not isinstance(value, str):
        raise refuse(f"expected text, got {_kind(value)}", *path)
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
        raise refuse(f"expected a list, got {_kind(value)}", *path)
    return value or []


def _kind(value: object) -> str:
    return KINDS[type(value)]
