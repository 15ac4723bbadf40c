"""Coming in by invitation."""

import re
from datetime import timedelta

import pytest

from intranet.platform import clock
from intranet.platform.policy import Refused
from people.actions import change_person, deactivate_person, invite_person
from people.models import Invitation
from tests.factories.people import make_administrator, make_mechanic, make_person
from tests.outbox import deliver
from tests.people.counting import without_token

PASSWORD = "kaartjes en grafieken"  # noqa: S105


@pytest.fixture
def priya(db):
    return make_person("Priya Ramdin", password=None, welcomed_at=None)


@pytest.fixture
def link(priya, fatima, mailoutbox):
    invite_person(actor=fatima, person=priya)
    deliver()
    return re.search(r"http://[^/]+(/invitation/\S+)", mailoutbox[0].body)[1]


def is_in(client):
    return "_auth_user_id" in client.session


def test_the_invited_person_chooses_a_password_and_is_in(client, priya, link):
    response = client.post(link, {"password": PASSWORD})

    priya.refresh_from_db()
    assert response.url == "/welcome/"
    assert is_in(client)
    assert priya.check_password(PASSWORD)


def test_the_mail_names_who_invites_and_where(link, mailoutbox, priya):
    mail = mailoutbox[0]

    assert mail.to == [priya.email]
    assert "Fatima El Amrani" in mail.body
    assert "Het Plein" in mail.subject


def test_opening_the_link_uses_nothing_up(client, link):
    client.get(link)
    client.get(link)

    assert "Priya" in client.get(link).content.decode()


def test_an_invitation_works_once(client, link):
    client.post(link, {"password": PASSWORD})
    client.logout()

    again = client.post(link, {"password": "iets anders vandaag"})

    assert again.status_code == 404
    assert not is_in(client)


def test_an_invitation_works_for_two_weeks(client, link):
    with clock.moved_to(clock.now() + timedelta(days=15)):
        page = client.get(link)

    assert page.status_code == 404


def test_a_second_invitation_closes_the_first(client, priya, fatima, link):
    with clock.moved_to(clock.now() + timedelta(hours=1)):
        invite_person(actor=fatima, person=priya)

    assert client.get(link).status_code == 404
    assert Invitation.objects.count() == 1


def test_what_never_was_answers_like_what_is_over(client, link):
    client.post(link, {"password": PASSWORD})
    client.logout()

    assert without_token(client.get(link))[1].replace(link, "") == without_token(
        client.get("/invitation/bestaat-niet/")
    )[1].replace("/invitation/bestaat-niet/", "")


def test_an_invitation_goes_with_the_address_it_was_sent_to(client, priya, fatima, link):
    change_person(actor=fatima, person=priya, email="priya.anders@noorderlicht.example")

    assert client.get(link).status_code == 404


def test_who_left_does_not_come_in_by_invitation(client, priya, fatima, link):
    deactivate_person(actor=fatima, person=priya)

    assert client.post(link, {"password": PASSWORD}).status_code == 404


def test_only_a_hash_of_the_link_is_kept(link):
    assert link.split("/")[2] not in str(Invitation.objects.values_list().get())


def test_a_weak_password_is_not_taken(client, link):
    response = client.post(link, {"password": "priya"})

    assert response.status_code == 422
    assert not is_in(client)


def test_links_cannot_be_guessed_all_day(client, db):
    answers = [client.get(f"/invitation/{number}/").status_code for number in range(121)]

    assert answers[-1] == 429


def test_only_hr_invites(bram, priya):
    with pytest.raises(Refused):
        invite_person(actor=bram, person=priya)


def test_hr_cannot_invite_an_administrator_to_choose_another_password(fatima):
    with pytest.raises(Refused):
        invite_person(actor=fatima, person=make_administrator())


def test_nobody_without_an_address_is_invited(fatima):
    with pytest.raises(Refused):
        invite_person(actor=fatima, person=make_mechanic())


def test_hr_invites_everybody_who_waits_at_once(client, fatima, priya, mailoutbox):
    make_person("Ilse Jansen", password=None)
    make_mechanic()
    client.force_login(fatima)

    client.post("/admin/invitations/")
    deliver()

    assert len(mailoutbox) == 2
    assert "Priya Ramdin" not in client.get("/admin/invitations/").content.decode()


def test_a_mail_that_could_not_be_sent_is_sent_later(priya, fatima, mailoutbox, monkeypatch):
    from intranet.platform.outbox import run_due

    invite_person(actor=fatima, person=priya)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        run_due()

    with clock.moved_to(clock.now() + timedelta(minutes=1)):
        run_due()

    assert len(mailoutbox) == 1


def refuse(*args):
    raise ConnectionRefusedError
