"""API keys: who gets in, who does not, and what is said to them."""

import hmac
import re
from collections.abc import Iterator

import pytest
from cms_payloads import NEWSARTICLE
from service_fakes import Client, FakeEngine

from service.auth.clients import Key, Keys, bearer_token, digest_of, new_key
from service.cli.main import main
from service.server import check_exposure
from service.settings import BadSettings, Settings, read_settings

TOKEN = new_key()
OTHER = new_key()
KEYS = Keys(Key(name="desk", digest=digest_of(TOKEN)), Key(name="wire", digest=digest_of(OTHER)))
ARTICLE = {"text": "The mayor said so."}


@pytest.fixture(scope="module")
def locked() -> Iterator[Client]:
    with Client(FakeEngine(), Settings(keys=KEYS)).open() as opened:
        yield opened


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("Bearer abc", "abc"),
        ("bearer abc", "abc"),
        ("BEARER   abc ", "abc"),
        ("Bearer", None),
        ("Bearer ", None),
        ("Basic abc", None),
        ("abc", None),
        ("", None),
    ],
)
def test_a_bearers_token_is_read(header: str, token: str | None) -> None:
    """The scheme in any case, one token after it."""
    assert bearer_token(header) == token


@pytest.mark.parametrize("token", [TOKEN, OTHER], ids=["one", "other"])
def test_a_key_lets_in(locked: Client, token: str) -> None:
    """Each of several."""
    assert locked.score(json=ARTICLE, headers=bearer(token)).status_code == 200


CHALLENGE = 'Bearer realm="copydesk"'
WRONG = CHALLENGE + ', error="invalid_token"'


@pytest.mark.parametrize(
    ("headers", "challenge"),
    [
        ({}, CHALLENGE),
        ({"authorization": f"Basic {TOKEN}"}, CHALLENGE),
        ({"authorization": TOKEN}, CHALLENGE),
        (bearer(TOKEN[:-1]), WRONG),
        (bearer(TOKEN + "a"), WRONG),
        (bearer(digest_of(TOKEN).hex()), WRONG),
        (bearer("schl\xc3\xbcssel"), WRONG),
    ],
    ids=["none", "basic", "bare", "short", "long", "digest", "not ASCII"],
)
def test_anything_else_is_refused(locked: Client, headers: dict[str, str], challenge: str) -> None:
    """401 as a problem that says how to ask, not what was sent."""
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    answer = locked.score(json=ARTICLE, headers=raw)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == challenge
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == "urn:copydesk:problem:unauthorized"
    assert problem["instance"] == "/v1/score"
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert not any(value and value in answer.text for value in headers.values())


@pytest.mark.parametrize(
    "path",
    ["/health/live", "/health/ready", "/", "/web/main.js", "/schema", "/schema/openapi.json"],
)
def test_what_holds_no_secret_stays_open(locked: Client, path: str) -> None:
    """Probes, the page, the API's pages."""
    assert locked.get(path).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/scorers"),
        ("GET", "/v1/profiles/default"),
        ("POST", "/v1/score/batch"),
        ("GET", "/metrics"),
        ("GET", "/nowhere"),
        ("GET", "/v1/score"),
        ("OPTIONS", "/v1/score"),
        ("POST", "//v1/score"),
        ("POST", "/v1/score/"),
        ("POST", "/web/../v1/score"),
        ("POST", "/v1/cms/newsarticle"),
        ("POST", "/v1/cms/nobody"),
        ("POST", "/v1/cms/../score"),
    ],
)
def test_everything_else_is_closed(locked: Client, method: str, path: str) -> None:
    """Also what is not there: a stranger learns nothing of it."""
    assert locked.call(method, path, json=ARTICLE).status_code in {401, 404, 405}
    if not path.startswith("/web/"):
        assert locked.call(method, path, json=ARTICLE).status_code == 401


def test_a_system_without_a_secret_needs_a_key(locked: Client) -> None:
    """The bearer is then one of the service's."""
    answer = locked.call("POST", "/v1/cms/newsarticle", json=NEWSARTICLE, headers=bearer(TOKEN))
    assert answer.status_code == 200


