"""What an article's antecedents are found in."""

from collections.abc import Sequence
from typing import NamedTuple

from scoring.model.decoding import Reading
from scoring.speakers.cast import Cast
from scoring.speakers.leads import Leads
from scoring.speakers.people import People
from scoring.speakers.ranking import Ranking
from scoring.speakers.unnamed import Unnamed


class Known(NamedTuple):
    """What is known of an article and of its speakers so far.

    ``labels`` are the entity labels of the article's tokens. The cast and those without names
    (``unnamed``) grow with every source.
    """

    reading: Reading
    cast: Cast
    people: People
    unnamed: Unnamed
    labels: Sequence[str | None]
    ranking: Ranking
    leads: Leads
