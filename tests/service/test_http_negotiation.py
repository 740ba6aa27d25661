"""``Accept`` and ``Accept-Encoding``, by RFC 9110."""

import pytest

from service.api.responses import choose
from service.middleware.content_encoding import choose_coding
from service.problems import Refusal

JSON = "application/json"
PACKED = "application/x-msgpack"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (PACKED, PACKED),
        (f"{JSON};q=0.5, {PACKED}", PACKED),
        (f"{PACKED};q=0.5, */*;q=0.8", JSON),
        (f"{JSON};q=0, */*", PACKED),
        ("text/html, application/xml;q=0.9, */*;q=0.8", JSON),
        ("APPLICATION/JSON; charset=utf-8", JSON),
    ],
)
def test_the_best_liked_is_chosen(accept: str, chosen: str) -> None:
    """The most specific range decides for a type, then the highest quality wins."""
    assert choose(accept) == chosen


@pytest.mark.parametrize(
    "accept", ["text/html", f"{JSON};q=0", "*/*;q=0", f"{JSON};q=x", f"{JSON};q=nan", f"{JSON};q=2"]
)
def test_nothing_acceptable_is_refused(accept: str) -> None:
    """406, not a representation that was not asked for."""
    with pytest.raises(Refusal) as refusal:
        choose(accept)
    assert refusal.value.kind.status == 406


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", "identity"),
        ("br, gzip", "br"),
        ("gzip, br", "br"),
        ("br;q=0", "identity"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, *", "gzip"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("gzip, *;q=0", "gzip"),
        ("X-GZIP; Q=0.5", "gzip"),
        ("identity, br;q=0.5", "identity"),
        ("identity;q=0", "identity"),
        ("identity;q=0, gzip;q=0.001", "gzip"),
        ("brotli, xbr, gzip2", "identity"),
        ("br;q=x, gzip;q=nan", "identity"),
        ("deflate, zstd", "identity"),
    ],
)
def test_the_best_liked_coding_is_chosen(accepted: str, chosen: str) -> None:
    """A weight of zero excludes a coding; the wildcard stands for those that are not named."""
    assert choose_coding(accepted, ("br", "gzip")) == chosen
