"""Filters and actions for developers: documented, and they work."""

import re

from wordpress.articles import PIER_BLOCKS
from wordpress.conftest import Configure
from wordpress.site import ROOT, Site
from wordpress.test_package import PHP_FILES
from wordpress.test_prompts import DECIDE
from wordpress.test_route import Person
from wordpress.upstream import Upstream

HOOK = re.compile(r"\b(apply_filters|do_action)\( '(copydesk_\w+)'")


def test_all_are_documented() -> None:
    """In ``docs/wordpress.md``, as what they are; and nothing else is."""
    found = {(call, name) for path in PHP_FILES for call, name in HOOK.findall(path.read_text())}
    text = (ROOT / "docs" / "wordpress.md").read_text()
    listed = re.findall(r"^\| `(copydesk_\w+)` \| (filter|action) \|", text, re.M)
    kinds = {"filter": "apply_filters", "action": "do_action"}
    assert {(kinds[kind], name) for name, kind in listed} == found


def test_each_says_what_it_passes() -> None:
    """In a comment right before it, as WordPress's own do."""
    for path in PHP_FILES:
        lines = path.read_text().splitlines()
        for number, line in enumerate(lines):
            if HOOK.search(line):
                assert lines[number - 1].strip() == "*/", (path.name, number + 1)
                assert "@param" in lines[number - 2], (path.name, number + 1)


def test_what_is_sent_can_be_changed(site: Site, upstream: Upstream) -> None:
    """Here the profile, by the post; and others hear of the figures."""
    post = site.write(PIER_BLOCKS)
    said = site.php(
        "add_filter('copydesk_article', function ($article, $post) {"
        " $article['min_confidence'] = 0.5; return $article; }, 10, 2);"
        "add_action('copydesk_scored', function ($post, $figures) {"
        " echo $post, ' ', count($figures['prompts']), ' '; }, 10, 2);"
        f"Copydesk\\score_post({post});"
    )
    assert said == f"{post} 2 "
    # What another post's event in the background asked for may have come first.
    changed = [one for one in upstream.scored if one.article.get("min_confidence") == 0.5]
    assert len(changed) == 1


def test_who_and_what_can_be_changed(site: Site, configure: Configure) -> None:
    """The roles and the types of post."""
    configure("http://127.0.0.1:1")
    post = site.write(PIER_BLOCKS)
    may = f"var_dump(Copydesk\\may_use({post}));"
    assert site.php(may).startswith("bool(true)")
    for hook, value in (
        ("copydesk_may_use", "__return_false"),
        ("copydesk_post_types", "__return_empty_array"),
    ):
        assert site.php(f"add_filter('{hook}', '{value}'); {may}").startswith("bool(false)")


def test_a_verdict_is_heard_of(site: Site, configure: Configure) -> None:
    configure("http://127.0.0.1:1")
    plugin = site.root / "wp-content/mu-plugins"
    plugin.mkdir(exist_ok=True)
    heard = plugin / "heard.php"
    heard.write_text(
        "<?php add_action('copydesk_verdict', function ($post, $verdict) {"
        " update_option('heard', \"$post {$verdict['verdict']}\"); }, 10, 2);"
    )
    try:
        post = site.write(PIER_BLOCKS)
        Person(site, "admin").decide(post=post, **DECIDE, verdict="wrong")
        assert site.php("echo get_option('heard');") == f"{post} wrong"
    finally:
        heard.unlink()
