"""A stand-in for ``POST /ai`` of superdesk-core: which service is asked, and what is answered."""

from typing import Any

from superdesk.errors import SuperdeskApiError
from superdesk.text_checkers.ai.base import registered_ai_services

REQUIRED = ("guid", "language", "body_html")


def post_ai(doc: dict[str, Any], *, with_tags: bool) -> dict[str, Any]:
    """``with_tags``: newer versions hand the panel's tags over as a second argument."""
    if doc["service"] not in registered_ai_services:
        raise SuperdeskApiError("service can't be found", status_code=404)
    assert all(isinstance(doc["item"].get(field), str) for field in REQUIRED)
    service = registered_ai_services[doc["service"]]
    arguments = (doc["item"], doc.get("tags")) if with_tags else (doc["item"],)
    return {"analysis": service.analyze(*arguments)}
