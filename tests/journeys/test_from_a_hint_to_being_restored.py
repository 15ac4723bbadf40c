"""From a hint to being restored: advised, held, withdrawn with reasons, appealed, and right."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import ACCOUNTS
from tests.writing import write

pytestmark = pytest.mark.browser

TITLE = "De sleutelkluis aan de Zuiderweg klemt"
SENTENCE = "Drie ploegen stonden er vannacht voor niks."


def begin(bram):
    """Say it as one says it after such a night."""
    bram.goto("/write/?kind=update")
    bram.select_option("select[name=community]", label="Leeuwarden")
    bram.fill("input[name=title]", TITLE)
    write(bram, f"{SENTENCE} Welke sukkel heeft dat ding opgehangen?", "form[data-composer]")
    return bram.locator(".hint")


def say_it_another_way(bram):
    """Change the sentence that the hint is about, and press the usual button again."""
    editor = bram.locator("form[data-composer] .ProseMirror")
    editor.click()
    editor.press("Control+a")
    editor.press_sequentially(f"{SENTENCE} Wie gaat over dat slot?")
    bram.locator("form[data-composer]").get_by_role("button", name="Plaats", exact=True).click()


def open_by_keyboard(fatima, words):
    """Walk the queue with the arrow keys, to a case that says something."""
    row = fatima.locator(".case-row:focus")
    fatima.locator(".case-row").first.focus()
    for _ in range(fatima.locator(".case-row").count()):
        if words in row.inner_text():
            break
        fatima.keyboard.press("ArrowDown")
    fatima.keyboard.press("Enter")


def withdraw(fatima, why):
    """Decide on the desk, without a name."""
    expect(fatima.get_by_role("link", name="Meelezen nieuw").first).to_be_visible()
    fatima.goto("/desk/")
    open_by_keyboard(fatima, "sleutelkluis aan de Zuiderweg")
    expect(fatima.locator(".evidence")).to_contain_text(SENTENCE)
    expect(fatima.locator(".evidence")).to_contain_text("Collega A")
    expect(fatima.locator(".evidence")).not_to_contain_text("Bram de Wit")
    fatima.get_by_role("radio", name=re.compile("^Terugtrekken")).check()
    fatima.select_option("#decide select[name=section]", index=5)
    fatima.fill("textarea[name=reasons]", why)
    fatima.get_by_role("button", name="Leg vast en stuur aan de schrijver").click()
    expect(fatima.locator("main")).to_contain_text("Besloten")


def appeal(bram, words):
    """Read the decision, and say why it is not right."""
    bram.goto("/notifications/")
    bram.get_by_role("link", name=re.compile("is teruggetrokken")).first.click()
    bram.get_by_text("Ik ben het er niet mee eens").click()
    bram.fill("textarea[name=words]", words)
    bram.get_by_role("button", name="Maak bezwaar").click()
    expect(bram.locator(".replies")).to_contain_text(words)
    return urlsplit(bram.url).path


def decide_again(owen, why):
    """Decide again, as somebody who did not decide before."""
    owen.goto("/desk/?only=appeals")
    owen.get_by_role("link", name=re.compile("sleutelkluis aan de Zuiderweg")).first.click()
    owen.get_by_role("link", name=re.compile("The appeal")).click()
    owen.get_by_role("radio", name=re.compile("The decision is undone")).check()
    owen.locator("form", has_text="Decide again").locator("textarea[name=reasons]").fill(why)
    owen.get_by_role("button", name="Write down and send to the author").click()
    expect(owen.locator("main")).to_contain_text("The first decision is undone")


def test_from_a_hint_over_a_decision_and_an_appeal_to_being_restored(visit, mailbox):
    bram, fatima = visit("Bram", width=390), visit("Fatima")
    ilse, owen = visit("Ilse"), visit("Owen", language="en")

    hint = begin(bram)
    expect(hint).to_contain_text("Hard op de zaak, zacht op de mens")
    expect(hint.locator("mark").first).to_have_text(re.compile("sukkel", re.IGNORECASE))
    say_it_another_way(bram)
    expect(hint).to_contain_text("Iemand leest dit eerst mee")
    bram.get_by_role("button", name="Stuur het op om te laten lezen").click()
    expect(bram.locator("main")).to_contain_text("Tot dan zie alleen jij het")
    post = urlsplit(bram.url).path
    assert ilse.goto(post).status == 404

    withdraw(fatima, "Een sleutelkluis met straat erbij wijst de weg naar binnen.")
    mail = mailbox.wait_for(ACCOUNTS["Bram"])
    assert "Een sleutelkluis met straat erbij wijst de weg naar binnen." in mail
    there = appeal(bram, "De Zuiderweg is de winkel. Daar staat geen station.")
    decide_again(owen, "It is a shop door, not a station. Your question stands.")

    bram.goto(there)
    expect(bram.locator("h1")).to_contain_text("Je had gelijk")
    assert ilse.goto(post).status == 200
    expect(ilse.locator("main")).to_contain_text(SENTENCE)
