"""Rejects requests that web pages of other origins make through a user's browser.

There are two attacks on a service that listens on the user's own machine or network. First, a page
of any origin may send a form's request (including ``text/plain``) to any address without a
preflight (Fetch Standard). The page cannot read the answer, but the work is done. Second, an
attacker's domain name may be made to resolve to the machine's address (DNS rebinding). The page is
then of the same origin and can read the answer. ``Origin`` and ``Sec-Fetch-Site``, which a page
cannot set, protect against the first. ``Host``, which has the attacker's name in it, protects
against the second.
"""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from service import problems
from service.auth.clients import Listed, Origins
from service.problems import Refusal

_NAME: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?")
LOCAL: Final = "localhost"


class Hosts(Listed[str]):
    """Host names."""

    @classmethod
    def read_one(cls, number: int, part: str) -> str:
        """Return a name in lower case, without a port."""
        name = part.lower().rstrip(".")
        if not _NAME.fullmatch(name):
            raise ValueError(f"number {number} is no host name such as copydesk.example.org")
        return name


def refuse_foreign_host(host: str, allowed: Hosts) -> None:
    """Raise ``Refusal`` (403) for a ``Host`` with an unknown name.

    IP addresses cannot be made to resolve to something else, and ``localhost`` is always this
    machine (RFC 6761), so both are accepted.
    """
    name = _name_of(host)
    if name == LOCAL or name.endswith(f".{LOCAL}") or name in allowed.values or _is_address(name):
        return
    detail = "the service does not accept this name in the Host header"
    raise Refusal(problems.FOREIGN_HOST, detail)


def refuse_foreign_page(headers: Mapping[str, str], allowed: Origins) -> None:
    """Raise ``Refusal`` (403) for a request from a web page of another origin."""
    origin = headers.get("origin")
    if origin is not None and origin in allowed.values:
        return
    site = headers.get("sec-fetch-site")
    if site == "same-origin":  # a proxy may have changed Host
        return
    foreign = origin is not None and _authority(origin) != headers.get("host", "").lower()
    if foreign or site == "cross-site":
        detail = "the request comes from a web page of an origin that is not on the operator's list"
        raise Refusal(problems.FOREIGN_ORIGIN, detail)


def _authority(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _name_of(host: str) -> str:
    """Return a ``Host`` without its port, and an IPv6 address without its brackets."""
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