def test_a_system_with_a_secret_keeps_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No key gets in its place, and it needs none."""
    path = tmp_path_factory.mktemp("cms") / "cms.toml"
    path.write_text('[cms.newsarticle]\nsecret = "a secret of the system"\n')
    with Client(FakeEngine(), Settings(keys=KEYS, cms=path)).open() as client:
        for token, status in (("a secret of the system", 200), (TOKEN, 403), ("", 403)):
            answer = client.call(
                "POST", "/v1/cms/newsarticle", json=NEWSARTICLE, headers=bearer(token)
            )
            assert answer.status_code == status


def test_every_key_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """In constant time, whether an earlier one fits or none does."""
    compared: list[bytes] = []
    compare = hmac.compare_digest

    def watch(a: bytes, b: bytes) -> bool:
        compared.append(b)
        return compare(a, b)

    monkeypatch.setattr(hmac, "compare_digest", watch)
    assert KEYS.find(TOKEN) == "desk"
    assert KEYS.find("nothing") is None
    assert compared == 2 * [key.digest for key in KEYS.values]


def test_keys_are_unlike_each_other() -> None:
    """256 bits each, behind a prefix that scanners know."""
    made = {new_key() for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch(r"copydesk_[\w-]{43}", key) for key in made)


def test_a_key_that_is_made_lets_in(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command prints the key and the setting, which keeps the keys there are."""
    monkeypatch.setenv("COPYDESK_KEYS", str(KEYS))
    assert main(["keys", "new", "night.desk"]) == 0
    out = capsys.readouterr().out
    token = re.search(r"copydesk_\S+", out)
    line = re.search(r"COPYDESK_KEYS='(.*)'", out)
    assert token
    assert line
    assert token[0] not in line[1]
    keys = read_settings({"COPYDESK_KEYS": line[1]}).keys
    assert [keys.find(t) for t in (TOKEN, OTHER, token[0])] == ["desk", "wire", "night.desk"]


@pytest.mark.parametrize("name", ["", "two words", "a:b", "a" * 65, "-a", "é"])
def test_a_name_is_plain(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """It ends up in logs."""
    assert main(["keys", "new", "--", name]) == 1
    assert "copydesk_" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "value",
    [TOKEN, f"desk:{TOKEN}", f"desk={digest_of(TOKEN).hex()}", "x:1"],
    ids=["key", "key by name", "plain hexadecimal", "short"],
)
def test_a_setting_that_is_no_digest_is_not_repeated(value: str) -> None:
    """Somebody may have put the key itself there."""
    with pytest.raises(BadSettings, match=r"COPYDESK_KEYS: .*number 1") as error:
        read_settings({"COPYDESK_KEYS": value})
    assert value not in str(error.value)


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.4", False),
        ("desk.example.org", False),
    ],
)
def test_a_loopback_address_is_known(host: str, *, alone: bool) -> None:
    """Of a name only ``localhost`` is sure."""
    assert Settings(host=host).is_local is alone


@pytest.mark.parametrize(
    ("environment", "starts"),
    [
        ({}, True),
        ({"COPYDESK_HOST": "0.0.0.0"}, False),
        ({"COPYDESK_HOST": "0.0.0.0", "COPYDESK_ALLOW_ANONYMOUS": "false"}, False),
        ({"COPYDESK_HOST": "0.0.0.0", "COPYDESK_ALLOW_ANONYMOUS": "true"}, True),
        ({"COPYDESK_HOST": "0.0.0.0", "COPYDESK_KEYS": str(KEYS)}, True),
    ],
)
def test_strangers_reach_nothing_unless_it_is_said(
    environment: dict[str, str], *, starts: bool
) -> None:
    """Beyond this machine: keys, or the word of the operator."""
    settings = read_settings(environment)
    if starts:
        check_exposure(settings)
        return
    with pytest.raises(BadSettings, match="COPYDESK_ALLOW_ANONYMOUS"):
        check_exposure(settings)


def test_the_command_does_not_start_for_strangers(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit status 2, and what to do about it."""
    monkeypatch.setenv("COPYDESK_HOST", "0.0.0.0")
    assert main(["serve"]) == 2
    assert "copydesk keys new" in capsys.readouterr().err
