"""A service with content systems in its settings, and how they post."""

import cms_payloads as payloads
import httpx
from callback_receiver import CallbackReceiver
from cms_payloads import encode, sign_ghost
from service_process import Service

GHOST_SECRET = "ghost secret of the tests"
SUPERDESK_SECRET = "superdesk secret of the tests"
WORDPRESS_SECRET = "wordpress secret of the tests"
JSON = {"content-type": "application/json"}


def settings_file(receiver: CallbackReceiver) -> str:
    """Every system that has a secret, callbacks to the receiver alone."""
    return f"""
[callback]
allow = ["{receiver.url}/hooks", "http://127.0.0.2/hooks"]
networks = ["127.0.0.1/32"]
secret = "callback secret of the tests"
first_wait = 0.05

[cms.ghost]
secret = "{GHOST_SECRET}"
callback = "{receiver.url}/hooks/ghost"

[cms.superdesk]
secret = "{SUPERDESK_SECRET}"

[cms.wordpress]
secret = "{WORDPRESS_SECRET}"

[cms.custom]
html = "entry.blocks.0.body"
title = "entry.title"
id = "entry.id"
"""


def post(
    service: Service,
    name: str,
    payload: object,
    headers: dict[str, str] | None = None,
    **query: str,
) -> httpx.Response:
    body = payload if isinstance(payload, bytes) else encode(payload)
    return httpx.post(
        f"{service.url}/v1/cms/{name}", content=body, headers={**JSON, **(headers or {})},
        params=query,
    )  # fmt: skip


def ghost(service: Service, revision: str, **query: str) -> httpx.Response:
    """Deliver a revision of the post, signed now."""
    post_ = payloads.GHOST["post"]
    payload = {"post": {**post_, "current": {**post_["current"], "updated_at": revision}}}
    return post(service, "ghost", payload, sign_ghost(encode(payload), GHOST_SECRET), **query)


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}
