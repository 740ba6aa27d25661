"""Receive reports that the service sends to a callback, and verify their signature.

    WEBHOOK_SECRET='at least sixteen characters' python receive.py 9000

The secret is the one under [callback] in the service's settings file. Needs nothing but Python.
Deliveries are signed as https://www.standardwebhooks.com specifies; its libraries check them too.
"""

import base64
import hmac
import json
import os
import sys
import time
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

SECRET = os.environ["WEBHOOK_SECRET"]
TOLERANCE = 300
"""Maximum age of a delivery in seconds, in either direction. An older one may be a replay."""
LARGEST = 16 * 1024 * 1024


def key(secret: str) -> bytes:
    """Return a secret's bytes: base64 after ``whsec_``, any other secret as it is."""
    if secret.startswith("whsec_"):
        return base64.b64decode(secret.removeprefix("whsec_"))
    return secret.encode()


def is_genuine(headers: Message, body: bytes) -> bool:
    """Return whether a delivery was signed recently with our secret."""
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > TOLERANCE:
        return False
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.digest(key(SECRET), signed, "sha256")).decode()
    given = headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(expected.encode(), one.encode()) for one in given)


class Receiver(BaseHTTPRequestHandler):
    """Prints a line for each report. A delivery may arrive twice with the same ``webhook-id``."""

    seen: ClassVar[set[str]] = set()

    def do_POST(self) -> None:
        """Receive a delivery."""
        length = int(self.headers.get("content-length", 0))
        body = self.rfile.read(length) if length <= LARGEST else b""
        if not is_genuine(self.headers, body):
            self._answer(401)
            return
        # Answer first, and do what takes long afterwards: who waits too long delivers again.
        self._answer(204)
        if self.headers["webhook-id"] in self.seen:
            return
        self.seen.add(self.headers["webhook-id"])
        self.received(json.loads(body))

    def received(self, report: dict[str, Any]) -> None:
        """Use a report, or the problem that came in its place."""
        if "scores" in report:
            scores = {name: score["score"] for name, score in report["scores"].items()}
            print(report["id"], report["revision"], json.dumps(scores), flush=True)
        else:
            print(report["type"], report["detail"], flush=True)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver) as server:
        server.serve_forever()
