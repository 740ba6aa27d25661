"""In a site that is not in English, the service's sentences are in its language where a translation
has them, and in English where it does not.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from wordpress.articles import PIER_BLOCKS
from wordpress.editor import Editor
from wordpress.site import Site
from wordpress.test_prompts import prompt
from wordpress.upstream import Upstream

GERMAN = {
    "{source} is not named, and the article does not say why": "{source} bleibt ungenannt",
    "a name, or the reason for withholding it": "ein Name oder ein Grund",
    "More from unnamed sources than {articles}.": "Mehr aus ungenannten Quellen als {articles}.",
    "News at large": "Nachrichten",
    "articles": "Artikeln",
    **{f"{share} {{noun}}": f"{share.replace(' in ', ' von ')} {{noun}}" for share in (
        "2 in 3", "3 in 4", "4 in 5", "85 in 100", "9 in 10", "19 in 20", "97 in 100", "99 in 100"
    )},
}  # fmt: skip


@pytest.fixture
def german(site: Site) -> Iterator[None]:
    """The administrator's language is German, with a translation of some sentences."""
    languages = site.root / "wp-content" / "plugins" / "copydesk" / "languages"
    file = Path(languages / "copydesk-de_DE-copydesk-sentences.json")
    data = {"": {"lang": "de", "domain": "messages"}, **{k: [v] for k, v in GERMAN.items()}}
    file.write_text(json.dumps({"domain": "messages", "locale_data": {"messages": data}}))
    site.php("update_user_meta(1, 'locale', 'de_DE');")
    yield
    site.php("delete_user_meta(1, 'locale');")
    file.unlink()


@pytest.mark.usefixtures("german")
def test_sentences_are_translated_with_their_values(
    editor: Editor, site: Site, upstream: Upstream
) -> None:
    """A prompt with the article's words in it, a comparison with a share; advice has none."""
    editor.open(site.write(PIER_BLOCKS)).read()
    assert upstream.scored[0].article["templates"] is True
    one = prompt(editor, "“A senior official” bleibt ungenannt")
    expect(one).to_contain_text("ein Name oder ein Grund")
    anonymity = editor.score("Anonymous sources")
    expect(anonymity).to_contain_text("Mehr aus ungenannten Quellen als ")
    expect(anonymity).to_contain_text(" Artikeln.")
    expect(anonymity).to_contain_text("Does the article say why they are not named?")
    expect(editor.panel.get_by_label("Compared with")).to_contain_text("Nachrichten (")


def test_in_english_nothing_is_asked_for(editor: Editor, site: Site, upstream: Upstream) -> None:
    """The sentences are the service's own."""
    editor.open(site.write(PIER_BLOCKS)).read()
    assert "templates" not in upstream.scored[0].article
