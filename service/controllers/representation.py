"""Write an answer in the representation that the client accepts."""

from collections.abc import Mapping
from typing import Any, TypeVar

from litestar import Request, Response

from service.negotiation import choose

T = TypeVar("T")


def choose_for(request: Request[Any, Any, Any]) -> str:
    """Return the media type for the answer. Raises ``Refusal`` (406) when there is none."""
    return choose(",".join(request.headers.getall("accept", [])))


def represent(
    content: T, media_type: str, *, timing: Mapping[str, float] | None = None
) -> Response[T]:
    """Return a response. ``timing``: seconds by name, for ``Server-Timing``."""
    headers = {"Vary": "Accept"}
    if timing:
        headers["Server-Timing"] = ", ".join(
            f"{name};dur={seconds * 1000:.1f}" for name, seconds in timing.items()
        )
    return Response(content, media_type=media_type, headers=headers)
