"""The panel before publishing says what is open, and keeps nobody from publishing."""

from playwright.sync_api import Locator, expect
from service_process import free_port

from wordpress.articles import PIER_BLOCKS
from wordpress.conftest import Configure
from wordpress.editor import Editor
from wordpress.site import Site
from wordpress.upstream import Upstream


def press_publish(editor: Editor) -> Locator:
    """Open the panel before publishing; return the plugin's part of it."""
    editor.page.get_by_role("button", name="Publish", exact=True).click()
    return editor.page.locator(".editor-post-publish-panel")


def test_what_is_open_is_said_before_publishing(
    editor: Editor, site: Site, upstream: Upstream
) -> None:
    """Nothing is sent before the panel opens. A prompt can be dismissed there."""
    editor.open(site.write(PIER_BLOCKS))
    assert editor.sent() == 0
    assert upstream.asked == []
    panel = press_publish(editor)
    expect(panel.get_by_role("button", name="copydesk: 2 warnings")).to_be_visible()
    assert len(upstream.scored) == 1
    panel.get_by_role("button", name="Dismiss").first.click()
    expect(panel.get_by_role("button", name="copydesk: 1 warning")).to_be_visible()
    panel.get_by_role("button", name="Publish", exact=True).click()
    expect(panel.get_by_text("is now live")).to_be_visible()
    assert site.php(f"echo get_post_status({editor.post});") == "publish"


def test_a_report_of_the_sidebar_is_used_again(
    editor: Editor, site: Site, upstream: Upstream
) -> None:
    """The draft has not changed, so it is not sent a second time."""
    editor.open(site.write(PIER_BLOCKS)).read()
    panel = press_publish(editor)
    expect(panel.get_by_role("button", name="copydesk: 2 warnings")).to_be_visible()
    assert len(upstream.scored) == 1


def test_publishing_without_the_service(editor: Editor, site: Site, configure: Configure) -> None:
    configure(f"http://127.0.0.1:{free_port()}")
    editor.open(site.write(PIER_BLOCKS))
    panel = press_publish(editor)
    expect(panel).to_contain_text("The copydesk service cannot be reached.")
    panel.get_by_role("button", name="Publish", exact=True).click()
    expect(panel.get_by_text("is now live")).to_be_visible()
