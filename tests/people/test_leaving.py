"""Leaving the organisation, and coming back."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from communities.models import Membership
from intranet.platform.models import AuditRecord, OutboxEntry
from intranet.platform.policy import Refused
from people.actions import (
    deactivate_person,
    invite_person,
    note_account_change,
    reactivate_person,
)
from people.models import User
from tests.factories.communities import make_community, make_post
from tests.factories.people import PASSWORD, make_administrator, make_person
from tests.outbox import deliver


@pytest.fixture
def hendrik(db):
    return make_person("Hendrik Bos")


@pytest.fixture
def phone(hendrik):
    browser = Client()
    browser.post("/accounts/login/", {"login": hendrik.email, "password": PASSWORD})
    return browser


def test_who_leaves_is_out_at_once_on_every_device(phone, hendrik, fatima):
    laptop = Client()
    laptop.post("/accounts/login/", {"login": hendrik.email, "password": PASSWORD})

    deactivate_person(actor=fatima, person=hendrik)

    for device in (phone, laptop):
        assert device.get("/people/").url.startswith("/accounts/login/")


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_session_is_left_in_database_or_cache(phone, hendrik, fatima):
    key = phone.session.session_key
    assert any(key in str(name) for name in cached_names())

    deactivate_person(actor=fatima, person=hendrik)

    assert not UserSession.objects.exists()
    assert not Session.objects.filter(session_key=key).exists()
    assert not any(key in str(name) for name in cached_names())


def test_a_copied_session_does_not_work_after_coming_back(phone, hendrik, fatima):
    copied = dict(phone.session.items())
    deactivate_person(actor=fatima, person=hendrik)
    reactivate_person(actor=fatima, person=hendrik)

    copy = SessionStore()
    copy.create()
    copy.update(copied)
    copy.save()
    phone.cookies["sessionid"] = copy.session_key

    assert phone.get("/people/").status_code == 302


def test_the_right_password_does_not_help_any_more(client, hendrik, fatima):
    deactivate_person(actor=fatima, person=hendrik)

    response = client.post("/accounts/login/", {"login": hendrik.email, "password": PASSWORD})

    assert response.url == "/accounts/inactive/"


def test_who_comes_back_signs_in_anew(client, hendrik, fatima):
    deactivate_person(actor=fatima, person=hendrik)
    reactivate_person(actor=fatima, person=hendrik)

    client.post("/accounts/login/", {"login": hendrik.email, "password": PASSWORD})

    assert client.get("/people/").status_code == 200
    assert User.objects.get(pk=hendrik.pk).left_at is None


def test_what_somebody_wrote_stays_under_her_name(here, hendrik, fatima):
    post = make_post(
        author=hendrik, community=make_community(members=[hendrik]), body="<p>Dag allemaal</p>"
    )

    deactivate_person(actor=fatima, person=hendrik)

    page = here.get(f"/posts/{post.pk}/").content.decode()
    assert "Dag allemaal" in page
    assert "Hendrik Bos" in page


def test_a_former_colleague_is_not_in_the_directory_and_says_so_on_her_page(here, hendrik, fatima):
    deactivate_person(actor=fatima, person=hendrik)

    assert "Hendrik Bos" not in here.get("/people/?q=hendrik").content.decode()
    assert here.get(f"/people/{hendrik.pk}/").status_code == 200


def test_communities_she_managed_get_another_manager(hendrik, fatima, bram):
    place = make_community(managers=[hendrik], members=[bram])

    deactivate_person(actor=fatima, person=hendrik)
    deliver()

    assert Membership.objects.get(community=place, person=bram).role == "manager"


def test_that_somebody_left_is_known_in_the_same_transaction(hendrik, fatima):
    deactivate_person(actor=fatima, person=hendrik)

    owed = OutboxEntry.objects.values_list("event", flat=True).distinct()
    assert list(owed) == ["people.PersonDeactivated"]
    assert AuditRecord.objects.get(action="people.person.deactivated").subject_id == hendrik.pk


def test_leaving_twice_is_leaving_once(hendrik, fatima):
    for _ in range(2):
        deactivate_person(actor=fatima, person=hendrik)

    assert OutboxEntry.objects.values("event_id").distinct().count() == 1


def test_mail_that_was_on_its_way_is_not_sent_any_more(client, hendrik, fatima, mailoutbox):
    invite_person(actor=fatima, person=hendrik)
    client.post("/accounts/password/reset/", {"email": hendrik.email})
    note_account_change(person=hendrik, what="password_changed")

    deactivate_person(actor=fatima, person=hendrik)
    deliver()

    assert mailoutbox == []


def test_an_employee_cannot_send_anybody_away(bram, hendrik):
    with pytest.raises(Refused):
        deactivate_person(actor=bram, person=hendrik)

    hendrik.refresh_from_db()
    assert hendrik.is_active


def test_hr_cannot_send_an_administrator_away(fatima):
    with pytest.raises(Refused):
        deactivate_person(actor=fatima, person=make_administrator())


def test_nobody_sends_herself_away(fatima):
    with pytest.raises(Refused):
        deactivate_person(actor=fatima, person=fatima)


def cached_names():
    """Every name in the cache that the tests use."""
    return cache._cache.get_client().keys("*")
