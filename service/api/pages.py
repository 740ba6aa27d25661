"""``GET /``, the web page, and ``GET /schema``, the API documentation with the OpenAPI document.

All their files are in ``web`` and ``pages``, so both work without a network. Each is read from the
disk once.
"""

from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any, Final

from litestar import Controller, Request, Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, OpenAPIRenderPlugin, YamlRenderPlugin
from litestar.openapi.spec import License, Tag
from litestar.params import FromPath

from scoring.version import VERSION
from service.openapi import complete

_MEDIA_TYPES: Final = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
_FILES: Final = {
    item.name: _MEDIA_TYPES[PurePath(item.name).suffix]
    for item in (files("service") / "web").iterdir()
    if PurePath(item.name).suffix in _MEDIA_TYPES
}
_POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        # Text cannot become markup. The policy "documents" only parses the XML of documents.
        "require-trusted-types-for 'script'",
        "trusted-types documents",
    ]
)

_HEADERS: Final = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
}


@cache
def _read(folder: str, name: str) -> bytes:
    """Return the content of a file of this package. It is kept, so ``name`` must be known."""
    return (files("service") / folder / name).read_bytes()


class PageController(Controller):
    """The page and its files. Their URLs are relative, so a path prefix does not matter."""

    path = "/"
    include_in_schema = False
    response_headers = _HEADERS

    @get("/", sync_to_thread=False)
    def page(self) -> Response[bytes]:
        """Return the page."""
        return _respond("index.html")

    @get("/web/{name:str}", sync_to_thread=False)
    def file(self, name: FromPath[str]) -> Response[bytes]:
        """Return a file that the page uses."""
        if name not in _FILES:
            raise NotFoundException
        return _respond(name)


def _respond(name: str) -> Response[bytes]:
    return Response(_read("web", name), media_type=_FILES[name])


_DOCS_FILES: Final = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "start.js": "text/javascript",
    "favicon-32x32.png": "image/png",
}
_DOCS_POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
_DESCRIPTION: Final = """\
Send the text of an English news article and get scores for attribution, anonymous sources,
hedging and readability, each with its evidence. No article text is stored or logged.
Scoring changes nothing: a request can be sent again, and needs no Idempotency-Key.
"""


class Json(JsonRenderPlugin):
    """``/schema/openapi.json``."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Return the completed document."""
        return super().render(request, complete(openapi_schema))


class Yaml(YamlRenderPlugin):
    """``/schema/openapi.yaml``."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Return the completed document."""
        return super().render(request, complete(openapi_schema))


class DocsPage(OpenAPIRenderPlugin):
    """``/schema``: Swagger UI, served from this package."""

    def __init__(self) -> None:
        super().__init__(path="/", favicon="", style="")

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002 - litestar's signature
        """Return the page."""
        return _read("pages", "index.html")


@get("/assets/{name:str}", include_in_schema=False, sync_to_thread=False)
def asset(name: FromPath[str]) -> Response[bytes]:
    """Return a file of the documentation page."""
    if name not in _DOCS_FILES:
        raise NotFoundException
    return Response(_read("pages", name), media_type=_DOCS_FILES[name])


def _finish(response: Response[Any]) -> Response[Any]:
    """Set the page's policy, and replace litestar's HTML page for 404 with a problem."""
    if response.status_code == NotFoundException.status_code:
        raise NotFoundException
    response.headers["Content-Security-Policy"] = _DOCS_POLICY
    response.headers["Cache-Control"] = "no-cache"
    return response


def openapi_config() -> OpenAPIConfig:
    """Return litestar's configuration for ``/schema``."""
    return OpenAPIConfig(
        title="copydesk",
        version=VERSION,
        description=_DESCRIPTION,
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        tags=[
            Tag(name="scoring", description="Articles in, reports out."),
            Tag(name="cms", description="Articles as content systems send them."),
            Tag(name="catalogue", description="Scorers and calibration profiles."),
            Tag(name="health", description="Probes."),
        ],
        use_handler_docstrings=True,
        render_plugins=[DocsPage(), Json(), Yaml()],
        openapi_router=Router(
            "/schema",
            route_handlers=[asset],
            include_in_schema=False,
            after_request=_finish,
        ),
    )
