"""The scores of the draft as it is written, and what is sent for them."""

import re

import httpx
import pytest
from playwright.sync_api import expect

from wordpress.articles import PIER, PIER_BLOCKS, SEED, SEED_BLOCKS
from wordpress.conftest import KEY
from wordpress.editor import TITLES, Editor
from wordpress.site import Site
from wordpress.upstream import Upstream

NAMES = dict(zip(TITLES, ("attribution", "anonymity", "hedging", "readability"), strict=True))


def test_a_draft_that_was_never_saved_has_its_scores(
    editor: Editor, upstream: Upstream, site: Site
) -> None:
    """The four, as the service itself gives them for this text."""
    editor.open()
    editor.replace(PIER_BLOCKS)
    editor.read()
    assert site.content(editor.post) == ""
    html = "".join(f"<p>{text}</p>" for text in PIER)
    report = httpx.post(f"{upstream.target}/v1/score", json={"html": html}).json()
    for title, name in NAMES.items():
        meter = editor.score(title).get_by_role("meter")
        assert (
            float(meter.get_attribute("aria-valuenow") or "nan") == report["scores"][name]["score"]
        )
    expect(editor.status).to_have_text(f"Current draft: {report['document']['words']} words.")
    expect(editor.panel).to_contain_text(
        "Scores prompt an editor to look. They are not a verdict on truth."
    )


def test_the_seed_stands_at_its_mark(editor: Editor, upstream: Upstream, site: Site) -> None:
    """At 50, the middle of each gauge, in words and on the scale."""
    del upstream
    editor.open(site.write(SEED_BLOCKS)).read()
    for title in TITLES:
        meter = editor.score(title).get_by_role("meter")
        words = re.compile(r"^50 of 100; typical is \d+ to \d+; the seed article scores 50$")
        expect(meter).to_have_attribute("aria-valuetext", words)
        middle = meter.evaluate(
            "(scale) => ['.copydesk-seed', '.copydesk-needle'].map((name) => {"
            " const [s, m] = [scale, scale.querySelector(name)]"
            ".map((e) => e.getBoundingClientRect());"
            " return (m.x + m.width / 2 - s.x) / s.width; })"
        )
        assert middle == pytest.approx([0.5, 0.5], abs=0.01)


def test_a_gauge_leads_with_a_sentence_and_shows_what_is_typical(
    editor: Editor, upstream: Upstream, site: Site
) -> None:
    """The service's own words, and the band between the 25th and the 75th percentile."""
    editor.open(site.write(SEED_BLOCKS)).read()
    html = "".join(f"<p>{line}</p>" for line in SEED.split("\n") if line.strip())
    report = httpx.post(f"{upstream.target}/v1/score", json={"html": html}).json()
    for title, name in NAMES.items():
        score = report["scores"][name]
        said = editor.score(title).locator("p").all_inner_texts()
        assert said.index(score["comparison"]) < said.index(score["advice"])
        band = score["typical"]["score"]
        drawn = (
            editor.score(title)
            .get_by_role("meter")
            .evaluate(
                "(scale) => { const [s, b] = [scale, scale.querySelector('.copydesk-typical')]"
                ".map((e) => e.getBoundingClientRect());"
                " return [b.left, b.right].map((x) => 100 * (x - s.left) / s.width); }"
            )
        )
        assert drawn == pytest.approx([band["low"], band["high"]], abs=1)


def test_only_the_draft_is_sent(editor: Editor, upstream: Upstream, site: Site) -> None:
    """Title and text, with the key for a header; not who writes, nor where."""
    editor.open(site.write(PIER_BLOCKS, title="Pier to open")).read()
    (asked,) = upstream.scored
    assert asked.article.keys() == {"html", "title", "profile", "selectors", "prompts"}
    assert asked.article["title"] == "Pier to open"
    assert PIER[0] in asked.article["html"]
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert str(site.port) not in " ".join(asked.headers.values())


def test_nothing_is_sent_while_the_sidebar_is_closed(
    editor: Editor, upstream: Upstream, site: Site
) -> None:
    """Neither before it is opened, nor after it is closed."""
    editor.open(site.write(PIER_BLOCKS))
    editor.type_at_end(3, " Gulls sat on it.")
    assert editor.sent() == 0
    assert upstream.asked == []
    editor.read()
    editor.page.get_by_role("button", name="copydesk", exact=True).click()
    expect(editor.panel).to_have_count(0)
    editor.type_at_end(3, " They left.")
    assert editor.sent() == len(upstream.scored) == 1


def test_an_empty_draft_is_not_sent(editor: Editor, upstream: Upstream) -> None:
    """There is nothing to read; the sidebar says so, and reads what is then written."""
    editor.open().show()
    expect(editor.status).to_have_text("There is no text to score yet.")
    assert upstream.asked == []
    editor.replace(PIER_BLOCKS)
    expect(editor.status).to_contain_text("Current draft")


def test_a_classic_post_keeps_its_paragraphs(
    editor: Editor, upstream: Upstream, site: Site
) -> None:
    """Empty lines part them; shortcodes go, and what stands between two of them stays."""
    content = "\n\n".join(["The pier may open.", "[caption]The quay.[/caption]", "[gallery ids=1]"])
    editor.open(site.write(content)).read()
    html = upstream.scored[0].article["html"]
    assert "<p>The pier may open.</p>" in html
    assert "The quay." in html
    assert "[" not in html


def test_a_score_that_cannot_be_defined_says_why(
    editor: Editor, upstream: Upstream, site: Site
) -> None:
    """No sourced statement, no share of unnamed sources."""
    del upstream
    editor.open(site.write("<!-- wp:paragraph --><p>Rain fell.</p><!-- /wp:paragraph -->")).show()
    anonymity = editor.score("Anonymous sources")
    expect(anonymity).to_contain_text("Not scored: ")
    expect(anonymity.get_by_role("meter")).to_have_count(0)
