"""Detects the language of a text, in order to reject languages that the pipeline does not support.

py3langid (Lui and Baldwin 2012, retrained) identifies 139 languages offline, in 0.4 ms per sample.
Names of people and places mislead any such model. So for text in Latin letters, the words without a
capital must indicate another language too. The thresholds were chosen on texts in which none of
5,348 English paragraphs and single sentences (PolNeAR dev, GUM, WikiGold) was taken for another
language. Of 484 single sentences in 66 other languages (spaCy's examples), 47 passed as English; of
the same sentences joined by language, none did.
"""

import lzma
import tomllib
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np
from py3langid.langid import (  # type: ignore[import-untyped]
    MODEL_DIR,
    MODEL_FILE,
    LanguageIdentifier,
)

from scoring.types import Value

ENGLISH: Final = "en"
HEAD: Final = 1500
MIDDLE: Final = 500
"""Number of characters sampled from the start of a text and from its middle."""

SURE: Final = 0.6
"""Minimum probability of another language over the whole sample."""

SURE_IN_CAPITALS: Final = 0.8
"""The same for a sample in capitals, where names look like other words."""

SURE_WITHOUT_NAMES: Final = 0.1
"""Minimum probability of another language over the words without a capital."""

NO_LANGUAGE: Final = "zxx"

_DATA: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("languages.toml").read_text(encoding="utf-8")
)
NAMES: Final[dict[str, str]] = _DATA["names"]
PLAIN: Final[frozenset[str]] = frozenset(_DATA["plain_english"]["words"])
PLAIN_SHARE: Final[float] = _DATA["plain_english"]["share"]
PLAIN_LEAST: Final[int] = _DATA["plain_english"]["least"]

CODES: Final = {name.lower(): code for code, name in NAMES.items()} | {"english": ENGLISH}


class Detected(Value, frozen=True, kw_only=True):
    """A language's BCP 47 code. ``confidence`` is ``None`` if the model did not find it: English
    is assumed, or plain.
    """

    code: str
    confidence: float | None


def detect(text: str) -> Detected:
    """Return the language of a text. It is English unless another is certain."""
    sample = _sample(text)
    if _is_plainly_english(sample):
        return Detected(code=ENGLISH, confidence=None)
    code, confidence = _classify(sample)
    if code == ENGLISH:
        return Detected(code=ENGLISH, confidence=confidence)
    if not _in_other_letters(sample) and _unsure(sample, confidence):
        return Detected(code=ENGLISH, confidence=None)
    return Detected(code=code, confidence=confidence)


def describe(code: str) -> str:
    """Return a language's English name and code, ``French (fr)``, or only the code if it
    has no name.
    """
    return f"{NAMES[code]} ({code})" if code in NAMES else code


def tag_of(language: str) -> str:
    """Return the tag of a language given by its English name, such as ``English (US)`` or
    ``British English``; else return it as it is.
    """
    name = language.partition("(")[0].strip().lower()
    return CODES.get(name) or CODES.get(name.rpartition(" ")[2], language)


def _sample(text: str) -> str:
    """Return the beginning and a part from the middle of a text, or all of a short text."""
    middle = max(HEAD, len(text) // 2)
    return f"{text[:HEAD]} {text[middle : middle + MIDDLE]}"


def _is_plainly_english(sample: str) -> bool:
    """Return whether so many of its words are English that the model need not be asked.

    Nearly all articles are. The model takes a millisecond for each, and half a second and 70 MB
    once.
    """
    words = sample.split()
    return len(words) >= PLAIN_LEAST and sum(map(PLAIN.__contains__, words)) >= PLAIN_SHARE * len(
        words
    )


def _in_other_letters(sample: str) -> bool:
    """Return whether most letters do not occur in English."""
    letters = [letter.isascii() for letter in sample if letter.isalpha()]
    return sum(letters) * 2 < len(letters)


def _unsure(sample: str, confidence: float) -> bool:
    if sample.isupper():
        return confidence < SURE_IN_CAPITALS
    return confidence < SURE or _could_be_english(sample)


def _could_be_english(sample: str) -> bool:
    """Return whether the words that are unlikely to be names could be English."""
    uncapitalised = " ".join(word for word in sample.split() if word == word.lower())
    code, confidence = _classify(uncapitalised)
    return code == ENGLISH or confidence < SURE_WITHOUT_NAMES


def _classify(text: str) -> tuple[str, float]:
    with _LOADING:
        identifier = _identifier()
    code, confidence = identifier.classify(text)
    return (ENGLISH, 0.0) if code == NO_LANGUAGE else (str(code), float(confidence))


_LOADING: Final = Lock()
"""Held while the model is loaded, so that two threads do not load it at once."""


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model in memory. py3langid's own function writes a file, which may not be
    possible.
    """
    with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
        unpacked = BytesIO(packed.read())
    with np.load(unpacked, allow_pickle=False) as model:
        return LanguageIdentifier(
            model["ptc"],
            model["pc"],
            model["classes"].tolist(),
            # Views, as they are faster to read one by one than numpy's arrays, and no copies:
            # this table takes 39 MB.
            memoryview(model["nextmove"]),
            model["out_feat"].tolist(),
            tk_row=memoryview(model["nextmove_row"]),
            norm_probs=True,
        )
