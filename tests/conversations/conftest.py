"""What tests about conversations share."""

import os
import re

import pytest
from django.db import connection

from tests.factories.people import PASSWORD
from tests.frontend.conftest import FLAGS

# What the browser itself says when the line is away or an answer refuses.
EXPECTED = re.compile("Failed to load resource|^htmx:|ERR_INTERNET_DISCONNECTED|MIME type")


@pytest.fixture(autouse=True)
def _own_store(own_store):
    """No test here finds the files of another."""


@pytest.fixture
def stored(tmp_path):
    """Ask how many files the store holds."""
    return lambda: len([path for path in (tmp_path / "files").rglob("*") if path.is_file()])


@pytest.fixture
def at(live_server, bram, monkeypatch):
    """Open a page as Bram: at("/", width=390); what the browser complains about fails the test."""
    from playwright.sync_api import sync_playwright

    # Playwright runs a loop in this thread; Django would not let the test look into the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    complaints = []
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)

        def page(address, *, width=1200, theme="light", script=True, listens=True):
            context = chromium.new_context(
                base_url=live_server.url,
                viewport={"width": width, "height": 900},
                color_scheme=theme,
                reduced_motion="reduce",
                java_script_enabled=script,
                # What the worker does with what cannot be sent is in tests/phone.
                service_workers="block",
            )
            opened = context.new_page()
            opened.set_default_timeout(15_000)
            if listens:
                opened.on("pageerror", lambda error: complaints.append(str(error)))
                opened.on("console", lambda said: note(said, complaints))
            come_in(opened, bram)
            opened.goto(address)
            return opened

        yield page
        chromium.close()
        # The one that belongs to Playwright's loop; nobody else would close it.
        connection.close()
    assert complaints == []


def come_in(page, person):
    """Sign in as she does."""
    page.goto("/accounts/login/")
    sign_in_here(page, person)


def sign_in_here(page, person):
    """Fill in the door at which she stands."""
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) [type=submit]")
    page.wait_for_url(lambda reached: "/accounts/" not in reached)


def note(said, complaints):
    if said.type == "error" and not EXPECTED.search(said.text):
        complaints.append(said.text)
