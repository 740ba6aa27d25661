"""A real Ghost in a temporary folder, with SQLite, asked through its Admin API."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
from patience import PATIENCE, wait_until
from service_process import free_port

PLACE = Path(os.environ.get("GHOST", Path(sys.prefix) / "ghost"))
"""Where ``.ci/ghost.sh`` put it."""

OWNER = {
    "name": "Editor",
    "email": "editor@example.org",
    "password": "correct horse battery staple",
}


def is_here() -> bool:
    return (PLACE / "ready").is_file()


class Ghost:
    """Ghost on a port. ``log`` is what it wrote. It may call this machine and asks for no updates.

    ``calls_private``: whether its webhooks may go to private addresses; Ghost's own default is no.
    """

    def __init__(self, folder: Path, *, calls_private: bool = True) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{free_port()}"
        self._calls_private = calls_private
        self._client = httpx.Client(
            base_url=f"{self.url}/ghost/api/admin/",
            headers={"Origin": self.url, "Accept-Version": "v6.0"},
            timeout=PATIENCE,
        )

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    def __enter__(self) -> "Ghost":
        for name in ("data", "images", "logs", "media", "files", "settings", "public"):
            (self.folder / "content" / name).mkdir(parents=True)
        (self.folder / "current").symlink_to(PLACE / "package")
        (self.folder / "content" / "themes").symlink_to(PLACE / "package" / "content" / "themes")
        (self.folder / "config.production.json").write_text(json.dumps(self._config()))
        with (self.folder / "log").open("w") as log:
            self._process = subprocess.Popen(
                [str(PLACE / "node"), "current/index.js"],
                cwd=self.folder,
                env={"PATH": os.environ["PATH"], "NODE_ENV": "production"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_until(self._is_ready)
            self._ask("POST", "authentication/setup/", setup=[{**OWNER, "blogTitle": "Ghost"}])
            signed_in = {"username": OWNER["email"], "password": OWNER["password"]}
            self._client.post("session/", json=signed_in).raise_for_status()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._process.kill()
        self._process.wait(PATIENCE)

    def add_webhooks(self, url: str, secret: str, *events: str) -> None:
        """Add a custom integration with a webhook for each event, as an editor does in Settings."""
        made = self._ask("POST", "integrations/", integrations=[{"name": f"copydesk {url}"}])
        (integration,) = made["integrations"]
        for event in events:
            webhook = {
                "event": event,
                "target_url": url,
                "name": event,
                "secret": secret,
                "integration_id": integration["id"],
            }
            self._ask("POST", "webhooks/", webhooks=[webhook])

    def remove_integrations(self) -> None:
        for integration in self._integrations():
            self._ask("DELETE", f"integrations/{integration['id']}/")

    def last_answers(self) -> dict[str, str | None]:
        """Return what Ghost notes as the last status of each event's webhook."""
        return {
            webhook["event"]: webhook["last_triggered_status"]
            for integration in self._integrations()
            for webhook in integration["webhooks"]
        }

    def publish(self, html: str, *, kind: str = "posts", **fields: object) -> dict[str, Any]:
        """Write a post or page and publish it. Ghost turns HTML into its own format and back."""
        article = {"title": "Pier may open", "html": html, "status": "published", **fields}
        return self._article(self._ask("POST", f"{kind}/?source=html", **{kind: [article]}), kind)

    def edit(self, article: dict[str, Any], html: str, *, kind: str = "posts") -> dict[str, Any]:
        changed = {"html": html, "updated_at": article["updated_at"]}
        edited = self._ask("PUT", f"{kind}/{article['id']}/?source=html", **{kind: [changed]})
        return self._article(edited, kind)

    def delete(self, article: dict[str, Any], *, kind: str = "posts") -> None:
        self._ask("DELETE", f"{kind}/{article['id']}/")

    @staticmethod
    def _article(answer: dict[str, Any], kind: str) -> dict[str, Any]:
        article: dict[str, Any] = answer[kind][0]
        return article

    def _integrations(self) -> list[dict[str, Any]]:
        """Return the custom ones; Ghost has some of its own."""
        answer = self._ask("GET", "integrations/?include=webhooks&limit=all")
        return [one for one in answer["integrations"] if one["type"] == "custom"]

    def _ask(self, method: str, path: str, **body: object) -> dict[str, Any]:
        answer = self._client.request(method, path, json=body or None)
        assert answer.is_success, f"{method} {path}: {answer.text}"
        asked: dict[str, Any] = answer.json() if answer.content else {}
        return asked

    def _is_ready(self) -> bool:
        assert self._process.poll() is None, self.log
        try:
            return self._client.get("site/").is_success
        except httpx.TransportError:
            return False

    def _config(self) -> dict[str, Any]:
        content = self.folder / "content"
        return {
            "url": self.url,
            "server": {"host": "127.0.0.1", "port": int(self.url.rpartition(":")[2])},
            "database": {
                "client": "better-sqlite3",
                "connection": {"filename": str(content / "data" / "ghost.db")},
                "useNullAsDefault": True,
            },
            "mail": {"transport": "stub", "from": "ghost@example.org"},
            "logging": {"transports": ["stdout"], "level": "info"},
            "process": "local",
            "paths": {"contentPath": str(content)},
            "privacy": {
                "useUpdateCheck": False,
                "useGravatar": False,
                "useRpcPing": False,
                "useIndexNow": False,
            },
            "updateCheck": {"url": ""},
            "explore": {"update_url": ""},
            "security": {
                "staffDeviceVerification": False,
                "allowWebhookInternalIPs": self._calls_private,
            },
        }
