"""What an adapter is: it verifies who sent a payload, and reads the article in it.

Adapters are found through the entry-point group ``copydesk.cms``; the entry point's object is an
adapter, or a class or function that makes one without arguments.
"""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from scoring.errors import CopydeskError
from service.wire import Wire

Payload = Mapping[str, object]
Headers = Mapping[str, str]
"""The request's headers, names in lower case."""
Options = Mapping[str, str]
"""What the settings file has for this system beside ``secret`` and ``callback``."""


class CmsArticle(Wire, frozen=True, kw_only=True):
    """One article as a content system has it. Exactly one of ``text`` and ``html`` is given.

    ``id`` and ``revision`` are the system's own, repeated in the report; where an adapter
    deduplicates, a delivery is the same as another when both agree.
    """

    text: str | None = None
    html: str | None = None
    title: str | None = None
    id: str | None = None
    revision: str | None = None
    language: str | None = None


class BadSignature(CopydeskError):
    """A payload that the holder of the secret did not sign, or not lately. Says which."""


class NotAnArticle(CopydeskError):
    """A payload that is in order and has nothing to score, such as a picture. Says what it is."""


@runtime_checkable
class Adapter(Protocol):
    """The protocol of an adapter, built-in or a guest's.

    ``status``: of the answer that carries the report; ``acknowledges``: the sender throws the
    report away and wants an answer at once, so that the report goes to a callback or nowhere;
    ``deduplicates``: the sender repeats itself; ``tolerant``: it sends other things than
    articles, and is told that all is well; ``options``: what the settings file may have for it.
    """

    name: str
    description: str
    status: int
    acknowledges: bool
    deduplicates: bool
    tolerant: bool
    options: tuple[str, ...]

    def verify(self, body: bytes, headers: Headers, secret: str, now: float) -> None:
        """Check the raw body in constant time. ``now``: seconds since 1970.

        Raises ``BadSignature``.
        """
        ...

    def read(self, payload: Payload, options: Options) -> CmsArticle:
        """Return the article in a payload.

        Raises ``Refusal`` (422) that names the field which is missing or wrong, or
        ``NotAnArticle``.
        """
        ...
