"""The known given names, of people of any gender."""

from functools import cache

from scoring.lexicons.lexicon import load_terms


@cache
def given_names() -> frozenset[str]:
    """Return all known given names, in lower case."""
    groups = (
        "female",
        "male",
        "mostly_female",
        "mostly_male",
        "elsewhere_female",
        "elsewhere_male",
    )
    return frozenset().union(*(load_terms("given_names", group) for group in groups))
