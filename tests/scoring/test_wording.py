"""A decoder's messages, for people."""

from typing import Annotated

import msgspec
import pytest
from msgspec import Meta

from scoring.wording import in_words, json_error


class Shape(msgspec.Struct, forbid_unknown_fields=True):
    name: str | None = None
    share: Annotated[float, Meta(ge=0, le=1)] = 0.0
    count: Annotated[int, Meta(ge=1)] = 1
    names: Annotated[list[str], Meta(max_length=1)] = []
    note: Annotated[str, Meta(min_length=1)] = "a"
    is_open: bool = False


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"name": 5}', "name: expected text or null, got a number"),
        ('{"is_open": "yes"}', "is_open: expected true or false, got text"),
        ('{"share": null}', "share: expected a number, got null"),
        ('{"share": 2}', "share: expected a number of at most 1.0"),
        ('{"count": 0}', "count: expected a whole number of at least 1"),
        ('{"names": {}}', "names: expected a list, got an object"),
        ('{"names": [1]}', "names[0]: expected text, got a number"),
        ('{"names": ["a", "b"]}', "names: expected a list of at most 1 entries"),
        ('{"note": ""}', "note: expected text of at least 1 characters"),
        ("[]", "expected an object, got a list"),
        ('{"name": "é"\n, x}', "line 2, column 3: object keys must be strings"),
        ('{"name": "é", "share": x}', "line 1, column 24: invalid character"),
        ('{"name":\n "a"\n', "line 2, column 5: the JSON ends here, unfinished"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, says: str) -> None:
    """No type of Python's, no byte."""
    content = text.encode()
    with pytest.raises(msgspec.DecodeError) as caught:
        msgspec.json.decode(content, type=Shape)
    assert json_error(content, caught.value) == says


def test_text_in_another_character_set_is_said() -> None:
    """JSON is UTF-8."""
    with pytest.raises(UnicodeDecodeError) as caught:
        msgspec.json.decode(b'"\xff"')
    assert json_error(b'"\xff"', caught.value) == "the JSON is not in UTF-8"


def test_what_is_no_decoders_message_stays() -> None:
    """Words between backticks that name no type."""
    assert in_words("Object contains unknown field `a`") == "Object contains unknown field `a`"
