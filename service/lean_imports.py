"""Imports two libraries without what they bring that the service never calls.

Every import costs each process its time and memory: a service starts later, and each worker is
larger. What is left out here can still be imported afterwards.
"""

import sys
from types import ModuleType
from typing import Any, Final

_COMMANDS: Final = "spacy.cli"
_INFO: Final = "spacy.cli.info"
_RICH: Final = "rich"


def import_spacy() -> None:
    """Import spaCy without its command line, which brings typer, weasel and requests.

    They are almost half of the time that spaCy's import takes (``python -X importtime``). ``import
    spacy`` needs one function of it, ``spacy.info``; that one is replaced by one that imports it
    when it is called.
    """
    if "spacy" in sys.modules:
        return
    stand_in = ModuleType(_INFO)
    stand_in.info = _info  # type: ignore[attr-defined]  # any module may have one
    sys.modules |= {_COMMANDS: ModuleType(_COMMANDS), _INFO: stand_in}
    try:
        import spacy  # noqa: F401, PLC0415
    finally:
        del sys.modules[_COMMANDS], sys.modules[_INFO]


def _info(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever it takes
    from spacy.cli.info import info  # noqa: PLC0415

    return info(*arguments, **options)


def import_structlog() -> None:
    """Import structlog without rich, with which it would color tracebacks in a terminal."""
    if "structlog" in sys.modules or _RICH in sys.modules:
        return
    sys.modules[_RICH] = None  # type: ignore[assignment]  # an import of it fails
    try:
        import structlog  # noqa: F401, PLC0415
    finally:
        del sys.modules[_RICH]
