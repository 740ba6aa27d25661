"""A real Ghost and the real service; without Ghost all of it is skipped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from callback_receiver import CallbackReceiver, receiving
from cms_service import settings_file
from service_process import REAL, Service

from ghost.site import Ghost, is_here


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ghost]:
    if not is_here():
        pytest.skip("no Ghost here: `make ghost` fetches it")
    with Ghost(tmp_path_factory.mktemp("ghost")) as running:
        yield running


@pytest.fixture(scope="package")
def hooks() -> Iterator[CallbackReceiver]:
    """What the service's callbacks go to."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture(scope="package")
def service(
    site: Ghost, hooks: CallbackReceiver, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """After the site, so that nothing is started where there is no Ghost."""
    del site
    path: Path = tmp_path_factory.mktemp("cms") / "cms.toml"
    path.write_text(settings_file(hooks))
    with Service(REAL, COPYDESK_CMS=path, COPYDESK_DRAIN=0) as running:
        yield running
