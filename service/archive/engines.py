"""The engines by name."""

from collections.abc import Callable
from functools import partial

from scoring.types import Value
from service.archive.local import run_local
from service.archive.run import Engine
from service.commands.failure import Failure
from service.settings import cores


class Choice(Value, frozen=True, kw_only=True):
    """An engine, and how many workers it has unless told."""

    run: Engine
    default_workers: Callable[[], int]


def choose_engine(name: str, *, ray_address: str | None) -> Choice:
    """Return an engine. Raises ``Failure`` if it is not installed, or the address is not for it."""
    if name == "local":
        if ray_address is not None:
            raise Failure("--ray-address goes with --engine ray")
        return Choice(run=run_local, default_workers=cores)
    from service.archive.ray_data import cluster_cores, run_ray  # noqa: PLC0415  # an extra

    return Choice(
        run=partial(run_ray, address=ray_address),
        default_workers=partial(cluster_cores, ray_address),
    )
