"""Take the picture in docs/: the sidebar beside a draft. ``python -m wordpress.picture FOLDER``."""

import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from service_process import REAL, Service

from wordpress.articles import HARBOR_BLOCKS, HARBOR_TITLE
from wordpress.editor import Editor, log_in
from wordpress.site import Site

COLOURS = 96
SETTINGS = "['url' => '%s', 'key' => '', 'profile' => 'default', 'seconds' => 15]"


def main(folder: Path) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="site-") as temporary,
        Site(Path(temporary)) as site,
        Service(REAL) as service,
        sync_playwright() as playwright,
    ):
        site.php(f"update_option('copydesk_settings', {SETTINGS % service.url});")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        context = browser.new_context(viewport={"width": 1280, "height": 1010})
        log_in(context, site, "admin")
        editor = Editor(context.new_page(), site)
        editor.open(site.write(HARBOR_BLOCKS, title=HARBOR_TITLE)).read()
        editor.prompts.locator(".copydesk-piece").nth(1).click()
        editor.wait_for_light("a senior official", "The official")
        editor.page.mouse.move(600, 60)
        path = folder / "wordpress.png"
        editor.page.screenshot(path=path)
        browser.close()
        with Image.open(path) as picture:
            few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
