"""Everybody reads what is measured here and which rules read along; HR notes what was agreed."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from conversations.models import Reading, Thread
from conversations.tasks import forget_readers
from intranet.platform import clock
from intranet.platform.figures import figures
from intranet.platform.models import AuditRecord
from moderation.models import FigureAgreement
from tests.counting import queries_of
from tests.factories.communities import make_person, make_post
from tests.factories.measuring import make_code, make_rule
from tests.factories.people import make_hr

pytestmark = pytest.mark.django_db
PAGE = "/code/what-we-measure/"


@pytest.fixture
def bram(db):
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def hr(client, db):
    """A browser in which HR is signed in."""
    fatima = make_hr("Fatima El Amrani", language="en")
    client.force_login(fatima)
    return client


def read(browser, address=PAGE):
    answer = browser.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def see(browser, post):
    """Do what the page does when somebody has looked at it."""
    browser.post(f"/threads/{post.pk}/seen/")


@pytest.fixture
def switch(hr, django_capture_on_commit_callbacks):
    """Let HR switch readers on or off."""

    def switched(*, on):
        with django_capture_on_commit_callbacks(execute=True):
            answer = hr.post(f"{PAGE}readers/", {"is_on": "on"} if on else {})
        assert answer.status_code == 302

    return switched


def test_an_employee_reads_every_figure_with_its_purpose_and_who_sees_it(sign_in, bram):
    page = read(sign_in(bram))

    for key in figures():
        assert f'id="figure-{key}"' in page
    assert "How many read a post" in page
    assert "Not shown for fewer than ten people." in page
    assert "What we do not measure" in page
    assert "Note what was agreed" not in page


def test_it_is_read_in_dutch_too(sign_in):
    page = read(sign_in(make_person("Sanne Postma", language="nl")))

    assert "Wat wij meten" in page
    assert "Hoeveel mensen een bericht lazen" in page


def test_the_page_is_in_the_menu(sign_in, bram):
    assert f'href="{PAGE}"' in read(sign_in(bram), "/")


def test_rules_in_force_stand_there_in_the_order_of_the_code_and_no_others(sign_in, bram):
    code = make_code("Zacht op de mens", "Klantgegevens")
    first, second = [each.section for each in code.wordings.order_by("position")]
    today = localdate(clock.now())
    make_rule(second, "Rekeningnummers", reason="Klanten vertrouwen ons.")
    make_rule(first, "Scheldwoorden", owner=bram, action="hold")
    make_rule(first, "Nog niet", begins_on=today + timedelta(days=2))
    make_rule(first, "Niet meer", ends_on=today - timedelta(days=2))
    make_rule(first, "Uit", stage="off")
    make_rule(first, "Een concept", stage="draft")

    page = read(sign_in(bram))

    assert page.index("Scheldwoorden") < page.index("Rekeningnummers")
    assert "looked at before it appears" in page
    assert "Klanten vertrouwen ons." in page
    assert "Zacht op de mens" in page
    for gone in ("Nog niet", "Niet meer", "Uit<", "Een concept"):
        assert gone not in page


def test_where_no_rule_works_it_says_so(sign_in, bram):
    assert "Nothing reads along" in read(sign_in(bram))


def test_the_number_of_questions_does_not_grow_with_the_rules(sign_in, bram):
    section = make_code("Zacht op de mens").wordings.get().section
    make_rule(section, "Een")
    few = queries_of(sign_in(bram), PAGE)
    for number in range(10):
        make_rule(section, f"Regel {number}")

    assert queries_of(sign_in(bram), PAGE) == few


def test_hr_notes_when_and_with_whom_it_was_agreed(hr, sign_in, bram):
    words = {"agreed_on": "2026-03-03", "agreed_with": "de ondernemingsraad"}

    assert hr.post(f"{PAGE}polls/", words).status_code == 302

    assert "the works council" in read(hr, f"{PAGE}polls/")
    assert 'value="2026-03-03"' in read(hr, f"{PAGE}polls/")
    assert "de ondernemingsraad" in read(sign_in(bram))
    noted = AuditRecord.objects.get(action="moderation.figure.agreed")
    assert noted.details == {"figure": "polls", "agreed_on": "2026-03-03", "is_on": True}


def test_who_is_not_hr_notes_nothing(sign_in, bram):
    browser = sign_in(bram)

    assert browser.get(f"{PAGE}readers/").status_code == 403
    assert browser.post(f"{PAGE}readers/", {"agreed_with": "mij"}).status_code == 403
    assert not FigureAgreement.objects.exists()


def test_an_agreement_without_a_day_is_asked_for_it_and_keeps_what_was_typed(hr):
    answer = hr.post(f"{PAGE}polls/", {"agreed_with": "de ondernemingsraad"})

    assert answer.status_code == 422
    assert "Say on which day" in answer.content.decode()
    assert 'value="de ondernemingsraad"' in answer.content.decode()


def test_a_figure_that_is_not_there_is_not_found(hr):
    assert hr.get(f"{PAGE}moods/").status_code == 404


def test_what_the_product_needs_cannot_be_switched_off(hr):
    assert "cannot be switched off" in read(hr, f"{PAGE}polls/")

    hr.post(f"{PAGE}polls/", {"is_on": ""})

    assert FigureAgreement.objects.get(key="polls").is_on


def test_readers_that_are_switched_off_are_not_counted_and_not_shown(switch, sign_in, bram):
    post = make_post()
    Thread.objects.update(reader_count=12)
    switch(on=False)

    browser = sign_in(bram)
    see(browser, post)

    assert not Reading.objects.exists()
    assert "Read by" not in read(browser, post.get_absolute_url())
    assert "Off" in read(browser)


def test_who_read_is_forgotten_in_the_night_after_switching_off(switch, sign_in, bram):
    post = make_post()
    see(sign_in(bram), post)
    assert Reading.objects.count() == 1
    sign_in(make_hr("Lotte Bakker"))
    switch(on=False)

    forget_readers()

    assert not Reading.objects.exists()


def test_readers_that_are_switched_on_again_are_counted(switch, sign_in, bram):
    post = make_post()
    switch(on=False)
    switch(on=True)

    see(sign_in(bram), post)

    assert Thread.objects.get(pk=post.pk).reader_count == 1
