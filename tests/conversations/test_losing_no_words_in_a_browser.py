"""No word is lost: not to what was sent before, a bad line, a refusal or an ended session."""

import pytest
from playwright.sync_api import expect

from tests.factories.communities import make_community
from tests.factories.people import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bram(db):
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def wim(db):
    return make_person("Wim Hoekstra", language="en")


@pytest.fixture
def place(bram, wim):
    return make_community(members=[bram, wim], name="Storingsdienst")


def composer(page):
    return page.locator("form[data-composer]").first


def words(page):
    return composer(page).locator(":is(textarea, .ProseMirror):visible")


# ---- Choosing people


def test_the_list_of_people_comes_after_all_when_its_script_failed_once(at, wim, place):
    page = at("/write/?kind=praise")
    page.route("**/picking.js", lambda route: route.abort())
    field = page.get_by_label("Who is it for?")
    with page.expect_event("requestfailed"):
        field.click()
    page.unroute("**/picking.js")
    words(page).click()

    field.press_sequentially("Wim H")

    expect(page.get_by_role("option", name="Wim Hoekstra")).to_be_visible()
