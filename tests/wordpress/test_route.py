"""Who may use the sidebar's route, and what it takes."""

from typing import Any

import httpx
import pytest

from wordpress.articles import PIER_BLOCKS
from wordpress.site import PASSWORD, Site
from wordpress.upstream import Answer, Upstream


class Person:
    """Someone who is logged in, as a script sees it."""

    def __init__(self, site: Site, name: str) -> None:
        self.http = httpx.Client(base_url=site.url, follow_redirects=True, timeout=60)
        self.http.get("/wp-login.php")
        self.http.post(
            "/wp-login.php", data={"log": name, "pwd": PASSWORD, "testcookie": "1"}
        ).raise_for_status()
        answer = self.http.get("/wp-admin/admin-ajax.php", params={"action": "rest-nonce"})
        self.nonce = answer.text
        assert len(self.nonce) == 10

    def score(self, *, nonce: str | None = None, **body: Any) -> httpx.Response:
        return self.post("score", nonce, body)

    def decide(self, *, nonce: str | None = None, **body: Any) -> httpx.Response:
        return self.post("verdict", nonce, body)

    def post(self, route: str, nonce: str | None, body: dict[str, Any]) -> httpx.Response:
        sent = self.nonce if nonce is None else nonce
        headers = {"X-WP-Nonce": sent} if sent else {}
        return self.http.post(
            "/", params={"rest_route": f"/copydesk/v1/{route}"}, headers=headers, json=body
        )


def test_an_author_may_with_their_own(site: Site, upstream: Upstream) -> None:
    """And not with another's."""
    author = Person(site, "author")
    own = site.write(PIER_BLOCKS, author="author")
    answer = author.score(post=own, content=PIER_BLOCKS)
    assert answer.status_code == 200
    assert set(answer.json()) == {"report", "seeds", "profile", "profiles", "standard"}
    assert answer.json()["seeds"] == {name: [50] for name in answer.json()["report"]["scores"]}
    assert "text" not in answer.json()["report"]["document"]
    assert "no-cache" in answer.headers["Cache-Control"]
    other = author.score(post=site.write(PIER_BLOCKS), content=PIER_BLOCKS)
    assert other.status_code == 403
    assert len(upstream.scored) == 1


def test_a_subscriber_may_not(site: Site, upstream: Upstream) -> None:
    subscriber = Person(site, "subscriber")
    for post in (site.write(PIER_BLOCKS), 999_999):
        answer = subscriber.score(post=post, content=PIER_BLOCKS)
        assert answer.status_code == 403
        assert answer.json()["code"] == "rest_forbidden"
    assert upstream.asked == []


@pytest.mark.parametrize(("nonce", "status"), [("", 401), ("0123456789", 403)])
def test_a_login_alone_does_not_do(site: Site, upstream: Upstream, nonce: str, status: int) -> None:
    """Without the page's own nonce a request may be another site's."""
    answer = Person(site, "admin").score(nonce=nonce, post=site.write(PIER_BLOCKS), content="Hm.")
    assert answer.status_code == status
    assert upstream.asked == []


def test_a_stranger_may_not(site: Site, upstream: Upstream) -> None:
    answer = httpx.post(
        site.url,
        params={"rest_route": "/copydesk/v1/score"},
        json={"post": site.write(PIER_BLOCKS), "content": "The pier may open."},
    )
    assert answer.status_code == 401
    assert upstream.asked == []


@pytest.mark.parametrize(
    "change",
    [
        {"post": 0},
        {"post": "x"},
        {"post": None},
        {"content": None},
        {"content": {}},
        {"language": "fr"},
    ],
)
def test_what_it_cannot_take(site: Site, upstream: Upstream, change: dict[str, Any]) -> None:
    """Is refused before anything is sent."""
    body = {"post": site.write(PIER_BLOCKS), "content": PIER_BLOCKS, **change}
    answer = Person(site, "admin").score(**{k: v for k, v in body.items() if v is not None})
    assert answer.status_code in {400, 403}
    assert upstream.asked == []


def test_the_key_is_not_carried_elsewhere(site: Site, upstream: Upstream) -> None:
    """A redirect is an error, not a way."""
    upstream.answer = Answer(status=307, headers={"Location": f"{upstream.url}/elsewhere"})
    answer = Person(site, "admin").score(post=site.write(PIER_BLOCKS), content=PIER_BLOCKS)
    assert answer.status_code == 424
    assert [asked.path for asked in upstream.asked] == ["/v1/score"]


def test_the_marks_of_the_seed_are_asked_for_once(site: Site, upstream: Upstream) -> None:
    """They change with a profile, which is seldom."""
    admin = Person(site, "admin")
    post = site.write(PIER_BLOCKS)
    for _ in range(3):
        assert admin.score(post=post, content=PIER_BLOCKS).status_code == 200
    assert [a.path for a in upstream.asked].count("/v1/profiles/default") == 1
    assert len(upstream.scored) == 3
