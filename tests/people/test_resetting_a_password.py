"""A new password by mail."""

import re

import pytest
import time_machine

from intranet.platform import clock
from people.actions import change_person, deactivate_person
from tests.factories.people import make_mechanic, make_person
from tests.outbox import deliver
from tests.people.counting import passwords_worked_out, without_token

NEW = "een heel ander wachtwoord"


def ask(client, login):
    return client.post("/accounts/password/reset/", {"email": login})


def link_in(mail):
    return re.search(r"http://[^/]+(/\S+)", mail.body)[1]


def reset(client, link, password=NEW):
    page = client.get(link, follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": password})


@pytest.mark.parametrize("name", ["email", "personnel_number"])
def test_a_person_gets_a_link_and_chooses_a_new_password(client, bram, mailoutbox, name):
    ask(client, getattr(bram, name))
    deliver()

    reset(client, link_in(mailoutbox[0]))

    bram.refresh_from_db()
    assert mailoutbox[0].to == [bram.email]
    assert bram.check_password(NEW)


def test_everybody_gets_the_same_answer(client, bram):
    known, unknown, former = (
        without_token(client.post("/accounts/password/reset/", {"email": login}, follow=True))
        for login in (
            bram.email,
            "niemand@noorderlicht.example",
            make_person("Hendrik Bos", is_active=False).email,
        )
    )

    assert known == unknown == former


def test_asking_takes_the_same_work_for_everybody(
    client, bram, django_assert_num_queries, monkeypatch
):
    ask(client, "warm@noorderlicht.example")

    for login in (bram.email, "niemand@noorderlicht.example", bram.personnel_number):
        with django_assert_num_queries(3), passwords_worked_out(monkeypatch) as hashed:
            ask(client, login)
        assert hashed == []


def test_nobody_unknown_and_nobody_former_gets_mail(client, db, mailoutbox):
    ask(client, "niemand@buiten.example")
    ask(client, make_person("Hendrik Bos", is_active=False).email)
    ask(client, make_mechanic().personnel_number)

    deliver()

    assert mailoutbox == []


def test_the_mail_is_in_the_language_of_its_reader(client, db, mailoutbox):
    ask(client, make_person("Priya Ramdin", language="en").email)

    deliver()

    assert "Choose a new password here:" in mailoutbox[0].body
    assert mailoutbox[0].subject == "A new password for Het Plein"


def test_a_mail_sent_twice_has_the_same_number(bram, mailoutbox):
    from people.tasks import send_password_reset

    for _ in range(2):
        send_password_reset(event_id="8d7c", login=bram.email)

    assert mailoutbox[0].extra_headers["Message-ID"] == mailoutbox[1].extra_headers["Message-ID"]


def test_the_link_works_once(client, bram, mailoutbox):
    ask(client, bram.email)
    deliver()
    reset(client, link_in(mailoutbox[0]))

    again = client.get(link_in(mailoutbox[0]), follow=True)

    assert "password1" not in again.content.decode()


def test_the_link_works_for_a_day(client, bram, mailoutbox):
    ask(client, bram.email)
    deliver()

    with time_machine.travel(clock.now().replace(year=clock.now().year + 1)):
        page = client.get(link_in(mailoutbox[0]), follow=True)

    assert "password1" not in page.content.decode()


def test_the_link_dies_when_the_address_changes(client, bram, fatima, mailoutbox):
    ask(client, bram.email)
    deliver()

    change_person(actor=fatima, person=bram, email="nieuw@noorderlicht.example")

    page = client.get(link_in(mailoutbox[0]), follow=True)
    assert "password1" not in page.content.decode()


def test_the_link_lets_nobody_in_who_left(client, bram, fatima, mailoutbox):
    ask(client, bram.email)
    deliver()
    deactivate_person(actor=fatima, person=bram)

    reset(client, link_in(mailoutbox[0]))

    response = client.post("/accounts/login/", {"login": bram.email, "password": NEW})
    assert response.url == "/accounts/inactive/"


def test_a_weak_password_is_not_taken(client, bram, mailoutbox):
    ask(client, bram.email)
    deliver()

    reset(client, link_in(mailoutbox[0]), "wachtwoord")

    bram.refresh_from_db()
    assert not bram.check_password("wachtwoord")


def test_a_new_password_signs_out_everywhere(client, bram, mailoutbox):
    from django.test import Client

    phone = Client()
    phone.force_login(bram)
    ask(client, bram.email)
    deliver()

    reset(client, link_in(mailoutbox[0]))

    assert phone.get("/people/").status_code == 302


def test_somebody_is_told_that_the_password_changed(client, bram, mailoutbox):
    ask(client, bram.email)
    deliver()
    reset(client, link_in(mailoutbox[0]))

    deliver()

    assert len(mailoutbox) == 2
    assert mailoutbox[1].to == [bram.email]


def test_one_person_cannot_be_mailed_all_day(client, bram, mailoutbox):
    for _ in range(20):
        answer = ask(client, bram.email)
    deliver()

    assert len(mailoutbox) == 5
    assert answer.status_code == 429


def test_that_limit_is_the_same_for_nobody(client, db):
    for _ in range(6):
        answer = ask(client, "niemand@noorderlicht.example")

    assert answer.status_code == 429


def test_changing_a_password_needs_the_present_one(here, bram):
    here.post("/accounts/password/change/", {"oldpassword": "geraden", "password1": NEW})

    bram.refresh_from_db()
    assert not bram.check_password(NEW)


def test_who_changes_a_password_stays_in_here_and_nowhere_else(here, bram):
    from django.test import Client

    from tests.factories.people import PASSWORD

    phone = Client()
    phone.force_login(bram)

    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW})

    assert here.get("/people/").status_code == 200
    assert phone.get("/people/").status_code == 302
