"""Lists what is installed: scorers and calibration profiles."""

from typing import TYPE_CHECKING, Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from scoring.calibration.profile import Profile
from service import problems
from service.negotiation import choose_for, represent
from service.problems import Refusal
from service.scheduling.service import ScoringService
from service.schemas import MetricInfo, Origin, ProfileInfo, ProfileList, ScorerInfo, ScorerList

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
        model=profile.model,
        scorers=list(profile.scores),
    )
