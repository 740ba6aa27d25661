"""A cue that the reader tagged in two parts: an auxiliary and its verb."""

from scoring.model.decoding import Tagged, _joined

WORDS = "the port has said that it will close".split()


def cue(start: int, end: int, confidence: float = 0.5) -> Tagged:
    return Tagged("CUE", start, end, confidence)


def test_an_auxiliary_and_its_verb_are_one_cue() -> None:
    """The cue of "the port has said" is "has said", as sure as its words on average."""
    source = Tagged("SOURCE", 0, 2, 0.9)
    kept, joined = _joined([source, cue(2, 3, 0.25), cue(3, 4, 0.75)], WORDS)
    assert kept == source
    assert joined == cue(2, 4, 0.5)


def test_other_cues_stay_apart() -> None:
    """Two verbs, two labels, or an auxiliary that does not stand right before a cue."""
    for roles in (
        [cue(3, 4), cue(4, 5)],
        [cue(2, 3), Tagged("CONTENT", 3, 4, 0.5)],
        [cue(2, 3), cue(4, 5)],
    ):
        assert _joined(roles, WORDS) == roles
