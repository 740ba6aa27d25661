"""Collects the plugin's words for translators: ``python pot.py`` writes ``languages/copydesk.pot``.

WP-CLI's ``wp i18n make-pot`` does this for any plugin. This script knows only what this plugin
uses: ``__``, ``esc_html__``, ``esc_attr__`` and ``_n`` with literal words, "translators" comments
before them, and the plugin's header. It needs neither PHP nor WordPress, so a test can keep the
file in step with the code.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

PLUGIN: Final = Path(__file__).resolve().parent / "copydesk"
TARGET: Final = PLUGIN / "languages" / "copydesk.pot"
HEADERS: Final = ("Plugin Name", "Description", "Author")
HEAD: Final = """# Copyright (C) the copydesk authors
# This file is distributed under the Apache-2.0 license.
msgid ""
msgstr ""
"Project-Id-Version: copydesk {version}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language-Team: LANGUAGE <LL@li.org>\\n"
"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n"
"X-Domain: copydesk\\n"
"""
STRING: Final = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
CALL: Final = re.compile(
    rf"\b(?P<name>__|esc_html__|esc_attr__|_n)\(\s*(?P<one>{STRING})\s*,\s*(?:(?P<many>{STRING})\s*,)?"
)
NOTE: Final = re.compile(r"/\*\s*(translators:.*?)\s*\*/", re.DOTALL)
NEAR: Final = 4
"""How many lines after a comment the words that it is about may begin."""


@dataclass(kw_only=True)
class Entry:
    """Words to translate. ``many``: their plural, or empty."""

    many: str = ""
    notes: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


def literal(quoted: str) -> str:
    """Return what a string literal without escapes other than quotes and backslashes means."""
    return re.sub(r"\\(.)", r"\1", quoted[1:-1])


def found_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield singular, plural and comment of each call in a file."""
    notes = [(text.count("\n", 0, at.end()), at[1]) for at in NOTE.finditer(text)]
    for call in CALL.finditer(text):
        line = text.count("\n", 0, call.start())
        near = [note for at, note in notes if 0 <= line - at <= NEAR]
        many = literal(call["many"]) if call["name"] == "_n" and call["many"] else ""
        one = literal(call["one"])
        yield one, many, near[-1] if near and ("%" in one or "{" in one) else ""


def collect() -> dict[str, Entry]:
    """Return all words of the plugin, in the order of files and of their places in them."""
    entries: dict[str, Entry] = {}
    main = (PLUGIN / "copydesk.php").read_text()
    for header in HEADERS:
        words = re.search(rf"^ \* {header}:\s+(.+)$", main, re.MULTILINE)
        assert words, header
        entry = entries.setdefault(words[1], Entry())
        entry.notes.append(f"{header} of the plugin")
        entry.places.append("copydesk.php")
    for path in sorted([*PLUGIN.rglob("*.php"), *PLUGIN.rglob("*.js")]):
        name = path.relative_to(PLUGIN).as_posix()
        for one, many, note in found_in(path.read_text()):
            entry = entries.setdefault(one, Entry())
            entry.many = entry.many or many
            entry.notes += [note] if note and note not in entry.notes else []
            entry.places += [name] if name not in entry.places else []
    return entries


def quote(text: str) -> str:
    """Return text as a string of a .pot file."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def render(entries: dict[str, Entry]) -> str:
    """Return the file's text."""
    version = re.search(r"^ \* Version:\s+(\S+)$", (PLUGIN / "copydesk.php").read_text(), re.M)
    assert version
    parts = [HEAD.format(version=version[1])]
    for one, entry in entries.items():
        lines = [f"#. {note}" for note in entry.notes] + [f"#: {place}" for place in entry.places]
        lines.append(f"msgid {quote(one)}")
        if entry.many:
            lines += [f"msgid_plural {quote(entry.many)}", 'msgstr[0] ""', 'msgstr[1] ""']
        else:
            lines.append('msgstr ""')
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def main() -> int:
    """Write the file; with ``--check``, only say whether it is in step."""
    text = render(collect())
    if "--check" in sys.argv[1:]:
        return 0 if TARGET.is_file() and TARGET.read_text() == text else 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
