"""All settings, defined once and read from ``COPYDESK_*`` environment variables."""

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec
from msgspec import Meta

from scoring.errors import CopydeskError
from scoring.wording import in_words
from service.auth.clients import Hosts, Keys, Listed, Networks, Origins

PREFIX = "COPYDESK_"


_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def cores(quota: Path = _QUOTA) -> int:
    """Return how many cores this process may use.

    The number of cores that it may run on, limited by its control group's CPU quota (a container's
    limit), rounded up.
    """
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    try:
        share, period = quota.read_text(encoding="ascii").split()
        granted = -(-int(share) // int(period))
    except (OSError, ValueError):  # there is no such file, or it says "max": no limit
        return allowed or 1
    return max(1, min(allowed or 1, granted))


class BadSettings(CopydeskError):
    """One or more settings are invalid. The message has a line for each."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The operator's settings. A field ``name`` is read from ``COPYDESK_NAME``."""

    host: Annotated[str, Meta(min_length=1, description="address to listen on")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535, description="port to listen on")] = 8000
    workers: Annotated[int, Meta(ge=1, le=64, description="processes, each with its own model")] = 1
    connections: Annotated[
        int,
        Meta(
            ge=16,
            le=65_536,
            description="connections over all workers, as far as the limit of open files allows; "
            "further ones wait in the socket's backlog",
        ),
    ] = 2048
    http2: Annotated[
        bool,
        Meta(
            description="accept HTTP/2 without TLS too; only behind a proxy, because idle HTTP/2 "
            "connections are not closed"
        ),
    ] = False
    model: Annotated[
        Path | None, Meta(description="folder with a model to use instead of the packaged one")
    ] = None
    profiles: Annotated[
        Path | None,
        Meta(description="folder with calibration profiles, in addition to the packaged ones"),
    ] = None
    rules: Annotated[
        Path | None,
        Meta(description="TOML file with the newsroom's house rules, for reports with prompts"),
    ] = None
    cms: Annotated[
        Path | None,
        Meta(description="TOML file for content systems: secrets, callbacks, field paths"),
    ] = None
    threads: Annotated[int, Meta(ge=1, le=64, description="CPU threads per article")] = 1
    window_cache_mb: Annotated[
        int,
        Meta(
            ge=0,
            le=4096,
            description="megabytes of memory per worker for cached model scores (never text); "
            "0 turns the cache off",
        ),
    ] = 32
    max_body_bytes: Annotated[
        int, Meta(ge=1024, le=64 * 1024 * 1024, description="largest request body; above it, 413")
    ] = 1024 * 1024
    max_batch_bytes: Annotated[
        int,
        Meta(
            ge=1024, le=1024 * 1024 * 1024, description="largest array of articles; above it, 413"
        ),
    ] = 16 * 1024 * 1024
    max_held_bytes: Annotated[
        int,
        Meta(
            ge=1024,
            le=16 * 1024 * 1024 * 1024,
            description="bytes of all request bodies in a worker's memory; above it, 503",
        ),
    ] = 64 * 1024 * 1024
    max_batch_articles: Annotated[
        int,
        Meta(
            ge=1, le=4096, description="articles in an array; above it, 413. Lines are not limited"
        ),
    ] = 256
    max_batch_errors: Annotated[
        int,
        Meta(ge=1, le=1_000_000, description="errors in a row after which a stream of lines ends"),
    ] = 100
    max_characters: Annotated[
        int, Meta(ge=1, le=10_000_000, description="longest article; above it, 413")
    ] = 200_000
    in_flight: Annotated[
        Annotated[int, Meta(ge=1, le=256)] | None,
        Meta(description="articles that a worker scores at once; default: its share of the cores"),
    ] = None
    queue: Annotated[
        int, Meta(ge=0, le=10_000, description="requests that may wait in the queue; above it, 503")
    ] = 32
    queue_wait: Annotated[
        float,
        Meta(ge=0, le=60, description="seconds a request waits in the queue; after that, 503"),
    ] = 2.0
    client_wait: Annotated[
        float,
        Meta(
            gt=0,
            le=600,
            description="seconds a client may take to send a request; after that, 408 "
            "(a stream of lines may pause ten times as long)",
        ),
    ] = 30.0
    timeout: Annotated[
        float, Meta(gt=0, le=600, description="seconds an article may take; after that, 504")
    ] = 30.0
    drain: Annotated[
        float,
        Meta(
            ge=0,
            le=300,
            description="seconds between SIGTERM, when the service marks itself as not ready, and "
            "the closing of the socket; work is still accepted",
        ),
    ] = 1.0
    keys: Annotated[
        Keys,
        Meta(
            description="API keys as NAME:SHA-256, from `copydesk keys new NAME`; with any set, "
            "every request to the API and the metrics needs one",
            extra={"secret": True},
        ),
    ] = Keys()
    allow_anonymous: Annotated[
        bool, Meta(description="allow requests without a key from other machines")
    ] = False
    rate_limit: Annotated[
        Annotated[int, Meta(ge=1, le=1_000_000)] | None,
        Meta(
            description="articles that a key, or an address without a key, may send per rate_window"
        ),
    ] = None
    rate_window: Annotated[
        float, Meta(ge=1, le=86_400, description="length of the period of rate_limit, in seconds")
    ] = 60.0
    trusted_proxies: Annotated[
        Networks, Meta(description="networks of proxies whose X-Forwarded-For is trusted")
    ] = Networks()
    origins: Annotated[
        Origins, Meta(description="origins of web pages that may call the API (CORS)")
    ] = Origins()
    hosts: Annotated[
        Hosts,
        Meta(
            description="names accepted in Host, besides IP addresses and localhost; if empty, any "
            "name, or none if only this machine can connect"
        ),
    ] = Hosts()
    page: Annotated[bool, Meta(description="serve the web page at /")] = True
    docs: Annotated[
        bool, Meta(description="serve the OpenAPI document and the API documentation")
    ] = True
    metrics: Annotated[bool, Meta(description="serve /metrics")] = True
    traces: Annotated[
        bool, Meta(description="send OpenTelemetry traces to the endpoint in the OTEL_* variables")
    ] = False
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Meta(description="lowest level of log lines")
    ] = "info"

    @property
    def is_local(self) -> bool:
        """Return whether only this machine can connect. Names other than ``localhost``
        may be any address.
        """
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def slots(self) -> int:
        """The number of articles that one worker scores at once."""
        return self.in_flight or max(1, cores() // self.workers)


_GOT = re.compile(", got text$")
"""The types of values before conversion: a variable is always text."""


def variable(field: str) -> str:
    """Return the environment variable for a field of ``Settings``."""
    return PREFIX + field.upper()


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings. A variable that is absent or empty leaves the default.

    Raises ``BadSettings`` that names every invalid variable.
    """
    values: dict[str, Any] = {}
    problems: list[str] = []
    for name, annotation in get_type_hints(Settings, include_extras=True).items():
        raw = environment.get(variable(name), "").strip()
        if not raw:
            continue
        try:
            values[name] = msgspec.convert(raw, annotation, strict=False, dec_hook=_read)
        except msgspec.ValidationError as error:
            shown = "" if _is_secret(annotation) else f"={raw!r}"
            wrong = _GOT.sub("", in_words(str(error)))
            problems.append(f"{variable(name)}{shown}: {wrong}{_hint(raw)}")
    if problems:
        raise BadSettings("\n".join(problems))
    settings = Settings(**values)
    if settings.max_held_bytes < max(settings.max_body_bytes, settings.max_batch_bytes):
        raise BadSettings(
            f"{variable('max_held_bytes')}: must not be less than {variable('max_body_bytes')} or "
            f"{variable('max_batch_bytes')}"
        )
    return settings


def unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """Return the ``COPYDESK_*`` variables that are not settings, which are usually misspelled."""
    known = {variable(name) for name in Settings.__struct_fields__}
    return sorted(name for name in environment if name.startswith(PREFIX) and name not in known)


def list_settings() -> list[tuple[str, str, str]]:
    """Return the variable, the default and the description of each setting."""
    rows = []
    defaults = Settings()
    for name, annotation in get_type_hints(Settings, include_extras=True).items():
        default = getattr(defaults, name)
        meta = _meta(annotation)
        shown = "" if default is None else str(default)
        shown = shown.lower() if isinstance(default, bool) else shown
        rows.append((variable(name), shown, meta.description or ""))
    return rows


def describe_settings() -> str:
    """Return a line for each setting: its variable, its default and its description."""
    rows = list_settings()
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return "\n".join(
        f"  {name:<{widths[0]}}  {default:<{widths[1]}}  {what}" for name, default, what in rows
    )


def describe_setting(name: str) -> str:
    """Return the description of a setting."""
    annotation = get_type_hints(Settings, include_extras=True)[name]
    return _meta(annotation).description or ""


def _read(kind: type, value: object) -> object:
    """Parse types that msgspec does not know."""
    if kind is Path and isinstance(value, str):
        return Path(value)
    if issubclass(kind, Listed) and isinstance(value, str):
        return kind.read(value)
    raise NotImplementedError(kind)


def _meta(annotation: object) -> Meta:
    return next(part for part in get_args(annotation) if isinstance(part, Meta))


def _is_secret(annotation: object) -> bool:
    """Return whether the value must not be shown: it may contain a key in place of a digest."""
    return bool((_meta(annotation).extra or {}).get("secret"))


def _hint(raw: str) -> str:
    """Explain the value that Kubernetes gives ``COPYDESK_PORT`` if there is a service
    'copydesk'.
    """
    if raw.startswith("tcp://"):
        return " (set by Kubernetes for a service of that name? use enableServiceLinks: false)"
    return ""
