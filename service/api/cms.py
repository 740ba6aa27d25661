"""``POST /v1/cms/{name}``: accepts what a content system already sends."""

from typing import Any

from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from scoring.report.report import Report
from service.api.responses import request_id
from service.cms.receiver import Incoming, Receiver
from service.middleware.request_context import route_of
from service.schemas import Receipt


class CmsController(Controller):
    """Content systems."""

    path = "/v1/cms"
    tags = ("cms",)

    @post(
        "/{name:str}",
        status_code=200,
        operation_id="receive",
        summary="Score what a content system sends",
        response_description="The report, or a receipt when there was nothing to score",
    )
    async def receive(
        self,
        request: Request[Any, Any, Any],
        receiver: NamedDependency[Receiver],
        name: FromPath[str],
    ) -> Response[Report | Receipt]:
        """Accept a payload of a built-in content system or of an installed adapter.

        Built in are ghost, superdesk, wordpress, ninjs, newsarticle and custom.

        With a callback, the signed report is sent there. Without one, the report is the response.
        """
        body = await request.body()
        answer = await receiver.receive(
            Incoming(
                name=name,
                body=body,
                media_type=request.content_type[0].lower(),
                headers={key.lower(): value for key, value in request.headers.items()},
                query=list(request.query_params.multi_items()),
                route=route_of(request.scope),
                request_id=request_id(request),
            )
        )
        return Response(answer.content, status_code=answer.status, media_type="application/json")
