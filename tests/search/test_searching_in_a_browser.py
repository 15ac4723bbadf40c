"""Searching by keyboard, in a real browser."""

import os

import pytest

from search.actions import rebuild
from tests.factories.communities import make_community, make_post
from tests.factories.people import PASSWORD, make_person
from tests.frontend.conftest import FLAGS
from tests.outbox import deliver
from tests.writing import come_to_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bram():
    return make_person("Bram de Wit")


@pytest.fixture
def post(bram):
    place = make_community(members=[bram], name="Meldkamer")
    body = "<p>De klep van de kast aan de Hoofdvaart lekt olie op de weg</p>"
    post = make_post(community=place, author=bram, title="Kabelkast lekt", body=body)
    rebuild()
    deliver()
    return post


@pytest.fixture
def page(live_server, bram, post):
    """Bram's browser; what it complains about fails the test."""
    from playwright.sync_api import sync_playwright

    complaints = []
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": 1440, "height": 900}
        )
        opened = context.new_page()
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.goto("/accounts/login/")
        opened.fill("[name=login]", bram.email)
        opened.fill("[name=password]", PASSWORD)
        opened.click("form:has([name=password]) [type=submit]")
        opened.wait_for_url(lambda address: "/accounts/" not in address)
        yield opened
        chromium.close()
    assert complaints == []


def box(page):
    return page.locator(".bar [role=combobox]")


def test_the_slash_leads_to_the_box_and_an_arrow_to_what_is_likely(page, post):
    page.keyboard.press("/")
    assert box(page).evaluate("box => box === document.activeElement")
    page.keyboard.type("kabelk")
    page.wait_for_selector(".bar [role=option]")
    assert box(page).get_attribute("aria-expanded") == "true"

    page.keyboard.press("ArrowDown")

    chosen = box(page).get_attribute("aria-activedescendant")
    assert chosen == f"quick-post-{post.pk}"
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/posts/{post.pk}/")


def test_enter_alone_goes_to_the_page_of_results_and_escape_closes_the_list(page, post):
    page.keyboard.press("/")
    page.keyboard.type("kabelk")
    page.wait_for_selector(".bar [role=option]")

    page.keyboard.press("Escape")

    assert box(page).get_attribute("aria-expanded") == "false"
    assert box(page).input_value() == "kabelk"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=kabelk")
    assert page.locator(f"#found-post-{post.pk} mark").first.inner_text() == "Kabelkast"


def test_a_slash_in_a_text_is_a_slash(page):
    page.goto("/search/")
    page.locator("#content [name=q]").fill("km")
    page.keyboard.press("/")

    assert page.locator("#content [name=q]").input_value() == "km/"


def test_choosing_a_filter_narrows_what_is_shown_without_leaving(page, post):
    page.goto("/search/?q=kabelkast")

    page.check("[name=kind][value=post]")

    page.wait_for_url("**kind=post**")
    assert page.locator(f"#found-post-{post.pk}").is_visible()


def test_who_writes_is_shown_what_is_like_it_and_may_put_it_away(page, post):
    page.goto("/write/")
    come_to_editor(page)
    page.keyboard.type("De klep van de kast bij de Hoofdvaart lekt olie", delay=5)

    shown = page.wait_for_selector(".similar")

    assert "Kabelkast lekt" in shown.inner_text()
    page.click("[data-dismiss-similar]")
    page.wait_for_selector(".similar", state="detached")
    page.keyboard.type(" en nog meer")
    page.wait_for_timeout(1200)
    assert page.locator(".similar").count() == 0
