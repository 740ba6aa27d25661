"""Control characters that were meant for signs: Windows-1252 read as Latin-1.

Quotation marks, apostrophes and dashes of Windows come as U+0091 to U+0097 from systems that take
their bytes for Latin-1. The Encoding Standard ("windows-1252") reads them as what was meant.
"""

import re
from typing import Final

CONTROLS: Final = {
    byte: bytes([byte]).decode("windows-1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)
}
"""U+0085 is left a line break; the others are no characters of Windows-1252."""
CONTROL: Final = re.compile("[\x80-\x84\x86-\x9f]")


def with_signs(text: str) -> str:
    """Return the text with what was meant for control characters, one for one."""
    return text.translate(CONTROLS) if CONTROL.search(text) else text
