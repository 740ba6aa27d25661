"""``integrations/superdesk/copydesk_superdesk.py`` in a stand-in for Superdesk's server.

The stand-in (``superdesk_stand_in``) has superdesk-core's names and behaviour as far as an AI
service meets them; a real Superdesk needs MongoDB, Elasticsearch and Redis.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cms_payloads as payloads

HERE = Path(__file__).parent
PLACES = (HERE.parents[1] / "integrations" / "superdesk", HERE / "superdesk_stand_in")
MODULES = ("superdesk", "copydesk_superdesk")
ITEM = {
    "guid": "urn:newsml:paper.example:1",
    "abstract": "",
    "language": "en",
    "headline": "Pier to open",
    "body_html": payloads.HTML,
    "slugline": "pier",
}


class App:
    def __init__(self) -> None:
        self.config: dict[str, str] = {}


class Desk:
    """Superdesk's server: what is installed, and the panel's question."""

    def __init__(self) -> None:
        self.app = App()
        importlib.import_module("copydesk_superdesk").init_app(self.app)
        self.ai: Any = importlib.import_module("superdesk.text_checkers.ai")

    def ask(self, *, with_tags: bool = False, **changes: Any) -> dict[str, Any]:
        doc = {"service": "copydesk", "item": {**ITEM, **changes}, "tags": {"subject": []}}
        analysis: dict[str, Any] = self.ai.post_ai(doc, with_tags=with_tags)["analysis"]
        return analysis


@contextmanager
def opened(url: str) -> Iterator[Desk]:
    """Give a server whose ``COPYDESK_URL`` is ``url``; forget its modules afterwards."""
    hidden = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_ours(name)}
    sys.path[:0] = [str(place) for place in PLACES]
    try:
        desk = Desk()
        desk.app.config["COPYDESK_URL"] = url
        yield desk
    finally:
        for place in PLACES:
            sys.path.remove(str(place))
        for name in list(sys.modules):
            if _is_ours(name):
                del sys.modules[name]
        sys.modules.update(hidden)


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in MODULES
