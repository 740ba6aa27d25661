"""Examples in the OpenAPI document for all request bodies, responses and problems.

They are data (``openapi_examples.json``, ``problem_types.toml``) that the document refers to.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any, Final

import msgspec

from service import problems
from service.parsing import JSON, JSONL, MESSAGEPACK, NDJSON
from service.problems import Kind
from service.schemas import FieldError, Problem, Wire

KINDS: Final = {kind.name: kind for kind in vars(problems).values() if isinstance(kind, Kind)}
"""All kinds of problem by name."""

_REQUEST_ID: Final = "0199c6a1b7f24d0c9a3e5f60718293a4"


class Explained(Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The remedy for a kind of problem, and the data of its example."""

    remedy: str
    detail: str
    instance: str = "/v1/score"
    pointer: str | None = None


def explained() -> dict[str, Explained]:
    """Return the explanations of all kinds of problem by name."""
    text = (files("service") / "problem_types.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Explained])


def example_problem(kind: Kind, about: Explained) -> dict[str, Any]:
    """Return an example of a kind of problem, as a client gets it."""
    errors = [] if about.pointer is None else [_field(about.pointer, about.detail)]
    problem = Problem(
        type=kind.uri,
        title=kind.title,
        status=kind.status,
        detail=about.detail,
        instance=about.instance,
        request_id=_REQUEST_ID,
        errors=errors,
    )
    found: dict[str, Any] = msgspec.to_builtins(problem)
    return found


def _field(pointer: str, detail: str) -> FieldError:
    return FieldError(pointer=pointer, detail=detail.removeprefix(f"{pointer}: "))


def add_examples(document: dict[str, Any], kinds: Mapping[str, Iterable[str]]) -> None:
    """Add examples to a document. ``kinds``: the problems of each operation."""
    bodies = read_bodies()
    shared = document["components"].setdefault("examples", {})
    shared |= {name: {"summary": one["summary"], "value": one["value"]} for name, one in bodies}
    about = explained()
    for name in {name: None for names in kinds.values() for name in names}:
        kind, what = KINDS[name], about[name]
        value = example_problem(kind, what)
        shared[name] = {"summary": kind.title, "description": what.remedy, "value": value}
    for path in document["paths"].values():
        for operation in path.values():
            operation_id = operation["operationId"]
            _add_bodies(operation, [(n, one) for n, one in bodies if operation_id in one["of"]])
            _add_problems(operation, [KINDS[name] for name in kinds[operation_id]])
            for parameter in operation.get("parameters", ()):
                _tell_default(parameter)


def read_bodies() -> list[tuple[str, dict[str, Any]]]:
    """Return the examples of bodies by name, with their operations, directions and media types.

    ``status``: the status of a response; ``None`` for a request.
    """
    content = (files("service") / "openapi_examples.json").read_bytes()
    return list(msgspec.json.decode(content, type=dict[str, dict[str, Any]]).items())


_ALIKE: Final[Mapping[str, Sequence[str]]] = {JSON: (JSON, MESSAGEPACK), NDJSON: (NDJSON, JSONL)}
"""Media types with the same content: MessagePack like JSON, and both names of JSON lines."""


def _add_bodies(operation: dict[str, Any], examples: list[tuple[str, dict[str, Any]]]) -> None:
    for name, example in examples:
        if statuses := example.get("status"):
            places = [operation["responses"][status] for status in statuses]
        else:
            places = [operation["requestBody"]]
        for place in places:
            for media_type in _ALIKE.get(example["type"], (example["type"],)):
                if media_type in place["content"]:
                    _refer(place["content"][media_type], name)


def _add_problems(operation: dict[str, Any], kinds: list[Kind]) -> None:
    for kind in kinds:
        content = operation["responses"][str(kind.status)]["content"]
        _refer(content[problems.MEDIA_TYPE], kind.name)


def _tell_default(parameter: dict[str, Any]) -> None:
    """Describe the default of a query parameter in words. With a ``default``, generated
    clients would always send the parameter, even with a body that contains options, which
    forbids it.
    """
    schema = dict(parameter["schema"])
    if parameter["in"] != "query" or "default" not in schema:
        return
    default = schema.pop("default")
    parameter["schema"] = schema
    if default is not None:
        shown = default if isinstance(default, str) else msgspec.json.encode(default).decode()
        parameter["description"] += f"; default: {shown}"


def _refer(content: dict[str, Any], name: str) -> None:
    content["examples"] = {
        **content.get("examples", {}),
        name: {"$ref": f"#/components/examples/{name}"},
    }
