"""Registering with an address of the organisation, where that is allowed."""

import re
from datetime import timedelta

import pytest
import time_machine

from intranet.platform import clock
from intranet.platform.policy import Refused
from people.actions import ask_to_register, change_organisation
from people.models import User
from tests.factories.people import make_person
from tests.outbox import deliver
from tests.people.counting import without_token

PASSWORD = "nieuw maar niet verlegen"  # noqa: S105


@pytest.fixture
def open_door(tom):
    change_organisation(actor=tom, email_domains=["noorderlicht.example"])


def ask(client, email="nieuw@noorderlicht.example", name="Nieuwe Collega"):
    return client.post("/accounts/signup/", {"name": name, "email": email}, follow=True)


def link_in(mail):
    return re.search(r"http://[^/]+(/\S+)", mail.body)[1]


def test_nobody_registers_by_default(client, db, mailoutbox):
    page = ask(client)
    deliver()

    assert "HR" in page.content.decode()
    assert mailoutbox == []
    assert not User.objects.exists()


def test_an_address_of_ours_gets_a_link_and_comes_in(client, open_door, mailoutbox):
    ask(client)
    deliver()

    client.post(link_in(mailoutbox[0]), {"password": PASSWORD})

    person = User.objects.get(email="nieuw@noorderlicht.example")
    assert person.name == "Nieuwe Collega"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert not person.is_staff


def test_nobody_is_here_before_the_mail_was_opened(client, open_door):
    ask(client)
    deliver()

    assert not User.objects.filter(email="nieuw@noorderlicht.example").exists()


@pytest.mark.parametrize(
    "email",
    [
        "x@buiten.example",
        "x@noorderlicht.example.evil.example",
        "x@sub.noorderlicht.example",
        "x@evilnoorderlicht.example",
    ],
)
def test_an_address_from_outside_gets_nothing(client, open_door, mailoutbox, email):
    ask(client, email)
    deliver()

    assert mailoutbox == []


def test_a_known_address_gets_the_same_answer_and_another_mail(client, open_door, mailoutbox):
    known = make_person("Bram de Wit", email="bram@noorderlicht.example")

    answers = [
        without_token(ask(client, email)) for email in (known.email, "new@noorderlicht.example")
    ]
    deliver()

    assert answers[0] == answers[1]
    assert "password/reset" in mailoutbox[0].body
    assert "signup" in mailoutbox[1].body


def test_the_link_works_once(client, open_door, mailoutbox):
    ask(client)
    deliver()
    client.post(link_in(mailoutbox[0]), {"password": PASSWORD})
    client.logout()

    again = client.post(link_in(mailoutbox[0]), {"password": "overgenomen wachtwoord"})

    assert again.status_code == 404


def test_the_link_works_for_three_days(client, open_door, mailoutbox):
    ask(client)
    deliver()

    with time_machine.travel(clock.now() + timedelta(days=4)):
        page = client.get(link_in(mailoutbox[0]))

    assert page.status_code == 404


def test_a_link_that_was_tampered_with_does_nothing(client, open_door, mailoutbox):
    ask(client)
    deliver()

    page = client.get(link_in(mailoutbox[0]).replace("signup/", "signup/x"))

    assert page.status_code == 404


def test_a_domain_that_is_closed_again_lets_nobody_in(
    client, open_door, tom, mailoutbox, django_capture_on_commit_callbacks
):
    ask(client)
    deliver()
    with django_capture_on_commit_callbacks(execute=True):
        change_organisation(actor=tom, email_domains=[])

    client.post(link_in(mailoutbox[0]), {"password": PASSWORD})

    assert not User.objects.filter(email="nieuw@noorderlicht.example").exists()


def test_the_rule_is_asked_in_the_action_as_well(db):
    with pytest.raises(Refused):
        ask_to_register(name="X", email="x@noorderlicht.example", language="nl")
