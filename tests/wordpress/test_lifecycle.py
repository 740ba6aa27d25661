"""Uploaded and activated as the readme says; deleted without a trace."""

from playwright.sync_api import Page, expect

from wordpress.conftest import KEY, Configure
from wordpress.site import Site

TRACES = """
global $wpdb;
echo $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->options WHERE option_name LIKE '%copydesk%'
    AND option_name NOT LIKE '%_site_transient_%'"), ' ',
    $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->postmeta WHERE meta_key LIKE '%copydesk%'"), ' ',
    count(array_filter(_get_cron_array(), fn($hooks) => isset($hooks['copydesk_score_post'])));
"""


def test_deleted_and_uploaded_again(page: Page, site: Site, configure: Configure) -> None:
    """By an administrator, in the browser, with the zip that ``make plugin`` makes."""
    site.php(
        "wp_unschedule_hook('copydesk_score_post'); delete_post_meta_by_key('_copydesk_open');"
    )
    configure("http://127.0.0.1:1", key=KEY, on_save=True)
    site.php(
        "set_transient('copydesk_seeds', [], 60); set_transient('copydesk_profiles', [], 60);"
        "Copydesk\\digest('x'); add_post_meta(1, '_copydesk_verdict', ['id' => 'x']);"
        "add_post_meta(1, '_copydesk_profile', 'sport');"
    )
    site.write("The pier may open.")
    options, kept, planned = map(int, site.php(TRACES).split())
    assert (options, planned) == (6, 1)
    assert kept >= 1
    page.goto("/wp-admin/plugins.php")
    row = page.locator("tr[data-slug='copydesk']")
    row.get_by_role("link", name="Deactivate").click()
    # Before its scripts run, WordPress's link leads to a page that asks once more.
    page.wait_for_url("**/plugins.php?*deactivate=true*", wait_until="load")
    page.wait_for_function("window.wp?.updates && jQuery.isReady")
    page.locator("tr[data-slug='copydesk']").get_by_role("link", name="Delete").click()
    expect(page.get_by_text("was successfully deleted")).to_be_visible()
    assert site.php(TRACES) == "0 0 0"
    assert not (site.root / "wp-content/plugins/copydesk").exists()

    page.goto("/wp-admin/plugin-install.php?tab=upload")
    page.set_input_files("#pluginzip", str(site.package))
    page.get_by_role("button", name="Install Now").click()
    page.get_by_role("link", name="Activate Plugin").click()
    expect(page.get_by_text("Plugin activated.")).to_be_visible()
    page.locator("tr[data-slug='copydesk']").get_by_role("link", name="Settings").click()
    expect(page.get_by_text("No key is set.")).to_be_visible()
