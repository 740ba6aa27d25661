"""OpenAPI 3.1 and its pages, which work without a network: every file they use is in ``pages``."""

from importlib.resources import files
from typing import Any, Final

from litestar import Request, Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, OpenAPIRenderPlugin, YamlRenderPlugin
from litestar.openapi.spec import License, Tag
from litestar.params import FromPath

from scoring.version import VERSION
from service.openapi import complete

_PAGES: Final = files("service") / "pages"
_MEDIA_TYPES: Final = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "start.js": "text/javascript",
    "favicon-32x32.png": "image/png",
}
_POLICY: Final = "; ".join(
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
Send the text of an English news article; get attribution, anonymous sources, hedging and
readability, each with the spans of text it rests on. Nothing about an article is kept or logged.
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


class Page(OpenAPIRenderPlugin):
    """``/schema``: Swagger UI from this package."""

    def __init__(self) -> None:
        super().__init__(path="/", favicon="", style="")

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002 - litestar's signature
        """Return the page."""
        return (_PAGES / "index.html").read_bytes()


@get("/assets/{name:str}", include_in_schema=False, sync_to_thread=False)
def asset(name: FromPath[str]) -> Response[bytes]:
    """Return a file that the page uses."""
    if name not in _MEDIA_TYPES:
        raise NotFoundException
    return Response((_PAGES / name).read_bytes(), media_type=_MEDIA_TYPES[name])


def _finish(response: Response[Any]) -> Response[Any]:
    """Keep the browser on this host; answer as everywhere where litestar has an HTML page."""
    if response.status_code == NotFoundException.status_code:
        raise NotFoundException
    response.headers["Content-Security-Policy"] = _POLICY
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
        render_plugins=[Page(), Json(), Yaml()],
        openapi_router=Router(
            "/schema",
            route_handlers=[asset],
            include_in_schema=False,
            after_request=_finish,
        ),
    )
