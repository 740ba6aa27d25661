"""The package holds together. Needs no WordPress."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scoring.report.render import SHORT_TEXT
from scoring.version import VERSION
from wordpress.site import ROOT, pack

PLUGIN = ROOT / "integrations" / "wordpress" / "copydesk"
ARGUMENT = r"""(?:"[^"]*"|'[^']*'|[$\w.]+)"""
GETTEXT = rf"\b(?:\w*__|_n)\(\s*({ARGUMENT}(?:,\s*{ARGUMENT})*)\s*\)"
PHP_FILES = sorted(PLUGIN.rglob("*.php"))
COMMENT = re.compile(r"/\*.*?\*/|(?<![^\s;{(])//[^\n]*", re.DOTALL)
LITERAL = re.compile(r"""\"((?:[^"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`""")
NO_WORDS = re.compile(r"\$\{[^}]*\}|%\d?\$?[sd]|<[^<>]*>")
"""What stands for values in a string, and markup."""
WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}|^[A-Z][a-z]{2,}")
"""What reads like words for people: two in a row, or one with a capital."""
MADE = ("anchor.js", "sentences.js", "cli.php")
"""A copy, a file made of the service's sentences, and the commands, which are in English."""
FOR_MACHINES = {
    "canvas.js": ["[data-block="],
    "classic.js": ["input change undo redo", "AddEditor"],
    "pieces.js": ["components-button "],
    "prompts.js": ["components-button ", "copydesk-prompt is-"],
    "settings.js": ["copydesk-${kind} notice "],
    "export.php": ["Content-"],
    "list.php": ["NOT EXISTS", " LEFT JOIN ", "copydesk.meta_value "],
    "service.php": ["Accept", "Authorization", "Bearer ", "Content-"],
}
"""How the strings start that look like words, but are selectors, classes, events, SQL, headers."""


def test_the_zip_has_everything(tmp_path: Path) -> None:
    """The script that finds evidence as a file, and the licence."""
    with zipfile.ZipFile(pack(tmp_path / "copydesk.zip")) as archive:
        names = archive.namelist()
        anchor = archive.read("copydesk/assets/anchor.js")
    here = {f"copydesk/{path.relative_to(PLUGIN)}" for path in PLUGIN.rglob("*") if path.is_file()}
    assert set(names) == here | {"copydesk/LICENSE"}
    assert anchor == (ROOT / "integrations" / "anchor" / "anchor.js").read_bytes()


def test_one_version() -> None:
    """In the header, in the code, in the readme, and of Python's package."""
    main, readme = [(PLUGIN / name).read_text() for name in ("copydesk.php", "readme.txt")]
    found = [
        *re.findall(r"Version:\s+(\S+)", main),
        *re.findall(r"VERSION = '(\S+)'", main),
        *re.findall(r"Stable tag: (\S+)", readme),
        VERSION,
    ]
    assert len(found) == 4
    assert len(set(found)) == 1


def test_every_script_is_loaded() -> None:
    """The list in PHP is what lies in the folder, but for two: ``anchor.js`` is imported by its
    address, and ``settings.js`` belongs to another page."""
    listed = re.findall(
        r"^\t'(\w+)'\s+=> array\(", (PLUGIN / "includes/editor.php").read_text(), re.M
    )
    lying = {path.stem for path in (PLUGIN / "assets").glob("*.js")} - {"anchor", "settings"}
    assert len(listed) == len(lying)
    assert set(listed) == lying


def test_every_string_can_be_translated() -> None:
    """Each call of gettext has literal words, and ends with the plugin's domain."""
    found = 0
    for path in [*PHP_FILES, *(PLUGIN / "assets").glob("*.js")]:
        text = path.read_text()
        calls = re.findall(GETTEXT, text)
        assert len(calls) == len(re.findall(r"\b(?:\w*__|_n)\(", text)), path.name
        for arguments in calls:
            words, *_, domain = re.findall(ARGUMENT, arguments)
            assert words[0] in "\"'", (path.name, arguments)
            assert domain[1:-1] == "copydesk", (path.name, arguments)
        found += len(calls)
    assert found > 60


