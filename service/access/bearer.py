"""``Authorization: Bearer <token>`` (RFC 6750), for API keys and content systems' secrets alike."""


def bearer_token(authorization: str) -> str | None:
    """Return the token in an ``Authorization`` header, or ``None`` if it has none."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None
