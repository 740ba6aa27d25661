"""What needs more confidence than other attributions, and what needs none."""

import pytest

from scoring.attributions.doubts import is_doubtful
from scoring.types import Attribution, Form, Mode, Piece, SourceType


def attribution(cue: str, confidence: float, mode: Mode, form: Form = "indirect") -> Attribution:
    return Attribution(
        id="",
        form=form,
        mode=mode,
        interviewer=False,
        confidence=confidence,
        source=None,
        cue=Piece(start=0, end=len(cue), text=cue),
        content=(),
    )


@pytest.mark.parametrize(
    ("cue", "confidence", "mode", "source", "doubtful"),
    [
        ("said", 0.55, "statement", "unnamed_group", True),
        ("fear", 0.55, "attitude", "unnamed_group", False),
        ("said", 0.65, "statement", "unnamed_group", False),
        ("has been ignored", 0.55, "statement", "none", True),
        ("is feared", 0.55, "attitude", "none", False),
        ("were assured", 0.55, "statement", "none", False),
        ("Asked", 0.55, "statement", "none", False),
        ("underlined", 0.65, "statement", "other", True),
        ("underlined", 0.65, "statement", "document", False),
        ("stood by", 0.45, "statement", "named_person", True),
        ("stood by", 0.45, "statement", "collective", False),
        ("have focused much attention on", 0.45, "attitude", "collective", True),
        ("have focused much attention on", 0.55, "attitude", "collective", True),
        ("have focused much attention on", 0.65, "attitude", "collective", False),
        ("have focused attention on", 0.55, "attitude", "collective", False),
        ("have long been looked at", 0.55, "attitude", "none", False),
    ],
)
def test_kinds_need_their_confidence(
    cue: str, confidence: float, mode: Mode, source: SourceType, *, doubtful: bool
) -> None:
    """By the source, the mode and the length of the cue."""
    assert is_doubtful(attribution(cue, confidence, mode), source) is doubtful


@pytest.mark.parametrize(
    ("form", "source"), [("direct", "none"), ("direct", "collective"), ("mixed", "collective")]
)
def test_a_quotation_is_never_doubtful(form: Form, source: SourceType) -> None:
    """Somebody said it."""
    assert not is_doubtful(attribution("has been ignored", 0.41, "statement", form), source)


@pytest.mark.parametrize(("confidence", "doubtful"), [(0.6, True), (0.7, False)])
def test_a_scrap_of_a_quotation_may_be_a_name(confidence: float, *, doubtful: bool) -> None:
    """It is now called a "moderate wing", and nobody is said to call it so."""
    called = attribution("is now called", confidence, "statement", "mixed")
    assert is_doubtful(called, "none") is doubtful


def test_a_refusal_is_never_doubtful() -> None:
    """Its formula decides."""
    assert not is_doubtful(attribution("did not return calls", 0.41, "refusal"), "named_person")
