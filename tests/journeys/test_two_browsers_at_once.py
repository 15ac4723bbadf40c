"""Two browsers at once: what one does, the other sees without a reload."""

import re

import pytest
from playwright.sync_api import expect

from tests.writing import come_to_editor, write

pytestmark = pytest.mark.browser


def test_a_post_announces_itself_and_a_comment_a_word_and_the_bell_appear(visit):
    ilse, mehmet = visit("Ilse"), visit("Mehmet", width=390)
    ilse.goto("/communities/storingsdienst/")
    mehmet.goto("/communities/storingsdienst/")

    write(mehmet, "Wie kan er vanavond ruilen?")
    new = ilse.get_by_role("link", name="1 nieuw bericht")
    expect(new).to_be_visible()

    new.click()
    ilse.locator("article.voice", has_text="vanavond ruilen").get_by_role(
        "link", name=re.compile("Reageer")
    ).click()
    mehmet.locator("article.voice", has_text="vanavond ruilen").get_by_role(
        "link", name=re.compile("Reageer")
    ).click()
    expect(mehmet.locator("#comment-count")).to_contain_text("0")
    before = mehmet.locator("#bell-tab").inner_text()

    write(ilse, "Ik vraag het na.", "#comment-form")
    ilse.locator("article.voice form.reactions button[value=thanks]").click()

    expect(mehmet.locator("#comments-list")).to_contain_text("Ik vraag het na.")
    expect(mehmet.locator("#comment-count")).to_contain_text("1")
    expect(mehmet.locator("article.voice button[value=thanks]")).to_contain_text("1")
    expect(mehmet.locator("#bell-tab")).not_to_have_text(before, use_inner_text=True)
    # She who wrote it sees it once, although her own page heard of it too.
    expect(ilse.locator("li.reply", has_text="Ik vraag het na.")).to_have_count(1)


def test_a_page_that_was_out_of_sight_catches_up(visit):
    ilse, joke = visit("Ilse"), visit("Joke")
    joke.goto("/communities/klanten-aan-de-lijn/")
    joke.context.set_offline(True)
    ilse.goto("/communities/klanten-aan-de-lijn/")
    write(ilse, "Terwijl jij in de tunnel zat.")
    expect(ilse.locator("article.voice").first).to_contain_text("in de tunnel")

    joke.context.set_offline(False)

    expect(joke.get_by_role("link", name="1 nieuw bericht")).to_be_visible()


def test_everybody_votes_and_sees_what_the_others_chose(visit):
    mehmet, bram = visit("Mehmet", width=390), visit("Bram")
    mehmet.goto("/communities/storingsdienst/")
    come_to_editor(mehmet).press_sequentially("Koffie of thee bij de start?")
    mehmet.locator("#composer label:has(input[value=poll])").click()
    answers = mehmet.locator("#composer input[name=option]")
    answers.nth(0).fill("Koffie")
    answers.nth(1).fill("Thee")
    mehmet.locator("#composer button[type=submit]").click()
    expect(mehmet.locator("article.voice").first).to_contain_text("Koffie of thee")

    bram.goto("/communities/storingsdienst/")
    poll = bram.locator("article.voice", has_text="Koffie of thee").locator("form.poll")
    poll.locator("label", has_text="Thee").click()
    poll.get_by_role("button", name="Stem").click()

    expect(poll).to_contain_text("100%")
    expect(poll).to_contain_text("Je hebt gestemd")


def test_a_problem_is_reported_with_one_thumb_and_solved(visit):
    mehmet, ilse = visit("Mehmet", width=390), visit("Ilse")
    mehmet.goto("/write/?kind=problem")
    come_to_editor(mehmet).press_sequentially("Deur van kast 31 staat open")
    mehmet.fill("input[name=where]", "Kast 31, Stadskanaal")
    mehmet.select_option("select[name=community]", label="Storingsdienst")
    mehmet.locator("form.composer button[type=submit]").click()
    expect(mehmet.locator("article.voice")).to_contain_text("Kast 31, Stadskanaal")

    ilse.goto(mehmet.url)
    ilse.locator("#comment-form").get_by_label("Dit loste het op").check()
    write(ilse, "Ploeg is geweest, deur is dicht.", "#comment-form")

    expect(ilse.locator("li.reply--best")).to_contain_text("deur is dicht")
    mehmet.reload()
    expect(mehmet.locator("article.voice").first).to_contain_text("Opgelost")


def test_who_must_read_confirms_and_the_sender_sees_it(visit):
    ilse, bram = visit("Ilse"), visit("Bram")
    bram.goto("/")
    bram.get_by_role("complementary").get_by_role("link", name=re.compile("ringkast")).click()
    bram.get_by_role("button", name="Ik heb dit gelezen").click()
    expect(bram.locator(".asked")).to_contain_text("Je hebt bevestigd")

    ilse.goto("/communities/klanten-aan-de-lijn/")
    ilse.get_by_role("link", name="Zo noem je een hersteltijd").first.click()
    ilse.get_by_role("link", name="Wie het nog moet lezen").click()
    ilse.get_by_role("button", name="Herinner nu").click()

    expect(ilse.locator(".toasts")).to_contain_text("herinnering")
