"""Runs the application on granian, checks who can reach it, and determines how many connections a
worker may hold.

The server counts connections, not requests, so an idle connection takes a place too. At the limit,
further connections wait in the socket's backlog until one is closed. For the operating system, each
connection is an open file.
"""

import errno
import importlib
import logging.config
import math
import os
import resource
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from signal import Signals
from typing import Any, Final

from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from service.observability.logs import get_logger, logging_config
from service.problems import Failure
from service.settings import BadSettings, Settings


def check_exposure(settings: Settings) -> None:
    """Raise ``BadSettings`` if other machines can reach the service without keys or an
    explicit setting.
    """
    if settings.keys or settings.allow_anonymous or settings.is_local:
        return
    raise BadSettings(
        f"COPYDESK_HOST={settings.host} is reachable from other machines, but "
        "no API keys are set.\nMake a key with `copydesk keys new NAME` and set COPYDESK_KEYS, "
        "or set COPYDESK_ALLOW_ANONYMOUS=true to let anyone who can connect use the service"
    )


def check_port(settings: Settings) -> None:
    """Raise ``Failure`` if the service cannot listen at its address."""
    where = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server does: connections of an earlier run in TIME_WAIT do not block the port.
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
"""Extra seconds at shutdown; pending callbacks get three of them."""
_HEADER_BYTES: Final = 64 * 1024
"""Maximum size of the request line and headers, and of the part of a body that is read
ahead: the memory that a connection may use before the application sees it."""
_BACKLOG: Final = 1024
"""Connections that wait to be accepted: granian's default."""
_METRICS_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"


_LOG = get_logger("copydesk.server")


class Server(MPServer):
    """Granian closes its sockets at once when it is stopped. This subclass announces the stop
    first.

    On SIGTERM or SIGINT, the workers mark the service as not ready, so that a load balancer stops
    sending requests. Requests that still arrive are accepted and answered, so none is lost. Granian
    stops as usual ``drain`` seconds later. A second signal stops it at once.
    """

    drain: float = 0.0
    told: bool = False

    def signal_handler_interrupt(self, *_: object, **__: object) -> None:
        """Handle SIGTERM and SIGINT."""
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

    Accepted work is finished: a worker is killed only after the longest time that a request can
    wait and take, plus a margin.

    Raises ``BadSettings`` if other machines can reach a service that requires no key, or if the
    limit of open files is too low.
    """
    check_exposure(settings)
    raise_file_limit(settings)
    # A starting worker has no handler yet. It inherits this one; otherwise the signal would
    # kill it, and an orderly stop would end in an error.
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
    """Return the application in a worker.

    The server's own loader would search the working directory first, and could run any file there
    that has the name of an imported module.
    """
    sys.path[:] = [folder for folder in sys.path if folder]
    module, _, factory = target.partition(":")
    application: Callable[..., Any] = getattr(importlib.import_module(module), factory)()
    return application


def longest_stop(settings: Settings) -> float:
    """Return the seconds after SIGTERM in which all work is done. A shorter limit would
    kill work.
    """
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
        loop=Loops.auto,  # uses uvloop if it is installed
        websockets=False,
        # HTTP/1 only: its header timeout starts with the connection. If the server has to detect
        # HTTP/2 from the first bytes, it waits for them without a limit.
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
    """Create a folder in which several workers share metrics, unless the operator has set one."""
    if workers == 1 or _METRICS_FOLDER in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="copydesk-metrics-") as folder:
        os.environ[_METRICS_FOLDER] = folder
        yield


RESERVE: Final = 256
"""Files reserved for everything other than connections: callbacks, libraries, the model."""
LEAST: Final = 16
"""Minimum number of connections with which the service is usable."""
_OWN: Final = 48
"""Minimum number of files that a worker needs in addition to its connections."""


def raise_file_limit(settings: Settings) -> None:
    """Raise the soft limit of open files to what the connections need, up to the hard limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _each_worker(settings) + RESERVE
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))


def connection_limit(settings: Settings) -> int:
    """Return how many connections a worker may hold: its share of the setting, or what the limit of
    open files allows.

    Raises ``BadSettings`` if that is too few to be usable.
    """
    wanted = _each_worker(settings)
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return wanted
    possible = files - min(RESERVE, max(_OWN, files // 2))
    if possible < LEAST:
        raise BadSettings(
            f"the limit of open files (ulimit -n) is {files}; at least {LEAST + _OWN} are needed"
        )
    return min(wanted, possible)


def _each_worker(settings: Settings) -> int:
    return max(LEAST, settings.connections // settings.workers)
