"""An open element of HTML, with what has to be done when it ends."""

from scoring.text.html_elements import Attributes, State
from scoring.text.html_quotations import Quoting
from scoring.text.html_regions import Region


class Element:
    """An open element. ``start``: its first piece; ``around``: the state outside it."""

    __slots__ = (
        "around",
        "attributes",
        "credit",
        "links",
        "paragraphs",
        "quoting",
        "region",
        "start",
        "tag",
    )

    def __init__(self, tag: str, attributes: Attributes, start: int, around: State) -> None:
        self.tag = tag
        self.attributes = attributes
        self.start = start
        self.around = around
        self.credit: Quoting | None = None
        self.quoting: Quoting | None = None
        self.region: Region | None = None
        self.links = 0
        """Number of links before it."""
        self.paragraphs = 0
        """For a region: the number of paragraphs before it."""
