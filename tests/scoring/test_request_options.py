"""Options as they are declared: their kinds, and checks of what was set by hand."""

from typing import Annotated, Any

import msgspec
import numpy as np
import pytest
from msgspec import Meta

from scoring.errors import InvalidField, InvalidRequest, UnreadableText
from scoring.report.options import OPTIONS, Option, check, declared, is_of_option, read
from scoring.report.request import FIELDS, Options, ScoreRequest


class More(Options, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An option more."""

    at_length: Annotated[bool, Meta(description="why")] = False


class Odd(Options, frozen=True, kw_only=True):
    """What no query could say."""

    weights: dict[str, float] = msgspec.field(default_factory=dict)


class Either(Options, frozen=True, kw_only=True):
    """Two types."""

    depth: int | str = 0


def test_an_option_is_what_its_field_says() -> None:
    """Name, kind, default and description; those of the declaration before it are the same."""
    *before, more = declared(More)
    assert tuple(before) == OPTIONS
    assert more == Option(name="at_length", kind="flag", default=False, description="why")


@pytest.mark.parametrize("options", [Odd, Either])
def test_what_no_query_could_say_is_no_option(options: type[Options]) -> None:
    """It is told when the declaration is read, not by a user."""
    with pytest.raises(TypeError, match=r"weights|depth"):
        declared(options)


def test_people_are_told_of_all_fields_the_articles_first() -> None:
    """Each once."""
    assert sorted(FIELDS) == sorted(ScoreRequest.__struct_fields__)
    assert FIELDS[:2] == ("text", "html")


@pytest.mark.parametrize(
    "options",
    [
        {"min_confidence": np.float64(0.5)},
        {"min_confidence": 1},
        {"scorers": ("hedging",)},
        {"language": None},
    ],
)
def test_what_is_as_good_as_the_type_is_taken(options: dict[str, Any]) -> None:
    """A library's callers have numbers of NumPy's, and tuples."""
    check(Options(**options))


@pytest.mark.parametrize(
    ("options", "pointer", "detail"),
    [
        ({"min_confidence": "much"}, "/min_confidence", "expected a number, got text"),
        ({"min_confidence": float("nan")}, "/min_confidence", "must be from 0 to 1"),
        ({"offsets": "bytes"}, "/offsets", "must be codepoint, utf16 or utf8"),
        ({"evidence": "no"}, "/evidence", "expected true or false, got text"),
        ({"scorers": ["a", 1]}, "/scorers/1", "expected text, got a number"),
        ({"profile": "x" * 65}, "/profile", "expected text of at most 64 characters"),
    ],
)
def test_what_is_not_is_refused(options: dict[str, Any], pointer: str, detail: str) -> None:
    """In the words in which ``read`` refuses it."""
    for refuse in (lambda: check(Options(**options)), lambda: read(options, ScoreRequest)):
        with pytest.raises(InvalidField) as caught:
            refuse()
        assert (caught.value.pointer, caught.value.detail) == (pointer, detail)
        assert str(caught.value) == f"{pointer}: {detail}"


def test_strings_are_read_where_they_may_be() -> None:
    """From a query or a command line."""
    asked = read({"evidence": "false", "min_confidence": "0.5"}, Options, lax=True)
    assert asked == Options(evidence=False, min_confidence=0.5)
    with pytest.raises(InvalidField):
        read({"evidence": "false"}, Options)


def test_an_unfinished_run_of_before_knows_no_new_option() -> None:
    """What it was begun with is the default."""
    assert msgspec.json.decode(b'{"profile": "default"}', type=Options) == Options()


def test_an_options_error_is_told_from_an_articles() -> None:
    """The one is every article's, the other its own."""
    assert is_of_option(InvalidRequest("/scorers/0", "no"))
    assert not is_of_option(UnreadableText("/text", "no"))
    assert not is_of_option(InvalidRequest("", "no"))
    assert not is_of_option(ValueError())
