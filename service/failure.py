"""What a command raises when it cannot do its work."""

from scoring.errors import CopydeskError


class Failure(CopydeskError):
    """A command failed; the message is one line for the person at the terminal."""
