"""The errors of scoring. None of them contains article text."""

from collections.abc import Sequence


class CopydeskError(Exception):
    """Base of the errors that a caller can handle."""


def pointer(*steps: str | int) -> str:
    """Return the RFC 6901 JSON pointer to a part of the request."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


class InvalidRequest(CopydeskError):
    """The request cannot be carried out. ``pointer`` is an RFC 6901 JSON pointer."""

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(detail)
        self.pointer = pointer
        self.detail = detail


class InvalidField(InvalidRequest):
    """A field has the wrong type or value. The message names the field by its pointer."""

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
    """The text contains no words."""


class UnsupportedLanguage(InvalidRequest):
    """The language is not supported."""


class TextTooLong(CopydeskError):
    """The text has more characters than the limit."""

    def __init__(self, characters: int, limit: int) -> None:
        super().__init__(f"the text has {characters} characters; the limit is {limit}")


class Stopped(CopydeskError):
    """The report is no longer wanted."""


class BadArtefact(CopydeskError):
    """The model is missing, damaged or does not match its manifest."""


class BadProfile(CopydeskError):
    """A calibration profile that cannot be used, with the reason."""


class BadScorer(CopydeskError):
    """A scorer plugin that cannot be used, with the reason."""


class BadRule(CopydeskError):
    """A house rule plugin that cannot be used, with the reason."""


class BadRules(CopydeskError):
    """A rules file that cannot be used. The message has a line for each error."""
