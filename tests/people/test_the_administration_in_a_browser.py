"""The pages that Django draws in the administration, in a real browser."""

import os

import pytest
from django.db import connection

from people.models import User
from tests.factories.people import (
    PASSWORD,
    make_administrator,
    make_hr,
    make_location,
    make_person,
    make_team,
)
from tests.frontend.conftest import FLAGS
from webhooks.actions import keep_webhook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/admin/",
    "/admin/people/user/",
    "/admin/people/user/add/",
    "/admin/people/user/{pk}/change/",
    "/admin/people/team/",
    "/admin/platform/organisation/",
    "/admin/webhooks/webhook/",
    "/admin/webhooks/webhook/add/",
    "/admin/webhooks/delivery/",
]


@pytest.fixture
def bram(db):
    return make_person("Bram de Wit", team=make_team("Storing"), location=make_location("Emmen"))


@pytest.fixture
def hr(live_server, bram):
    """Signed in at HR: hr(width=390); what the browser complains about fails the test."""
    from playwright.sync_api import sync_playwright

    complaints = []
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)

        def page(width=1440, theme="light", listens=True, make=make_hr):
            person = make()
            context = chromium.new_context(
                base_url=live_server.url,
                viewport={"width": width, "height": 900},
                color_scheme=theme,
                reduced_motion="reduce",
            )
            opened = context.new_page()
            if listens:
                opened.on("pageerror", lambda error: complaints.append(str(error)))
                opened.on("console", lambda said: note(said, complaints))
            opened.goto("/accounts/login/")
            opened.fill("[name=login]", person.email)
            opened.fill("[name=password]", PASSWORD)
            opened.click("form:has([name=password]) [type=submit]")
            opened.wait_for_url(lambda address: "/accounts/" not in address)
            return opened

        yield page
        chromium.close()
        # The one that belongs to Playwright's loop; nobody else would close it.
        connection.close()
    assert complaints == []


def note(message, complaints):
    if message.type == "error":
        complaints.append(message.text)


@pytest.fixture(autouse=True)
def _allow_the_database_beside_the_browser(monkeypatch):
    # Playwright runs a loop in this thread; Django would not let the test look into the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_nothing_scrolls_sideways_and_axe_finds_nothing(hr, bram, width, theme):
    from axe_playwright_python.sync_playwright import Axe

    # Axe itself does what our policy forbids, so nobody listens to what the browser says of it.
    page, found = hr(width, theme, listens=False, make=make_administrator), []
    keep_webhook(
        owner=User.objects.get(is_superuser=True),
        name="Meldkamer",
        url="https://hooks.example.org/plein",
        happenings=["post.published"],
    )
    for address in PAGES:
        page.goto(address.format(pk=bram.pk))
        page.wait_for_load_state("networkidle")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{address} scrolls sideways")
        for rule in Axe().run(page).response["violations"]:
            found.append(f"{address} {rule['id']} {rule['nodes'][0]['html'][:200]}")

    assert found == []


def test_the_browser_complains_about_no_page(hr, bram):
    page = hr(make=make_administrator)

    answers = [page.goto(address.format(pk=bram.pk)).status for address in PAGES]

    assert answers == [200] * len(PAGES)


def test_the_search_for_a_line_manager_is_named_by_its_label_and_finds_people(hr, bram):
    page = hr()
    page.goto("/admin/people/user/add/")
    label = page.locator("label[for=id_manager]").inner_text()

    page.get_by_role("combobox", name=label).click()
    page.get_by_role("searchbox", name=label).fill("bram")
    page.get_by_role("option", name="Bram de Wit").or_(
        page.locator(".select2-results__option", has_text="Bram de Wit")
    ).first.click()

    assert page.locator("#id_manager").input_value() == str(bram.pk)


def test_on_a_phone_the_rail_is_behind_a_button(hr):
    page = hr(width=390)
    page.goto("/admin/people/team/")

    page.click("[popovertarget=administration]")
    page.locator("#administration a[href='/admin/people/location/']").click()

    assert page.url.endswith("/admin/people/location/")
