"""Take the pictures in docs/: the example on the page, of the service at ``$URL``."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

URL = os.environ.get("URL", "http://127.0.0.1:8000")


class Shot(NamedTuple):
    """What a picture shows: the page in a size and a scheme, after the user did something."""

    scheme: str
    width: int
    height: int
    act: Callable[[Page], object]


def nothing(page: Page) -> None:
    """Leave the report as it opens."""


def point(page: Page) -> None:
    mark = page.locator("#text .anonymous").first
    mark.evaluate("(e) => e.scrollIntoView({ block: 'center' })")
    mark.click()


def mend(page: Page) -> None:
    """Give a source a name."""
    page.get_by_role("button", name="Edit the text").click()
    page.locator("#editor p", has_text="A former engineer said").click(position={"x": 2, "y": 8})
    page.keyboard.press("Home")
    for _ in "A former engineer":
        page.keyboard.press("Delete")
    page.keyboard.type("Ivan Okafor, a former engineer,")
    page.locator("#edit-said", has_text="→").wait_for()


def compare(page: Page) -> None:
    mend(page)
    page.get_by_role("tab", name="Compare").click()
    page.locator(".versions ins").first.wait_for()


SHOTS = {
    "page.png": Shot("light", 1280, 960, nothing),
    "page-dark.png": Shot("dark", 1180, 760, point),
    "page-edit.png": Shot("light", 1180, 760, mend),
    "page-compare.png": Shot("light", 1180, 860, compare),
    "page-phone.png": Shot("light", 360, 740, point),
}


def main(folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for name, (scheme, width, height, act) in SHOTS.items():
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page.goto(URL)
            page.get_by_role("button", name="Try the example").click()
            page.locator("#text [tabindex='0']").wait_for()
            act(page)
            page.mouse.move(0, 0)
            page.screenshot(path=folder / name)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
