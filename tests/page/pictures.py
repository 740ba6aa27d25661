"""Take the pictures in docs/: the example on the page, of the service at ``$URL``."""

import os
import shutil
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

URL = os.environ.get("URL", "http://127.0.0.1:8000")
SHOTS: dict[str, tuple[Literal["light", "dark"], int, int]] = {
    "page.png": ("light", 1280, 960),
    "page-dark.png": ("dark", 1180, 760),
    "page-phone.png": ("light", 360, 740),
}


def main(folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for name, (scheme, width, height) in SHOTS.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page.goto(URL)
            page.get_by_role("button", name="Try the example").click()
            page.locator("#text [tabindex='0']").wait_for()
            if name != "page.png":
                mark = page.locator("#text .anonymous").first
                mark.evaluate("(e) => e.scrollIntoView({ block: 'center' })")
                mark.click()
            page.mouse.move(0, 0)
            page.screenshot(path=folder / name)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
