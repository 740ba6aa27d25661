"""Articles that a test holds back and lets go, in a service of another process.

The stand-in for the engine connects to the test when it comes to such an article, which tells the
test that it is being scored, and waits until the connection is closed. So neither has to guess
how long the other takes.
"""

import socket
from contextlib import suppress
from typing import Final, Self

from patience import PATIENCE

_KIND: Final = "hold:"


class Hold:
    """``id``: what an article must be called to be held; any number may have the same."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._listener.settimeout(PATIENCE)
        self._held: list[socket.socket] = []
        self.id = f"{_KIND}{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def begun(self, count: int = 1) -> None:
        """Return once ``count`` more articles are being scored. Raises ``TimeoutError``."""
        for _ in range(count):
            self._held.append(self._listener.accept()[0])

    def release_one(self) -> None:
        """Let the one go that is held for longest."""
        self._held.pop(0).close()

    def release(self) -> None:
        """Let all go, also those that come later."""
        self._listener.close()
        for connection in self._held:
            connection.close()


def hold(name: str) -> None:
    """Called by the stand-in: if this is the id of a held article, wait for its test."""
    if not name.startswith(_KIND):
        return
    # The test may have let it go already, which refuses or resets the connection.
    with (
        suppress(ConnectionError),
        socket.create_connection(("127.0.0.1", int(name.removeprefix(_KIND)))) as connection,
    ):
        connection.recv(1)
