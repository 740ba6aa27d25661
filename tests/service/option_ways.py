"""All ways in which an article's options can be asked for, each around the same stand-in engine.

A way is given options by name and returns what came of it: what the engine was asked, or what the
refusal says and which option it names.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch
from uuid import uuid4

import cms_payloads as payloads
import httpx
import msgspec
from archive_run import read_lines, write_lines
from callback_receiver import CallbackReceiver, receiving
from cms_payloads import encode, sign_ghost, sign_superdesk
from cms_service import GHOST_SECRET, SUPERDESK_SECRET, WORDPRESS_SECRET, bearer, settings_file
from service_fakes import PROFILE, Client, FakeEngine, until

import copydesk
from copydesk import default
from scoring.calibration.profile import load_profiles, to_json
from scoring.errors import CopydeskError
from scoring.report.request import ScoreRequest
from service.archive import run as runner
from service.archive import worker
from service.archive.values import Job, Part
from service.archive.worker import Done, Worker
from service.cli import score
from service.cli.main import main
from service.settings import Settings

TEXT: Final = payloads.TEXT
HTML: Final = payloads.HTML
PROFILE_2: Final = "metro"
Values = Mapping[str, Any]


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """``status``: of the answer, or of the command; ``name``: the option's; ``detail``: words."""

    status: int
    name: str
    detail: str


Outcome = ScoreRequest | Refused


def written(values: Values) -> dict[str, str]:
    """Return the values as a query or a command line has them."""
    return {name: _written(value) for name, value in values.items()}


def _written(value: object) -> str:
    if isinstance(value, list):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def flags(values: Values) -> list[str]:
    """Return the values as a command line's arguments."""
    arguments = []
    for name, value in written(values).items():
        flag = name.replace("_", "-")
        if isinstance(values[name], bool):
            arguments.append(f"--{flag}" if values[name] else f"--no-{flag}")
        else:
            arguments.append(f"--{flag}={value}")
    return arguments


class World:
    """A service, the command line and the library around one engine that only takes notes."""

    def __init__(self, folder: Path, callbacks: CallbackReceiver) -> None:
        self.folder = folder
        self.engine = FakeEngine()
        for name in (*load_profiles(), PROFILE_2):
            self.engine.profiles[name] = msgspec.structs.replace(PROFILE, name=name)
        self.callbacks = callbacks
        (folder / "cms.toml").write_text(settings_file(callbacks))
        settings = Settings(cms=folder / "cms.toml")
        self.client = Client(self.engine, settings)

    def seen(self, act: Callable[[], Refused | None]) -> Outcome:
        """Return what the engine is asked meanwhile, unless it is a refusal that comes of it."""
        self.engine.asked.clear()
        self.engine.asked.append(ScoreRequest())  # the first is taken for the warm-up
        refused = act()
        if refused is not None:
            return refused
        [_, asked] = self.engine.asked
        return asked


@contextmanager
def opened(folder: Path) -> Iterator[World]:
    """Open the world. There is a second profile, for an archive too."""
    profile = msgspec.structs.replace(load_profiles()["default"], name=PROFILE_2)
    (folder / "profiles").mkdir()
    (folder / "profiles" / f"{PROFILE_2}.json").write_bytes(to_json(profile))
    with ExitStack() as stack:
        world = World(folder, stack.enter_context(receiving()))
        stack.enter_context(world.client.open())
        stack.enter_context(patch.object(score, "load_engine", lambda _: world.engine))
        stack.enter_context(patch.object(worker, "load_engine", lambda _: world.engine))
        stack.enter_context(patch.object(runner, "run_local", run_here))
        stack.enter_context(patch.object(default, "_engines", [world.engine]))
        environment = {"COPYDESK_PROFILES": str(folder / "profiles")}
        stack.enter_context(patch.dict("os.environ", environment))
        yield world


def run_here(job: Job, parts: Sequence[Part], workers: int) -> Iterator[Done]:
    """Score an archive's parts in this process."""
    del workers
    scorer = Worker(job)
    for part in parts:
        yield scorer.write(part, stop=lambda: False)


def problem(status: int, found: Mapping[str, Any]) -> Refused:
    """Return what problem details say."""
    [error] = found["errors"]
    return Refused(status=status, name=error["pointer"].split("/")[1], detail=error["detail"])


def answer(response: httpx.Response) -> Refused | None:
    return None if response.is_success else problem(response.status_code, response.json())


def by_json(world: World, values: Values) -> Refused | None:
    return answer(world.client.score(json={"text": TEXT, **values}))


def by_messagepack(world: World, values: Values) -> Refused | None:
    packed = msgspec.msgpack.encode({"html": HTML, **values})
    headers = {"content-type": "application/x-msgpack"}
    return answer(world.client.score(content=packed, headers=headers))


def by_query(media_type: str, content: str) -> Callable[[World, Values], Refused | None]:
    def ask(world: World, values: Values) -> Refused | None:
        headers = {"content-type": media_type}
        params = written(values)
        return answer(world.client.score(content=content, headers=headers, params=params))

    return ask