def words_without_gettext(text: str) -> list[str]:
    """Return the strings of a script that read like words and are in no call of gettext."""
    code = re.sub(GETTEXT, "", COMMENT.sub("", text))
    literals = ("".join(groups) for groups in LITERAL.findall(code))
    return [literal for literal in literals if WORDS.search(NO_WORDS.sub("", literal))]


def test_words_are_found_without_gettext() -> None:
    """In all kinds of quotation marks, with values, in markup."""
    found = words_without_gettext(
        """
        // Shown in "the sidebar".
        el("p", { className: "copydesk-note" }, "No prompts yet");
        el("p", null, __("Nothing is open.", "copydesk"), `${count} open prompts`);
        echo '<p>Open prompts</p>'; /* 'Not shown' */ printf( 'Score: %s', $score );
        """
    )
    assert found == ["No prompts yet", "${count} open prompts", "<p>Open prompts</p>", "Score: %s"]


def test_nothing_is_shown_that_cannot_be_translated() -> None:
    """Sidebar, panel before publishing, list of posts, box on the dashboard, settings."""
    for path in [*PHP_FILES, *sorted((PLUGIN / "assets").glob("*.js"))]:
        if path.name in MADE:
            continue
        found = words_without_gettext(path.read_text())
        allowed = tuple(FOR_MACHINES.get(path.name, ()))
        assert [words for words in found if not words.startswith(allowed)] == [], path.name
        outside = re.findall(r"\?>(.*?)<\?php", path.read_text(), re.DOTALL)
        assert not WORDS.search(NO_WORDS.sub("", "".join(outside))), path.name


def test_the_translators_file_is_in_step() -> None:
    """Made by ``python integrations/wordpress/pot.py``."""
    script = ROOT / "integrations" / "wordpress" / "pot.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False)
    assert done.returncode == 0


def test_the_services_sentences_are_in_step() -> None:
    """Made by ``integrations/wordpress/sentences.py``; what scoring says in code is there."""
    script = ROOT / "integrations" / "wordpress" / "sentences.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False)
    assert done.returncode == 0
    known = (PLUGIN / "assets" / "sentences.js").read_text()
    assert SHORT_TEXT in known
    scorers = sorted((ROOT / "scoring" / "scorers").glob("*.py"))
    said = re.findall(r'reason\s*=\s*"([^"]+)"', "\n".join(path.read_text() for path in scorers))
    assert said
    assert all(f'"{reason}"' in known for reason in said)


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="no gettext here")
def test_the_translators_file_has_what_gettext_finds(tmp_path: Path) -> None:
    """Our small script and GNU gettext find the same words; the plugin's header is ours alone."""
    target = tmp_path / "found.po"
    for language, suffix in (("PHP", "php"), ("JavaScript", "js")):
        keys = ("__", "esc_html__", "esc_attr__", "_n:1,2")
        files = sorted(path for path in PLUGIN.rglob(f"*.{suffix}"))
        subprocess.run(
            ["xgettext", "--join-existing" if target.exists() else "--no-location",
             f"--language={language}", "--from-code=UTF-8", f"--output={target}",
             *(f"--keyword={key}" for key in keys), *map(str, files)],
            check=True, capture_output=True,
        )  # fmt: skip
    theirs, ours = (words_of(path) for path in (target, PLUGIN / "languages" / "copydesk.pot"))
    description = re.search(r"Description:\s+(.+)", (PLUGIN / "copydesk.php").read_text())
    assert description
    assert ours - theirs == {description[1]}
    assert theirs <= ours


def words_of(path: Path) -> set[str]:
    """Return singulars and plurals of a .po file."""
    text = re.sub(r'"\n"', "", path.read_text())
    found = re.findall(r'^msgid(?:_plural)? "(.*)"$', text, re.M)
    return {words.replace('\\"', '"') for words in found} - {""}


@pytest.mark.skipif(shutil.which("php") is None, reason="no php here")
@pytest.mark.parametrize("path", PHP_FILES, ids=lambda path: path.name)
def test_php_is_in_order(path: Path) -> None:
    done = subprocess.run(["php", "-l", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", PHP_FILES, ids=lambda path: path.name)
def test_no_file_does_anything_by_itself(path: Path) -> None:
    """Called without WordPress around it, it ends at once."""
    assert re.search(r"defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;", path.read_text())
