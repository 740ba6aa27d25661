"""A client that sends and reads lines as it likes, which HTTP libraries do not."""

import json
import socket
from typing import Any, Self

ENOUGH = 20.0


class LineStream:
    """One request to a batch of lines, over a socket."""

    def __init__(self, port: int, path: str = "/v1/score/batch") -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=ENOUGH)
        self._answer = self._socket.makefile("rb")
        self._rest = b""
        self._began = False
        self._socket.sendall(
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
            "Transfer-Encoding: chunked\r\n\r\n".encode()
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._answer.close()
        self._socket.close()

    def send(self, *articles: object) -> None:
        """Send articles, or raw lines."""
        raw = (a if isinstance(a, bytes) else json.dumps(a).encode() for a in articles)
        self.send_raw(b"".join(line + b"\n" for line in raw))

    def send_raw(self, body: bytes) -> None:
        """Send bytes, of which the service has to find the lines."""
        self._socket.sendall(b"%x\r\n%b\r\n" % (len(body), body))

    def takes(self, *articles: object, seconds: float) -> bool:
        """Does the service take these articles within so many seconds?"""
        self._socket.settimeout(seconds)
        try:
            self.send(*articles)
        except TimeoutError:
            return False
        finally:
            self._socket.settimeout(ENOUGH)
        return True

    def end(self) -> None:
        self._socket.sendall(b"0\r\n\r\n")

    def read(self) -> Any:
        """Return the next line of the answer, decoded; ``None`` at its end."""
        if not self._began:
            self._began = True
            status = self._answer.readline()
            assert b" 200 " in status, status
            while self._answer.readline() != b"\r\n":
                pass
        while b"\n" not in self._rest:
            size = int(self._answer.readline(), 16)
            self._rest += self._answer.read(size)
            self._answer.readline()
            if not size:
                return None
        line, _, self._rest = self._rest.partition(b"\n")
        return json.loads(line)

    def read_all(self) -> list[Any]:
        return list(iter(self.read, None))
