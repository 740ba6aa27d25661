"""Collects the service's sentences for translators: ``python sentences.py`` writes
``copydesk/assets/sentences.js``.

The service sends sentences as templates with their values apart. The plugin translates a template
that is in this file and fills in the values; anything else, such as a newsroom's own wording, is
shown as it was sent. The words are data of the service (TOML and JSON), so a test can keep the file
in step with them.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
SCORING: Final = ROOT / "scoring"
TARGET: Final = Path(__file__).resolve().parent / "copydesk" / "assets" / "sentences.js"
SAID_IN_CODE: Final = (
    "the text has only {words} words; figures for short texts vary widely",
    "no statement has a source",
    "no words",
)
"""Sentences that are no data of the service: warnings, and why there is no score."""
HEAD: Final = """\
// The service's own sentences by their templates. Made by integrations/wordpress/sentences.py.
((wp, copydesk) => {
  const { __ } = wp.i18n;

  copydesk.SENTENCES = new Map([
"""
FOOT: Final = """\
  ]);
})(window.wp, window.copydesk);
"""
NOTE: Final = "/* translators: keep the words in braces as they are. They stand for {} */"
EXAMPLES: Final = {
    "articles": "“3 in 4 articles”",
    "noun": "“articles” or “press releases”",
    "source": "the source in quotation marks",
    "speaker": "a name",
    "party": "a name",
    "words": "a number",
}


def collect() -> list[str]:
    """Return all sentences, each once: comparisons, advice, prompts, warnings, profiles."""
    return list(dict.fromkeys([*_comparisons(), *_prompts(), *SAID_IN_CODE, *_profiles()]))


def _comparisons() -> Iterator[str]:
    words = _toml(SCORING / "report" / "comparison.toml")
    yield from (one["words"] for one in words["frequencies"])
    for sentences in (words["other"], *words["scorers"].values()):
        yield from (text for text in sentences.values() if isinstance(text, str))
        advice = sentences.get("advice", {})
        yield from (text for key, text in advice.items() if key != "needs")


def _prompts() -> Iterator[str]:
    for rule in _toml(SCORING / "rules" / "default.toml")["rules"].values():
        yield rule["message"]
        yield rule["settled_by"]


def _profiles() -> Iterator[str]:
    """Yield what sentences call a profile's articles, and the first words of its description."""
    for path in sorted((SCORING / "calibration" / "profiles").glob("*.json")):
        profile = json.loads(path.read_text(encoding="utf-8"))
        yield profile["noun"]
        yield profile["description"].partition(".")[0]


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def render(sentences: list[str]) -> str:
    """Return the script's text."""
    lines = []
    for sentence in sentences:
        known = [words for name, words in EXAMPLES.items() if f"{{{name}}}" in sentence]
        if "{" in sentence:
            what = ", ".join(known) or "words of the article"
            lines.append(f"    {NOTE.replace('{}', what)}\n")
        words = json.dumps(sentence, ensure_ascii=False)
        lines.append(f'    [{words}, __({words}, "copydesk")],\n')
    return HEAD + "".join(lines) + FOOT


def main() -> int:
    """Write the file; with ``--check``, only say whether it is in step."""
    text = render(collect())
    if "--check" in sys.argv[1:]:
        return 0 if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text else 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
