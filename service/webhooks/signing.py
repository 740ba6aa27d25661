"""Signs deliveries as the Standard Webhooks specification requires.

The header is ``webhook-signature: v1,<base64 of HMAC-SHA256 over "id.timestamp.body">``. A secret
that starts with ``whsec_`` is base64 after that prefix; any other secret is used as it is.
"""

import base64
import binascii
import hmac
from typing import Final

PREFIX: Final = "whsec_"


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers of a signed delivery."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.digest(signing_key(secret), signed, "sha256")
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": "v1," + base64.b64encode(digest).decode(),
    }


def signing_key(secret: str) -> bytes:
    """Return the bytes that a secret stands for."""
    if secret.startswith(PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()
