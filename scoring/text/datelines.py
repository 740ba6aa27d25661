"""Datelines: the place, date and agency before an article's first sentence.

"SALA (Reuters) -", "PARIS, March 3 (AP) —", "By Ana Ruiz, NAIROBI |", "NEW YORK--(BUSINESS WIRE)--"
(Associated Press Stylebook, "datelines"). A place in capitals with a dash is a dateline at the
start of an article. With an agency in brackets or a date, it is a dateline before any paragraph. A
line that contains nothing else is not a dateline.

Papers of the Commonwealth end datelines with a colon ("LONDON:", "NEW DELHI, Nov 3 (PTI):"), as
transcripts do the names of speakers. With a date or a wire service it is a dateline; a place alone
is one if it is a well-known city, and if no other paragraph starts with a label.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.text.words import WORD

REACH: Final = 160
"""Number of characters from the start of a paragraph within which its dateline must end."""
OPENING: Final = 6
"""Number of paragraphs at the start of an article that may contain its dateline, after
headline, byline and date."""


def _any_of(group: str) -> str:
    terms = sorted(load_terms("datelines", group), key=len, reverse=True)
    return f"(?i:{'|'.join(map(re.escape, terms))})"


_CAPITALS: Final = tuple(c for c in map(chr, range(0x250)) if c.isupper())
_BYTES: Final = 0x100
_AS_LATIN: Final = {ord(c): "À" for c in _CAPITALS if ord(c) >= _BYTES}
"""Other capitals are read as one in Latin-1. Python compiles a class that contains one outside
Latin-1 in a millisecond, and these patterns have a hundred such classes."""
OTHER_CAPITAL: Final = re.compile(f"[{''.join(map(chr, _AS_LATIN))}]")
_CAPITAL: Final = "[" + "".join(c for c in _CAPITALS if ord(c) < _BYTES) + "]"
_SHOUTED: Final = rf"{_CAPITAL}(?:{_CAPITAL}|[.'’]|[-/]{_CAPITAL})+"
_PLACE: Final = rf"{_SHOUTED}(?: {_SHOUTED}){{0,4}}"
_NAME: Final = rf"{_CAPITAL}(?:[\w.'’]|[-/](?=\w))*"
_REGION: Final = rf"{_NAME}(?: (?:of |and |de |la |le )?{_NAME}){{0,3}}"
_DAY: Final = rf"(?:{_any_of('weekday')},? )?"
_MONTH: Final = rf"{_any_of('month')}\.?"
_ORDINAL: Final = "(?:st|nd|rd|th)?"
_DATE: Final = (
    rf"{_DAY}(?:{_MONTH} \d{{1,2}}{_ORDINAL}|\d{{1,2}}{_ORDINAL} {_MONTH})(?:,? \d{{4}})?"
)
_AGENCY: Final = rf"(?:\({_any_of('agency')}(?:/{_any_of('agency')})?\)|/{_any_of('agency')}/)"
_DASH: Final = r"(?:\s*(?:—|--+|―)[ —–-]*|\s+[–-]{1,2}\s*|\s*[–-]\s+|\s+_\s+)"
_BAR: Final = r"\s*\|\s*"
_AFTER_PLACE: Final = rf"(?:, ?{_REGION}){{0,2}}"
_BY: Final = rf"By (?:{_NAME}[ ,]{{1,2}}(?:and |in |for |of |at )?){{1,10}}?(?:[—–|-] )?"

_OF_AGENCY: Final = (  # "SALA, Norte, March 3 (AP) —", "Sala (AP) —", "(CNN) The …"
    rf"(?:{_BY})?(?:"
    rf"(?:{_PLACE}{_AFTER_PLACE}(?:,? {_DATE})?|{_DATE})?,?(?:{_DASH}|\s*){_AGENCY}"
    rf"(?:{_DASH}|{_BAR}|\s*)"
    rf"|{_REGION}{_AFTER_PLACE}(?:,? {_DATE})? {_AGENCY}(?:{_DASH}|{_BAR}))"
)
_DATED: Final = (  # "Paris, March 3 —", "DALLAS - April 18, 2016 -"
    rf"(?:{_PLACE}|{_REGION}){_AFTER_PLACE}(?:, ?| |{_DASH}){_DATE}(?:{_DASH}|{_BAR})"
)
_BYLINE: Final = rf"By [^|\n]{{3,80}}{_BAR}(?:{_REGION}{_AFTER_PLACE}{_BAR})?"
_BRACKETS: Final = rf"\((?:{_PLACE}|{_REGION}){_AFTER_PLACE}(?:, ?{_DATE})?\){_DASH}"
_BARE: Final = (  # "SALA, Norte —", "By Ana Ruiz, SALA —", "SALA (The Herald) —"
    rf"(?:{_BY})?{_PLACE}{_AFTER_PLACE}(?: ?\({_REGION}\))?(?:{_DASH}|{_BAR})"
)
_COLON: Final = r"\s?:\s+"
_OF_WIRE: Final = (  # "NEW DELHI, Nov 3 (PTI):", "LAHORE (APP):", "Lahore, March 3 (APP):"
    rf"(?:{_PLACE}{_AFTER_PLACE}(?:,? {_DATE})?|{_REGION}{_AFTER_PLACE},? {_DATE}),? ?"
    rf"\({_any_of('wire')}(?:/{_any_of('wire')})?\){_COLON}"
    rf"|{_PLACE}{_AFTER_PLACE}(?:, ?| ){_DATE}{_COLON}"
)
_OF_CITY: Final = rf"{_any_of('city')}(?:[-/]{_any_of('city')})?(?:, ?{_REGION})?{_COLON}"
_FOLLOWS: Final = rf"(?=[“”\"‘’'«„(\[]{{0,2}}(?:{_CAPITAL}|\d|[$€£¥]))"

ANYWHERE: Final = re.compile(rf"\s*(?:{_OF_AGENCY}|{_DATED}|{_OF_WIRE}){_FOLLOWS}")
OF_CITY: Final = re.compile(rf"\s*{_OF_CITY}{_FOLLOWS}")
LABEL: Final = re.compile(rf"\s*{_NAME}(?: {_NAME}){{0,4}}{_COLON}")
"""What may be a speaker's label in a transcript."""
AT_FIRST: Final = re.compile(rf"\s*(?:{_BYLINE}|{_BRACKETS}|{_BARE}){_FOLLOWS}")
AGENCY_OR_DATE: Final = re.compile(r"[(/\d]")
"""A character of which each agency and each date has one."""
OPENS: Final = re.compile(rf"\s*[(/\d]|\s*{_CAPITAL}")


def find_datelines(text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the datelines, including the dash and the blank after it."""
    for number, (start, end) in enumerate(paragraphs):
        head = text[start : min(end, start + REACH)]
        if OTHER_CAPITAL.search(head):
            head = head.translate(_AS_LATIN)
        if not OPENS.match(head):
            continue
        found = ANYWHERE.match(head) if AGENCY_OR_DATE.search(head) else None
        if found is None and number < OPENING:
            found = AT_FIRST.match(head) or _with_colon(head, text, paragraphs)
        if found and WORD.search(text, start + found.end(), end):
            yield start, start + found.end()


def _with_colon(
    head: str, text: str, paragraphs: Sequence[tuple[int, int]]
) -> re.Match[str] | None:
    """Return a city with a colon at the start of a paragraph, if it is the only label there is."""
    found = OF_CITY.match(head)
    if (
        found is None
        or not head[: found.end()].lstrip().partition(":")[0].partition(",")[0].isupper()
    ):
        return None
    labels = (LABEL.match(text, start, min(end, start + REACH)) for start, end in paragraphs)
    return found if sum(label is not None for label in labels) <= 1 else None
