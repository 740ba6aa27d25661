"""What the service answers for the page, without a browser."""

import re
from importlib.resources import files
from pathlib import Path

import httpx
import pytest
from service_process import Service

FOLDER = Path(str(files("service") / "web"))
SEED = Path(__file__).parents[2] / "seeds" / "article.txt"
NAMES = sorted(path.name for path in FOLDER.iterdir())


def test_the_page_is_at_the_root(service: Service) -> None:
    """An editor needs only the service's address."""
    response = httpx.get(service.url)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"


def test_no_inline_script_may_run(service: Service) -> None:
    """The policy lets in this host's scripts and styles, and no markup made from text."""
    policy = httpx.get(service.url).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_served_with_its_type(service: Service, name: str) -> None:
    """A module of the wrong type is not run, and a style sheet of the wrong type not applied."""
    response = httpx.get(f"{service.url}/web/{name}")
    assert response.status_code == 200
    assert response.content == (FOLDER / name).read_bytes()
    assert (
        response.headers["content-type"].split(";")[0]
        == {
            ".css": "text/css",
            ".html": "text/html",
            ".js": "text/javascript",
            ".svg": "image/svg+xml",
            ".txt": "text/plain",
        }[Path(name).suffix]
    )


@pytest.mark.parametrize("name", ["no.js", "..%2Fsettings.py", "%2e%2e%2fapp.py", "README.md"])
def test_nothing_else_is_served(service: Service, name: str) -> None:
    """Only the page's own files."""
    response = httpx.get(f"{service.url}/web/{name}")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(".txt")])
def test_no_file_names_another_host(name: str) -> None:
    """The page works where there is no network. A namespace is a name, not an address."""
    text = (FOLDER / name).read_text().replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"(?:https?:)?//[a-z0-9]", re.sub(r"(?m)^\s*// .*$", "", text)) == []


def test_the_seed_article_is_the_seed() -> None:
    """One article, in the wheel too."""
    assert (FOLDER / "seed.txt").read_bytes() == SEED.read_bytes()


def test_the_api_pages_stay_where_they_were(service: Service) -> None:
    """``/schema`` is not the page's."""
    assert "swagger" in httpx.get(f"{service.url}/schema").text
