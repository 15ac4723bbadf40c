"""Reading the code of conduct."""

import re

from intranet.platform.wording import day
from moderation.actions.drafting import add_section, move_section, remove_section, word_section
from tests.counting import queries_of
from tests.factories.code import agree, make_draft, make_version, section_words

ADMIN = "/admin/moderation/codeversion/"


def text_of(response):
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", words)


def test_before_there_is_a_code_people_read_that_and_only_hr_is_led_to_making_one(
    here, client, fatima
):
    shown = here.get("/code/").content.decode()

    assert "Nothing is agreed yet" in shown
    assert ADMIN not in shown
    client.force_login(fatima)
    assert ADMIN in client.get("/code/").content.decode()


def test_every_section_has_an_anchor_its_why_and_both_kinds_of_examples(here, fatima):
    draft = make_draft(fatima, sections=())
    words = section_words(
        why_en="Because walls have ears.", fine_en="A question\nA plan", not_fine_en="Gossip"
    )
    add_section(actor=fatima, draft=draft, **words)
    agree(draft, fatima)

    shown = here.get("/code/").content.decode()

    assert 'id="section-1"' in shown
    assert "Because walls have ears." in shown
    assert "<li>A question</li><li>A plan</li>" in shown
    assert "Gossip" in shown


def test_it_is_read_in_the_readers_language(here, bram, fatima):
    make_version(fatima, sections=["Schrijf als jezelf"])
    assert "Schrijf als jezelf en" in here.get("/code/").content.decode()

    bram.language = "nl"
    bram.save()

    assert "Schrijf als jezelf en" not in here.get("/code/").content.decode()


def test_what_is_new_or_otherwise_in_a_version_carries_a_mark(here, fatima):
    make_version(fatima, days_ago=9, sections=["Een", "Twee"])
    draft = make_draft(fatima, copies=True, sections=["Drie"])
    second = draft.wordings.order_by("position")[1]
    words = section_words("Twee", "Twee en", text_en="Otherwise.")
    word_section(actor=fatima, draft=draft, section_id=second.section_id, seen=0, **words)
    agree(draft, fatima)

    shown = text_of(here.get("/code/"))

    assert "Drie en New in version 2" in shown
    assert "Twee en Changed in version 2" in shown
    assert "Een en New" not in shown
    assert "Een en Changed" not in shown


def test_a_version_that_begins_later_is_announced_with_its_day(here, fatima):
    make_version(fatima, days_ago=9, sections=["Een"])
    later = agree(make_draft(fatima, copies=True, sections=["Twee"]), fatima, in_days=5)

    shown = here.get("/code/")

    assert f"Version 2 begins on {day(later.begins_on)}" in text_of(shown)
    assert "Twee en" not in text_of(shown)
    assert "does not hold yet" in text_of(here.get("/code/versions/2/"))
    assert "Twee en" in text_of(here.get("/code/versions/2/"))


def test_earlier_versions_stay_readable_and_say_that_they_hold_no_more(here, fatima):
    make_version(fatima, days_ago=9, sections=["Een"])
    make_version(fatima, sections=["Twee"])

    assert "This version holds no more." in text_of(here.get("/code/versions/1/"))
    assert "Een en" in text_of(here.get("/code/versions/1/"))
    listed = text_of(here.get("/code/versions/"))
    assert listed.index("Version 2") < listed.index("Version 1")
    assert here.get("/code/versions/3/").status_code == 404


def test_what_changed_is_shown_per_section_word_by_word(here, fatima):
    make_version(fatima, days_ago=9, sections=["Een", "Twee", "Drie"])
    draft = make_draft(fatima, copies=True, sections=["Vier"])
    one, two, three, _four = draft.wordings.order_by("position")
    words = section_words("Een", "Een en", text_en="Een en, also when it helps.")
    word_section(actor=fatima, draft=draft, section_id=one.section_id, seen=0, **words)
    remove_section(actor=fatima, draft=draft, section_id=two.section_id, seen=0)
    agree(draft, fatima)

    shown = here.get("/code/versions/2/changes/")

    words = text_of(shown)
    assert "Vier en New" in words
    assert "Twee en No longer there" in words
    assert '<del><span class="sr">removed: </span>hurts.</del>' in shown.content.decode()
    assert '<ins><span class="sr">added: </span>helps.</ins>' in shown.content.decode()
    assert "1 section stayed as it was." in words


def test_a_section_that_went_to_the_top_moved_and_the_others_did_not(here, fatima):
    make_version(fatima, days_ago=9, sections=["Een", "Twee", "Drie"])
    draft = make_draft(fatima, copies=True, sections=())
    last = draft.wordings.order_by("position").last()
    for _step in range(2):
        move_section(actor=fatima, draft=draft, section_id=last.section_id, is_up=True)
    agree(draft, fatima)

    shown = text_of(here.get("/code/versions/2/changes/"))

    assert shown.count("Moved: was number") == 1
    assert "Moved: was number 3" in shown
    assert "2 sections stayed as they were." in shown


def test_the_first_version_has_nothing_to_be_compared_with(here, fatima):
    make_version(fatima)

    assert "This was the first" in text_of(here.get("/code/versions/1/changes/"))


def test_what_somebody_at_hr_typed_is_never_taken_for_markup(here, fatima):
    make_version(fatima, days_ago=3, sections=["<b>Een</b>"])
    make_version(fatima, sections=["<i>Twee</i>"])

    for page in ("/code/", "/code/versions/1/", "/code/versions/2/changes/"):
        shown = here.get(page).content.decode()
        assert "<b>" not in shown
        assert "<i>" not in shown
        assert "&lt;" in shown


def test_a_long_code_takes_as_many_queries_as_a_short_one(here, fatima):
    make_version(fatima, days_ago=9, sections=[f"Regel {n}" for n in range(3)])
    make_version(fatima, days_ago=8, sections=[f"Regel {n}" for n in range(3)])
    pages = ["/code/", "/code/versions/2/changes/", "/code/versions/"]
    short = [queries_of(here, page) for page in pages]

    make_version(fatima, days_ago=7, sections=[f"Regel {n}" for n in range(30)])
    make_version(fatima, days_ago=6, sections=[f"Anders {n}" for n in range(30)])

    pages[1] = "/code/versions/4/changes/"
    assert [queries_of(here, page) for page in pages] == short
