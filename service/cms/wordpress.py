"""A post from WordPress's REST API.

``content.raw``, a post as the editor stores it, is converted to HTML as WordPress would show it.
Classic posts separate paragraphs with empty lines. ``wpautop`` adds paragraph tags, and leaves
block elements and ``<pre>`` unchanged. WordPress's own shortcodes are removed with their content
(``strip_shortcodes``). Of all other shortcodes only the tags are removed, because page builders
wrap the article itself in them.
"""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from service import problems
from service.cms.adapter import (
    CmsArticle,
    Options,
    Payload,
    find,
    find_name,
    find_text,
    refuse,
    to_title,
    with_breaks,
)
from service.cms.signatures import BearerAdapter
from service.problems import Refusal
from service.schemas import FieldError


class WordPress(BearerAdapter):
    """Reads ``content.rendered``, which is what readers see, or else ``content.raw``.

    ``post_content`` of a ``WP_Post`` is raw too. A ``content`` that is a string, as plugins and
    WordPress.com send it, is rendered if it has paragraph tags and no block comments, else raw.
    """

    name: Final = "wordpress"
    description: Final = "a post of the WordPress REST API"

    def from_array(self, values: Sequence[object]) -> Payload:
        """Return the only post of an array, as a search for one post returns it."""
        if len(values) != 1 or not isinstance(values[0], Mapping):
            raise refuse("expected one post, or an array that contains only one")
        return values[0]

    def read(self, payload: Payload, options: Options) -> CmsArticle:
        """Return the post. A password-protected post has its text in ``raw`` only."""
        del options
        inside = find(payload, "post")
        if "content" not in payload and isinstance(inside, Mapping):
            payload = inside
        return CmsArticle(
            html=_content(payload),
            title=to_title(_title(payload)),
            id=find_name(payload, "id") or find_name(payload, "ID"),
            revision=next(
                (name for field in _REVISIONS if (name := find_name(payload, field))), None
            ),
        )


_RENDERED: Final = re.compile(r"<p[\s>]", re.IGNORECASE)
_REVISIONS: Final = ("modified_gmt", "modified", "post_modified_gmt", "post_modified")


def _title(payload: Payload) -> str | None:
    if isinstance(payload.get("title"), str):
        return find_text(payload, "title")
    return (
        find_text(payload, "title", "rendered")
        or find_text(payload, "title", "raw")
        or find_text(payload, "post_title")
    )


def _content(payload: Payload) -> str:
    for name in ("content", "post_content"):
        content = payload.get(name)
        if isinstance(content, str):
            if not content.strip():
                raise refuse("there is no text", name)
            if name == "content" and _RENDERED.search(content) and "<!-- wp:" not in content:
                return with_breaks(without_shortcodes(content))
            return to_html(content)
    rendered = find_text(payload, "content", "rendered")
    if rendered and rendered.strip():
        return without_shortcodes(rendered)
    raw = find_text(payload, "content", "raw")
    if raw and raw.strip():
        return to_html(raw)
    if find(payload, "content", "protected") is True:
        detail = "the post is password-protected: send content.raw (context=edit)"
        errors = [FieldError(pointer="/content/rendered", detail=detail)]
        raise Refusal(problems.UNREADABLE_TEXT, detail, errors=errors)
    raise refuse("rendered and raw are both missing", "content")


_DATA: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("wordpress.toml").read_text(encoding="utf-8")
)
_BLOCK_NAMES: Final = "|".join(_DATA["blocks"]["names"])
_QUOTING: Final = _DATA["quotations"]
_QUOTATION: Final = re.compile(_QUOTING["name"])
_CORE: Final = frozenset(_DATA["shortcodes"]["names"])
_PULLED: Final = frozenset(_DATA["pulled"]["names"])
_NOTES: Final = frozenset(_DATA["notes"]["names"])

