"""The settings for content systems: one TOML file, named by ``COPYDESK_CMS``."""

import re
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from scoring import plugins
from scoring.errors import CopydeskError
from scoring.wording import field_error, read_toml
from service.cms.adapter import Adapter
from service.schemas import Wire
from service.settings import BadSettings
from service.webhooks.allow_list import AllowList, BadUrl
from service.webhooks.signing import signing_key


class BadAdapter(CopydeskError):
    """An adapter plugin that cannot be used, with the reason."""


ADAPTER_PLUGINS: Final = plugins.PluginKind(
    "copydesk.cms", "an", "adapter", "service.cms.adapter.Adapter", BadAdapter
)


def discover() -> dict[str, Adapter]:
    """Return the installed adapters by name, copydesk's own first, then plugins by name.

    Raises ``BadAdapter``: see ``scoring.plugins``.
    """
    return {adapter.name: adapter for _, adapter in plugins.discover(ADAPTER_PLUGINS, _adapter)}


def _adapter(loaded: object) -> Adapter | None:
    return loaded if isinstance(loaded, Adapter) else None


SHORTEST: Final = 16
"""Minimum length of a secret. It opens the gate for its system, and a short one can be guessed."""
RESERVED = ("secret", "callback")
"""The options of every system. An adapter declares its other options itself."""


class CallbackSettings(Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where reports may be sent. By default, nowhere.

    ``allow``: URLs; a callback must have the scheme, host and port of one of them, and its path or
    a path below it. ``networks``: private addresses that may be called. ``pending``: maximum number
    of reports waiting in memory.
    """

    allow: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    secret: Annotated[str, Meta(min_length=SHORTEST)] | None = None
    attempts: Annotated[int, Meta(ge=1, le=20)] = 8
    first_wait: Annotated[float, Meta(gt=0, le=60)] = 1.0
    timeout: Annotated[float, Meta(gt=0, le=60)] = 10.0
    pending: Annotated[int, Meta(ge=1, le=10_000)] = 256


class CmsSettings(Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file. ``cms``: for each system its ``secret``, its ``callback`` and its
    own options.
    """

    callback: CallbackSettings = CallbackSettings()
    cms: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)

    def of(self, name: str) -> Mapping[str, str]:
        """Return the settings of one system."""
        return self.cms.get(name, {})

    @property
    def allow_list(self) -> AllowList:
        """The URLs that may be called."""
        return AllowList(self.callback.allow)

    @property
    def networks(self) -> list[IPv4Network | IPv6Network]:
        """The private networks that may be called."""
        return [ip_network(network) for network in self.callback.networks]


def read_cms_settings(path: Path | None, adapters: Mapping[str, Adapter]) -> CmsSettings:
    """Read the file, or return the defaults if there is none.

    Raises ``BadSettings`` that describes the error without repeating a secret.
    """
    if path is None:
        return CmsSettings()
    try:
        content = read_toml(path.read_bytes().decode())
        settings = msgspec.convert(content, CmsSettings)
    except (OSError, UnicodeDecodeError, TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadSettings(f"COPYDESK_CMS={path}: {_reason(error)}") from None
    found = [f"COPYDESK_CMS={path}: {what}" for what in _problems(settings, adapters)]
    if found:
        raise BadSettings("\n".join(found))
    return settings


_AT: Final = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)")


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    if isinstance(error, msgspec.ValidationError):
        return field_error(str(error))
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 at byte {error.start}"
    at = _AT.search(str(error))
    if at is None and "end of document" in str(error):
        return "not valid TOML: something is not closed at the end"
    if at is None:
        return f"not valid TOML: {error}"
    return f"not valid TOML: see line {at['line']}, column {at['column']}"


def _problems(settings: CmsSettings, adapters: Mapping[str, Adapter]) -> list[str]:
    found = []
    if settings.callback.allow and not settings.callback.secret:
        found.append("callback.secret is missing; it is needed to sign deliveries")
    if 0 < len(signing_key(settings.callback.secret or "")) < SHORTEST:
        found.append(f"callback.secret: must have at least {SHORTEST} bytes after whsec_")
    try:
        allowed = settings.allow_list
    except BadUrl as error:
        return [*found, f"callback.allow: {error}"]
    try:
        settings.networks  # noqa: B018 - parsing them is the check
    except ValueError as error:
        found.append(f"callback.networks: {error}")
    for name, options in settings.cms.items():
        if name not in adapters:
            found.append(f"no adapter is named {name!r}; adapters: {', '.join(adapters)}")
            continue
        known = (*RESERVED, *adapters[name].options)
        strangers = [option for option in options if option not in known]
        found += [
            f"cms.{name}.{option}: no such option; options: {', '.join(known)}"
            for option in strangers
        ]
        found += [f"cms.{name}.{o}: must not be empty" for o in options if not options[o].strip()]
        secret = options.get("secret", "").strip()
        if secret and len(secret) < SHORTEST:
            found.append(f"cms.{name}.secret: must have at least {SHORTEST} characters")
        url = options.get("callback")
        if url is not None and not allowed.takes(url):
            found.append(f"cms.{name}.callback is not in callback.allow")
    return found
