"""A week of a writer: reminded, she writes; colleagues answer, and she answers them."""

import re
import subprocess
import sys
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.house.conftest import ROOT, own_addresses
from tests.journeys.conftest import ACCOUNTS
from tests.writing import write

pytestmark = pytest.mark.browser
# What the beat starts each quarter of an hour; nobody waits for that here.
REMIND = "from blogs.tasks import remind_writers; remind_writers()"


@pytest.fixture
def a_quarter_passes(data):
    """Let the product look whom it has to remind."""

    def passed():
        manage = ["-m", "intranet.platform.embedded", "manage", "--data", str(data)]
        with own_addresses():
            subprocess.run(
                [sys.executable, *manage, "shell", "-c", REMIND], cwd=ROOT, check=True, timeout=120
            )

    return passed


def give_a_blog_to_owen(fatima):
    fatima.goto("/blogs/all/")
    fatima.get_by_role("link", name="Een blog geven").click()
    fatima.get_by_label("Voor wie?").press_sequentially("Owen")
    fatima.get_by_role("option", name=re.compile("Owen Pritchard")).first.click()
    fatima.check("input[name=kind][value=personal]")
    fatima.fill("input[name=name]", "Onder de motorkap")
    fatima.get_by_role("button", name="Deze blog geven").click()
    expect(fatima.locator("h1")).to_contain_text("Onder de motorkap")
    return urlsplit(fatima.url).path


def choose_today(owen):
    """Promise an article every week, on the weekday of today."""
    owen.goto("/blogs/writing/")
    owen.get_by_role("link", name="Choose a rhythm").click()
    today = datetime.now(ZoneInfo("Europe/Amsterdam")).weekday()
    owen.check("input[name=rhythm][value=weekly]")
    owen.select_option("select[name=weekday]", str(today))
    owen.get_by_role("button", name="Keep this rhythm").click()
    expect(owen.locator(".toasts")).to_be_visible()


def ask_and_follow(mehmet, blog):
    mehmet.goto(blog)
    mehmet.get_by_role("button", name="Volgen", exact=True).click()
    expect(mehmet.get_by_role("button", name="Je volgt dit")).to_be_visible()
    mehmet.goto(f"{blog}questions/")
    mehmet.fill("#question-body", "Waarom ligt de storingsapp elke dinsdag om zes uur stil?")
    mehmet.get_by_role("button", name="Stel je vraag").click()
    expect(mehmet.locator("main")).to_contain_text("elke dinsdag om zes uur")


def begin_at_the_reminder(owen):
    owen.goto("/notifications/")
    owen.get_by_role("link", name=re.compile("Time to write for")).first.click()
    owen.get_by_role("button", name="Write an article").click()


def publish(owen, title, words):
    owen.get_by_label("Title", exact=True).fill(title)
    owen.locator(".ProseMirror").click()
    owen.locator(".ProseMirror").press_sequentially(words)
    owen.get_by_role("radio", name="Now").check()
    owen.get_by_role("button", name="Publish").click()
    expect(owen.locator("main")).to_contain_text("Written personally")


def comment_on_the_article(mehmet, title, words):
    mehmet.goto("/notifications/")
    mehmet.get_by_role("link", name=re.compile(title)).first.click()
    write(mehmet, words, "#comment-form")
    expect(mehmet.locator("#comments-list")).to_contain_text(words)


def answer_what_waits(owen, comment, words):
    owen.goto("/blogs/writing/")
    owen.get_by_role("link", name=comment).click()
    reply = owen.locator("li.reply", has_text=comment).first
    reply.get_by_role("link", name=re.compile("Answer")).first.click()
    write(owen, words, "[id^=answer-to-] form")


def test_from_the_reminder_to_the_answer_of_the_author(visit, mailbox, a_quarter_passes):
    fatima, owen, mehmet = visit("Fatima"), visit("Owen", language="en"), visit("Mehmet", width=390)
    blog = give_a_blog_to_owen(fatima)
    choose_today(owen)
    ask_and_follow(mehmet, blog)

    a_quarter_passes()
    mail = mailbox.wait_for(ACCOUNTS["Owen"])
    begin_at_the_reminder(owen)
    publish(owen, "Tuesday at six", "The servers restart. From December they do so at three.")
    comment_on_the_article(mehmet, "Tuesday at six", "Om drie uur zit niemand in de bus.")
    answer_what_waits(owen, "Om drie uur zit niemand in de bus.", "Then three it is.")

    assert "Today people look forward to an article in Onder de motorkap" in mail
    assert "Waarom ligt de storingsapp elke dinsdag" in mail
    # Mehmet still has the article before him.
    answer = mehmet.locator("li.reply--author")
    expect(answer).to_contain_text("Then three it is.")
    expect(answer).to_contain_text("Schrijver")
    mehmet.goto(blog)
    expect(mehmet.locator("main")).to_contain_text("beantwoordde Owen er één")
