"""How each HTML element is handled: read, left out, or read in part."""

import re
import tomllib
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Final

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
AROUND: Final = _names("around")
ARTICLE_TYPE: Final = re.compile(ELEMENTS["article"]["types"])
ARTICLE_BODY: Final = ELEMENTS["article"]["body"]
NEVER_LEFT_OUT: Final = _names("never_left_out")
CREDITS: Final = _names("quoting", "credits")
CREDIT_CLASSES: Final = _names("quoting", "credit_classes")
FIGURE_CONTENT: Final = _names("figure")
HEADER_CONTENT: Final = _names("header")
STANDFIRST: Final = _names("header", "standfirst")
NO_STANDFIRST: Final = _names("header", "left_out")

HIDING_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class State(Enum):
    """How the text inside an element is handled."""

    READ = "read"
    OUT = "left out, and all that is in it"
    FIGURE = "left out, but for quotations, tables and verbatim text"
    HEADER = "left out, but for the standfirst"


def classes_of(attributes: Attributes) -> frozenset[str]:
    """Return an element's classes, and its id, which themes use like a class."""
    names = attributes.get("class", "").split()
    if "id" in attributes:
        names.append(attributes["id"])
    return frozenset(names)


def state_of(
    tag: str, attributes: Attributes, around: State, *, in_article: bool, quoting: bool
) -> State:
    """Return the state of an element inside an element with the state ``around``.

    ``in_article``: the surrounding element is an article, not a whole page; ``quoting``: the
    element is in a quotation, or in a figure with one, so that a footer or caption names the
    speaker.
    """
    if around is State.OUT or _is_hidden(tag, attributes):
        return State.OUT
    if quoting and is_credit(tag, attributes):
        return State.READ
    if around is State.FIGURE and tag not in FIGURE_CONTENT:
        return State.FIGURE
    if around is State.HEADER and not _is_standfirst(tag, attributes):
        return State.OUT if not NO_STANDFIRST.isdisjoint(classes_of(attributes)) else State.HEADER
    if tag in LEFT_OUT:
        return State.OUT
    if tag == "figure":
        return State.FIGURE
    if tag == "header":
        return State.HEADER if in_article else State.OUT
    return State.READ


def region_of(tag: str, attributes: Attributes) -> str:
    """Return which part of a page an element may be, or an empty string if nothing identifies it.

    "main", "article" and "form" are elements. "microdata" and "body" are identified by schema.org,
    and "around" by a class.
    """
    if tag in ("article", "form", "main"):
        return tag
    if not attributes:
        return ""
    if ARTICLE_BODY in attributes.get("itemprop", "").split():
        return "body"
    if ARTICLE_TYPE.fullmatch(attributes.get("itemtype", "")):
        return "microdata"
    if tag not in NEVER_LEFT_OUT and not AROUND.isdisjoint(classes_of(attributes)):
        return "around"
    return ""


def is_credit(tag: str, attributes: Attributes) -> bool:
    """Return whether an element in a quotation contains only the speaker's name."""
    return tag in CREDITS or not CREDIT_CLASSES.isdisjoint(classes_of(attributes))


def _is_standfirst(tag: str, attributes: Attributes) -> bool:
    classes = classes_of(attributes)
    if not STANDFIRST.isdisjoint(classes) or attributes.get("role") == "doc-subtitle":
        return True
    return tag in HEADER_CONTENT and NO_STANDFIRST.isdisjoint(classes) and "itemprop" not in classes


def _is_hidden(tag: str, attributes: Attributes) -> bool:
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") in LEFT_OUT_ROLES
        or HIDING_STYLE.search(attributes.get("style", "")) is not None
        or (tag not in NEVER_LEFT_OUT and not LEFT_OUT_CLASSES.isdisjoint(classes_of(attributes)))
    )
