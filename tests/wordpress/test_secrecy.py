"""The key stays on the server, whatever a browser asks for."""

import base64
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from wordpress.articles import PIER_BLOCKS
from wordpress.conftest import KEY
from wordpress.editor import Editor, log_in
from wordpress.site import Site
from wordpress.upstream import Upstream, problem


def bodies(har: Path) -> dict[str, str]:
    """Return by address all that the browser was sent, headers too."""
    found: dict[str, str] = {}
    for entry in json.loads(har.read_text())["log"]["entries"]:
        response: dict[str, Any] = entry["response"]
        content = response["content"]
        text = content.get("text", "")
        if content.get("encoding") == "base64":
            text = base64.b64decode(text).decode("utf-8", "replace")
        headers = json.dumps(response["headers"])
        url = entry["request"]["url"]
        found[url] = found.get(url, "") + headers + text
    return found


def test_no_answer_holds_the_key(
    browser: Browser, site: Site, upstream: Upstream, tmp_path: Path
) -> None:
    """Of the pages and scripts behind settings, editor, scores and a refusal that repeats it."""
    har = tmp_path / "all.har"
    context = browser.new_context(record_har_path=har, record_har_content="embed")
    log_in(context, site, "admin")
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{site.url}/wp-admin/options-general.php?page=copydesk")
    page.get_by_label("API key", exact=True).fill(KEY)
    page.get_by_role("button", name="Save Changes").click()
    page.get_by_text("A key is set. Leave this empty to keep it.").wait_for()
    editor = Editor(page, site).open(site.write(PIER_BLOCKS)).read()
    upstream.answer = problem(401, "unauthorized", f"the key {KEY} is unknown")
    editor.replace(PIER_BLOCKS.replace("quiet", "loud"))
    expect(editor.trouble).to_contain_text("requires a valid API key")
    globals_ = page.evaluate("() => JSON.stringify(window.copydesk)")
    page.goto(f"{site.url}/wp-admin/options.php")
    context.close()
    seen = bodies(har)
    assert upstream.scored[0].headers["authorization"] == f"Bearer {KEY}"
    wanted = ("page=copydesk", "action=edit", "v1/score", "wp-admin/options.php", "panel.js")
    for part in wanted:
        assert any(part in url for url in seen), part
    assert [url for url, sent in seen.items() if KEY in sent] == []
    assert KEY not in globals_
