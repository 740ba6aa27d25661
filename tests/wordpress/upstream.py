"""Stands before the service: keeps what is asked, and can be slow, refuse or answer nonsense."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx


@dataclass(frozen=True, kw_only=True)
class Asked:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def article(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.body)
        return read


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def problem(status: int, name: str, detail: str, **headers: str) -> Answer:
    """Return a problem as the service writes it."""
    body = {
        "type": f"urn:copydesk:problem:{name}",
        "title": "A title",
        "status": status,
        "detail": detail,
        "instance": "/v1/score",
        "request_id": "abc123",
    }
    kept = {"Content-Type": "application/problem+json", **headers}
    return Answer(status=status, headers=kept, body=json.dumps(body).encode())


class Upstream:
    """Passes requests on to the service at ``target``, unless ``answer`` is set.

    ``gate``: requests wait while it is closed (cleared).
    """

    def __init__(self, target: str) -> None:
        self.target = target
        self.answer: Answer | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.asked: list[Asked] = []
        self.in_flight = 0
        self.most_in_flight = 0
        self._lock = threading.Lock()
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                upstream.pass_on(self)

            def do_POST(self) -> None:
                upstream.pass_on(self)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def scored(self) -> list[Asked]:
        """What was to be scored."""
        with self._lock:
            return [asked for asked in self.asked if asked.path == "/v1/score"]

    def __enter__(self) -> "Upstream":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.gate.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def pass_on(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        with self._lock:
            self.asked.append(
                Asked(
                    method=handler.command,
                    path=handler.path,
                    headers={name.lower(): value for name, value in handler.headers.items()},
                    body=body,
                )
            )
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            self.gate.wait(30)
            answer = self.answer or self._ask(handler, body)
        finally:
            with self._lock:
                self.in_flight -= 1
        try:
            handler.send_response(answer.status)
            for name, value in answer.headers.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(answer.body)))
            handler.end_headers()
            handler.wfile.write(answer.body)
        except OSError:
            pass  # the site has given it up

    def _ask(self, handler: BaseHTTPRequestHandler, body: bytes) -> Answer:
        kept = {
            name: value
            for name, value in handler.headers.items()
            if name.lower() in {"accept", "content-type", "authorization"}
        }
        answer = httpx.request(
            handler.command, f"{self.target}{handler.path}", content=body, headers=kept, timeout=60
        )
        return Answer(
            status=answer.status_code,
            headers={"Content-Type": answer.headers["Content-Type"]},
            body=answer.content,
        )
