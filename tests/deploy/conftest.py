from collections.abc import Iterator

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from service_process import Service

Samples = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """A service that has scored, refused to score, and been asked for what is not there."""
    with Service(COPYDESK_DRAIN=0) as running:
        url = f"{running.url}/v1/score"
        assert httpx.post(url, json={"text": "The mayor said so."}).status_code == 200
        assert httpx.post(url, json={"text": "x", "tone": 1}).status_code == 422
        assert httpx.post(url, json={"text": "x", "id": "fail"}).status_code == 500
        yield running


@pytest.fixture(scope="session")
def samples(service: Service) -> Samples:
    """The labels of each sample in /metrics, by its name."""
    found: Samples = {}
    text = httpx.get(f"{service.url}/metrics").text
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found.setdefault(sample.name, []).append(sample.labels)
    return found
