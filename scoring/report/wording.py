"""Clues in plain words."""


def describe(clue: str) -> str:
    """Return what a clue means."""
    return clue
