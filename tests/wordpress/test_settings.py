"""The settings page: what goes in, and that the key never comes out."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from wordpress.conftest import KEY, Configure
from wordpress.site import Site
from wordpress.test_route import Person
from wordpress.upstream import Upstream, problem

URL = "https://copydesk.example.org"
USE = {"types": ["post", "page"], "roles": [], "on_save": False}


def stored(site: Site) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(
        site.php("echo json_encode(get_option('copydesk_settings'));")
    )
    return read


def settings(page: Page) -> Page:
    page.goto("/wp-admin/options-general.php?page=copydesk")
    return page


def save(page: Page, **fields: str) -> None:
    settings(page)
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(value)
    page.get_by_role("button", name="Save Changes").click()
    page.locator("#setting-error-settings_updated, .settings-error").first.wait_for()


def test_they_are_stored_and_the_key_is_not_shown(
    page: Page, site: Site, configure: Configure
) -> None:
    """Only that there is one."""
    configure("")
    expect(settings(page).get_by_text("No key is set.")).to_be_visible()
    save(page, Address=f" {URL}/ ", API_key=KEY, Calibration_profile="metro", Seconds_to_wait="20")
    expected = {"url": URL, "key": KEY, "profile": "metro", "seconds": 20, **USE}
    assert stored(site) == expected
    expect(page.get_by_text("A key is set. Leave this empty to keep it.")).to_be_visible()
    expect(page.get_by_label("API key", exact=True)).to_have_value("")
    assert KEY not in page.content()
    save(page, Seconds_to_wait="25")
    assert stored(site) == {**expected, "seconds": 25}
    page.goto("/wp-admin/options.php")
    assert "copydesk_settings" in page.content()
    assert KEY not in page.content()


def test_the_key_can_be_removed(page: Page, site: Site, configure: Configure) -> None:
    configure(URL, key=KEY)
    settings(page).get_by_label("Remove the key").check()
    page.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_text("No key is set.")).to_be_visible()
    assert stored(site)["key"] == ""


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        (f"{URL}/below", KEY),
        ("https://copydesk.example.org:443", KEY),
        ("https://elsewhere.example.org", ""),
        ("http://copydesk.example.org", ""),
        ("https://copydesk.example.org:8443", ""),
    ],
)
def test_a_key_is_for_one_server(
    page: Page, site: Site, configure: Configure, url: str, kept: str
) -> None:
    """It does not go along to another that the address comes to name."""
    configure(URL, key=KEY)
    save(page, Address=url)
    expected = {"url": url, "key": kept, "profile": "default", "seconds": 15, **USE}
    assert stored(site) == expected
    expect(page.get_by_text("The stored key belonged to the previous server")).to_have_count(
        int(kept == "")
    )


@pytest.mark.parametrize(
    "wrong",
    [
        ("Address", "ftp://copydesk.example.org", "The address must be like"),
        ("Address", "https://user:word@copydesk.example.org", "The address must be like"),
        ("Address", "https://copydesk.example.org/?a=1", "The address must be like"),
        ("Address", "https://", "The address must be like"),
        ("API_key", "two words", "A key cannot contain spaces"),
        ("API_key", "clé", "A key cannot contain spaces"),
        ("Calibration_profile", "../x", "A profile’s name consists of"),
    ],
)
def test_what_is_wrong_is_not_taken(
    page: Page, site: Site, configure: Configure, wrong: tuple[str, str, str]
) -> None:
    """The page says why; all stays as it was."""
    field, value, said = wrong
    configure(URL, key=KEY)
    settings(page)
    page.get_by_label(field.replace("_", " "), exact=True).fill(value)
    page.locator("form[action='options.php']").evaluate("(form) => { form.noValidate = true; }")
    page.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_text(said)).to_be_visible()
    assert stored(site) == {"url": URL, "key": KEY, "profile": "default", "seconds": 15, **USE}


def test_a_key_in_the_configuration_file(page: Page, site: Site, configure: Configure) -> None:
    """Is used, and cannot be set on the page."""
    configure(URL)
    config = site.root / "wp-config.php"
    before = config.read_text()
    config.write_text(before.replace("<?php", f"<?php define('COPYDESK_API_KEY', '{KEY}');", 1))
    try:
        assert site.php("echo Copydesk\\api_key();") == KEY
        expect(settings(page).get_by_text("A key is set in wp-config.php")).to_be_visible()
        expect(page.get_by_label("API key", exact=True)).to_have_count(0)
        assert KEY not in page.content()
    finally:
        config.write_text(before)


def test_only_administrators_see_it(author_context: BrowserContext) -> None:
    page = author_context.new_page()
    answer = page.goto("/wp-admin/options-general.php?page=copydesk")
    assert answer
    assert answer.status == 403
    page.close()


def test_the_list_of_plugins_leads_there(page: Page) -> None:
    page.goto("/wp-admin/plugins.php")
    page.locator("tr[data-slug='copydesk']").get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading", name="copydesk", level=1)).to_be_visible()


def test_the_connection_is_tested_with_what_is_typed(
    page: Page, site: Site, upstream: Upstream
) -> None:
    """Before it is stored; then the profiles of the service can be chosen."""
    site.php("delete_option('copydesk_settings');")
    settings(page).get_by_label("Address", exact=True).fill(upstream.url)
    page.get_by_label("API key", exact=True).fill("typed-key")
    page.get_by_role("button", name="Test the connection").click()
    expect(page.get_by_text(re.compile(r"Connected. The service has \d+ profiles"))).to_be_visible()
    (asked,) = upstream.asked
    assert (asked.path, asked.body) == ("/v1/profiles", b"")
    assert asked.headers["authorization"] == "Bearer typed-key"
    assert stored(site)["url"] == ""
    profile = page.locator("select#copydesk-profile")
    assert {"default", "sport"} <= set(profile.locator("option").all_inner_texts())
    profile.select_option("sport")
    expect(page.locator("#copydesk-profile-note")).to_contain_text("articles about sport")
    page.get_by_label("Score posts in the background after they are saved").check()
    page.get_by_label("Pages", exact=True).uncheck()
    page.get_by_label("Editor", exact=True).check()
    page.get_by_role("button", name="Save Changes").click()
    page.get_by_text("A key is set. Leave this empty to keep it.").wait_for()
    assert stored(site) == {
        "url": upstream.url,
        "key": "typed-key",
        "profile": "sport",
        "seconds": 15,
        "types": ["post"],
        "roles": ["editor"],
        "on_save": True,
    }


def test_a_failed_connection_says_why(page: Page, upstream: Upstream) -> None:
    upstream.answer = problem(401, "unauthorized", f"the key {KEY} is unknown")
    settings(page).get_by_role("button", name="Test the connection").click()
    result = page.locator("#copydesk-test-result")
    expect(result).to_contain_text("requires a valid API key")
    expect(result).to_contain_text("the key … is unknown")
    expect(page.locator("input#copydesk-profile")).to_be_visible()


def test_the_stored_key_is_tested_at_its_own_server_only(site: Site, upstream: Upstream) -> None:
    """And by administrators only."""
    admin = Person(site, "admin")
    assert admin.post("connection", None, {"url": f"{upstream.url}/"}).status_code == 200
    elsewhere = upstream.url.replace("127.0.0.1", "localhost")
    admin.post("connection", None, {"url": elsewhere})
    sent = [asked.headers.get("authorization") for asked in upstream.asked]
    assert sent == [f"Bearer {KEY}", None]
    author = Person(site, "author").post("connection", None, {"url": upstream.url})
    assert author.status_code == 403
    assert len(upstream.asked) == 2
