"""Chooses the format of a response by the request's ``Accept`` (RFC 9110), and serializes it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from litestar import Request, Response

from service import problems
from service.parsing import JSON, MESSAGEPACK
from service.problems import Refusal

OFFERED: Final = (JSON, MESSAGEPACK)


def choose(accept: str, offered: Sequence[str] = OFFERED) -> str:
    """Return the offered media type that ``accept`` prefers, or the first offered if there is a
    tie.

    Raises ``Refusal`` (406) if it accepts none of them.
    """
    ranges = [_parse(part) for part in accept.split(",") if part.strip()]
    if not ranges:
        return offered[0]
    qualities = [_quality(media_type, ranges) for media_type in offered]
    best = max(qualities)
    if best <= 0:
        raise Refusal(problems.NOT_ACCEPTABLE, f"representations: {', '.join(offered)}")
    return offered[qualities.index(best)]


def _parse(part: str) -> tuple[str, float]:
    media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return media_range, float(parameter[2:])
            except ValueError:
                return media_range, 0.0
    return media_range, 1.0


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the quality of the most specific range that matches."""
    for candidate in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        found = [quality for media_range, quality in ranges if media_range == candidate]
        if found:
            return max(found)
    return 0.0


T = TypeVar("T")


def choose_for(request: Request[Any, Any, Any]) -> str:
    """Return the media type for the response. Raises ``Refusal`` (406) if there is none."""
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
