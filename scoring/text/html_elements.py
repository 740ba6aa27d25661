"""How each HTML element is handled: read, left out, or read in part."""

import re
import tomllib
from collections.abc import Mapping, Set
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

Attributes = Mapping[str, str]

ELEMENTS: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("html.toml").read_text(encoding="utf-8")
)


def _names(table: str, key: str = "names") -> frozenset[str]:
    return frozenset(ELEMENTS[table][key])


BLOCKS: Final = _names("blocks")
LEFT_OUT: Final = _names("left_out")
LEFT_OUT_ROLES: Final = _names("left_out", "roles")
LEFT_OUT_CLASSES: Final = frozenset(
    name
    for group in ELEMENTS["left_out"]["classes"].values()
    if isinstance(group, list)
    for name in group
)
LEFT_OUT_TYPES: Final = re.compile(ELEMENTS["left_out"]["types"])
AROUND: Final = _names("around")
_COMPOUND: Final = ELEMENTS["left_out"]["compound"]
INLINE: Final = frozenset(_COMPOUND["inline"])
ARTICLE_TYPE: Final = re.compile(ELEMENTS["article"]["types"])
ARTICLE_BODY: Final = ELEMENTS["article"]["body"]
NEVER_LEFT_OUT: Final = _names("never_left_out")
CREDITS: Final = _names("quoting", "credits")
CREDIT_CLASSES: Final = _names("quoting", "credit_classes")
FIGURE_CONTENT: Final = _names("figure")
CREDIT_WORDS: Final = _names("quoting", "credit_words")
CITING: Final = frozenset({"cite", "small"})
"""Elements that name the speaker where they end a quotation."""
QUOTES: Final = _names("quoting", "classes")
HEADER_CONTENT: Final = _names("header")
SUBHEADINGS: Final = _names("header", "subheadings")
ARTICLE_HEADER: Final = _names("header", "article")
NO_STANDFIRST_PROPERTIES: Final = _names("header", "properties")
STANDFIRST: Final = _names("header", "standfirst")
NO_STANDFIRST: Final = _names("header", "left_out")

HIDING_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


NAMING: Final = (
    "id",
    "data-component",
    "data-gu-name",
    "data-hook",
    "data-module",
    "data-qa",
    "data-testid",
)
"""Attributes that name an element as a class does. So does the label that is read aloud."""


class State(Enum):
    """How the text inside an element is handled."""

    READ = "read"
    OUT = "left out, and all that is in it"
    FIGURE = "left out, but for quotations, tables and verbatim text"
    HEADER = "left out, but for the standfirst"
    PAGE_HEADER = "left out, but for what a class calls the standfirst"


def classes_of(attributes: Attributes) -> frozenset[str]:
    """Return an element's classes, and its id, component and label, which name it like a class."""
    names = attributes.get("class", "").split()
    if len(attributes) > 1 or not names:
        names += [attributes[name] for name in NAMING if name in attributes]
    label = attributes.get("aria-label")
    if label and "href" not in attributes:  # a link's label says where it leads
        names.append("-".join(label.lower().split()))
    return frozenset(names)


class Place(NamedTuple):
    """Where in a page an element is.

    ``in_article``: inside an article, not only in a page; ``quoting``: in a quotation, or in a
    figure with one, so that a footer or caption names the speaker; ``titled``: below the article's
    headline, so that the next heading is none.
    """

    in_article: bool
    quoting: bool
    titled: bool


def state_of(tag: str, attributes: Attributes, around: State, place: Place) -> State:
    """Return the state of an element inside an element with the state ``around``."""
    if around is State.OUT or _is_hidden(tag, attributes):
        return State.OUT
    if place.quoting and (is_credit(tag, attributes) or (tag == "cite" and around is State.FIGURE)):
        return State.READ
    if around is State.FIGURE and tag not in FIGURE_CONTENT:
        return State.FIGURE
    if around in _HEADERS and not _is_standfirst(tag, attributes, around, titled=place.titled):
        return State.OUT if _is_about(attributes) else around
    if tag in LEFT_OUT:
        return State.OUT
    if tag == "figure":
        return State.FIGURE
    if tag == "header" and not place.quoting:
        in_article = place.in_article or not ARTICLE_HEADER.isdisjoint(classes_of(attributes))
        return State.HEADER if in_article else State.PAGE_HEADER
    return State.READ


def region_of(tag: str, attributes: Attributes) -> str:
    """Return which part of a page an element may be, or an empty string if nothing identifies it.

    "main", "article" and "form" are elements. "microdata" and "body" are identified by schema.org,
    "around" by a class, and "box" by a class of several words.
    """
    if tag in ("article", "form", "main"):
        return tag
    if not attributes:
        return ""
    if ARTICLE_BODY in attributes.get("itemprop", "").split():
        return "body"
    if ARTICLE_TYPE.fullmatch(attributes.get("itemtype", "")):
        return "microdata"
    if tag in NEVER_LEFT_OUT:
        return ""
    classes = classes_of(attributes)
    if not AROUND.isdisjoint(classes):
        return "around"
    if tag in INLINE:
        return ""
    if tag in BLOCKS and any(map(is_box, classes)):
        return "box"
    return "around" if any(map(is_box_of_page, classes)) else ""


def is_credit(tag: str, attributes: Attributes) -> bool:
    """Return whether an element in a quotation contains only the speaker's name."""
    if tag in CREDITS:
        return True
    return bool(attributes) and (
        not CREDIT_CLASSES.isdisjoint(classes := classes_of(attributes))
        or any(last_word(name) in CREDIT_WORDS for name in classes)
    )


