"""A house's own content system, Strapi or Directus: field paths from the settings."""

from typing import Final

from service import problems
from service.cms.adapter import CmsArticle, Headers, Options, Payload
from service.cms.fields import Step, find_name, find_text, refuse
from service.cms.signatures import verify_bearer
from service.problems import Refusal

FIELDS: Final = ("html", "text", "title", "id", "revision", "language")


class Custom:
    """``html = "entry.body"`` in the settings: steps between dots, numbers count from 0."""

    name: Final = "custom"
    description: Final = "field paths from the settings"
    status: Final = 200
    acknowledges: Final = False
    deduplicates: Final = False
    tolerant: Final = False
    options: Final = FIELDS

    def verify(self, body: bytes, headers: Headers, secret: str, now: float) -> None:
        """Check the bearer's secret, a static header as Strapi and Directus can send."""
        del body, now
        verify_bearer(headers, secret)

    def read(self, payload: Payload, options: Options) -> CmsArticle:
        """Return what stands at the paths."""
        paths = {name: path_of(options[name]) for name in FIELDS if name in options}
        if "html" not in paths and "text" not in paths:
            raise Refusal(problems.NO_SUCH_CMS, "the settings have no path to html or text")
        html = find_text(payload, *paths["html"]) if "html" in paths else None
        text = find_text(payload, *paths["text"]) if "text" in paths and not html else None
        if not html and not text:
            raise refuse("there is no article", *paths.get("html", paths.get("text", ())))
        names = {
            name: find_name(payload, *paths[name]) if name in paths else None
            for name in ("title", "id", "revision", "language")
        }
        return CmsArticle(html=html or None, text=text, **names)


def path_of(dotted: str) -> tuple[Step, ...]:
    """Return the steps of ``"entry.blocks.0.body"``."""
    return tuple(int(step) if step.isdecimal() else step for step in dotted.split("."))
