"""In a network of sites its administrators can set the service for all of them."""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from wordpress.conftest import KEY
from wordpress.site import Site, missing
from wordpress.test_route import Person

URL = "https://copydesk.example.org"
THEIRS = "https://theirs.example.org"
MAKE = """
define('WP_INSTALLING_NETWORK', true);
global $wpdb;
foreach ($wpdb->tables('ms_global') as $name => $table) $wpdb->$name = $table;
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/network.php';
install_network();
$made = populate_network(1, '{host}', 'admin@example.org', 'The Harbour Group', '/', false);
if (is_wp_error($made)) {{ fwrite(STDERR, $made->get_error_message()); exit(1); }}
"""
CONFIG = """
define('MULTISITE', true);
define('SUBDOMAIN_INSTALL', false);
define('DOMAIN_CURRENT_SITE', '{host}');
define('PATH_CURRENT_SITE', '/');
define('SITE_ID_CURRENT_SITE', 1);
define('BLOG_ID_CURRENT_SITE', 1);
"""
SECOND = """
echo wp_insert_site(['domain' => '{host}', 'path' => '/second/', 'user_id' => 1]);
"""
TRACES = """
global $wpdb;
$count = $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->sitemeta WHERE meta_key LIKE '%copydesk%'
    AND meta_key NOT LIKE '%_site_transient_%'");
foreach (get_sites(['fields' => 'ids']) as $site) {
    switch_to_blog($site);
    foreach (["$wpdb->options WHERE option_name", "$wpdb->postmeta WHERE meta_key"] as $where)
        $count += $wpdb->get_var("SELECT COUNT(*) FROM $where LIKE '%copydesk%'");
    restore_current_blog();
}
echo $count;
"""


@pytest.fixture(scope="module")
def network() -> Iterator[Site]:
    """Two sites, with the plugin active in both; ``author`` administers the second."""
    if lacking := missing():
        pytest.skip(f"no {lacking} here: `make wordpress` fetches them on Debian, as root")
    with tempfile.TemporaryDirectory(prefix="network-") as folder, Site(Path(folder)) as site:
        host = f"127.0.0.1:{site.port}"
        site.php(MAKE.format(host=host))
        config = site.root / "wp-config.php"
        before = config.read_text()
        config.write_text(before.replace("if (!defined", CONFIG.format(host=host) + "if (!defined"))
        second = int(site.php(SECOND.format(host=host)))
        site.php(
            "require_once ABSPATH . 'wp-admin/includes/plugin.php';"
            "activate_plugin('copydesk/copydesk.php', '', true);"
            f"add_user_to_blog({second}, get_user_by('login', 'author')->ID, 'administrator');"
        )
        yield site


def store(site: Site, **fields: str) -> str:
    """Send the network's form as its administrator; return the page that follows."""
    admin = Person(site, "admin")
    page = admin.http.get("/wp-admin/network/settings.php?page=copydesk").text
    nonce = re.search(r'name="_wpnonce" value="(\w+)"', page)
    assert nonce
    sent = {f"copydesk_settings[{name}]": value for name, value in fields.items()}
    answer = admin.http.post(
        "/wp-admin/network/edit.php?action=copydesk_network", data={"_wpnonce": nonce[1], **sent}
    )
    return answer.text


def on_second(site: Site, code: str) -> str:
    return site.php(f"switch_to_blog(2); {code}")


def in_force(site: Site) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(
        on_second(site, "echo json_encode(Copydesk\\settings() + ['sent' => Copydesk\\api_key()]);")
    )
    return read


def test_the_network_sets_the_service(network: Site) -> None:
    """For all sites. A site's own address and key are not mixed with the network's."""
    theirs = f"['url' => '{THEIRS}', 'key' => 'theirs', 'types' => ['page'], 'profile' => 'metro']"
    on_second(network, f"update_option('copydesk_settings', {theirs});")
    assert in_force(network)["url"] == THEIRS
    page = store(network, url=URL, key=KEY, profile="default", seconds="20")
    assert "Settings saved." in page
    assert "A key is set. Leave this empty to keep it." in page
    assert KEY not in page
    now = in_force(network)
    assert (now["url"], now["sent"], now["profile"], now["seconds"]) == (URL, KEY, "default", 20)
    assert now["types"] == ["page"]
    assert "The address must be like" in store(network, url="ftp://x", profile="metro")
    assert in_force(network)["url"] == URL
    store(network, url="", key="", profile="default", seconds="15")
    now = in_force(network)
    assert (now["url"], now["sent"], now["profile"]) == (THEIRS, "theirs", "metro")


def test_a_sites_page_only_says_so(network: Site) -> None:
    """Its fields for the service are gone; saving the rest keeps what it had set itself."""
    store(network, url=URL, key=KEY, profile="default", seconds="15")
    admin = Person(network, "admin")
    page = admin.http.get("/wp-admin/options-general.php?page=copydesk").text
    assert f"administrators have set the service for all sites: {URL}" in page
    assert "copydesk-url" not in page
    assert KEY not in page
    assert "copydesk-on_save" in page


def test_only_the_networks_administrators(network: Site) -> None:
    """Not those of a site, and not without the form's nonce."""
    author = Person(network, "author")
    assert author.http.get("/wp-admin/network/settings.php?page=copydesk").status_code == 403
    action = "/wp-admin/network/edit.php?action=copydesk_network"
    sent = {"copydesk_settings[url]": "https://elsewhere.example.org"}
    assert author.http.post(action, data=sent).status_code == 403
    assert Person(network, "admin").http.post(action, data=sent).status_code == 403
    assert "elsewhere" not in network.php("echo json_encode(get_site_option('copydesk_network'));")


def test_it_is_removed_from_all_sites(network: Site) -> None:
    store(network, url=URL, key=KEY)
    for blog in (1, 2):
        network.php(
            f"switch_to_blog({blog}); update_option('copydesk_settings', []);"
            "Copydesk\\digest('x'); add_post_meta(1, '_copydesk_verdict', ['id' => 'x']);"
            "update_post_meta(1, '_copydesk_open', 1);"
        )
    assert int(network.php(TRACES)) >= 9
    network.php(
        "define('WP_UNINSTALL_PLUGIN', 'copydesk/copydesk.php');"
        "require WP_PLUGIN_DIR . '/copydesk/uninstall.php';"
    )
    assert int(network.php(TRACES)) == 0
