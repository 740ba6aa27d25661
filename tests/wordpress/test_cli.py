"""The command for WP-CLI, run by a stand-in for it (``wp_cli.php``)."""

import csv
import io
import json
import subprocess
from pathlib import Path

from wordpress.articles import PIER_BLOCKS
from wordpress.conftest import Configure
from wordpress.editor import paragraphs
from wordpress.site import PHP, Site
from wordpress.test_prompts import DECIDE
from wordpress.test_route import Person
from wordpress.upstream import Upstream

HARNESS = Path(__file__).parent / "wp_cli.php"


def wp(site: Site, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(PHP), str(HARNESS), f"127.0.0.1:{site.port}", "copydesk", *arguments],
        cwd=site.root, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_all_posts_are_scored_once(site: Site, upstream: Upstream) -> None:
    """Those of the types in the settings; a second time only with ``--again``."""
    site.php("foreach (get_posts(['numberposts' => -1, 'post_status' => 'any',"
             " 'post_type' => ['post', 'page']]) as $p) wp_delete_post($p->ID, true);")  # fmt: skip
    posts = [site.write(PIER_BLOCKS), site.write(PIER_BLOCKS.replace("quiet", "loud"))]
    done = wp(site, "score", "--all", "--format=csv")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [int(row["post"]) for row in rows] == posts
    assert all(float(row["anonymity"]) < 50 and int(row["warnings"]) > 0 for row in rows)
    assert len(upstream.scored) == 2
    wp(site, "score", "--all", "--format=csv")
    assert len(upstream.scored) == 2
    assert "Success: Scored 1 posts." in wp(site, "score", str(posts[0]), "--again").stdout
    assert len(upstream.scored) == 3
    assert wp(site, "score", "--all", "--status=publish", "--format=json").stdout == "[]"


def test_what_cannot_be_scored_is_named(site: Site, upstream: Upstream) -> None:
    """The other posts are scored all the same, and the exit status says so."""
    french = "Le port était calme et la mer aussi, disait le maire à ses amis du village hier soir."
    posts = [site.write(paragraphs(french)), site.write(PIER_BLOCKS), 999_999]
    done = wp(site, "score", *map(str, posts), "--format=json")
    assert done.returncode == 1
    assert "2 of 3 posts could not be scored" in done.stderr
    problems = [row["problem"] for row in json.loads(done.stdout)]
    assert problems == ["unsupported-language", "", "no_post"]
    assert len(upstream.scored) == 2
    assert "Give the ids of posts, or --all." in wp(site, "score").stderr


def test_export(site: Site, configure: Configure) -> None:
    configure("http://127.0.0.1:1")
    post = site.write(PIER_BLOCKS)
    Person(site, "admin").decide(post=post, **DECIDE, verdict="dismissed")
    found = [one for one in json.loads(wp(site, "export").stdout) if one["post"] == post]
    assert [one["verdict"] for one in found] == ["dismissed"]
