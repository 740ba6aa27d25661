"""A short run of schemathesis against a real service; `make fuzz` has the long one."""

import pytest
from schemathesis import GenerationMode
from service_process import Service

from fuzz.api import fuzz, operations

EXAMPLES = 40


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_in_the_document(service: Service, mode: GenerationMode) -> None:
    """No 500, and no status, type, header or body but those described."""
    found = operations(service.url)
    assert len(found) == 8
    for operation in found:
        fuzz(service.url, operation, mode, EXAMPLES)
