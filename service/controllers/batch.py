"""``POST /v1/score/batch``: many articles in, a report or an error for each out, in order."""

from collections.abc import AsyncIterator
from typing import Any

from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency

from service.batch.body import chunks, lines, read_whole
from service.batch.order import in_order
from service.batch.response import JSONL, NDJSON, LinesResponse
from service.batch.scoring import BatchScoring, Item
from service.bodies import JSON, MESSAGEPACK, check_content_type, decode, refuse_options
from service.controllers.representation import choose_for, represent
from service.desk import Desk
from service.negotiation import choose
from service.settings import Settings
from service.validation import to_list

CONTENT_TYPES = (JSON, NDJSON, JSONL, MESSAGEPACK)
_AHEAD = 2


class BatchController(Controller):
    """Scoring of many articles."""

    path = "/v1/score/batch"
    tags = ("scoring",)

    @post(
        status_code=200,
        operation_id="scoreBatch",
        summary="Score many articles",
        response_description="A report or an error for each article, in order",
        request_max_body_size=None,
    )
    async def score(
        self,
        request: Request[Any, Any, Any],
        desk: NamedDependency[Desk],
        settings: NamedDependency[Settings],
    ) -> Response[list[Item]]:
        """Return a report, as `/v1/score` would, or an error for each article.

        A JSON array is answered with an array, at once. Lines of JSON are answered with lines,
        each as soon as it and those before it are done; their number is not limited. An article
        that finds no turn has a 503 error; if that is the first, the whole request has.
        """
        media_type = check_content_type(request.content_type, CONTENT_TYPES)
        refuse_options(request.query_params.multi_items(), media_type)
        scoring = BatchScoring(request, desk, line_limit=settings.max_body_bytes)
        window = _AHEAD * settings.slots
        body = chunks(request)
        if media_type in {NDJSON, JSONL}:
            choose(",".join(request.headers.getall("accept", [])), (NDJSON, JSONL))
            read = lines(body, settings.max_body_bytes)
            results = in_order(read, scoring.score_line, window=window)
            return LinesResponse(await anext(results, None), results)
        answer_type = choose_for(request)
        articles = to_list(decode(await read_whole(body, settings.max_batch_bytes), media_type))
        each = in_order(_each(articles), scoring.score, window=window)
        return represent([item async for item in each], answer_type)


async def _each(articles: list[object]) -> AsyncIterator[object]:
    for article in articles:
        yield article
