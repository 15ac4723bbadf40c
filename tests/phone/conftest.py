"""People with a phone: a real Chromium with its worker, in front of the real product."""

import os
import re

import pytest
from django.db import connection

from tests.factories.communities import make_community, make_post
from tests.factories.files import bring_photo
from tests.factories.people import PASSWORD, make_person
from tests.frontend.conftest import FLAGS
from tests.sight.conftest import built, world

__all__ = ["built", "world"]

# What the browser itself says when the line is away or an answer refuses.
EXPECTED = re.compile(
    "Failed to load resource|ERR_INTERNET_DISCONNECTED|ERR_FAILED|^htmx:"
    "|EventSource's response has a MIME type"
)
IS_KEPT = """async (path) => {
  for (const name of await caches.keys()) {
    if (!name.startsWith("pages-")) continue;
    if (await (await caches.open(name)).match(path)) return true;
  }
  return false;
}"""
WHAT_LIES_HERE = """async () => ({
  caches: (await caches.keys()).filter((name) => !name.startsWith("shell-")),
  databases: (await indexedDB.databases()).map(({ name }) => name),
})"""


@pytest.fixture(autouse=True)
def _own_store(own_store):
    """No test here finds the files of another."""


@pytest.fixture
def mehmet(db):
    return make_person("Mehmet Kaya", language="en")


@pytest.fixture
def wim(db):
    return make_person("Wim Hoekstra", language="en")


@pytest.fixture
def place(mehmet, wim):
    return make_community(members=[mehmet, wim], name="Storingsdienst")


@pytest.fixture
def post(place, wim):
    return make_post(
        author=wim,
        community=place,
        title="Kabel geraakt",
        body="<p>Bij de brug.</p>",
        files=[bring_photo(wim, alt="De brug")],
    )


@pytest.fixture(scope="module")
def browser():
    """One for all tests of a file; each phone is a context of its own."""
    from playwright.sync_api import sync_playwright

    # Playwright runs a loop in this thread; Django would not let the test look into the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def phone(live_server, browser):
    """A phone that nobody is signed in on; what its pages complain about fails the test."""
    complaints = []

    def opened(*, width=390, theme="light", **looks):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800},
            color_scheme=theme,
            has_touch=True,
            reduced_motion="reduce",
            **looks,
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: note(said, complaints))
        return page

    yield opened
    for context in browser.contexts:
        context.close()
    # The one that belongs to Playwright's loop; nobody else would close it.
    connection.close()
    assert complaints == []


def note(said, complaints):
    if said.type == "error" and not EXPECTED.search(said.text):
        complaints.append(said.text)


@pytest.fixture
def at(phone):
    """Open a page as somebody on her phone, once the phone keeps what she sees."""

    def arrived(person, address="/", **looks):
        page = phone(**looks)
        come_in(page, person)
        page.goto(address)
        is_kept(page, "/uploads/")
        is_kept(page, address)
        return page

    return arrived


def come_in(page, person):
    """Sign in as she does."""
    page.goto("/accounts/login/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) [type=submit]")
    page.wait_for_url(lambda reached: "/accounts/" not in reached)
    page.wait_for_function("() => navigator.serviceWorker.controller")


def is_kept(page, path):
    """Wait until this page is kept on the phone."""
    until(page, IS_KEPT, path)


def until(page, script, value=None):
    """Wait until a script says yes that waits itself; Playwright takes its promise for one."""
    assert_soon(page, lambda: page.evaluate(script, value))


def assert_soon(page, is_so):
    """Wait for what the page does not show."""
    for _ in range(150):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never came so far")


def what_lies_on(page):
    """Return what the phone holds, apart from what every page needs to look right."""
    return page.evaluate(WHAT_LIES_HERE)


def go_offline(page):
    """Lose the line."""
    page.context.set_offline(True)


def come_back(page):
    """Find it again."""
    page.context.set_offline(False)
