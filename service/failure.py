"""The exception that a command raises when it fails."""

from scoring.errors import CopydeskError


class Failure(CopydeskError):
    """A command failed. The message is one line for the user."""
