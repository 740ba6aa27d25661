"""Every option of a request can be asked for in every way, with the same checks and words."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from option_ways import COMMANDS, HTTP, PROFILE_2, WAYS, Refused, World, ask, opened
from service_fakes import NAMES

from scoring.calibration.profile import load_profiles
from scoring.report.options import OPTIONS, Option
from scoring.report.request import ScoreRequest
from service.cli.main import main

STRINGS: dict[str, list[str]] = {"language": ["en-GB"], "profile": [PROFILE_2]}
"""What is possible for a string, which no declaration can say."""
LONG = "x" * 65


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with opened(tmp_path_factory.mktemp("ways")) as world:
        yield world


def possible(option: Option) -> list[Any]:
    """Return values that an option may have."""
    if option.kind == "flag":
        return [True, False]
    if option.kind == "choice":
        return list(option.choices)
    if option.kind == "names":
        return [["hedging"], ["readability", "attribution"]]
    if option.kind == "number":
        whole = isinstance(option.default, int)
        return [*option.bounds, *([] if whole else [0.25])]
    return STRINGS[option.name]


def impossible(option: Option) -> list[tuple[Any, str]]:
    """Return values that an option may not have, and what is said of them."""
    if option.kind == "flag":
        return [("perhaps", "expected true or false, got text")]
    if option.kind == "choice":
        *others, last = option.choices
        return [("furlong", f"must be {', '.join(others)} or {last}")]
    if option.kind == "names":
        return [
            ([LONG], "expected text of at most 64 characters"),
            ([], "the list of scorers is empty"),
        ]
    if option.kind == "number":
        kind = "a whole number" if isinstance(option.default, int) else "a number"
        least, most = option.bounds
        words = f"must be from {least:g} to {most:g}"
        return [("much", f"expected {kind}, got text"), (7, words), (-1, words)]
    return [(LONG, "expected text of at most ")]


def options_of(asked: object) -> dict[str, Any]:
    assert isinstance(asked, ScoreRequest), asked
    return {option.name: getattr(asked, option.name) for option in OPTIONS}


INSTALLED = sorted([*load_profiles(), PROFILE_2])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_way_takes_every_option(world: World, way: str, option: Option) -> None:
    """It reaches the engine as it was given, and changes no other."""
    usual = options_of(ask(world, way, {}))
    for value in possible(option):
        assert options_of(ask(world, way, {option.name: value})) == {**usual, option.name: value}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_asked_for_is_what_is_declared(world: World, way: str) -> None:
    """But that payloads may say their language, and an archive has names, and no evidence."""
    usual = options_of(ask(world, way, {}))
    if way == "copydesk batch":
        assert sorted(usual.pop("scorers")) == sorted(NAMES)
        assert usual.pop("evidence") is False
    assert usual.pop("language") in {None, "en", "en-GB"}
    assert usual == {o.name: o.default for o in OPTIONS if o.name in usual}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_way_refuses_the_same_in_the_same_words(
    world: World, way: str, option: Option
) -> None:
    """422 that names the field, or wrong usage (2) that names the flag; and never the value."""
    for value, words in impossible(option):
        if way in COMMANDS and option.kind == "flag":
            continue  # it has no value there
        refused = ask(world, way, {option.name: value})
        assert isinstance(refused, Refused), (value, refused)
        assert refused.detail.startswith(words)
        assert LONG not in refused.detail
        if way in HTTP:
            assert (refused.status, refused.name) == (422, option.name)
        elif value == []:
            assert refused.status == 1  # the command line is in order, what it asks for is not
        elif way in COMMANDS:
            assert (refused.status, refused.name) == (2, option.name)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"scorers": ["hedging", "tone"]}, "no scorer named 'tone'; scorers: "),
        ({"profile": "x"}, f"no profile named 'x'; profiles: {', '.join(INSTALLED)}"),
    ],
)
def test_what_is_not_installed_is_said_in_the_same_words(
    world: World, way: str, values: dict[str, Any], words: str
) -> None:
    """In an archive before any article is read."""
    refused = ask(world, way, values)
    assert isinstance(refused, Refused)
    assert refused.detail.startswith(words)
    assert refused.status == (422 if way in HTTP else 1)


def test_no_number_is_no_number_anywhere(world: World) -> None:
    """JSON cannot say NaN, the others can."""
    for way in ("messagepack", "text", "ninjs", "callback", "library", *COMMANDS):
        refused = ask(world, way, {"min_confidence": float("nan")})
        assert isinstance(refused, Refused)
        assert (refused.name, refused.detail) == ("min_confidence", "must be from 0 to 1")


@pytest.mark.parametrize("way", ["text", "html", "ninjs", "copydesk score", "copydesk batch"])
def test_names_stand_between_commas(world: World, way: str) -> None:
    """Blanks and empty places are nothing."""
    asked = ask(world, way, {"scorers": [" hedging", "", " attribution "]})
    assert options_of(asked)["scorers"] == ["hedging", "attribution"]


@pytest.mark.parametrize("command", ["score", "batch"])
def test_the_help_tells_of_every_option(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In the declaration's words."""
    with pytest.raises(SystemExit):
        main([command, "--help"])
    shown = re.sub(r"\s+", "", capsys.readouterr().out)
    for option in OPTIONS:
        assert f"--{option.name.replace('_', '-')}" in shown
        assert re.sub(r"\s+", "", option.description) in shown


@pytest.mark.parametrize("path", ["/v1/score", "/v1/cms/{name}"])
def test_the_document_tells_of_every_option(world: World, path: str) -> None:
    """As a field and as a parameter, with the declaration's words; the default is a field's alone,
    for a client would send a parameter's.
    """
    document = world.client.get("/schema/openapi.json").json()
    fields = document["components"]["schemas"]["ScoreRequest"]["properties"]
    parameters = {p["name"]: p for p in document["paths"][path]["post"]["parameters"]}
    for option in OPTIONS:
        assert fields[option.name]["description"] == option.description
        assert fields[option.name]["default"] == option.default
        schema = parameters[option.name]["schema"]
        assert {**schema, "default": option.default} == fields[option.name]


def test_an_option_is_described() -> None:
    """Whoever adds one says what it does."""
    assert all(option.description for option in OPTIONS)
