"""What the service says about itself: probes, and lists of what is installed.

Probes do no work, so they do not depend on load.
"""

from typing import TYPE_CHECKING, Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from scoring.calibration.profile import Profile
from service import problems
from service.api.responses import choose_for, represent
from service.problems import Refusal
from service.scheduling.service import ScoringService
from service.schemas import (
    Health,
    MetricInfo,
    Origin,
    ProfileInfo,
    ProfileList,
    ScorerInfo,
    ScorerList,
)

if TYPE_CHECKING:
    from scoring.scorer import Registered


class CatalogueController(Controller):
    """Scorers and profiles."""

    path = "/v1"
    tags = ("catalogue",)

    @get(
        "/scorers",
        operation_id="listScorers",
        summary="List the scorers",
        response_description="The scorers",
    )
    async def scorers(
        self, request: Request[Any, Any, Any], scoring_service: NamedDependency[ScoringService]
    ) -> Response[ScorerList]:
        """Return each scorer's version and metrics, and the distribution that provides it."""
        media_type = choose_for(request)
        listed = ScorerList(
            scorers=[describe_scorer(one) for one in scoring_service.engine.scorers.values()]
        )
        return represent(listed, media_type)

    @get(
        "/profiles",
        operation_id="listProfiles",
        summary="List the calibration profiles",
        response_description="The profiles",
    )
    async def profiles(
        self, request: Request[Any, Any, Any], scoring_service: NamedDependency[ScoringService]
    ) -> Response[ProfileList]:
        """Return a summary of each profile."""
        media_type = choose_for(request)
        listed = [describe_profile(profile) for profile in scoring_service.engine.profiles.values()]
        return represent(ProfileList(profiles=listed), media_type)

    @get(
        "/profiles/{name:str}",
        operation_id="readProfile",
        summary="Read a calibration profile",
        response_description="The profile",
    )
    async def profile(
        self,
        request: Request[Any, Any, Any],
        scoring_service: NamedDependency[ScoringService],
        name: FromPath[str],
    ) -> Response[Profile]:
        """Return a complete profile, as in its file."""
        media_type = choose_for(request)
        profiles = scoring_service.engine.profiles
        if name not in profiles:
            raise Refusal(problems.NO_SUCH_PROFILE, f"profiles: {', '.join(sorted(profiles))}")
        return represent(profiles[name], media_type)


def describe_scorer(registered: "Registered") -> ScorerInfo:
    """Return the description of a scorer for clients."""
    scorer = registered.scorer
    return ScorerInfo(
        name=scorer.name,
        version=scorer.version,
        description=scorer.description,
        unit=scorer.unit,
        direction=scorer.direction,
        metrics=[
            MetricInfo(name=metric.name, unit=metric.unit, description=metric.description)
            for metric in scorer.metrics
        ],
        origin=Origin(
            distribution=registered.distribution, version=registered.distribution_version
        ),
    )


def describe_profile(profile: Profile) -> ProfileInfo:
    """Return the summary of a profile."""
    return ProfileInfo(
        name=profile.name,
        version=profile.version,
        description=profile.description,
        reference=profile.reference,
        noun=profile.noun,
        model=profile.model,
        scorers=list(profile.scores),
    )


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
