"""Articles that editors store as JSON instead of HTML: trees of nodes, and Ghost's mobiledoc.

All of these editors write nodes that have a kind and contain text or other nodes, and differ in
what they call them (``rich_text.toml``). The text of a leaf is plain; a block's own text, as Arc XP
and Editor.js write it, is HTML.
"""

import html
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from scoring.text.markdown import without_markdown

_DATA: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("rich_text.toml").read_text(encoding="utf-8")
)
_NODES: Final = _DATA["nodes"]
_LEFT_OUT: Final = frozenset(_DATA["left_out"]["kinds"])
_OWNER: Final = re.compile(r"^.*(?:/|--|\.)")
"""Whose kind a node is of, before its own name."""
_DEEPEST: Final = 64
"""Number of nodes inside one another that are read."""
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t])")
"""What ends a paragraph in Markdown: an empty line, or the next item of a list."""


def is_tree(value: object) -> bool:
    """Return whether a value is an article as nodes: an object, or a list of objects."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, Mapping) for one in value)
    return isinstance(value, Mapping)


def tree_to_html(value: object) -> str:
    """Return an article's nodes as HTML, or an empty string if they have no text."""
    if isinstance(value, Mapping) and isinstance(value.get("ops"), list):
        return _delta(value["ops"])
    return "".join(_parts(value, _DEEPEST))


def _delta(operations: Sequence[object]) -> str:
    """Return the lines of Quill's format as paragraphs, without pictures and other objects."""
    inserted = (one.get("insert") for one in operations if isinstance(one, Mapping))
    text = "".join(one if isinstance(one, str) else "\n" for one in inserted)
    lines = (html.escape(line, quote=False) for line in text.split("\n") if line.strip())
    return "".join(f"<p>{line}</p>" for line in lines)


def _parts(value: object, depth: int) -> Iterator[str]:
    """Yield the HTML of a node, or of those in a list; a string in a list is an item's HTML."""
    if isinstance(value, list):
        for one in value if depth else ():
            yield from [f"<p>{one}</p>"] if isinstance(one, str) else _parts(one, depth - 1)
    elif isinstance(value, Mapping) and depth:
        yield _node(value, depth)


def _node(node: Mapping[str, object], depth: int) -> str:
    for name in _NODES["data"]:
        data = node.get(name)
        if isinstance(data, Mapping):
            node = {**node, **{key: data[key] for key in data if key not in _NODES["kinds"]}}
    kind = _kind(node)
    if kind in _LEFT_OUT or any(node.get(name) for name in _DATA["left_out"]["fields"]):
        return ""
    if kind in _NODES["breaks"]:
        return "<br>"
    if formatted := dict.fromkeys(_formatted(node)):
        return "".join(f"<div>{text}</div>" for text in formatted)
    plain = "".join(_texts(node, _NODES["plain"]))
    if plain and (not kind or kind in _NODES["leaves"]):
        return html.escape(plain, quote=False)
    inside = "".join(part for name in _NODES["parts"] for part in _parts(node.get(name), depth - 1))
    if kind in _NODES["inline"]:
        return inside or html.escape(plain or "".join(_texts(node, _NODES["labels"])), quote=False)
    own = "".join(f"<div>{text}</div>" for text in _texts(node, _NODES["marked_up"]))
    own += "".join(map(markdown_to_html, _texts(node, _NODES["markdown"])))
    return _block(kind, own + inside, _signer(node, depth)) if own or inside else ""


def _kind(node: Mapping[str, object]) -> str:
    """Return what a node is, in lower case: "image" for "core/image" or "article.image"."""
    name = next(_texts(node, _NODES["kinds"]), "").lower()
    return _OWNER.sub("", name)


def _formatted(node: Mapping[str, object]) -> Iterator[str]:
    """Yield the HTML of a text field of Drupal's, or of those in a node."""
    for field in (node, *node.values()):
        if isinstance(field, Mapping):
            yield from _texts(field, [_NODES["formatted"]])


def _texts(node: Mapping[str, object], names: Sequence[str]) -> Iterator[str]:
    for name in names:
        value = node.get(name)
        if isinstance(value, str) and value:
            yield value


def _block(kind: str, inside: str, signer: str) -> str:
    if kind in _NODES["quotations"]:
        credit = f"<footer>{signer}</footer>" if signer else ""
        return f"<blockquote>{inside}{credit}</blockquote>"
    tag = "h2" if kind in _NODES["headings"] else "div"
    return f"<{tag}>{inside}</{tag}>"


def _signer(node: Mapping[str, object], depth: int) -> str:
    """Return who is quoted, as HTML: a text, or a node with one."""
    for name in _NODES["signers"]:
        value = node.get(name)
        if value:
            return value if isinstance(value, str) else "".join(_parts(value, depth - 1))
    return ""


def markdown_to_html(text: str) -> str:
    """Return Markdown as paragraphs of plain text."""
    pieces = _PARAGRAPHS.split(without_markdown(text.replace("\r\n", "\n")))
    return "".join(f"<p>{piece}</p>" for piece in pieces if piece.strip())


_MARKUP_SECTION: Final = 1
_LIST_SECTION: Final = 3
_CARD_SECTION: Final = 10
"""What the first number of a section says (Mobiledoc 0.3)."""
_TEXT: Final = 0


def mobiledoc_to_html(document: Mapping[str, object]) -> str:
    """Return a mobiledoc as HTML. What is not in the form of version 0.3 is ignored."""
    cards = _list(document.get("cards"))
    return "".join(_section(_list(one), cards) for one in _list(document.get("sections")))


def _section(section: Sequence[object], cards: Sequence[object]) -> str:
    match section:
        case [kind, str(tag), list(markers), *_] if kind == _MARKUP_SECTION:
            return _block(tag, f"<div>{_markers(markers)}</div>", "")
        case [kind, str(), list(items), *_] if kind == _LIST_SECTION:
            return "".join(f"<p>{_markers(_list(item))}</p>" for item in items)
        case [kind, int(number), *_] if kind == _CARD_SECTION and 0 <= number < len(cards):
            match cards[number]:
                case [str(name), dict(payload), *_]:
                    return _node({**payload, "type": name.removeprefix("card-")}, _DEEPEST)
    return ""


def _markers(markers: Sequence[object]) -> str:
    parts: list[str] = []
    for marker in markers:
        match marker:
            case [kind, _, _, str(text), *_] if kind == _TEXT:
                parts.append(html.escape(text, quote=False))
            case [_, _, _, int(), *_]:
                parts.append("<br>")  # Ghost's only atom is a line break
    return "".join(parts)


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
