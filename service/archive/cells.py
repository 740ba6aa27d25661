"""Cells of CSV that a spreadsheet would take for formulas.

Excel, LibreOffice and Google Sheets evaluate a cell that starts with certain characters, in
quotation marks or not. Headlines, ids and quotations come from strangers, and a formula can send
away what is in the sheet. OWASP's remedy is an apostrophe in front, which shows that a cell is text
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

import re
from typing import Final

TRIGGERS: Final = "=+\\-@＝＋－＠\t\r\n\0"
"""OWASP's characters, with their full-width forms, and ASVS's NUL; as in a character class."""
MARK: Final = "'"

_FORMULA: Final = re.compile(f"{MARK}*[{TRIGGERS}]")
_ESCAPED: Final = re.compile(f"{MARK}+[{TRIGGERS}]")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def escape(cell: str) -> str:
    """Return a cell that no spreadsheet evaluates. A number stays a number."""
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return MARK + cell
    return cell


def unescape(cell: str) -> str:
    """Return what ``escape`` was given. Any other cell that looks escaped loses its mark too."""
    return cell[len(MARK) :] if _ESCAPED.match(cell) else cell
