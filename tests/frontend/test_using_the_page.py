"""Using a page in the browser: menus, dialogs, focus, theme, more of a list, what was seen."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# Toolbar and hidden parts aside: what is shown and can be pressed, but is lower than a thumb.
TOO_SMALL = """() => [...document.querySelectorAll(
    "button, summary, input:not([type=hidden], [type=checkbox], [type=radio]), select, "
    + ".btn, .react, .choice, .tab-item, .nav__link"
  )]
  .filter((element) => element.checkVisibility())
  .filter((element) => !element.closest(".sr, .composer__tools, [popover]:not(:popover-open)"))
  .map((element) => [element.outerHTML.slice(0, 90), element.getBoundingClientRect().height])
  .filter(([, height]) => height > 0 && height < 43.5)"""


def test_a_menu_closes_on_escape_and_the_focus_is_back_on_it(look):
    page = look()
    button = page.locator(".bar .menu > summary")
    button.click()
    page.keyboard.press("Tab")

    page.keyboard.press("Escape")

    expect(page.locator(".bar .menu__list")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_menu_closes_when_something_else_is_clicked(look):
    page = look()
    page.locator(".bar .menu > summary").click()

    page.locator("h1").click(position={"x": 2, "y": 2})

    expect(page.locator(".bar .menu__list")).to_be_hidden()


def test_the_screen_turns_dark_at_once_and_the_server_hears_of_it(look, site):
    page = look()
    page.locator(".bar .menu > summary").click()

    page.locator("[data-theme-choice]").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.wait_for_timeout(100)
    assert site.posted_to("/settings/theme/") == [{"theme": "dark"}]


def test_a_reaction_keeps_the_focus_on_its_button(look):
    page = look()
    page.locator("#r1 [value=thanks]").focus()

    page.keyboard.press("Enter")

    expect(page.locator("#r1 [value=thanks][aria-pressed=true]")).to_be_focused()


def test_a_question_is_asked_in_a_dialog_that_escape_leaves(look):
    page = look()
    page.locator("#feed .menu > summary").first.click()

    page.locator("#feed a[data-dialog]").click()
    expect(page.get_by_role("dialog", name="Bericht verwijderen?")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#dialog")).to_be_hidden()


def test_a_link_copies_itself_and_says_so(look):
    page = look()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#feed .menu > summary").first.click()

    page.locator("#feed a[data-copy]").click()

    expect(page.locator("#toasts .toast")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()").endswith("/posts/1/")


def test_more_of_a_list_comes_before_its_end_is_reached(look):
    page = look()

    expect(page.locator("#older")).to_have_count(1)
    expect(page.locator("#feed .pager")).to_have_count(0)


def test_without_script_more_of_a_list_is_a_link(look):
    page = look(script=False)

    expect(page.locator("#feed .pager a[rel=next]")).to_have_attribute("href", "?after=abc")


def test_a_list_counts_as_read_once_it_stood_there_for_a_second(look, site):
    page = look()
    page.locator("#feed").scroll_into_view_if_needed()
    assert site.posted_to("/seen/") == []

    page.wait_for_timeout(1600)

    assert len(site.posted_to("/seen/")) == 1


def test_a_password_can_be_looked_at_while_it_is_typed(look):
    page = look()
    page.locator("#id_password").fill("geheim genoeg")

    page.locator("[data-reveal]").click()

    expect(page.locator("#id_password")).to_have_attribute("type", "text")


def test_on_a_phone_the_rest_of_the_menu_waits_behind_one_button(look):
    page = look(width=390)

    page.get_by_role("button", name="Meer", exact=True).or_(
        page.get_by_role("button", name="More", exact=True)
    ).last.tap()

    expect(page.locator("#more")).to_be_visible()


def test_the_first_stop_of_the_tab_key_is_the_way_to_the_content(look):
    page = look()

    first = page.locator("a[href], button, input, summary, textarea, [tabindex]").first

    expect(first).to_have_attribute("href", "#content")
    expect(page.locator("#content")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_no_page_scrolls_sideways(look, width):
    page = look(width=width)

    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_any_component(look, complaints, width, theme):
    from axe_playwright_python.sync_playwright import Axe

    page = look(width=width, theme=theme)
    page.locator("#composer textarea").click()
    expect(page.locator("#composer .ProseMirror")).to_be_focused()

    found = Axe().run(page).response["violations"]

    # Axe looks for overlaps by moving things about, which our policy forbids to everybody.
    complaints.clear()
    assert [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.parametrize("width", [390])
def test_what_a_thumb_must_hit_is_large_enough(look, width):
    page = look(width=width)

    small = page.evaluate(TOO_SMALL)

    assert small == []
