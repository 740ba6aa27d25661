"""The rule, run by copydesk on a few sentences."""

import copydesk
from copydesk_exclamation import Exclamation

TEXT = "The pier is open! “We did it!” Mayor Ana Ruiz said. The band played until noon."


def test_it_asks_about_the_reporters_mark() -> None:
    """Not about the mayor's."""
    report = copydesk.score(TEXT, language="en", prompts=True)
    (prompt,) = [one for one in report.prompts or () if one["rule"] == "exclamation"]
    assert prompt["message"] == "1 exclamation marks of our own"
    assert [span["start"] for span in prompt["spans"]] == [TEXT.index("!")]


def test_it_has_the_protocol() -> None:
    """Checked by mypy here, and by copydesk when it loads."""
    rule: copydesk.Rule = Exclamation()
    assert isinstance(rule, copydesk.Rule)
