"""The form of an attribution by its quotation marks, the mode by its cue."""

import pytest

from scoring.attributions.cues import form_of, mode_of
from scoring.text.paragraphs import find_paragraphs
from scoring.text.quotation import find_quotations
from scoring.types import Form, Mode


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ("“The dam will hold,”", "direct"),
        ("that the dam will hold", "indirect"),
        ("that the dam “will hold” for now", "mixed"),
        ("“The dam,” [the old one], “will hold”", "mixed"),
    ],
)
def test_form(content: str, form: Form) -> None:
    """All of it quoted is direct, none indirect, some mixed."""
    quotations = find_quotations(content, find_paragraphs(content))
    assert form_of(content, [(0, len(content))], quotations) == form


@pytest.mark.parametrize(
    ("cue", "mode"),
    [
        ("said", "statement"),
        ("According to", "statement"),
        ("told reporters", "statement"),
        ("argues", "statement"),
        ("allegations", "statement"),
        ("promised", "statement"),
        ("said he believes", "statement"),
        ("tried to explain", "statement"),
        ("seemed to suggest", "statement"),
        ("seemed", "attitude"),
        ("dubbed", "statement"),
        (":", "statement"),
        ("believes", "attitude"),
        ("are believed", "attitude"),
        ("wants", "attitude"),
        ("concerns", "attitude"),
        ("his plan to", "attitude"),
        ("decided", "attitude"),
        ("is convinced", "attitude"),
    ],
)
def test_mode(cue: str, mode: Mode) -> None:
    """What is communicated is a statement; what is held in mind is an attitude."""
    assert mode_of(cue) == mode
