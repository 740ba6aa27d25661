"""A custom content system, Strapi, Directus, Sanity, Contentful, Drupal or Arc XP: reads the fields
at the paths in the settings. A body may be text, HTML, or the nodes of an editor (``rich_text``).
"""

from typing import Final

from service import problems
from service.cms.adapter import (
    CmsArticle,
    Options,
    Payload,
    Step,
    find,
    find_name,
    find_text,
    refuse,
    text_or_html,
    to_html,
    to_title,
)
from service.cms.rich_text import is_tree, tree_to_html
from service.cms.signatures import BearerAdapter
from service.problems import Refusal

FIELDS: Final = ("html", "text", "title", "id", "revision", "language")


class Custom(BearerAdapter):
    """Settings such as ``html = "entry.body"``: steps are separated by dots, numbers
    count from 0.
    """

    name: Final = "custom"
    description: Final = "field paths from the settings"
    options = FIELDS

    def read(self, payload: Payload, options: Options) -> CmsArticle:
        """Return the article at the configured paths."""
        paths = {name: path_of(options[name]) for name in FIELDS if name in options}
        if "html" not in paths and "text" not in paths:
            raise Refusal(problems.NO_SUCH_CMS, "the settings have no field path for html or text")
        html = _body(payload, paths["html"]) if "html" in paths else None
        text = _body(payload, paths["text"]) if "text" in paths and not html else None
        if not html and not text:
            raise refuse(
                "the payload contains no article", *paths.get("html", paths.get("text", ()))
            )
        names = {
            name: find_name(payload, *paths[name]) if name in paths else None
            for name in ("title", "id", "revision", "language")
        }
        names["title"] = to_title(names["title"])
        if text:
            text, html = text_or_html(text)
        elif html:
            html = to_html(html)
        return CmsArticle(html=html or None, text=text, **names)


def _body(payload: Payload, path: tuple[Step, ...]) -> str | None:
    """Return the text at a path, the texts of a list as paragraphs, or the HTML of nodes."""
    value = find(payload, *path)
    if is_tree(value):
        return tree_to_html(value)
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return "\n\n".join(value)
    return find_text(payload, *path)


def path_of(dotted: str) -> tuple[Step, ...]:
    """Return the steps of a path such as ``"entry.blocks.0.body"``."""
    return tuple(int(step) if step.isdecimal() else step for step in dotted.split("."))
