"""Asking, suggesting, accepting and publishing, each in a browser of one's own."""

import os

import pytest
from django.db import connection

from tests.conversations.conftest import come_in, note
from tests.factories.blogs import make_blog, make_draft
from tests.factories.people import make_person
from tests.frontend.conftest import FLAGS
from tests.writing import come_to_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def joke():
    return make_person("Joke Veenstra", language="en")


@pytest.fixture
def lotte():
    return make_person("Lotte Brand", language="en")


@pytest.fixture
def bram():
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def draft(joke):
    body = "<h2>De buis</h2><p>De <strong>trekdraad</strong> lag er al.</p><p>Wim rijdt.</p>"
    return make_draft(make_blog(joke), title="Wat Wim doet", body=body)


@pytest.fixture
def visit(live_server, monkeypatch):
    """Give somebody a browser; what it complains about fails the test."""
    from playwright.sync_api import sync_playwright

    # Playwright runs a loop in this thread; Django would not let the test look into the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    complaints = []
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)

        def arrived(person, address, *, width=1440, **looks):
            context = chromium.new_context(
                base_url=live_server.url,
                viewport={"width": width, "height": 900},
                reduced_motion="reduce",
                service_workers="block",
                **looks,
            )
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: note(said, complaints))
            come_in(page, person)
            page.goto(address)
            return page

        yield arrived
        chromium.close()
        # The one that belongs to Playwright's loop; nobody else would close it.
        connection.close()
    assert complaints == []


def ask(page, name):
    """Ask a colleague to look along, chosen from the list."""
    page.get_by_text("Ask somebody to look along").click()
    page.get_by_label("Who?").press_sequentially(name[:5])
    page.get_by_role("option", name=name).click()
    page.get_by_role("button", name="Ask", exact=True).click()


def test_from_a_question_for_help_to_with_help_from(visit, joke, lotte, bram, draft):
    author = visit(joke, draft.get_absolute_url())
    ask(author, "Lotte Brand")
    author.locator("#help").get_by_role("link", name="Lotte Brand").wait_for()

    helper = visit(lotte, draft.get_absolute_url(), width=390)
    helper.locator("#block-1 .suggest__open").click()
    editor = come_to_editor(helper, "#suggest-form-1")
    editor.press("End")
    editor.press_sequentially(" Vier meter diep.")
    helper.locator("#suggest-form-1 [name=note]").fill("Hoe diep?")
    helper.locator("#suggest-form-1 [type=submit]").click()
    helper.locator("#block-1 .margin-note", has_text="Hoe diep?").wait_for()

    author.reload()
    author.locator("#help .margin-note", has_text="Hoe diep?").wait_for()
    author.locator("#help").get_by_role("button", name="Accept").click()
    author.locator("#help", has_text="With help from Lotte Brand").wait_for()
    draft.refresh_from_db()
    # The words that she did not touch keep their formatting.
    assert "<p>De <strong>trekdraad</strong> lag er al. Vier meter diep.</p>" in draft.html
    author.get_by_role("button", name="Publish").first.click()
    author.wait_for_url("**/articles/*/")

    reader = visit(bram, author.url)
    assert reader.locator(".article__by .own").inner_text() == "With help from Lotte Brand"
    assert "Vier meter diep." in reader.locator(".longread").inner_text()
    assert helper.evaluate("document.documentElement.scrollWidth") <= 390
