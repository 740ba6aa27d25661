"""What a person does in WordPress, for tests to call."""

import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, expect

from wordpress.site import PASSWORD, Site

ASSETS: Final = Path(__file__).parents[2] / "integrations/wordpress/copydesk/assets"
QUIET: Final = int(re.findall(r"QUIET = (\d+);", (ASSETS / "reader.js").read_text())[0])
"""Milliseconds for which the plugin waits after a change."""
ASKS: Final = "copydesk/v1/score"
"""What is in the address of a request for a report."""
WAITED = "(quiet) => new Promise((resolve) => setTimeout(() => setTimeout(resolve), quiet))"
TITLES = ["Attribution", "Anonymous sources", "Hedging", "Readability"]
PLAIN = """() => {
  const { set } = wp.data.dispatch("core/preferences");
  set("core/edit-post", "welcomeGuide", false);
  set("core/edit-post", "editorMode", "visual");
  set("core", "editorMode", "visual");
}"""
VIEW = (
    "(device) => { const editor = wp.data.dispatch('core/editor');"
    " (editor.setDeviceType"
    " ?? wp.data.dispatch('core/edit-post').__experimentalSetPreviewDeviceType)(device); }"
)
SAVED = """() => {
  const editor = wp.data.select('core/editor');
  return !editor.isSavingPost() && !editor.isEditedPostDirty();
}"""
LIT = """() => {
  const frame = document.querySelector('iframe[name="editor-canvas"]');
  const view = frame ? frame.contentWindow : window;
  return [...(view.CSS.highlights.get("copydesk") ?? [])].map((range) => range.toString());
}"""
SEEN = """() => {
  const frame = document.querySelector('iframe[name="editor-canvas"]');
  const view = frame ? frame.contentWindow : window;
  const [range] = view.CSS.highlights.get("copydesk");
  const place = range.getBoundingClientRect();
  const within = frame ? frame.getBoundingClientRect()
    : document.querySelector(".interface-interface-skeleton__content").getBoundingClientRect();
  const top = place.top + (frame ? within.top : 0);
  const bottom = Math.min(innerHeight, within.bottom);
  return top >= Math.max(0, within.top) && top + place.height <= bottom;
}"""


def paragraphs(*texts: str) -> str:
    """Return texts as paragraph blocks, as WordPress stores them."""
    return "\n\n".join(f"<!-- wp:paragraph -->\n<p>{t}</p>\n<!-- /wp:paragraph -->" for t in texts)


def log_in(context: BrowserContext, site: Site, user: str) -> None:
    context.request.get(f"{site.url}/wp-login.php")
    answer = context.request.post(
        f"{site.url}/wp-login.php", form={"log": user, "pwd": PASSWORD, "testcookie": "1"}
    )
    assert "login_error" not in answer.text()


class Editor:
    """The block editor on one post, and the sidebar in it."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site
        self._sent = 0
        page.on("request", lambda request: self._count(request.url))

    def _count(self, url: str) -> None:
        self._sent += ASKS in unquote(url)

    def sent(self) -> int:
        """Return how many reports the page has asked for, with the one for the last change.

        Timers of a page end in the order in which they were set, so one that the plugin has set by
        now ends before the one that is set here, however slow the machine is.
        """
        self.page.evaluate(WAITED, QUIET)
        return self._sent

    def open(self, post: int | None = None) -> "Editor":
        """Open a stored post, or a new one."""
        path = "post-new.php" if post is None else f"post.php?post={post}&action=edit"
        self.page.goto(f"{self.site.url}/wp-admin/{path}")
        self.page.wait_for_function(
            "() => window.wp?.data?.select('core/editor')?.getCurrentPostId()"
        )
        self.page.evaluate(PLAIN)
        self.canvas.locator(".is-root-container").wait_for()
        return self

    def show(self) -> "Editor":
        """Open the sidebar as a person does."""
        self.page.get_by_role("button", name="copydesk", exact=True).click()
        self.panel.wait_for()
        return self

    def read(self) -> "Editor":
        """Open the sidebar and wait for the first report."""
        self.show()
        self.score("Readability").get_by_role("meter").wait_for()
        return self

    def view(self, device: str) -> "Editor":
        """Show the post as on a Desktop or a Tablet; the latter is in a frame."""
        self.page.evaluate(VIEW, device)
        if device != "Desktop":
            self.page.locator('iframe[name="editor-canvas"]').wait_for()
        self.canvas.locator(".is-root-container [data-block]").first.wait_for()
        return self

    @property
    def canvas(self) -> Page | FrameLocator:
        """Where the blocks are."""
        if self.page.locator('iframe[name="editor-canvas"]').count():
            return self.page.frame_locator('iframe[name="editor-canvas"]')
        return self.page

    @property
    def panel(self) -> Locator:
        return self.page.locator(".copydesk-panel")

    @property
    def status(self) -> Locator:
        return self.panel.locator(".copydesk-status")

    @property
    def trouble(self) -> Locator:
        return self.panel.locator(".components-notice")

    @property
    def prompts(self) -> Locator:
        return self.panel.locator(".copydesk-prompts")

    def score(self, title: str) -> Locator:
        return self.panel.get_by_role("region", name=title)

    def evidence(self, title: str) -> Locator:
        """Open a score's evidence; return its pieces."""
        details = self.score(title).locator("details")
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        return details.get_by_role("listitem").get_by_role("button")

    def block(self, number: int) -> Locator:
        return self.canvas.locator(".is-root-container > [data-block]").nth(number)

    def type_at_end(self, number: int, text: str, delay: float = 30) -> None:
        """Type at the end of a paragraph, as fast as a person types."""
        self.block(number).click()
        self.page.keyboard.press("End")
        self.page.keyboard.type(text, delay=delay)

    def save(self) -> None:
        """Save the draft with the button, and wait until WordPress says so."""
        self.page.get_by_role("button", name="Save draft").first.click()
        self.page.wait_for_function(SAVED)

    def replace(self, content: str) -> None:
        """Put other blocks in place of all."""
        self.page.evaluate(
            "(c) => wp.data.dispatch('core/block-editor').resetBlocks(wp.blocks.parse(c))", content
        )

    @property
    def content(self) -> str:
        return str(self.ask("wp.data.select('core/editor').getEditedPostContent()"))

    @property
    def is_dirty(self) -> bool:
        return bool(self.ask("wp.data.select('core/editor').isEditedPostDirty()"))

    @property
    def post(self) -> int:
        return int(self.ask("wp.data.select('core/editor').getCurrentPostId()"))

    def lit(self) -> list[str]:
        """Return the texts that are lit."""
        return list(self.page.evaluate(LIT))

    def wait_for_light(self, *texts: str) -> None:
        expect(self.panel.locator('[aria-pressed="true"]')).to_have_count(1)
        assert self.lit() == list(texts)

    def sees_light(self) -> bool:
        """Say whether the first lit text is where a person sees it."""
        return bool(self.page.evaluate(SEEN))

    def ask(self, expression: str) -> Any:
        return self.page.evaluate(f"() => {expression}")
