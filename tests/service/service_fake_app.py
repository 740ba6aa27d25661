"""What a granian worker loads in a test: the application around the stand-in for the engine.

An article whose id is ``slow:0.5`` takes half a second, one with the id of a ``Hold`` until its
test lets it go.
"""

import asyncio
import logging
import os
import sys
import threading
import time
import warnings

from service_fakes import FakeEngine
from service_hold import hold

from scoring.errors import BadArtefact
from scoring.report.request import ScoreRequest
from service.app import create_app, end_worker, worker_lifespan
from service.engine import ScoringEngine
from service.middleware.request_context import RequestContext
from service.observability.tracing import open_tracing
from service.scheduling.service import ScoringService
from service.settings import read_settings


def act(request: ScoreRequest) -> None:
    hold(request.id or "")
    kind, _, seconds = (request.id or "").partition(":")
    if kind == "slow":
        time.sleep(float(seconds))
    if kind == "fail":
        raise ValueError(request.text)
    if kind == "exit":
        raise SystemExit(request.text)
    if kind == "interrupt":
        raise KeyboardInterrupt(request.text)
    if kind == "cancel":
        raise asyncio.CancelledError(request.text)
    if kind == "warn":
        warnings.warn(str(request.text), stacklevel=1)
    if kind == "print":
        print(request.text)  # noqa: T201 - as a plugin might
        sys.stderr.write(str(request.text))
    if kind == "log":
        logging.getLogger("guest").error(
            "cannot read %s", request.text, extra={"text": request.text}
        )
    if kind == "thread":
        thread = threading.Thread(target=complain, args=(request.text,))
        thread.start()
        thread.join()
    if kind == "finalizer":
        Complaining(str(request.text))


def complain(text: str) -> None:
    raise ValueError(text)


class Complaining:
    def __init__(self, text: str) -> None:
        self.text = text

    def __del__(self) -> None:
        raise ValueError(self.text)


def make_engine() -> ScoringEngine:
    if os.environ.get("FAKE_ENGINE") == "broken":
        raise BadArtefact("the model is not the one its manifest names")
    return FakeEngine(act)


def create() -> RequestContext:
    settings = read_settings(os.environ)
    scoring_service = ScoringService(make_engine, settings, on_failure=end_worker)
    tracing = open_tracing(wanted=settings.traces)
    lifespan = worker_lifespan(scoring_service, settings, tracing)
    return create_app(scoring_service, settings, lifespan=lifespan, tracing=tracing)
