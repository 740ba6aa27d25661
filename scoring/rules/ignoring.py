"""Dismissed prompts: a newsroom dismisses a prompt by a quotation, with a reason."""

import re
from collections.abc import Iterator
from typing import Annotated, Final

from msgspec import Meta

from scoring.text.words import count_words
from scoring.types import Value

LEAST: Final = 3
"""Minimum number of quoted words, so that nothing else is dismissed."""
MARKS: Final = str.maketrans("“”„‟″‘’`", '"""""\'\'\'')


class Ignore(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry ``[[ignore]]``: the rule's prompts at ``text`` are not shown again.

    ``text``: at least ``LEAST`` words of the article at the position of the prompt. White space and
    the style of quotation marks do not matter.
    """

    rule: str
    text: Annotated[str, Meta(min_length=1, max_length=5000)]
    reason: Annotated[str, Meta(min_length=1, max_length=1000)]

    @property
    def is_long_enough(self) -> bool:
        """Return whether enough words are quoted."""
        return count_words(self.text) >= LEAST

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the positions of the words in an article."""
        words = (re.escape(word) for word in self.text.translate(MARKS).split())
        pattern = re.compile(r"\s+".join(words), re.IGNORECASE)
        # One for one, so that offsets stay valid.
        for match in pattern.finditer(text.translate(MARKS)):
            yield match.span()