def by_batch(
    media_type: str, write: Callable[[object], bytes], read: Callable[[bytes], Any]
) -> Callable[[World, Values], Refused | None]:
    def ask(world: World, values: Values) -> Refused | None:
        response = world.client.call(
            "POST",
            "/v1/score/batch",
            content=write({"text": TEXT, **values}),
            headers={"content-type": media_type},
        )
        assert response.status_code == 200
        item = read(response.content)
        return problem(item["error"]["status"], item["error"]) if "error" in item else None

    return ask


def by_cms(
    name: str, payload: object, headers: Mapping[str, str], *, callback: bool = False
) -> Callable[[World, Values], Refused | None]:
    """``callback``: the report is sent there, or what is wrong, if it was not seen at once."""

    def ask(world: World, values: Values) -> Refused | None:
        world.callbacks.deliveries.clear()
        params = written(values)
        if callback:
            params["callback"] = f"{world.callbacks.url}/hooks/options"
        response = world.client.call(
            "POST",
            f"/v1/cms/{name}",
            content=encode(payload),
            headers={"content-type": "application/json", **headers},
            params=params,
        )
        if not callback or not response.is_success:
            return answer(response)
        world.client.runner.run(until(lambda: bool(world.callbacks.deliveries)))
        sent = json.loads(world.callbacks.deliveries[0].body)
        return problem(sent["status"], sent) if "errors" in sent else None

    return ask


def by_ghost(world: World, values: Values) -> Refused | None:
    """Its signature has a time, and a revision is heard once."""
    post = payloads.GHOST["post"]
    current = {**post["current"], "updated_at": uuid4().hex}
    payload = {"post": {**post, "current": current}}
    headers = sign_ghost(encode(payload), GHOST_SECRET)
    return by_cms("ghost", payload, headers, callback=True)(world, values)


def command(arguments: Sequence[str]) -> Refused | None:
    """Run copydesk. A refusal is named by its option where the command line is at fault."""
    said: list[str] = []
    with patch("sys.stderr.write", said.append), patch("sys.stdout.write", lambda _: 0):
        try:
            status = main(arguments)
        except SystemExit as end:
            status = int(str(end.code))
    if status == 0:
        return None
    last = "".join(said).splitlines()[-1]
    _, _, flag = last.partition("argument --")
    name, _, detail = (flag or f"?: {last.removeprefix('copydesk: ')}").partition(": ")
    return Refused(status=status, name=name.split("/")[0].replace("-", "_"), detail=detail)


def by_score(world: World, values: Values) -> Refused | None:
    path = world.folder / "article.txt"
    path.write_text(TEXT)
    return command(["score", str(path), "--json", *flags(values)])


def by_archive(world: World, values: Values) -> Refused | None:
    source, out = world.folder / "in.jsonl", world.folder / "out.jsonl"
    write_lines(source, [{"text": TEXT}])
    refused = command(["batch", str(source), str(out), "--restart", *flags(values)])
    if refused is None:
        assert [row["error"] for row in read_lines(out)] == [None]
    return refused


def by_library(world: World, values: Values) -> Refused | None:
    del world
    try:
        copydesk.score(TEXT, **values)
    except copydesk.InvalidRequest as error:
        return Refused(status=1, name=error.pointer.split("/")[1], detail=error.detail)
    except CopydeskError:
        raise
    return None


SUPERDESK_SIGNED: Final = sign_superdesk(encode(payloads.SUPERDESK), SUPERDESK_SECRET)
HTTP: Final[dict[str, Callable[[World, Values], Refused | None]]] = {
    "json": by_json,
    "messagepack": by_messagepack,
    "text": by_query("text/plain", TEXT),
    "html": by_query("text/html", HTML),
    "array": by_batch(
        "application/json", lambda item: encode([item]), lambda body: json.loads(body)[0]
    ),
    "lines": by_batch("application/x-ndjson", encode, json.loads),
    "packed array": by_batch(
        "application/x-msgpack",
        lambda item: msgspec.msgpack.encode([item]),
        lambda body: json.loads(body)[0],
    ),
    "ghost": by_ghost,
    "superdesk": by_cms("superdesk", payloads.SUPERDESK, SUPERDESK_SIGNED),
    "wordpress": by_cms("wordpress", payloads.WORDPRESS, bearer(WORDPRESS_SECRET)),
    "ninjs": by_cms("ninjs", payloads.NINJS_1, {}),
    "newsarticle": by_cms("newsarticle", payloads.NEWSARTICLE, {}),
    "custom": by_cms("custom", payloads.STRAPI, {}),
    "callback": by_cms("custom", payloads.STRAPI, {}, callback=True),
}
COMMANDS: Final = {"copydesk score": by_score, "copydesk batch": by_archive}
WAYS: Final = {**HTTP, **COMMANDS, "library": by_library}


def ask(world: World, way: str, values: Values) -> Outcome:
    """Ask for an article with these options."""
    return world.seen(lambda: WAYS[way](world, values))
