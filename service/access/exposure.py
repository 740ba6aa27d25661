"""Who can reach the service where it listens, and whether they need a key."""

from ipaddress import ip_address

from service.settings import BadSettings, Settings


def check_exposure(settings: Settings) -> None:
    """Raise ``BadSettings`` for a service that strangers can reach and nobody said may."""
    if settings.keys or settings.allow_anonymous or is_loopback(settings.host):
        return
    raise BadSettings(
        f"COPYDESK_HOST={settings.host} can be reached from elsewhere, and there are no keys:\n"
        "make one with `copydesk keys new NAME` and set COPYDESK_KEYS, "
        "or set COPYDESK_ALLOW_ANONYMOUS=true if whoever can connect may ask"
    )


def is_loopback(host: str) -> bool:
    """Is this an address of this machine alone? A name other than ``localhost`` may be any."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
