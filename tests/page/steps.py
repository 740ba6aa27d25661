"""What a person does on the page, and what is found amiss there, for tests to call."""

import io
import zipfile
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

Scheme = Literal["light", "dark"]
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document2.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def read(page: Page, article: str) -> None:
    """Put an article in, and wait for its report."""
    page.get_by_label("Paste an English news article").fill(article)
    page.get_by_role("button", name="Score it", exact=True).click()
    page.locator("#text p").first.wait_for()


def open_example(page: Page) -> None:
    """Open the page's own article, which has unnamed sources, and wait for its marks."""
    page.get_by_role("button", name="Try the example").click()
    page.locator("#text [tabindex='0']").wait_for()


def open_file(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("#file", {"name": name, "mimeType": "", "buffer": content})


def text_of(page: Page) -> str:
    """Return the marked text, a paragraph a line."""
    return "\n".join(page.locator("#text > p").all_text_contents())


def show(page: Page, view: str) -> None:
    page.get_by_role("tab", name=view).click()


def gauge(page: Page, title: str) -> Locator:
    return page.get_by_role("article", name=title)


def lit(page: Page) -> list[str]:
    """Return the kinds of mark that are lit, with their text."""
    return [
        f"{kind}: {element.text_content()}"
        for element in page.locator("#text .on").all()
        for kind in ("source", "cue", "content", "hedge", "sentence")
        if kind in (element.get_attribute("class") or "").split()
    ]


def docx(*paragraphs: str, part: str = "word/document2.xml", method: int = 8) -> bytes:
    """Return a Word document whose paragraphs hold these runs, as a part of any name."""
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression=method) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(part, f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return held.getvalue()


def odt(body: str) -> bytes:
    """Return an OpenDocument text with this body."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        office, text = (
            f"urn:oasis:names:tc:opendocument:xmlns:{n}:1.0" for n in ("office", "text")
        )
        archive.writestr(
            "content.xml",
            f'<o:document xmlns:o="{office}" xmlns:t="{text}">'
            f"<o:body><o:text>{body}</o:text></o:body></o:document>",
        )
    return held.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def serious(page: Page) -> list[str]:
    """Return axe-core's findings of weight, with the elements they are about."""
    return [
        f"{finding['impact']} {finding['id']}: {[node['target'] for node in finding['nodes']]}"
        for finding in Axe().run(page).response["violations"]
        if finding["impact"] in {"serious", "critical"}
    ]


def overflow(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found
