"""Take a request in: one readable English text, or a clear word on what is wrong with it."""

import re
from typing import Final

from scoring.errors import InvalidRequest, TextTooLong, UnreadableText, UnsupportedLanguage
from scoring.report.request import ScoreRequest
from scoring.text.html import to_text
from scoring.text.language import ENGLISH, describe, detect
from scoring.text.words import has_word
from scoring.types import Article

MAX_CHARACTERS: Final = 200_000

LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
ECHOED: Final = ("title", "id", "revision")
LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
"""The shape of a language tag (RFC 5646, 2.1), with the underscore that locales have."""


def take_in(request: ScoreRequest, *, max_characters: int = MAX_CHARACTERS) -> Article:
    """Return the article of a request. A ``text`` is never altered: offsets are into it.

    Raises ``InvalidRequest`` unless exactly one of ``text`` and ``html`` is given and can be
    encoded, ``TextTooLong``, ``UnreadableText`` when there is no word in it, and
    ``UnsupportedLanguage`` for a language that is not English, asked for or seen.
    """
    for name in ECHOED:
        _refuse_lone_surrogates(getattr(request, name), f"/{name}")
    text, pointer = _read(request)
    if len(text) > max_characters:
        raise TextTooLong(len(text), max_characters)
    if not has_word(text):
        raise UnreadableText(pointer, "the article contains no words")
    return Article(
        text=text,
        title=request.title,
        id=request.id,
        revision=request.revision,
        language=_language(request, text, pointer),
        from_html=request.html is not None,
    )


def _read(request: ScoreRequest) -> tuple[str, str]:
    """Return the text, and the JSON pointer to where it came from."""
    if request.text is not None and request.html is not None:
        raise InvalidRequest("/html", "both text and html are given: send only one of them")
    if request.text is not None:
        _refuse_lone_surrogates(request.text, "/text")
        return request.text, "/text"
    if request.html is not None:
        _refuse_lone_surrogates(request.html, "/html")
        return to_text(request.html), "/html"
    raise InvalidRequest("/text", "neither text nor html is given: send one of them")


def _refuse_lone_surrogates(value: str | None, pointer: str) -> None:
    """Half a UTF-16 pair is no character: it has no place in UTF-8, so no report can quote it."""
    found = LONE_SURROGATE.search(value) if value else None
    if found:
        raise InvalidRequest(
            pointer, f"character {found.start()} is an unpaired surrogate (U+D800 to U+DFFF)"
        )


def _language(request: ScoreRequest, text: str, pointer: str) -> str:
    """Return the language asked for, or else the one seen; both must be English."""
    if request.language is not None:
        return _accept(request.language)
    seen = detect(text)
    if seen.code != ENGLISH:
        raise UnsupportedLanguage(
            pointer,
            f"the text seems to be in {describe(seen.code)}; copydesk supports English only",
        )
    return seen.code


def _accept(language: str) -> str:
    if not LANGUAGE_TAG.fullmatch(language):
        raise UnsupportedLanguage("/language", "not a language tag, such as 'en' or 'en-GB'")
    code = re.split("[-_]", language.lower())[0]
    if code != ENGLISH:
        raise UnsupportedLanguage(
            "/language",
            f"the requested language is {describe(code)}; copydesk supports English only",
        )
    return language.replace("_", "-")
