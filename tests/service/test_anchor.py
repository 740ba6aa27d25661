"""``integrations/anchor/anchor.js`` in a real browser: evidence finds its place on the page again.

Chromium reads a page, runs the script in it, and prints the document (``--dump-dom``).
"""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scoring.engine import Engine
from scoring.report.request import ScoreRequest

SOURCE = (Path(__file__).parents[2] / "integrations" / "anchor" / "anchor.js").read_text()
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SQUEEZE = re.compile("[\\s\u00ad\u200b]+")

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium here: sudo apt install chromium"
)

ARTICLE = """
<h2>Pier to open</h2>
<p>“We will mend the <em>old</em> pier,” <a href="#"><strong>the harbour</strong> master</a>
   told&nbsp;reporters on Tuesday. Nobody objected.</p>
<script>var text = "the harbour master told reporters on Tuesday";</script>
<p>A mem<b>ber</b> of the council, who asked not to be named, said that it could take
a&nbsp;year.<br>Nobody objected.</p><ul><li>Two fisher\u00admen said they may <i>leave</i>.</li><li>
The mayor  said <q>it is late</q> on Monday.</li></ul><style>p { color: #123 }</style>
<!-- the mayor said nothing --><p>The mayor said “it is late” again. 🎣 Anglers said so too.</p>
<p>Nobody objected.</p>
"""

SCRIPT = """
const root = document.querySelector("article");
const before = root.innerHTML;
const found = JSON.parse(document.querySelector("#asked").textContent).map((selector) => {
  const range = anchor(root, selector);
  return range && { text: shown(range), after: following(range), in: where(range) };
});
function following(range) {
  const rest = document.createRange();
  rest.selectNodeContents(root);
  rest.setStart(range.endContainer, range.endOffset);
  return shown(rest);
}
function shown(range) {
  const seen = range.cloneContents();
  seen.querySelectorAll("script, style").forEach((element) => element.remove());
  return seen.textContent;
}
function where(range) {
  return range.startContainer.parentElement.tagName;
}
document.querySelector("#answer").textContent =
  JSON.stringify({ found, same: before === root.innerHTML });
"""


def anchor(page: str, selectors: list[dict[str, str]], folder: Path) -> dict[str, Any]:
    """Return what the browser found: for each selector its range's text, or ``None``."""
    assert CHROMIUM
    asked = json.dumps(selectors).replace("<", "\\u003c")
    path = folder / "page.html"
    path.write_text(
        f'<!doctype html><meta charset="utf-8"><article>{page}</article>'
        f'<script type="application/json" id="asked">{asked}</script><pre id="answer"></pre>'
        f'<script type="module">{SOURCE}{SCRIPT}</script>'
    )
    done = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
         f"--user-data-dir={folder}/profile", "--dump-dom", path.as_uri()],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    answer = re.search(r'<pre id="answer">(.+?)</pre>', done.stdout, re.DOTALL)
    assert answer, done.stdout[-500:]
    found: dict[str, Any] = json.loads(html.unescape(answer[1]))
    return found


def pieces(item: Any) -> list[dict[str, Any]]:
    if isinstance(item, dict):
        own = [item] if "selector" in item else []
        return own + [found for part in item.values() for found in pieces(part)]
    if isinstance(item, list | tuple):
        return [found for part in item for found in pieces(part)]
    return []


def quote(exact: str, prefix: str = "", suffix: str = "") -> dict[str, str]:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def squeezed(text: str) -> str:
    return SQUEEZE.sub("", text)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def test_all_evidence_of_an_article_is_found_again(engine: Engine, tmp_path: Path) -> None:
    """Across inline elements, line breaks, soft hyphens and ``<q>``; each at its own place."""
    report = engine.score(ScoreRequest(html=ARTICLE, language="en", selectors=True))
    found = pieces(report.evidence)
    assert len(found) > 12
    answer = anchor(ARTICLE, [piece["selector"] for piece in found], tmp_path)
    assert answer["same"]
    text = report.document.text
    assert text is not None
    for piece, place in zip(found, answer["found"], strict=True):
        assert place is not None, piece["text"]
        rest = squeezed(place["text"] + place["after"]).translate({0x201C: None, 0x201D: None})
        expected = squeezed(text[piece["start"] :]).translate({0x201C: None, 0x201D: None})
        assert rest == expected, piece["text"]


def test_places_and_absences(tmp_path: Path) -> None:
    """The browser is started once for the selectors written by hand."""
    answer = anchor(
        ARTICLE,
        [
            quote("Nobody objected.", "on Tuesday. ", "\n\nA member"),
            quote("Nobody objected.", "take a year.\n", "\n\nTwo"),
            quote("Nobody objected.", "Anglers said so too.\n\n", ""),
            quote("Nobody objected.", "so too.\n\n", " It was added later."),
            quote("the harbour master told reporters on Tuesday"),
            quote("on Tuesday. Nobody\n\nobjected.\n\nA member of"),
            quote("fishermen"),
            quote("“it is late”", "The mayor said ", " on Monday"),
            quote("🎣 Anglers"),
            quote("the mayor said nothing"),
            quote("color: #123"),
            quote("not in the article"),
            quote("“”"),
            quote(""),
            quote(" "),
        ],
        tmp_path,
    )
    found = answer["found"]
    texts = [place and squeezed(place["text"]) for place in found]
    assert answer["same"]
    # three places with the same words, told apart by what stands around them; the third also
    # after an edit behind it
    rests = [len(squeezed(place["after"])) for place in found[:4]]
    assert texts[:4] == ["Nobodyobjected."] * 4
    assert rests[0] > rests[1] > rests[2] == rests[3] == 0
    # the words in the link, not those in the script
    assert (texts[4], found[4]["in"]) == ("theharbourmastertoldreportersonTuesday", "STRONG")
    # over the end of a paragraph, a soft hyphen, a browser's own quotation marks, a wide character
    assert texts[5:9] == [
        "onTuesday.Nobodyobjected.Amemberof",
        "fishermen",
        "itislate",
        "🎣Anglers",
    ]
    assert found[7]["in"] == "Q"
    # comments, styles, absent words and nothing at all are no place
    assert texts[9:] == [None] * 6


def test_the_function_is_short() -> None:
    """Something a newsroom can read before it puts it into its content system."""
    assert len(SOURCE.splitlines()) < 100
    assert "import " not in SOURCE.replace("import { anchor }", "")
