"""Run the application on granian, where only those can reach it who may."""

import errno
import importlib
import logging.config
import math
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from signal import Signals
from typing import Any, Final

from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from service.connections import connection_limit, raise_file_limit
from service.failure import Failure
from service.observability.logs import get_logger, logging_config
from service.settings import BadSettings, Settings


def check_exposure(settings: Settings) -> None:
    """Raise ``BadSettings`` for a service that strangers can reach and nobody said may."""
    if settings.keys or settings.allow_anonymous or settings.is_local:
        return
    raise BadSettings(
        f"COPYDESK_HOST={settings.host} is reachable from other machines, but "
        "no API keys are set.\nMake a key with `copydesk keys new NAME` and set COPYDESK_KEYS, "
        "or set COPYDESK_ALLOW_ANONYMOUS=true to let anyone who can connect use the service"
    )


def check_port(settings: Settings) -> None:
    """Raise ``Failure`` if the service cannot listen where it is to."""
    where = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server does: what an earlier run left in TIME_WAIT does not count as taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except socket.gaierror:
        raise Failure(f"{where}: there is no such host: choose another with --host") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Failure(
                f"{where} is taken by another program: stop it, or choose another with --port"
            ) from None
        raise Failure(f"{where}: {error.strerror}: choose another --host or --port") from None


TARGET: Final = "service.app:create"
_SPARE = 5.0
"""Seconds; callbacks on their way have three of them."""
_HEADER_BYTES: Final = 64 * 1024
"""Largest request line with its headers, and most that is read ahead of a body: what a connection
may hold of memory before the application is asked."""
_BACKLOG: Final = 1024
_METRICS_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"


_LOG = get_logger("copydesk.server")


class Server(MPServer):
    """Granian, which closes its sockets at once when told to stop; this one says so before.

    On SIGTERM or SIGINT the workers are told to be ready no more, so that a load balancer turns
    away. What it still sends is taken and done: none of its requests is lost. ``drain`` seconds
    later granian stops as usual. A second signal stops it at once.
    """

    drain: float = 0.0
    told: bool = False

    def signal_handler_interrupt(self, *_: object, **__: object) -> None:
        """Take SIGTERM and SIGINT."""
        if self.told or not self.drain:
            self._interrupt()
            return
        self.told = True
        for worker in self.wrks:
            if worker.is_alive():  # type: ignore[no-untyped-call]
                os.kill(worker.inner.pid, Signals.SIGUSR1)
        timer = threading.Timer(self.drain, self._interrupt)
        timer.daemon = True
        timer.start()

    def _interrupt(self) -> None:
        super().signal_handler_interrupt()  # type: ignore[no-untyped-call]


def serve(settings: Settings, *, target: str = TARGET) -> None:
    """Serve until SIGTERM or SIGINT. ``target`` names the factory of the application.

    Work that was taken is finished: a worker is killed only when it has had the time that a
    request can wait and take, and some to spare.

    Raises ``BadSettings`` where strangers could reach a service that asks for no key, and where
    hardly any file may be open.
    """
    check_exposure(settings)
    raise_file_limit(settings)
    # A worker that is still starting has no handler yet: without this, which it inherits, the
    # signal would kill it, and an orderly stop would end in an error.
    signal.signal(Signals.SIGUSR1, signal.SIG_IGN)
    with _metrics_folder(settings.workers):
        server = _build(settings, target)
        if not settings.keys and not settings.is_local:
            _LOG.warning(
                "anonymous",
                detail="no API keys are set: anyone who can connect can use the service",
            )
        server.serve(target_loader=_load)


def _load(target: str) -> Callable[..., Any]:
    """Return the application, in a worker.

    The server's own loader would look for modules in the folder that it was started in, before
    all others, and so run whatever lies there under a name that is imported.
    """
    sys.path[:] = [folder for folder in sys.path if folder]
    module, _, factory = target.partition(":")
    application: Callable[..., Any] = getattr(importlib.import_module(module), factory)()
    return application


def longest_stop(settings: Settings) -> float:
    """Return the seconds from SIGTERM after which no work is left: less, it would be killed."""
    return settings.drain + _kill_after(settings)


def _kill_after(settings: Settings) -> int:
    return math.ceil(settings.queue_wait + settings.timeout + _SPARE)


def _build(settings: Settings, target: str) -> Server:
    config = logging_config(settings.log_level)
    logging.config.dictConfig(config)
    server = Server(
        target,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=settings.workers,
        loop=Loops.auto,  # uvloop where it is installed
        websockets=False,
        # HTTP/1 alone: its time for a header begins with the connection. Where the server tells
        # HTTP/2 by what comes first, it waits for that without a limit.
        http=HTTPModes.auto if settings.http2 else HTTPModes.http1,
        backlog=_BACKLOG,
        backpressure=connection_limit(settings),
        http1_settings=HTTP1Settings(
            header_read_timeout=math.ceil(settings.client_wait * 1000),
            max_buffer_size=_HEADER_BYTES,
        ),
        log_level=LogLevels(settings.log_level),
        log_dictconfig=config,
        log_access=False,
        workers_kill_timeout=_kill_after(settings),
    )
    server.drain = settings.drain
    return server


@contextmanager
def _metrics_folder(workers: int) -> Iterator[None]:
    """Give several workers a folder to count together in; the operator's own, if there is one."""
    if workers == 1 or _METRICS_FOLDER in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="copydesk-metrics-") as folder:
        os.environ[_METRICS_FOLDER] = folder
        yield
