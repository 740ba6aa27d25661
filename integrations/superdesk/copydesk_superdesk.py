"""Fetches copydesk's report for Superdesk's editor.

This is an AI service for superdesk-core (``superdesk.text_checkers.ai``). The side widget in
``client/`` calls ``POST /ai {"service": "copydesk", "item": {...}}``, and Superdesk's server calls
copydesk. Put this file where Superdesk's server can import it, add ``copydesk_superdesk`` to
``INSTALLED_APPS``, and set ``COPYDESK_URL`` in Superdesk's settings or its environment. Set
``COPYDESK_KEY`` too if copydesk requires a key. The key stays on the server.
"""

import json
import logging
import os
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from superdesk.errors import SuperdeskApiError  # type: ignore[import-not-found]
from superdesk.text_checkers.ai.base import AIServiceBase  # type: ignore[import-not-found]

TIMEOUT = 25.0
"""Seconds; Superdesk's editor waits for 30."""

logger = logging.getLogger(__name__)


class NoRedirect(HTTPRedirectHandler):
    """Sends the article only to the configured address."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Do not follow redirects; they are errors."""


class Copydesk(AIServiceBase):  # type: ignore[misc]
    """Attribution, anonymous sources, hedging and readability of the article being edited."""

    name = "copydesk"
    label = "copydesk: sources and readability"

    def __init__(self, app: Any) -> None:
        super().__init__(app)
        self._config: dict[str, str] = app.config
        self._opener = build_opener(NoRedirect)

    def analyze(self, item: dict[str, Any], tags: Any = None) -> dict[str, Any]:
        """Return the whole report as ``copydesk``, or the reason why there is none.

        An article that cannot be scored yet (empty, not English) has a reason. ``subject`` is
        always empty: a panel for tags saves what it finds there into the article, and scores do
        not belong into it. Raises Superdesk's proxy error if copydesk is unavailable; the article
        does not change.
        """
        del tags
        url = self._setting("COPYDESK_URL")
        if not url:
            logger.warning("COPYDESK_URL is not set")
            return {}
        if not (item.get("body_html") or "").strip():
            return {"subject": [], "copydesk": {"reason": "there is no text yet"}}
        try:
            report = self._ask(url, item)
        except HTTPError as error:
            if error.code == 422:
                return {"subject": [], "copydesk": {"reason": _detail(error)}}
            raise SuperdeskApiError.proxyError(f"copydesk answered {error.code}") from None
        except (OSError, ValueError):
            raise SuperdeskApiError.proxyError("copydesk cannot be reached") from None
        return {"subject": [], "copydesk": report}

    def data_operation(self, verb: str, operation: str, name: Any, data: Any) -> dict[str, Any]:
        """Answer the panel's search for tags with nothing."""
        del verb, name, data
        return {"tags": {}} if operation == "search" else {}

    def _setting(self, name: str) -> str:
        return self._config.get(name) or os.environ.get(name, "")

    def _ask(self, url: str, item: dict[str, Any]) -> dict[str, Any]:
        body = {
            "html": item["body_html"],
            "title": item.get("headline") or None,
            "id": item.get("guid"),
            "language": (item.get("language") or None),
            "prompts": True,
            "selectors": True,
        }
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        key = self._setting("COPYDESK_KEY")
        if key:
            headers["Authorization"] = f"Bearer {key}"
        request = Request(  # noqa: S310 - the operator's own address
            f"{url.rstrip('/')}/v1/score", json.dumps(body).encode(), headers
        )
        with self._opener.open(request, timeout=TIMEOUT) as response:
            report: dict[str, Any] = json.load(response)
        return report


def _detail(error: HTTPError) -> str:
    """Return the detail of copydesk's problem, which never contains article text."""
    try:
        return str(json.load(error)["detail"])
    except (OSError, ValueError, KeyError, TypeError):
        return "the article cannot be scored"


def init_app(app: Any) -> None:
    """Register the service, as Superdesk does for every installed app."""
    Copydesk(app)
