"""Handles deliveries from content systems: verifies, reads and scores them, at once or in
the queue.
"""

import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from hashlib import sha256
from typing import Final
from uuid import uuid4

import msgspec
from litestar import Litestar

from scoring.errors import InvalidRequest, TextTooLong, UnreadableText, UnsupportedLanguage
from scoring.intake import LANGUAGE_TAG
from scoring.report.report import Report
from scoring.report.request import Options, ScoreRequest
from scoring.text.language import tag_of
from service import problems
from service.cms.adapter import (
    Adapter,
    BadSignature,
    CmsArticle,
    NotAnArticle,
    Payload,
    ReadsArrays,
)
from service.cms.settings import CmsSettings, discover, read_cms_settings
from service.parsing import decode_json, read_options, to_request
from service.problems import Refusal, contained, problem_of, to_refusal
from service.scheduling.service import ScoringService
from service.schemas import ArticleProblem, Receipt, Wire
from service.settings import Settings
from service.webhooks.queue import WebhookQueue
from service.webhooks.sender import Message, Sender

MOST: Final = 10_000
"""Number of deliveries that are remembered, each as a digest of 32 bytes."""


class Seen:
    """The last deliveries to this process, as digests without any article text."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._keys: OrderedDict[bytes, None] = OrderedDict()

    def add(self, *parts: str) -> bool:
        """Record a delivery and return whether it is new."""
        key = _digest(parts)
        if key in self._keys:
            self._keys.move_to_end(key)
            return False
        self._keys[key] = None
        if len(self._keys) > self._most:
            self._keys.popitem(last=False)
        return True

    def forget(self, *parts: str) -> None:
        """Forget a delivery that was not accepted after all, or whose report could not be
        delivered.
        """
        self._keys.pop(_digest(parts), None)


def _digest(parts: tuple[str, ...]) -> bytes:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


JSON = "application/json"
CALLBACK = "callback"
QUERY = (*Options.__struct_fields__, CALLBACK)
"""The permitted query parameters. An option takes precedence over the payload."""


class Incoming(Wire, frozen=True, kw_only=True):
    """A request from a content system. Header names are in lower case."""

    name: str
    body: bytes
    media_type: str
    headers: Mapping[str, str]
    query: list[tuple[str, str]]
    route: str | None
    request_id: str


class Answer(Wire, frozen=True, kw_only=True):
    """The response to a content system."""

    status: int
    content: Report | Receipt


class Receiver:
    """Handles the deliveries of all content systems."""

    def __init__(
        self,
        adapters: Mapping[str, Adapter],
        settings: CmsSettings,
        scoring_service: ScoringService,
        webhook_queue: WebhookQueue,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._adapters = adapters
        self._settings = settings
        self._allowed = settings.allow_list
        self._scoring_service = scoring_service
        self._webhook_queue = webhook_queue
        self._clock = clock
        self._seen = Seen()

    async def receive(self, incoming: Incoming) -> Answer:
        """Answer one delivery. Raises ``Refusal``, and the engine's exceptions."""
        adapter = self._adapter(incoming)
        options = read_options(incoming.query, QUERY)
        url = self._callback(adapter, options.pop(CALLBACK, None))
        try:
            payload = _payload(adapter, incoming)
            with contained():
                article = adapter.read(payload, self._settings.of(adapter.name))
        except NotAnArticle as error:
            if not adapter.tolerant:
                raise Refusal(problems.NOT_AN_ARTICLE, str(error)) from None
            return _receipt(adapter, "skipped", str(error))
        request = to_request({**_fields(article), **options}, lax=True)
        if url is not None:
            return self._post(adapter, request, url, incoming)
        if adapter.acknowledges:
            return _receipt(adapter, "ignored", "no callback is set, so the article was not scored")
        try:
            timed = await self._scoring_service.score(request)
        except (TextTooLong, UnreadableText, UnsupportedLanguage) as error:
            if not adapter.tolerant:
                raise
            return _receipt(adapter, "skipped", str(error))
        return Answer(status=adapter.status, content=timed.report)

    def _adapter(self, incoming: Incoming) -> Adapter:
        """Return the adapter for a delivery after verifying the sender."""
        adapter = self._adapters.get(incoming.name)
        if adapter is None:
            raise Refusal(problems.NO_SUCH_CMS, f"content systems: {', '.join(self._adapters)}")
        secret = self._settings.of(adapter.name).get("secret")
        if secret is not None:
            try:
                with contained():
                    adapter.verify(incoming.body, incoming.headers, secret, self._clock())
            except BadSignature as error:
                raise Refusal(problems.BAD_SIGNATURE, str(error)) from None
        return adapter

    def _callback(self, adapter: Adapter, asked: object) -> str | None:
        if asked is None:
            return self._settings.of(adapter.name).get("callback")
        if not isinstance(asked, str) or not self._allowed.takes(asked):
            raise Refusal(
                problems.CALLBACK_REFUSED, "callback: the URL is not on the operator's allow-list"
            )
        return asked

    def _post(
        self, adapter: Adapter, request: ScoreRequest, url: str, incoming: Incoming
    ) -> Answer:
        if self._scoring_service.state in {"closing", "failed"}:
            raise Refusal(
                problems.SHUTTING_DOWN, "send the article again later", headers={"Retry-After": "5"}
            )
        version = (request.id or "", request.revision or "", _content(request))
        key = (adapter.name, url, *version, _options(request))
        remembered = adapter.deduplicates and bool(request.id and request.revision)
        if remembered and not self._seen.add(*key):
            return _receipt(adapter, "duplicate", "this revision has already been accepted")
        try:
            prepare = partial(self._prepare, request, url, uuid4().hex, incoming)
            forget = partial(self._seen.forget, *key)
            self._webhook_queue.take(prepare, incoming.request_id, on_loss=forget)
        except Refusal:
            self._seen.forget(*key)
            raise
        return _receipt(adapter, "accepted", "the report will be sent to the callback")

    async def _prepare(
        self, request: ScoreRequest, url: str, message_id: str, incoming: Incoming
    ) -> Message:
        """Return the report, or the problem that takes its place."""
        message = partial(Message, id=message_id, url=url)
        try:
            timed = await self._scoring_service.score(request)
        except (InvalidRequest, TextTooLong, Refusal) as error:
            refusal = to_refusal(error)
            if refusal.kind.status == 503:
                raise
            problem = problem_of(refusal, incoming.route, incoming.request_id)
            told = ArticleProblem(
                **msgspec.structs.asdict(problem), id=request.id, revision=request.revision
            )
            return message(body=msgspec.json.encode(told), content_type=problems.MEDIA_TYPE)
        return message(body=msgspec.json.encode(timed.report), content_type=JSON)


