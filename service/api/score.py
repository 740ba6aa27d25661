"""``POST /v1/score``: score one article and return its report."""

from time import perf_counter
from typing import Any

from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency

from scoring.report.report import Report
from service.middleware.cancel_on_disconnect import cancel_on_disconnect
from service.negotiation import choose_for, represent
from service.parsing import read_body
from service.scheduling.service import ScoringService


class ScoreController(Controller):
    """Scoring."""

    path = "/v1/score"
    tags = ("scoring",)

    @post(
        status_code=200,
        operation_id="score",
        summary="Score an article",
        response_description="The report",
    )
    async def score(
        self, request: Request[Any, Any, Any], scoring_service: NamedDependency[ScoringService]
    ) -> Response[Report]:
        """Return the scores of one article, each with its evidence.

        Nothing about the article is stored or logged.
        """
        media_type = choose_for(request)
        body = await request.body()
        began = perf_counter()
        asked = read_body(body, request.content_type, request.query_params.multi_items())
        parsed = perf_counter() - began
        timed = await cancel_on_disconnect(request, scoring_service.score(asked))
        timing = {"parse": parsed, "queue": timed.waited, "score": timed.took}
        return represent(timed.report, media_type, timing=timing)
