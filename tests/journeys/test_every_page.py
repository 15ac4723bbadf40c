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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_any_page(visit, addresses, width, theme):
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    for person, theirs in addresses.items():
        page = visit(person, width=width, theme=theme, language="nl" if theme == "light" else "en")
        for address in theirs:
            page.goto(address)
            for rule in axe.run(page).response["violations"]:
                found += [(address, rule["id"], node["html"][:160]) for node in rule["nodes"]]

    assert found == []


def test_no_page_scrolls_sideways_on_the_smallest_phone(visit, addresses):
    sideways = []
    for person, theirs in addresses.items():
        page = visit(person, width=320)
        for address in theirs:
            page.goto(address)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                sideways.append(address)

    assert sideways == []


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
