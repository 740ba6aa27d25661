"""Reads payloads of content systems."""

from copy import deepcopy
from typing import Any

from service.cms.adapter import CmsArticle
from service.cms.settings import discover


def read(name: str, payload: Any, options: dict[str, str] | None = None) -> CmsArticle:
    return discover()[name].read(payload, options or {})


def changed(payload: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a payload with another value at a path; without the field, for ``...``."""
    payload = deepcopy(payload)
    *steps, last = path.split(".")
    inner = payload
    for step in steps:
        inner = inner[step]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return payload
