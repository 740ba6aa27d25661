"""The paths there are, by template: what logs, spans and problems name in place of a path.

A path is what a stranger sent; a template is what this service has.
"""

import re
from collections.abc import Iterable
from typing import Final

from litestar import Litestar
from litestar.types import HTTPScope

_PARAMETER: Final = re.compile(r"\{(\w+)(?::\w+)?\}")


class Routes:
    """The routes of an application."""

    def __init__(self, app: Litestar) -> None:
        self._routes: list[tuple[re.Pattern[str], str, frozenset[str]]] = []
        for route in app.routes:
            methods = frozenset(str(method) for method in getattr(route, "methods", ()))
            template = _PARAMETER.sub(r"{\1}", route.path)
            literal = re.split(r"\{\w+\}", template)
            pattern = re.compile("[^/]+".join(map(re.escape, literal)))
            self._routes.append((pattern, template, methods))
        self._routes.sort(key=lambda one: "{" in one[1])

    def template(self, path: str) -> str | None:
        """Return the template that a path fits; none for a path that is not there."""
        return next((template for _, template, _ in self._fitting(path)), None)

    def methods(self, path: str) -> list[str]:
        """Return the methods that a path takes, in order."""
        methods = {"OPTIONS"}.union(*(methods for _, _, methods in self._fitting(path)))
        if "GET" in methods:
            methods.add("HEAD")
        return sorted(methods)

    def _fitting(self, path: str) -> Iterable[tuple[re.Pattern[str], str, frozenset[str]]]:
        path = path.rstrip("/") or "/"
        return (one for one in self._routes if one[0].fullmatch(path))


def route_of(scope: HTTPScope) -> str | None:
    """Return the template that the envelope found for a request."""
    route: str | None = scope["state"].get("route")
    return route
