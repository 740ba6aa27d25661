"""What can be wrong with a request for a scoring. None of these carries article text."""

from collections.abc import Sequence


class CopydeskError(Exception):
    """Base of the errors that a caller can do something about."""


def pointer(*steps: str | int) -> str:
    """Return the RFC 6901 JSON pointer to a place in the request."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


class InvalidRequest(CopydeskError):
    """Something in the request cannot be done. ``pointer`` is an RFC 6901 JSON pointer."""

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(detail)
        self.pointer = pointer
        self.detail = detail


class InvalidField(InvalidRequest):
    """A field has the wrong type or value. Its message names the field by its pointer."""

    def __str__(self) -> str:
        return f"{self.pointer}: {self.detail}" if self.pointer else self.detail


class UnknownScorer(InvalidRequest):
    """No scorer has this name."""

    def __init__(self, pointer: str, name: str, known: Sequence[str]) -> None:
        super().__init__(pointer, f"no scorer named {name!r}; scorers: {', '.join(known)}")


class UnknownProfile(InvalidRequest):
    """No calibration profile has this name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__("/profile", f"no profile named {name!r}; profiles: {', '.join(known)}")


class UnreadableText(InvalidRequest):
    """There is nothing to read in the text."""


class UnsupportedLanguage(InvalidRequest):
    """The pipeline cannot read this language."""


class TextTooLong(CopydeskError):
    """The text has more characters than the limit."""

    def __init__(self, characters: int, limit: int) -> None:
        super().__init__(f"the text has {characters} characters; the limit is {limit}")


class Stopped(CopydeskError):
    """Whoever asked for a report does not want it any more."""


class BadArtefact(CopydeskError):
    """The model artefact is missing, corrupt or not the one its manifest names."""


class BadProfile(CopydeskError):
    """A calibration profile that cannot be used, and why."""


class BadScorer(CopydeskError):
    """A scorer plugin that cannot be used, and why."""


class BadRule(CopydeskError):
    """A plugin with a house rule that cannot be used, and why."""


class BadRules(CopydeskError):
    """A rules file that cannot be used; the message has a line for each thing that is wrong."""
