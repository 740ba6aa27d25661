"""The list of easy words by Dale and Chall, from the package ``textstat``.

Only the list (MIT license) is used: textstat's functions keep the texts they are given in caches.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def easy_words() -> frozenset[str]:
    """Return the 2,941 words that fourth-graders know (Dale and Chall 1948), in lower case.

    Raises ``FileNotFoundError`` if the package ``textstat`` is not installed.
    """
    package = find_spec("textstat")
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("the package textstat is not installed")
    path = Path(package.submodule_search_locations[0]) / "resources" / "en" / "easy_words.txt"
    return frozenset(path.read_text(encoding="utf-8").split())
