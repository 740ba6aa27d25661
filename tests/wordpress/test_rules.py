"""The rules of WordPress's plugin directory, as far as they can be checked without its own checker.

The Plugin Check plugin and WordPress's rules for PHP_CodeSniffer are in none of the package
registries that the tests use. What they would find in this plugin's code is looked for here.
"""

import re
from pathlib import Path

import pytest

from wordpress.test_package import PHP_FILES, PLUGIN

README = (PLUGIN / "readme.txt").read_text()
SAFE = re.compile(
    r"\b(?:esc_\w+|wp_kses_post|checked|selected|wp_json_encode|number_format_i18n)\("
)
FORBIDDEN = re.compile(
    r"\b(?:eval|error_log|var_dump|print_r|file_put_contents|fopen|curl_\w+|base64_decode|"
    r"unserialize|extract|create_function|exec|system|passthru|shell_exec|query_posts)\s*\("
)
STRINGS = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", text, flags=re.S)


def without_calls(text: str) -> str:
    """Return code without its calls of functions whose result is safe to print."""
    while found := SAFE.search(text):
        depth, end = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        text = text[: found.start()] + text[end:]
    return text


@pytest.mark.parametrize("path", PHP_FILES, ids=lambda path: path.name)
def test_whatever_is_printed_is_escaped(path: Path) -> None:
    """Each part of what ``echo`` and ``printf`` print is a literal or escaped."""
    text = STRINGS.sub("''", without_comments(path.read_text()))
    for statement in re.findall(r"\b(?:echo|printf\()[^;]*;", text):
        left = without_calls(statement)
        left = re.sub(r"is_numeric\( \$score \)", "", left)  # a condition, which is not printed
        assert "$" not in left, (path.name, statement)


@pytest.mark.parametrize("path", PHP_FILES, ids=lambda path: path.name)
def test_input_is_unslashed_and_checked(path: Path) -> None:
    """Requests are read in two places. Each says why it needs no nonce, or has one."""
    text = path.read_text()
    for name in re.findall(r"\$_(GET|POST|REQUEST|COOKIE|SERVER)\b", text):
        assert name in {"GET", "POST"}, path.name
        assert "wp_unslash" in text, path.name
    if "$_POST" in text:
        assert text.index("check_admin_referer") < text.index("$_POST")
        assert text.index("current_user_can", text.index("check_admin_referer")) < text.index(
            "$_POST"
        )
    if "$_GET" in text:
        assert "NonceVerification.Recommended -- a filter" in text


@pytest.mark.parametrize("path", PHP_FILES, ids=lambda path: path.name)
def test_nothing_that_the_directory_forbids(path: Path) -> None:
    """No output to logs, no files, no other way to the network; SQL only with ``prepare``."""
    text = without_comments(path.read_text())
    assert FORBIDDEN.findall(text) == []
    assert "<?php" in text.splitlines()[0]
    assert "?>" not in text
    for statement in re.findall(r"[^;]*\$wpdb->(?:query|get_\w+)\([^;]*;", text):
        assert "prepare(" in statement, statement


def test_the_readme_has_what_the_directory_reads() -> None:
    """Its fields, a short description of at most 150 characters, at most five tags."""
    head, *rest = README.split("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines()[1:])
    assert README.startswith("=== copydesk ===\n")
    wanted = {
        "Contributors", "Tags", "Requires at least", "Tested up to", "Requires PHP", "Stable tag",
        "License", "License URI",
    }  # fmt: skip
    assert fields.keys() == wanted
    assert len(fields["Tags"].split(", ")) <= 5
    assert re.fullmatch(r"\d+\.\d+", fields["Tested up to"])
    assert len(rest[0]) <= 150
    assert f"= {fields['Stable tag']} =" in README
    header = (PLUGIN / "copydesk.php").read_text()
    for name in ("Requires at least", "Requires PHP", "License", "License URI"):
        assert re.search(rf"^ \* {name}:\s+{re.escape(fields[name])}$", header, re.M), name
