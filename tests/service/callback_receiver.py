"""A server that takes callbacks, and answers each as it was told to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Any

import msgspec
from patience import wait_until

from service.webhooks.sender import Message

HERE = [ip_network("127.0.0.0/8")]
SECRET = "a secret of the test's own"


def message(url: str) -> Message:
    return Message(id="m1", url=url, body=b'{"scores": {}}', content_type="application/json")


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    headers: dict[str, str]
    body: bytes


class CallbackReceiver:
    """``statuses`` are given one after another; the last, 200 at first, again and again."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        self.statuses = [200]
        self.url = ""

    def wait_for(self, count: int) -> list[Delivery]:
        wait_until(lambda: len(self.deliveries) >= count)
        return self.deliveries


@contextmanager
def receiving() -> Iterator[CallbackReceiver]:
    receiver = CallbackReceiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.deliveries.append(Delivery(path=self.path, headers=headers, body=body))
            status = receiver.statuses.pop(0)
            receiver.statuses = receiver.statuses or [status]
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("location", f"{receiver.url}/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
