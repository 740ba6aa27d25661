"""Probes. They do no work, so they do not depend on load."""

from litestar import Controller, get
from litestar.di import NamedDependency

from service import problems
from service.problems import Refusal
from service.scheduling.service import ScoringService
from service.schemas import Health


class HealthController(Controller):
    """Liveness and readiness."""

    path = "/health"
    tags = ("health",)

    @get("/live", operation_id="live", summary="Is the process alive?", response_description="Yes")
    async def live(self) -> Health:
        """Answer 200 as long as the process can answer at all."""
        return Health(status="alive")

    @get(
        "/ready",
        operation_id="ready",
        summary="Can articles be scored?",
        response_description="Yes",
    )
    async def ready(self, scoring_service: NamedDependency[ScoringService]) -> Health:
        """Answer 200 from the warm-up article until the service is told to stop, otherwise 503."""
        if scoring_service.state != "ready":
            kind = (
                problems.SHUTTING_DOWN if scoring_service.state == "closing" else problems.NOT_READY
            )
            raise Refusal(kind, scoring_service.state, headers={"Retry-After": "1"})
        return Health(status="ready")
