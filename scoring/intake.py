"""Validates a request and returns its article, or raises an error with a clear reason."""

import re
from typing import Final

from scoring.errors import InvalidRequest, TextTooLong, UnreadableText, UnsupportedLanguage
from scoring.report.request import ScoreRequest
from scoring.text.html import to_text
from scoring.text.language import ENGLISH, describe, detect
from scoring.text.masking import as_read
from scoring.text.words import has_word
from scoring.types import Article

MAX_CHARACTERS: Final = 200_000

LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
ECHOED: Final = ("title", "id", "revision")
LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
"""The syntax of a language tag (RFC 5646, 2.1), also with the underscore of locale names."""
UNDETERMINED: Final = "und"
"""The tag for a language that nobody determined (RFC 5646, 4.1). It is detected then."""


def take_in(request: ScoreRequest, *, max_characters: int = MAX_CHARACTERS) -> Article:
    """Return the article in a request. A ``text`` is never altered, because offsets refer to it.

    Raises ``InvalidRequest`` unless exactly one of ``text`` and ``html`` is given and can be
    encoded; ``TextTooLong``; ``UnreadableText`` if the text contains no word; and
    ``UnsupportedLanguage`` if the requested or detected language is not English.
    """
    for name in ECHOED:
        _refuse_lone_surrogates(getattr(request, name), f"/{name}")
    text, pointer = _read(request)
    if len(text) > max_characters:
        raise TextTooLong(len(text), max_characters)
    if not has_word(text) or not has_word(as_read(text)):  # all of it may be struck through
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
    """Return the text and the JSON pointer to its field."""
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
    """Reject unpaired surrogates: they cannot be encoded in UTF-8, so no report could
    quote them.
    """
    found = LONE_SURROGATE.search(value) if value else None
    if found:
        raise InvalidRequest(
            pointer, f"character {found.start()} is an unpaired surrogate (U+D800 to U+DFFF)"
        )


def _language(request: ScoreRequest, text: str, pointer: str) -> str:
    """Return the requested language, or else the detected one. Both must be English."""
    if request.language is not None and _primary(request.language) != UNDETERMINED:
        return _accept(request.language)
    seen = detect(text)
    if seen.code != ENGLISH:
        raise UnsupportedLanguage(
            pointer,
            f"the text seems to be in {describe(seen.code)}; copydesk supports English only",
        )
    return seen.code


def _primary(language: str) -> str:
    """Return the language's own part of a tag, in lower case."""
    return re.split("[-_]", language.lower())[0]


def _accept(language: str) -> str:
    if not LANGUAGE_TAG.fullmatch(language):
        raise UnsupportedLanguage("/language", "not a language tag, such as 'en' or 'en-GB'")
    code = _primary(language)
    if code != ENGLISH:
        raise UnsupportedLanguage(
            "/language",
            f"the requested language is {describe(code)}; copydesk supports English only",
        )
    return language.replace("_", "-")
