"""The programs in ``examples/`` do what they say, against a service of their own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from callback_receiver import receiving
from cms_payloads import NEWSARTICLE
from patience import PATIENCE, wait_until
from service_process import Service, free_port

EXAMPLES = Path(__file__).parents[2] / "examples"
SECRET = "a secret of the receiver's"
PYTHON = (sys.executable,)


@pytest.fixture(scope="module")
def port() -> int:
    """The receiver's."""
    return free_port()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[Service]:
    path = tmp_path_factory.mktemp("cms") / "cms.toml"
    path.write_text(
        f'[callback]\nallow = ["http://127.0.0.1:{port}/"]\nnetworks = ["127.0.0.1/32"]\n'
        f'secret = "{SECRET}"\nfirst_wait = 0.05\n'
    )
    with Service(COPYDESK_CMS=path, COPYDESK_DRAIN=0) as running:
        yield running


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Two articles, and one that is none."""
    (tmp_path / "a.txt").write_text("“It may rain,” the mayor said. 🙂 It may not.")
    (tmp_path / "b.html").write_text("<p>The mayor said so.</p>")
    (tmp_path / "c.txt").write_text("")
    return [str(tmp_path / name) for name in ("a.txt", "b.html", "c.txt")]


def run(
    service: Service, command: Sequence[str], program: str, *arguments: str, sent: str = ""
) -> "subprocess.CompletedProcess[str]":
    if shutil.which(command[0]) is None:
        pytest.skip(f"no {command[0]}")
    return subprocess.run(
        [*command, str(EXAMPLES / program), *arguments],
        env={**os.environ, "COPYDESK_URL": service.url},
        input=sent,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.parametrize(
    ("command", "program"),
    [
        (PYTHON, "python/score.py"),
        (PYTHON, "python/score_async.py"),
        (("node",), "javascript/score.mjs"),
        (("php",), "php/score.php"),
    ],
)
def test_articles_are_scored_and_problems_shown(
    service: Service, files: list[str], command: Sequence[str], program: str
) -> None:
    """A line for each; one that cannot be scored is named by its type, and the status is 1."""
    done = run(service, command, program, *files)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert sorted(line.split()[0] for line in lines) == files[:2], done.stderr
    assert all("50" in line for line in lines)
    (said,) = done.stderr.splitlines()
    assert said.startswith(f"{files[2]}: urn:copydesk:problem:")
    assert run(service, command, program, *files[:2]).returncode == 0


@pytest.mark.parametrize(
    ("command", "program"), [(PYTHON, "python/batch.py"), (("node",), "javascript/batch.mjs")]
)
def test_an_archive_is_streamed(service: Service, command: Sequence[str], program: str) -> None:
    """A line out for each line in, in order, errors in their places."""
    articles = [{"id": str(n), "text": "The mayor said so." if n % 5 else ""} for n in range(12)]
    sent = "".join(json.dumps(article) + "\n" for article in articles)
    done = run(service, command, program, sent=sent)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [article["id"] for article in articles]
    assert [n for n, answer in enumerate(answers) if "error" in answer] == [0, 5, 10]
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "line 1", "line 6", "line 11",
    ]  # fmt: skip
    assert done.returncode == 1


@contextmanager
def running(program: str, port: int, **settings: str) -> Iterator["subprocess.Popen[str]"]:
    """Run a receiver until it is no longer needed."""
    receiver = subprocess.Popen(
        [sys.executable, str(EXAMPLES / "python" / program), str(port)],
        env={**os.environ, "WEBHOOK_SECRET": SECRET, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/reports"))
        yield receiver
    finally:
        receiver.kill()
        receiver.communicate()


def send(service: Service, port: int, **query: str) -> None:
    """Have the service deliver the report on an article to a receiver."""
    callback = f"http://127.0.0.1:{port}/reports"
    taken = httpx.post(
        f"{service.url}/v1/cms/newsarticle",
        json=NEWSARTICLE,
        params={"callback": callback, **query},
    )
    assert taken.status_code == 202, taken.text


def test_a_receiver_takes_what_is_signed_and_nothing_else(service: Service, port: int) -> None:
    """A report that the service sends; not a forged one, nor a copy of another day."""
    with running("receive.py", port) as receiver:
        send(service, port)
        assert receiver.stdout
        assert '"hedging": 50.0' in receiver.stdout.readline()
        old = {"webhook-id": "1", "webhook-timestamp": "1700000000", "webhook-signature": "v1,x"}
        url = f"http://127.0.0.1:{port}/reports"
        assert httpx.post(url, content=b"{}", headers=old).status_code == 401


def test_a_report_is_posted_to_slack(service: Service, port: int) -> None:
    """One message, with a link to the article; its id cannot smuggle in a mention."""
    with (
        receiving() as slack,
        running("notify.py", port, SLACK_URL=slack.url, ARTICLE_URL="https://example.org/{id}"),
    ):
        send(service, port)
        (posted,) = slack.wait_for(1)
        assert posted.headers["content-type"] == "application/json"
        text = json.loads(posted.body)["text"]
        assert text.startswith("copydesk read <https://example.org/")
        assert "hedging 50" in text
        send(service, port, scorers="hedging", language="fr")
        assert "could not score" in json.loads(slack.wait_for(2)[1].body)["text"]


def test_what_slack_would_read_as_markup_is_text() -> None:
    """Neither a prompt's quotation nor an id mentions a channel or makes a link."""
    program = "import json, sys, notify; print(notify.message(json.load(sys.stdin)))"
    report = {
        "id": "<!channel>",
        "scores": {"hedging": {"score": 61.7}, "anonymity": {"score": None}},
        "prompts": [{"message": f"<!here> & {n}"} for n in range(12)],
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=EXAMPLES / "python",
        env={**os.environ, "WEBHOOK_SECRET": SECRET, "SLACK_URL": "http://127.0.0.1:9/"},
        input=json.dumps(report),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert lines[0] == "copydesk read &lt;!channel&gt;: hedging 62, anonymity undefined"
    assert lines[1] == "• &lt;!here&gt; &amp; 0"
    assert lines[-1] == "and 2 more"


def answers(url: str) -> bool:
    try:
        return httpx.post(url, content=b"{}").status_code == 401
    except httpx.TransportError:
        return False
