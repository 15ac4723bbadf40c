"""Asking and answering in a real browser."""

import os

import pytest
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tests.factories.blogs import make_question
from tests.frontend.conftest import FLAGS
from tests.writing import come_to_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def question(blog):
    """What somebody else wants to know."""
    return make_question(blog, body="Komt er dit jaar een tweede bus in Assen?")


def cookies_of(person, address):
    """Return what the browser of somebody who signed in holds."""
    browser = Client()
    browser.force_login(person)
    held = browser.cookies.items()
    return [{"name": name, "value": each.value, "url": address} for name, each in held]


@pytest.fixture
def come_in(live_server, bram, joke, question):
    """Open the product as a person; what the browser complains about fails the test."""
    complaints = []
    cookies = {person: cookies_of(person, live_server.url) for person in (bram, joke)}
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)

        def open_as(person):
            context = chromium.new_context(base_url=live_server.url)
            context.add_cookies(cookies[person])
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            return page

        yield open_as
        chromium.close()
    assert complaints == []


def test_a_question_like_it_shows_itself_while_one_types_and_takes_a_voice(
    come_in, bram, blog, question
):
    page = come_in(bram)
    page.goto(f"/blogs/{blog.slug}/questions/")

    page.locator("#question-body").press_sequentially("Krijgt Assen een tweede bus dit jaar")
    alike = page.locator(f"#alike-{question.pk}")
    expect(alike).to_contain_text("Komt er dit jaar een tweede bus in Assen?")
    alike.get_by_role("button", name="I want to know this too").click()

    expect(alike.get_by_role("button", name="You hear the answer")).to_be_visible()
    expect(page.locator("#question-body")).to_have_value("Krijgt Assen een tweede bus dit jaar")
    page.goto(f"/questions/{question.pk}/")
    expect(page.locator("#asked ~ footer")).to_contain_text("2 colleagues want to know this")


def test_what_is_new_is_asked_without_being_asked_once_more(come_in, bram, blog, question):
    page = come_in(bram)
    page.goto(f"/blogs/{blog.slug}/questions/")
    page.locator("#question-body").press_sequentially("Komt er dit jaar een derde bus in Assen?")
    expect(page.locator(f"#alike-{question.pk}")).to_be_visible()
    page.get_by_role("button", name="No, this is new").click()

    page.get_by_role("button", name="Ask your question").click()

    expect(page.locator("#asked")).to_have_text("Komt er dit jaar een derde bus in Assen?")


def test_the_other_button_says_why_there_is_no_answer(come_in, joke, question):
    page = come_in(joke)
    page.goto(f"/questions/{question.pk}/")
    come_to_editor(page, "#answer-form")
    page.keyboard.type("Dit ligt bij de rechter.")

    page.get_by_role("button", name="I do not answer this, and this is why").click()

    said = page.locator("#comments-list > .reply")
    expect(said).to_contain_text("Why Joke does not answer this")
    expect(said.locator(".talk")).to_have_text("Dit ligt bij de rechter.")
    expect(page.locator("#comment-form textarea")).to_have_value("")
