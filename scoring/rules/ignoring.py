"""Prompts that a newsroom has looked at and dismissed, by a quotation, with a reason."""

import re
from collections.abc import Iterator
from typing import Annotated, Final

from msgspec import Meta

from scoring.text.words import count_words
from scoring.types import Value

LEAST: Final = 3
"""Words that must be quoted, so that nothing else is dismissed."""
MARKS: Final = str.maketrans("“”„‟″‘’`", '"""""\'\'\'')


class Ignore(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry ``[[ignore]]``: what the rule shows of ``text`` is not shown again.

    ``text``: words of the article at the place of the prompt, ``LEAST`` at least. White space and
    the style of quotation marks do not matter.
    """

    rule: str
    text: Annotated[str, Meta(min_length=1, max_length=5000)]
    reason: Annotated[str, Meta(min_length=1, max_length=1000)]

    @property
    def is_long_enough(self) -> bool:
        """Are enough words quoted?"""
        return count_words(self.text) >= LEAST

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the words stand in an article."""
        words = (re.escape(word) for word in self.text.translate(MARKS).split())
        pattern = re.compile(r"\s+".join(words), re.IGNORECASE)
        # One for one, so that offsets survive.
        for match in pattern.finditer(text.translate(MARKS)):
            yield match.span()
