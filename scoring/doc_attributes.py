"""The extension attributes that copydesk's components set on a spaCy ``Doc``.

Scorers and other components can read them the spaCy way (``doc._.copydesk_hedges``), or with types
(``HEDGES.of(doc)``).
"""

from typing import Final, Generic, TypeVar, cast

from spacy.tokens import Doc

from scoring.model.decoding import Reading
from scoring.types import Attribution, Hedge, Speaker

T = TypeVar("T")


class DocAttribute(Generic[T]):
    """An extension attribute of every ``Doc``, with its type. It is ``None`` until it is set."""

    def __init__(self, name: str) -> None:
        """Declare it. ``name`` starts with ``copydesk_``, because all packages share the names."""
        self.name = name
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)

    @property
    def path(self) -> str:
        """Its name as used in ``assigns`` and ``requires`` of ``Language.factory``."""
        return f"doc._.{self.name}"

    def find(self, doc: Doc) -> T | None:
        """Return the value on this ``Doc``, or ``None`` if there is none."""
        return cast("T | None", doc._.get(self.name))

    def of(self, doc: Doc) -> T:
        """Return the value on this ``Doc``. Raises ``LookupError`` if it was not set."""
        value = self.find(doc)
        if value is None:
            raise LookupError(f"no {self.path}: the component that assigns it did not run")
        return value

    def set(self, doc: Doc, value: T) -> None:
        """Set the value on this ``Doc``."""
        doc._.set(self.name, value)


READING: Final = DocAttribute[Reading]("copydesk_reading")
ATTRIBUTIONS: Final = DocAttribute[tuple[Attribution, ...]]("copydesk_attributions")
SPEAKERS: Final = DocAttribute[tuple[Speaker, ...]]("copydesk_speakers")
HEDGES: Final = DocAttribute[tuple[Hedge, ...]]("copydesk_hedges")
