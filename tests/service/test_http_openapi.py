"""The OpenAPI document and its pages."""

import json
import os
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator
from service_fakes import Client

from scoring.report.report import Report
from scoring.types import Attribution, Hedge, Speaker
from service import problems
from service.openapi_examples import KINDS, explained
from service.parsing import read_body
from service.problems import Kind

SNAPSHOT = Path(__file__).with_name("openapi.json")
PROBLEMS = Path(__file__).parents[2] / "docs" / "problems.md"


@pytest.fixture(scope="module")
def document(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/schema/openapi.json").json()
    return found


def nodes(node: Any) -> Iterator[Any]:
    yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from nodes(child)


def test_the_document_is_the_snapshot(document: dict[str, Any]) -> None:
    """A change of the API is seen in a diff. UPDATE_SNAPSHOTS=1 writes it anew."""
    document = {**document, "info": {**document["info"], "version": "0"}}
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(json.dumps(document, indent=1, sort_keys=True) + "\n")
    assert document == json.loads(SNAPSHOT.read_text())


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    """The version that the contract names."""
    assert document["openapi"].startswith("3.1")


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    """No dangling ``$ref``."""
    references = [
        node["$ref"] for node in nodes(document) if isinstance(node, dict) and "$ref" in node
    ]
    assert references
    for reference in references:
        target = document
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]


def test_every_path_of_the_contract_is_there(document: dict[str, Any]) -> None:
    """The endpoints, by name."""
    assert set(document["paths"]) == {
        "/v1/score",
        "/v1/score/batch",
        "/v1/cms/{name}",
        "/v1/scorers",
        "/v1/profiles",
        "/v1/profiles/{name}",
        "/health/live",
        "/health/ready",
    }


def test_a_score_is_asked_for_in_four_ways(document: dict[str, Any]) -> None:
    """The request bodies, and the two representations of the report."""
    operation = document["paths"]["/v1/score"]["post"]
    assert list(operation["requestBody"]["content"]) == [
        "application/json",
        "application/x-msgpack",
        "text/plain",
        "text/html",
    ]
    assert list(operation["responses"]["200"]["content"]) == [
        "application/json",
        "application/x-msgpack",
    ]


def test_every_error_is_a_problem(document: dict[str, Any]) -> None:
    """No error is documented as anything else."""
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if status >= "400":
                    assert list(response["content"]) == ["application/problem+json"]


def test_every_status_of_the_contract_is_documented(document: dict[str, Any]) -> None:
    """All that ``POST /v1/score`` may answer."""
    responses = document["paths"]["/v1/score"]["post"]["responses"]
    refused = {"400", "401", "403", "404", "405", "406", "408", "413", "415", "422", "429"}
    assert set(responses) == {"200", *refused, "500", "503", "504"}


def test_every_kind_of_problem_is_documented(document: dict[str, Any]) -> None:
    """A kind in the code is a kind in the document."""
    text = json.dumps(document)
    kinds = [kind for kind in vars(problems).values() if isinstance(kind, Kind)]
    assert kinds
    unseen = {problems.CLIENT_GONE.name}  # nobody is there to read it
    missing = {kind.name for kind in kinds if kind.uri not in text}
    assert missing == unseen


@pytest.mark.parametrize("path", ["/schema", "/schema/assets/start.js"])
def test_a_page_names_no_other_host(client: Client, path: str) -> None:
    """The page works where there is no network."""
    response = client.get(path)
    assert response.status_code == 200
    assert re.findall(r"(?:https?:)?//[a-z0-9]", re.sub(r"^// .*", "", response.text)) == []


def test_the_browser_is_told_to_stay(client: Client) -> None:
    """A policy forbids every other host, also to the bundle."""
    policy = client.get("/schema").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    assert "unsafe" not in policy


def test_everything_the_page_uses_is_here(client: Client) -> None:
    """Scripts, styles and the icon come from this service, with their types."""
    page = client.get("/schema").text
    assets = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert len(assets) == 4
    for asset in assets:
        response = client.get(asset)
        assert response.status_code == 200
        assert response.headers["content-type"].split("/")[0] in {"text", "image"}


def test_the_licence_is_beside_the_bundle() -> None:
    """What is given on is given on with its licence."""
    pages = files("service") / "pages"
    assert "Apache License" in (pages / "swagger-ui.LICENSE").read_text()
    assert (pages / "swagger-ui-bundle.js.LICENSE.txt").is_file()


def bodies(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every body, sent or answered, by its operation, its status and its type."""
    for path in document["paths"].values():
        for operation in path.values():
            places = {**operation["responses"], "request": operation.get("requestBody", {})}
            for place, said in places.items():
                for media_type, content in said.get("content", {}).items():
                    yield f"{operation['operationId']} {place} {media_type}", content


def test_every_body_has_an_example_that_its_schema_allows(document: dict[str, Any]) -> None:
    """Each kind of problem too."""
    without = [name for name, content in bodies(document) if not content.get("examples")]
    assert without == []
    for name, content in bodies(document):
        for reference in content["examples"].values():
            example = document["components"]["examples"][reference["$ref"].rpartition("/")[2]]
            schema = {**content["schema"], "components": document["components"]}
            errors = list(Draft202012Validator(schema).iter_errors(example["value"]))
            assert not errors, (name, errors[0].message)


def test_an_example_of_a_request_is_one_that_is_taken(document: dict[str, Any]) -> None:
    """By what reads requests."""
    content = document["paths"]["/v1/score"]["post"]["requestBody"]["content"]
    for media_type in ("application/json", "text/plain", "text/html"):
        for name in content[media_type]["examples"]:
            value = document["components"]["examples"][name]["value"]
            body = value if isinstance(value, str) else json.dumps(value)
            assert read_body(body.encode(), (media_type, {}), []).scorers in (
                None,
                ["attribution", "hedging"],
            )


def test_the_example_of_a_report_is_as_reports_are(document: dict[str, Any]) -> None:
    """Every field of every piece of evidence, and no other."""
    value = document["components"]["examples"]["report"]["value"]
    report = msgspec.convert(value, Report)
    for name, kind in {"attributions": Attribution, "speakers": Speaker, "hedges": Hedge}.items():
        for item in report.evidence[name]:
            whole = msgspec.json.encode(msgspec.convert(item, kind))
            assert msgspec.json.decode(whole) == item


def test_a_query_has_no_default_that_a_client_would_send(document: dict[str, Any]) -> None:
    """Clients made from the document send defaults; beside JSON they would be refused."""
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                assert "default" not in parameter["schema"]


def test_every_kind_of_problem_is_explained() -> None:
    """No more and no less; and the page that lists them says the same. UPDATE_SNAPSHOTS=1 writes
    it anew.
    """
    about = explained()
    assert set(about) == set(KINDS)
    kinds = sorted(KINDS.values(), key=lambda kind: (kind.status, kind.name))
    rows = [
        f"| {kind.status} | `{kind.uri}` | {kind.title} | {about[kind.name].remedy} |"
        for kind in kinds
    ]
    page = PROBLEMS.read_text(encoding="utf-8")
    head, rule, _ = page.partition("|---|---|---|---|\n")
    listed = head + rule + "\n".join(rows) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        PROBLEMS.write_text(listed, encoding="utf-8")
    assert PROBLEMS.read_text(encoding="utf-8") == listed


def test_yaml_says_the_same(client: Client) -> None:
    """The other form of the document is there."""
    response = client.get("/schema/openapi.yaml")
    assert response.status_code == 200
    assert "openapi: 3.1" in response.text