def is_quotation(tag: str, attributes: Attributes) -> bool:
    """Return whether an element contains a quotation whose speaker may be given in it."""
    if tag in ("blockquote", "bq"):
        return True
    return tag in ("div", "center") and not QUOTES.isdisjoint(classes_of(attributes))


_HEADERS: Final = (State.HEADER, State.PAGE_HEADER)


def _is_standfirst(tag: str, attributes: Attributes, around: State, *, titled: bool) -> bool:
    if attributes.get("role") == "doc-subtitle":
        return True
    if any(last_word(name) in STANDFIRST for name in classes_of(attributes)):
        return True
    may_be = tag in HEADER_CONTENT or (titled and tag in SUBHEADINGS)
    return around is State.HEADER and may_be and not _is_about(attributes)


def _is_about(attributes: Attributes) -> bool:
    """Return whether an element of a header names the author, the time or the section."""
    if not attributes:
        return False
    return (
        attributes.get("itemprop", "") in NO_STANDFIRST_PROPERTIES
        or attributes.get("rel") == "author"
        or any(last_word(name) in NO_STANDFIRST for name in classes_of(attributes))
        or not NO_STANDFIRST.isdisjoint(classes_of(attributes))
    )


_WORD_STARTS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|[_-]+")
_HASH: Final = re.compile(r"__(?=[A-Za-z_-]{0,8}\d)[\w-]{4,8}$")
"""What CSS modules append to a class."""
_LONGEST_CLASS: Final = 64
"""The most characters of a class that are looked at, which also bounds the caches."""


def last_word(name: str) -> str:
    """Return the last word of a class in lower case: ``author`` of ``quote__author``."""
    return _last_word(name[-_LONGEST_CLASS:])


@lru_cache(maxsize=4096)
def _last_word(name: str) -> str:
    return _WORD_STARTS.split(name)[-1].lower()


def _words(key: str) -> str:
    return "|".join(_COMPOUND[key])


_AROUND_ARTICLE: Final = re.compile(
    rf"(?P<before>(?:(?:{_words('before')})-)*)"
    rf"(?:(?:{_words('boxes')})(?P<box>(?:-(?:{_words('after')}))*)"
    rf"|(?:{_words('lists')})(?P<list>(?:-(?:{_words('after')}|{_words('after_lists')}))*)"
    rf"|(?P<caption>(?:(?:{_words('pictures')})-)+)(?:{_words('captions')})(?:-(?:{_words('after')}))*)"
    r"(?:-[^\W\d]*\d\w*)*"
)
_AROUND_PAGE: Final = re.compile(
    rf"(?!(?:{_words('sold')})-(?:{_words('sold_parts')}))"
    rf"(?:(?:{_words('boxes')}|{_words('page_boxes')})(?:-(?:{_words('after')}|{_words('page_after')}))*"
    rf"|(?:{_words('lists')})(?:-(?:{_words('after')}|{_words('after_lists')}))*"
    rf"|captions?(?:-(?:{_words('after')}))*)"
    r"(?:-[^\W\d]*\d\w*)*"
)
_STATES: Final = frozenset(_COMPOUND["states"])
_MOST_OWN_WORDS: Final = 4
"""How many words of a theme's own may stand before those that are known."""


def is_box(name: str) -> bool:
    """Return whether a class of several words marks what is not part of an article.

    Each of its words must be known: ``article-share-box`` and ``ShareBox_root__3fGh``, but not
    ``share-price``.
    """
    return len(name) <= _LONGEST_CLASS and _is_box(name)


@lru_cache(maxsize=4096)
def _is_box(name: str) -> bool:
    words = _hyphenated(name)
    return "-" in words and _AROUND_ARTICLE.fullmatch(words) is not None


def is_box_of_page(name: str) -> bool:
    """Return whether a class marks what is around a page's article, by its last words.

    A system's or a theme's own words stand before them (``td-post-sharing``, ``et_pb_newsletter``),
    unless one of those says what an element has, is next to or is filed under (``has-sidebar``,
    ``category-cookies``).
    """
    return len(name) <= _LONGEST_CLASS and _is_box_of_page(name)


@lru_cache(maxsize=4096)
def _is_box_of_page(name: str) -> bool:
    words = _hyphenated(name).split("-")
    for at in range(min(len(words) - 1, _MOST_OWN_WORDS) + 1):
        if at and words[at - 1] in _STATES:
            return False
        if _AROUND_PAGE.fullmatch("-".join(words[at:])):
            return True
    return False


def _hyphenated(name: str) -> str:
    return "-".join(filter(None, _WORD_STARTS.split(_HASH.sub("", name)))).lower()


def _is_hidden(tag: str, attributes: Attributes) -> bool:
    if not attributes:
        return False
    return bool(
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") in LEFT_OUT_ROLES
        or ("itemtype" in attributes and LEFT_OUT_TYPES.fullmatch(attributes["itemtype"]))
        or ("style" in attributes and HIDING_STYLE.search(attributes["style"]))
        or (tag not in NEVER_LEFT_OUT and _is_left_out(tag, classes_of(attributes)))
    )


def _is_left_out(tag: str, classes: Set[str]) -> bool:
    if not classes:
        return False
    return not LEFT_OUT_CLASSES.isdisjoint(classes) or (
        tag not in BLOCKS and tag not in INLINE and any(map(is_box, classes))
    )
