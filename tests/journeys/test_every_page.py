"""Every page, as people with other eyes, hands and screens meet it."""

import pytest

from tests.journeys.walking import STARTS, pages_of_the_product, route_of, walk

pytestmark = pytest.mark.browser

WORD = "Onderhoudsplanningsvergadering" * 6
ADDRESS = f"https://noorderlicht.example/{'tekening' * 20}.pdf"


@pytest.fixture(scope="module")
def addresses(walker):
    """For each person the pages that she can reach."""
    return {person: walk(walker(person), person) for person in STARTS}


def test_every_page_of_the_product_is_reached_by_links(addresses):
    reached = {route_of(address) for found in addresses.values() for address in found}

    assert pages_of_the_product() - reached == set()


@pytest.mark.parametrize(("theme", "language"), [("light", "nl"), ("dark", "en")])
def test_axe_finds_nothing_on_any_page_and_none_scrolls_sideways(visit, addresses, theme, language):
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    for person, theirs in addresses.items():
        page = visit(person, width=390, theme=theme, language=language)
        for address in theirs:
            page.set_viewport_size({"width": 390, "height": 900})
            page.goto(address)
            found += complaints(axe, page, address)
            page.set_viewport_size({"width": 1440, "height": 900})
            found += complaints(axe, page, address)
            page.set_viewport_size({"width": 320, "height": 640})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append((address, "scrolls sideways"))

    assert found == []


def complaints(axe, page, address):
    """Return what axe finds on a page as it is now, with the piece of HTML."""
    return [
        (address, page.viewport_size["width"], rule["id"], node["html"][:160])
        for rule in axe.run(page).response["violations"]
        for node in rule["nodes"]
    ]


def test_words_without_a_place_to_break_stay_on_the_smallest_phone(visit):
    page = visit("Bram", width=320, script=False)
    page.goto("/write/")
    page.select_option("select[name=community]", label="Leeuwarden")
    page.fill("[name=title]", WORD)
    page.fill("textarea[name=body]", f"{WORD} {ADDRESS}\n\n- {WORD}")
    page.click("form.composer button[type=submit]")
    page.fill("#comment-form textarea", f"{ADDRESS} {WORD}")
    page.click("#comment-form button[type=submit]")

    for address in (page.url, "/communities/leeuwarden/", "/", "/people/me/"):
        page.goto(address)
        assert WORD in page.content()
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address
