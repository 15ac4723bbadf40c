"""A day at Noorderlicht: the whole product, with real processes, real mail and real browsers."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import ACCOUNTS, PASSWORD
from tests.writing import come_to_editor, come_to_words, write

pytestmark = pytest.mark.browser


def test_a_mechanic_asks_on_his_phone_and_customer_service_answers(visit):
    mehmet = visit("Mehmet", width=390)
    mehmet.goto("/communities/storingsdienst/")
    come_to_words(mehmet)
    mehmet.locator("#composer label:has(input[value=question])").click()
    come_to_editor(mehmet).press_sequentially("Wie heeft de sleutel van kast 12? @Ilse")
    mehmet.get_by_role("option", name=re.compile("Ilse Jansen")).first.click()
    mehmet.locator("#composer button[type=submit]").click()
    card = mehmet.locator("article.voice", has_text="sleutel van kast 12").first
    expect(card).to_be_visible()

    ilse = visit("Ilse")
    ilse.goto("/notifications/")
    ilse.get_by_role("link", name=re.compile("kast 12")).first.click()
    write(ilse, "Die hangt bij de balie in Zwolle.", "#comment-form")
    expect(ilse.locator("#comments-list")).to_contain_text("balie in Zwolle")

    mehmet.goto(ilse.url)
    reply = mehmet.locator("li.reply", has_text="balie in Zwolle")
    reply.locator("details.menu summary").click()
    reply.get_by_role("button", name="Dit is het antwoord").click()
    expect(mehmet.locator("li.reply--best")).to_contain_text("balie in Zwolle")


def test_a_word_is_given_and_taken_back_with_one_touch(visit):
    page = visit("Bram", width=390)
    page.goto("/?only=all")
    words = page.locator("form.reactions").first
    thanks = words.locator("button[value=thanks]")
    before = thanks.get_attribute("aria-pressed")

    thanks.click()

    expect(words.locator("button[value=thanks]")).to_have_attribute(
        "aria-pressed", "false" if before == "true" else "true"
    )


def test_everything_works_without_script(visit):
    page = visit("Bram", script=False)
    page.goto("/write/")
    page.select_option("select[name=community]", label="Leeuwarden")
    page.fill("textarea[name=body]", "Zonder script geplaatst.\n\n- een\n- twee")
    page.click("form.composer button[type=submit]")
    expect(page.locator("article .talk li")).to_have_count(2)

    page.fill("#comment-form textarea", "En beantwoord.")
    page.click("#comment-form button[type=submit]")
    page.click("article.voice form.reactions button[value=recognise]")

    expect(page.locator("#comments-list")).to_contain_text("En beantwoord.")
    expect(page.locator("article.voice button[value=recognise]")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_a_draft_waits_for_who_was_interrupted(visit):
    page = visit("Joke")
    page.goto("/communities/storingsdienst/")
    words = come_to_editor(page)
    with page.expect_response(lambda answer: "/drafts/" in answer.url):
        words.press_sequentially("Morgen rijd ik mee met")

    page.goto("/communities/storingsdienst/")

    expect(page.locator("#composer")).to_contain_text("Morgen rijd ik mee met")


def test_who_forgot_her_password_gets_in_again_by_mail(visit, mailbox):
    page = visit()
    page.goto("/accounts/password/reset/")
    page.locator("main input:not([type=hidden])").first.fill(ACCOUNTS["Owen"])
    page.click("main form button[type=submit]:visible")
    mail = mailbox.wait_for(ACCOUNTS["Owen"]).replace("=\r\n", "").replace("=3D", "=")
    link = re.search(r"https?://\S+/accounts/password/reset/key/\S+", mail).group()

    page.goto(re.sub(r"^https?://[^/]+", "", link))
    for field in page.locator("input[type=password]").all():
        field.fill(f"{PASSWORD}-nieuw")
    page.click("main form button[type=submit]:visible")
    page.goto("/accounts/login/")

    if page.locator("input[name=login]").count():
        page.fill("input[name=login]", ACCOUNTS["Owen"])
        page.fill("input[name=password]", f"{PASSWORD}-nieuw")
        page.click("form:has(input[name=password]) button[type=submit]:visible")
    page.goto("/people/me/")
    expect(page.locator("h1")).to_contain_text("Owen Pritchard")
