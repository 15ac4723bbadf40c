"""A browser in front of the living page. Whatever the browser complains about fails the test."""

import os

import pytest

from tests.frontend.little_site import LittleSite

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site():
    with LittleSite() as running:
        yield running


@pytest.fixture
def complaints():
    """What the browser complains about; a test that provokes it takes it out."""
    return []


@pytest.fixture
def look(chromium, site, complaints):
    """Open the living page: look(width=390, theme="dark")."""
    contexts = []

    def opened(*, width=1200, theme="light", language="nl", script=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            locale=language,
            has_touch=width < 800,
            java_script_enabled=script,
            extra_http_headers={"Accept-Language": language},
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if "Content Security Policy" in message.text
                else None
            ),
        )
        page.goto(site.address)
        page.evaluate("scrollTo(0, 0)") if script else None
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
