"""Corroboration of what anonymous sources say: what is a second source, and what is not."""

from typing import NamedTuple

import pytest

from scoring.attributions.corroboration import corroborate
from scoring.types import Attribution, Mode, Piece, Source


class Said(NamedTuple):
    """One attribution in short."""

    source: str
    content: str
    cue: str = "said"
    anonymous: bool = True
    mode: Mode = "statement"


def attributions(*said: Said) -> list[Attribution]:
    made, at = [], 0
    for number, one in enumerate(said, 1):
        source = Source(
            start=at,
            end=at + len(one.source),
            text=one.source,
            type="unnamed_person" if one.anonymous else "named_person",
            anonymous=one.anonymous,
            speaker=one.source,
            confidence=1.0,
        )
        cue = Piece(start=source.end + 1, end=source.end + 1 + len(one.cue), text=one.cue)
        content = Piece(start=cue.end + 1, end=cue.end + 1 + len(one.content), text=one.content)
        made.append(
            Attribution(
                id=f"a{number}",
                form="indirect",
                mode=one.mode,
                interviewer=False,
                confidence=1.0,
                source=source,
                cue=cue,
                content=(content,),
            )
        )
        at = content.end + 2
    return made


DAM = "the dam had cracked before the flood"
CORROBORATED = [
    ([Said("two engineers", DAM)], ("several_sources", None)),
    ([Said("3 people briefed on the repair", DAM)], ("several_sources", None)),
    ([Said("a surveyor and a diver", DAM)], ("several_sources", None)),
    (
        [Said("an engineer", DAM), Said("Ana Ruiz", "that account", "confirmed", anonymous=False)],
        ("named_source", "a2"),
    ),
    (
        [Said("an engineer", DAM), Said("a second engineer", "the dam cracked before any flood")],
        ("anonymous_source", "a2"),
    ),
]
ALONE = [
    [Said("an engineer", DAM)],
    [Said("an engineer", DAM), Said("an engineer", "the dam had cracked before the flood")],
    [Said("an engineer", DAM), Said("Ana Ruiz", "the repair will take a year", anonymous=False)],
    [Said("an engineer", DAM), Said("a diver", DAM, "feared", mode="attitude")],
    [Said("an engineer", DAM, mode="attitude"), Said("a diver", DAM)],
    [Said("Ana Ruiz", DAM, anonymous=False), Said("Tom Okafor", DAM, anonymous=False)],
]


@pytest.mark.parametrize(("said", "expected"), CORROBORATED)
def test_a_second_source_is_found(said: list[Said], expected: tuple[str, str | None]) -> None:
    """Several people, a confirmation, the same said by another."""
    first = corroborate(attributions(*said))[0]
    assert (first and (first.by, first.attribution)) == expected


def test_a_named_source_is_never_in_need() -> None:
    """The anonymous one is corroborated by the named one, not the other way round."""
    said = [
        Said("Ana Ruiz", DAM, anonymous=False),
        Said("a diver", "the dam cracked before a flood"),
    ]
    named, anonymous = corroborate(attributions(*said))
    assert named is None
    assert anonymous is not None
    assert anonymous.attribution == "a1"


@pytest.mark.parametrize("said", ALONE)
def test_one_source_stays_alone(said: list[Said]) -> None:
    """The same speaker again, another claim, or a mere attitude is no second source."""
    assert corroborate(attributions(*said))[0] is None
