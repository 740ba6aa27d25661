"""``GET /``: the web page. All its files are in this package, so it works without a network."""

from importlib.resources import files
from pathlib import PurePath
from typing import Final

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

_FOLDER: Final = files("service") / "web"
_MEDIA_TYPES: Final = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
_FILES: Final = {
    item.name: _MEDIA_TYPES[PurePath(item.name).suffix]
    for item in _FOLDER.iterdir()
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
        # Text cannot become markup. The policy "docx" only parses a Word file's XML.
        "require-trusted-types-for 'script'",
        "trusted-types docx",
    ]
)

_HEADERS: Final = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
}


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
    return Response((_FOLDER / name).read_bytes(), media_type=_FILES[name])