_BLOCK_COMMENT: Final = re.compile(r"<!--\s*(?P<end>/?)wp:(?P<name>[a-z][\w/-]*)", re.IGNORECASE)
_CLASSIC: Final = frozenset({"freeform", "core/freeform"})
"""The classic editor as a block: what it contains has no paragraph tags."""
_PAGE_BREAK: Final = re.compile(r"<!--\s{0,9}(?:more|nextpage)\b[^<>]{0,200}-->", re.IGNORECASE)
_LINE: Final = re.compile(r"(<br\s{0,9}/?>[ \t]{0,9})?\n", re.IGNORECASE)
_ELEMENT: Final = re.compile(r"<[a-z!/][^<>]*>", re.IGNORECASE)
_PRE: Final = re.compile(r"(</?pre(?:\s[^<>]*)?>)", re.IGNORECASE)
_BLOCK_TAG: Final = re.compile(rf"(</?(?:{_BLOCK_NAMES})(?:\s[^<>]*)?/?>)", re.IGNORECASE)
_BLOCK_START: Final = re.compile(rf"</?(?:{_BLOCK_NAMES})[\s/>]", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
"""A paragraph in which WordPress shows what is at the address (``WP_Embed::autoembed``)."""
_BLANK_LINES: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")

_TAG: Final = re.compile(
    r"(?P<before>\[?)\[(?P<slash>/?)(?P<name>[a-z][\w-]*)(?P<rest>(?:[\s/][^\[\]]*)?)\](?P<after>\]?)"
)
PARTED: Final = "\n\n"
_MARK: Final = "(?:[\"'“”″]|&(?:quot|#0?34|#822[01]|#8243|ldquo|rdquo|Prime);)"
_VALUE: Final = re.compile(
    rf"(?:^|\s)(?P<name>[\w-]+)\s*=\s*(?:(?P<mark>{_MARK})(?P<value>.*?)(?:{_MARK}(?=\s|$))|(?P<bare>[^\s\"'/]+))"
)
"""An attribute of a shortcode. WordPress may have made its quotation marks typographic."""
_MOST_NAME: Final = 100
"""Number of characters of a shortcode's name. Of a longer one it is not asked whether it is that of
a quotation, which takes quadratic time."""
_MOST_ATTRIBUTES: Final = 400
"""Number of characters of a shortcode in which the name of a speaker is looked for."""
_LONGEST_PULLED: Final = 600
"""Number of characters of the longest pull quote."""
_ATTRIBUTE: Final = re.compile(r"\s[\w-]+\s*=\s*[\"'\w&“”″]|/\s*$|^\s+(?:\d{6,}|https?://\S+)\s*$")
"""What only a shortcode has: a value by name, a slash at the end, or only an id or an address."""


def to_html(raw: str) -> str:
    """Return the post as HTML with paragraph tags and without shortcodes."""
    content = without_shortcodes(raw.replace("\r\n", "\n").replace("\r", "\n"))
    content = _PAGE_BREAK.sub(PARTED, content)
    if "<!--" not in content:
        return with_paragraphs(content)
    made: list[str] = []
    around: list[str] = []
    at = 0
    while comment := _BLOCK_COMMENT.search(content, at):
        end = content.find("-->", comment.end())
        if end < 0:
            break
        made += [
            _between(content[at : comment.start()], around),
            content[comment.start() : end + 3],
        ]
        at = end + 3
        if comment["end"]:
            if around and around[-1] == comment["name"]:
                around.pop()
        elif content[end - 1] != "/":
            around.append(comment["name"])
    return "".join([*made, _between(content[at:], around)])


def _between(content: str, around: Sequence[str]) -> str:
    """Return what is between two block comments; ``around``: the names of the open blocks."""
    if not content.strip() or (around and around[-1] not in _CLASSIC):
        return content
    return with_paragraphs(content)


def with_paragraphs(content: str) -> str:
    """Add paragraph and line break tags to a classic post, as ``wpautop`` does."""
    made: list[str] = []
    verbatim = False
    for part in _PRE.split(content):
        if _PRE.fullmatch(part):
            verbatim = part[1] != "/"
            made.append(part)
        elif verbatim:
            made.append(part)
        else:
            whole = _ELEMENT.sub(lambda found: found[0].replace("\n", " "), part)
            spaced = _BLOCK_TAG.sub(r"\n\n\1\n\n", whole)
            made += [_paragraph(piece.strip()) for piece in _BLANK_LINES.split(spaced)]
    return "".join(made)


def _paragraph(piece: str) -> str:
    if not piece or _BLOCK_START.match(piece):
        return piece
    if _ADDRESS.fullmatch(piece):
        return ""
    return f"<p>{_LINE.sub(lambda found: found[1] or '<br />', piece)}</p>"


def without_shortcodes(content: str) -> str:
    """Return a post without shortcodes. Other text in brackets, such as "[sic]", is kept.

    A shortcode is one of WordPress's own, has attributes, is closed, or has a name that is not a
    word. Where one is closed and the next one opens, two boxes of a page builder touch. They become
    separate paragraphs. The text of notes follows at the end, as the plugins show it.
    """
    tags = list(_TAG.finditer(content))
    closed = {tag["name"] for tag in tags if tag["slash"]}
    following = _following(tags)
    kept: list[str] = []
    notes: list[str] = []
    signed: dict[int, str] = {}
    """What to write for the ends of quotations."""
    at = 0
    closes = False
    for number, tag in enumerate(tags):
        if tag.start() < at:
            continue
        between = content[at : tag.start()]
        kept.append(between)
        at = tag.end()
        touches = closes and not tag["slash"] and not between.strip()
        closes = False
        if tag["before"] and tag["after"]:
            kept.append(tag[0][1:-1])  # [[code]] is an escaped shortcode
        elif not _is_shortcode(tag, closed):
            kept.append(tag[0])
        else:
            closes = bool(tag["slash"])
            end = following[number]
            if end is not None and tags[end]["slash"] and (signer := _signer(tag)):
                kept.append("<blockquote>")
                signed[end] = f"<footer>{signer}</footer></blockquote>"
                continue
            if number in signed:
                kept.append(signed[number])
                continue
            is_note = tag["name"] in _NOTES
            inside = content[at : tags[end].start()] if end is not None else ""
            holds = (
                (tag["name"] in _CORE or is_note or _repeats(tag["name"], inside, content))
                and not tag["slash"]
                and not tag["rest"].endswith("/")
            )
            if holds and end is not None and tags[end]["slash"]:
                notes += [PARTED, content[at : tags[end].start()]] if is_note else []
                at = tags[end].end()
            parted = PARTED if touches else " " if tag["name"] in _CORE else ""
            kept.append(tag["before"] + parted + tag["after"])
    return "".join([*kept, content[at:], *notes])


def _repeats(name: str, inside: str, content: str) -> bool:
    """Return whether a shortcode is a pull quote that repeats words of the post."""
    if name not in _PULLED or not 0 < len(inside.strip()) <= _LONGEST_PULLED:
        return False
    first = content.find(inside.strip())
    return content.find(inside.strip(), first + 1) >= 0


def _signer(tag: re.Match[str]) -> str | None:
    """Return who said what a shortcode contains, or ``None`` if it is no quotation of anybody."""
    name = tag["name"]
    if tag["slash"] or len(name) > _MOST_NAME or not _QUOTATION.fullmatch(name):
        return None
    values = {
        found["name"].lower(): (found["value"] or found["bare"] or "").strip()
        for found in _VALUE.finditer(tag["rest"][:_MOST_ATTRIBUTES])
    }
    names = (values.get(name) for name in _QUOTING["signers"])
    signer = next((name for name in names if name and "/" not in name), None)
    if signer is None:
        return None
    titles = (values.get(name) for name in _QUOTING["titles"])
    return ", ".join([signer, *(title for title in titles if title)])


def _following(tags: Sequence[re.Match[str]]) -> list[int | None]:
    """Return, for each tag, the index of the next tag with the same name."""
    following: list[int | None] = [None] * len(tags)
    last: dict[str, int] = {}
    for number in range(len(tags) - 1, -1, -1):
        following[number] = last.get(tags[number]["name"])
        last[tags[number]["name"]] = number
    return following


def _is_shortcode(tag: re.Match[str], closed: Collection[str]) -> bool:
    name = tag["name"]
    return (
        name in _CORE or name in closed or "_" in name or _ATTRIBUTE.search(tag["rest"]) is not None
    )
