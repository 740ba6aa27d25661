"""Tell the offices of one noun apart: a finance minister is no health minister."""

from collections.abc import Collection
from functools import cache

from scoring.lexicons.lexicon import load_terms


def are_two(one: Collection[str], other: Collection[str]) -> bool:
    """Return whether two descriptions' words, in lower case, each have a portfolio of their own."""
    known = portfolios()
    mine, theirs = ({known[word] for word in said if word in known} for said in (one, other))
    return bool(mine - theirs and theirs - mine)


@cache
def portfolios() -> dict[str, str]:
    """Return the word that stands for each word of a portfolio: "defense" for "defence"."""
    lines = [line.split() for line in load_terms("epithets", "portfolio")]
    return {word: line[0] for line in lines for word in line}
