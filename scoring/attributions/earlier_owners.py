"""Find the earlier sources that own a formula of anonymity by a pronoun or "the employees".

"She asked not to be named", "All insisted on anonymity", "Neither wanted to be identified".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from scoring.attributions.pseudonyms import goes_by_first_name
from scoring.model.decoding import Reading
from scoring.speakers.draft import Draft
from scoring.types import ANONYMOUS

LOOK_BACK: Final = 2
"""If the formula's subject is a pronoun, its source is looked for in its own paragraph and this
many before it."""
BOTH: Final = frozenset(("both", "neither"))
ALL: Final = frozenset(("all", "each", "none"))
TWO: Final = 2
MOST: Final = 100
"""At most this many sources are looked at for one formula."""

Range = tuple[int, int]


class EarlierOwners:
    """The sources of an article, among which a formula's owner is looked for.

    ``sources`` are token ranges in order.
    """

    def __init__(self, reading: Reading, sources: Sequence[Range]) -> None:
        self._reading = reading
        self._sources = sources

    def of_pronoun(self, at: Range, drafts: Mapping[Range, Draft], *, in_part: bool) -> list[Range]:
        """Return the unnamed source that a pronoun refers to, among those within reach before it.

        "Both" and "neither" refer to the last two people if no group was a source, or to a group
        and the two people in it. "All" are all in the paragraph. ``in_part``: the formula leaves
        out part of a name, so somebody called by the first name may be meant.
        """
        unnamed = [
            s
            for s in self._near(at, LOOK_BACK)
            if s in drafts
            and (
                drafts[s].type in ANONYMOUS
                or (in_part and goes_by_first_name(self._reading, drafts[s]))
            )
        ]
        word = self._reading.tokens.lower[at[0]]
        if word in BOTH:
            last = [*{id(drafts[s]): s for s in unnamed}.values()]
            single = [s for s in last if drafts[s].type == "unnamed_person"]
            if len(single) == TWO and single == last[-TWO:]:
                return last[-TWO - 1 :]
        if word in ALL:
            known = {*unnamed}
            here = [s for s in self._near(at, 0) if s in known]
            last = [*{id(drafts[s]): s for s in here}.values()]
            if any(drafts[s].type == "unnamed_group" for s in last):
                return last
        meant = [s for s in unnamed if drafts[s] is drafts[at]]
        return [*unnamed, *meant][-1:]

    def of_description(self, at: Range, drafts: Mapping[Range, Draft]) -> list[Range]:
        """Return the only unnamed source of the paragraph that "the employees" can be."""
        same = [s for s in self._near(at, 0) if s in drafts and drafts[s].type == drafts[at].type]
        last = {id(drafts[s]): s for s in same}
        return [*last.values()] if len(last) == 1 else []

    def _near(self, at: Range, back: int) -> Sequence[Range]:
        """Return the sources before a place in its paragraph and ``back`` paragraphs before it."""
        paragraphs = self._reading.tokens.paragraphs
        place = bisect_right(paragraphs, (at[0], len(self._reading.tokens.words))) - 1
        earliest = paragraphs[max(0, place - back)][0]
        stop = bisect_left(self._sources, (at[0],))
        return self._sources[max(bisect_left(self._sources, (earliest,)), stop - MOST) : stop]