def _payload(adapter: Adapter, incoming: Incoming) -> Payload:
    if incoming.media_type != JSON and not incoming.media_type.endswith("+json"):
        raise Refusal(problems.UNSUPPORTED_MEDIA_TYPE, f"use Content-Type: {JSON}")
    payload = decode_json(incoming.body)
    if isinstance(payload, list) and isinstance(adapter, ReadsArrays):
        return adapter.from_array(payload)
    if not isinstance(payload, dict):
        raise Refusal(problems.INVALID_FIELD, "the payload must be an object")
    return payload


def _fields(article: CmsArticle) -> dict[str, object]:
    """Return the article's fields. A language that is no tag and has no known name is left out,
    and therefore detected: it is not what the sender is asking about.
    """
    fields = msgspec.structs.asdict(article)
    if article.language is not None:
        tag = tag_of(article.language)
        fields["language"] = tag if LANGUAGE_TAG.fullmatch(tag) else None
    return {name: value for name, value in fields.items() if value is not None}


def _content(request: ScoreRequest) -> str:
    """Return a digest of the article. Two edits may have the same revision: Ghost's is a time in
    seconds.
    """
    return _digest((request.title or "", request.html or "", request.text or "")).hex()


def _options(request: ScoreRequest) -> str:
    """Return what the report depends on, other than the article."""
    asked = msgspec.structs.replace(request, text=None, html=None, title=None)
    return msgspec.json.encode(asked).decode()


def _receipt(adapter: Adapter, status: str, detail: str) -> Answer:
    code = 202 if adapter.status == 200 and status == "accepted" else adapter.status
    return Answer(status=code, content=Receipt(status=status, detail=detail))


class ContentSystems:
    """The service's handling of content systems: the receiver and its webhook queue."""

    def __init__(self, scoring_service: ScoringService, settings: Settings) -> None:
        """Raises ``BadAdapter`` or ``BadSettings``."""
        adapters = discover()
        cms = read_cms_settings(settings.cms, adapters)
        callback = cms.callback
        sender = Sender(
            # the settings allow no callback without a secret, so every delivery is signed
            secret=callback.secret or "",
            networks=cms.networks,
            timeout=callback.timeout,
        )
        self._webhook_queue = WebhookQueue(
            sender,
            attempts=callback.attempts,
            first_wait=callback.first_wait,
            pending=callback.pending,
        )
        self.proved = frozenset(name for name in adapters if "secret" in cms.of(name))
        """The names of the systems that authenticate with a secret of their own."""
        self.receiver = Receiver(adapters, cms, scoring_service, self._webhook_queue)

    @asynccontextmanager
    async def open(self, _: Litestar) -> AsyncIterator[None]:
        """Finish the pending deliveries when the application stops."""
        try:
            yield
        finally:
            await self._webhook_queue.close()
