"""How a source says what it says, from which its type is told beside its own words."""

from collections.abc import Sequence

from scoring.attributions.mode import mode_of
from scoring.reading.reading import Reading
from scoring.speakers.clues import Saying

Range = tuple[int, int]


def saying(reading: Reading, cue: Range, contents: Sequence[Range]) -> Saying:
    """Return how it is said, of the token ranges of the cue and of the pieces of content."""
    words = tuple(word.lower() for word in reading.tokens.words[slice(*cue)])
    return Saying(
        cue=words,
        mode=mode_of(reading.text(*cue), float(reading.heads["mode"][slice(*cue)].mean())),
        quoted=any(any(reading.quoted[start:end]) for start, end in contents),
    )
