"""The API's page, Swagger UI, in a browser that holds it to its policy."""

from playwright.sync_api import BrowserContext, expect


def test_it_shows_the_api(context: BrowserContext) -> None:
    """Without a complaint about the policy, and without another host."""
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto("/schema")
    expect(page.get_by_role("heading", name="copydesk")).to_be_visible()
    expect(page.get_by_role("link", name="/v1/score", exact=True).first).to_be_visible()


def test_a_request_can_be_tried(context: BrowserContext) -> None:
    """From the page to the service and back."""
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto("/schema")
    page.locator("#operations-health-live .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table")).to_contain_text("alive")
