"""Payloads shaped as each content system documents them, around sentences written for the tests."""

import hmac
import json
import time
from typing import Any

SENTENCE = "The harbour master said on Tuesday that the pier may open in May."
SECOND = "Two members of the council, who asked not to be named, called it too late."
HTML = f"<p>{SENTENCE}</p><p>{SECOND}</p>"
TEXT = f"{SENTENCE}\n\n{SECOND}"

GHOST: dict[str, Any] = {
    "event": "post.published",
    "post": {
        "current": {
            "id": "5ddc9141c35e7700383b2937",
            "uuid": "a5aa9bd8-ea31-415c-b452-3040dae1e730",
            "title": "Pier to open",
            "slug": "pier-to-open",
            "html": HTML,
            "plaintext": TEXT,
            "status": "published",
            "visibility": "public",
            "locale": None,
            "created_at": "2026-03-02T09:00:00.000Z",
            "updated_at": "2026-03-03T10:00:00.000Z",
            "tags": [{"id": "1", "name": "Harbour", "slug": "harbour"}],
            "authors": [{"id": "1", "name": "The scoring_service", "slug": "scoring_service"}],
            "primary_tag": None,
            "url": "https://paper.example/pier-to-open/",
        },
        "previous": {"status": "draft", "updated_at": "2026-03-02T09:00:00.000Z"},
    },
}

SUPERDESK: dict[str, Any] = {
    "guid": "urn:newsml:paper.example:2026-03-03T10:00:00:1",
    "version": "3",
    "type": "text",
    "versioncreated": "2026-03-03T10:00:00+0000",
    "language": "en",
    "headline": "Pier to open",
    "byline": "The scoring_service",
    "pubstatus": "usable",
    "urgency": 3,
    "priority": 6,
    "body_html": HTML,
    "description_html": "<p>Soon</p>",
    "slugline": "pier",
    "subject": [{"code": "04000000", "name": "economy"}],
    "associations": {"featuremedia": {"guid": "tag:1", "type": "picture", "headline": "The pier"}},
}

NINJS_1: dict[str, Any] = {
    "uri": "https://paper.example/items/1",
    "type": "text",
    "versioncreated": "2026-03-03T10:00:00Z",
    "byline": "The scoring_service",
    "headline": "Pier to open",
    "language": "en-GB",
    "body_text": TEXT,
    "body_xhtml": HTML,
}

NINJS_2: dict[str, Any] = {
    "standard": {"name": "ninjs", "version": "2.1", "schema": "https://iptc.org/ninjs-2.1.json"},
    "uri": "https://paper.example/items/2",
    "type": "text",
    "versioncreated": "2026-03-03T10:00:00Z",
    "language": "en",
    "by": "The scoring_service",
    "headlines": [{"role": "short", "value": "Pier"}, {"role": "main", "value": "Pier to open"}],
    "bodies": [
        {"role": "caption", "contenttype": "text/html", "value": "<p>The pier.</p>"},
        {"role": "main", "contenttype": "text/plain", "value": TEXT},
        {"role": "richtext", "contenttype": "application/xhtml+xml", "value": HTML},
    ],
}

NINJS_3: dict[str, Any] = {
    "uri": "https://paper.example/items/3",
    "type": "text",
    "versionCreated": "2026-03-03T10:00:00Z",
    "by": "The scoring_service",
    "headlines": [{"role": "main", "value": "Pier to open"}],
    "bodies": [{"role": "main", "contentType": "text/html", "value": HTML}],
}

WORDPRESS: dict[str, Any] = {
    "id": 1047,
    "date_gmt": "2026-03-03T09:00:00",
    "modified_gmt": "2026-03-03T10:00:00",
    "status": "publish",
    "link": "https://paper.example/?p=1047",
    "title": {"rendered": "Pier to open &#8211; soon"},
    "content": {"rendered": HTML, "protected": False},
    "excerpt": {"rendered": "<p>Soon</p>", "protected": False},
}

NEWSARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Pier to open",
    "articleBody": TEXT,
    "author": [{"@type": "Organization", "name": "The scoring_service"}],
    "datePublished": "2026-03-03T09:00:00Z",
    "dateModified": "2026-03-03T10:00:00Z",
    "identifier": "pier-1",
    "inLanguage": "en",
}

STRAPI: dict[str, Any] = {
    "event": "entry.publish",
    "createdAt": "2026-03-03T10:00:00.000Z",
    "model": "article",
    "entry": {
        "id": 12,
        "title": "Pier to open",
        "blocks": [{"body": HTML}],
        "updatedAt": "2026-03-03T10:00:00.000Z",
    },
}


def encode(payload: object) -> bytes:
    return json.dumps(payload).encode()


def sign_ghost(body: bytes, secret: str, *, at: float | None = None) -> dict[str, str]:
    stamp = str(int((time.time() if at is None else at) * 1000))
    digest = hmac.new(secret.encode(), body + stamp.encode(), "sha256").hexdigest()
    return {"X-Ghost-Signature": f"sha256={digest}, t={stamp}"}


def sign_superdesk(body: bytes, secret: str) -> dict[str, str]:
    return {"x-superdesk-signature": f"sha1={hmac.new(secret.encode(), body, 'sha1').hexdigest()}"}
