"""The scorer, run by copydesk on a sentence."""

import copydesk
from copydesk_numbers import NumbersScorer

TEXT = "The council voted 7 to 2 on Tuesday to spend 11,000 dollars on three benches."


def test_every_number_is_found() -> None:
    """In digits or in words, each with its place in the text."""
    report = copydesk.score(TEXT, scorers=["numbers"])
    found = report.evidence["numbers"]
    assert [item["text"] for item in found] == ["7", "2", "11,000", "three"]
    assert all(TEXT[item["start"] : item["end"]] == item["text"] for item in found)
    assert report.scores["numbers"].metrics == {"numbers": 4, "in_digits": 3}


def test_it_has_the_protocol() -> None:
    """Checked by mypy here, and by copydesk when it loads."""
    scorer: copydesk.Scorer = NumbersScorer()
    assert isinstance(scorer, copydesk.Scorer)
