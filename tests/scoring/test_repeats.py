"""What of a text stands in it twice."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from scoring.report.selectors import repeats


def by_looking(text: str) -> list[int]:
    """The same by looking the text through from each place, longer and longer."""
    found = []
    for at in range(len(text) + 1):
        length = 0
        while at + length < len(text):
            piece = text[at : at + length + 1]
            if text.find(piece) == text.rfind(piece):
                break
            length += 1
        found.append(length)
    return found


@given(st.text("ab", max_size=70) | st.text("aé😀\ud800\0", max_size=30) | st.text(max_size=20))
def test_as_by_looking(text: str) -> None:
    """At every place, the end too, in any script."""
    assert repeats(text).tolist() == by_looking(text)


def test_the_longest_texts_take_no_time() -> None:
    """Texts that only repeat themselves, or all but do, as long as an article may be."""
    chance = random.Random(1)
    alike = "".join(chance.choice(("may a ", "may b ")) for _ in range(33_000))
    began = time.thread_time()
    for text in ("x" * 200_000, "may " * 50_000, alike):
        assert len(repeats(text)) == len(text) + 1
    assert time.thread_time() - began < 5
