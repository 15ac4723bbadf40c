"""Letting a program in, within what one allows, and sending it away."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import get_resolver
from django.utils import timezone

from intranet.platform.models import AuditRecord
from people.actions import deactivate_person, reactivate_person, withdraw_token
from people.models import AccessToken
from tests.api.conftest import Program
from tests.factories.people import PASSWORD, make_administrator, make_hr, make_person
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanne():
    return make_person("Sanne Postma")


@pytest.fixture
def at_the_door(client, sanne):
    """Sanne's browser, just after she said once more who she is."""
    client.force_login(sanne)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def make_one(browser, **said):
    words = {"name": "Scherm in de kantine", "scopes": ["read"], "days": "90"} | said
    return browser.post("/settings/programs/new/", words)


def secret_in(answer):
    return re.search(r"ond_[\w-]+", answer.text)[0]


def test_the_secret_is_shown_once_and_only_its_hash_is_kept(at_the_door):
    answer = make_one(at_the_door)

    secret = secret_in(answer)
    assert (answer.status_code, secret[:4], len(secret)) == (201, "ond_", 47)
    assert secret in answer.text
    assert secret not in at_the_door.get("/settings/programs/").text
    assert secret not in str(AccessToken.objects.values().get())


def test_a_program_with_the_secret_acts_for_who_made_it(at_the_door, sanne):
    secret = secret_in(make_one(at_the_door))

    answer = Program(secret).ask("/me/")

    assert answer.json()["name"] == sanne.name
    assert answer.json()["token"] == {
        "name": "Scherm in de kantine",
        "scopes": ["read"],
        "expires_at": AccessToken.objects.get().expires_at.isoformat().replace("+00:00", "Z"),
    }


def test_who_she_is_must_have_been_said_lately(at_the_door):
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        answer = at_the_door.get("/settings/programs/new/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_its_maker_is_told_by_mail_in_case_it_was_not_her(at_the_door, sanne):
    make_one(at_the_door)
    deliver()

    assert [message.to for message in mail.outbox] == [[sanne.email]]
    assert "ond_" not in mail.outbox[0].body


@pytest.mark.parametrize(("missing", "said"), [("scopes", []), ("name", " "), ("days", "0")])
def test_what_is_missing_is_asked_for(at_the_door, missing, said):
    answer = make_one(at_the_door, **{missing: said})

    assert answer.status_code == 422
    assert f"id_{missing}_error" in answer.text
    assert not AccessToken.objects.exists()


def test_nobody_keeps_more_than_twenty(at_the_door, program, sanne):
    for _number in range(20):
        program(sanne)

    assert make_one(at_the_door).status_code == 422


def test_a_program_does_only_what_it_was_allowed(program, sanne):
    screen = program(sanne, "notifications")

    refused, allowed = screen.ask("/feed/"), screen.ask("/notifications/")

    assert (refused.status_code, allowed.status_code) == (403, 200)
    assert refused["WWW-Authenticate"] == 'Bearer error="insufficient_scope", scope="read"'
    assert "read" in refused.json()["detail"]


def test_who_only_reads_changes_nothing(program, sanne):
    screen = program(sanne, "read", "people", "notifications")

    answers = [
        screen.send("/communities/nergens/posts/", {"body": "Hallo"}),
        screen.send("/posts/1/", method="delete"),
        screen.send("/posts/1/reactions/thanks/", method="put"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3


def test_every_address_says_which_scope_it_needs():
    silent = [
        f"{method} {pattern.name}"
        for pattern in addresses_of_the_api()
        for method in pattern.callback.view_class.http_method_names
        if (handler := getattr(pattern.callback.view_class, method, None)) and method != "options"
        if getattr(handler, "operation", None) is None
        or handler.operation.scope not in AccessToken.Scope.values
        or (method != "get" and handler.operation.scope not in ("write", "notifications"))
    ]

    assert silent == []
    assert len(addresses_of_the_api()) > 30


def addresses_of_the_api():
    """Return every address of the API but the schema, which tells nothing of anybody."""
    api = next(part for part in get_resolver().url_patterns if str(part.pattern) == "api/v1/")
    return [pattern for pattern in api.url_patterns if pattern.name != "api_schema"]


def refusal_of(program):
    answer = program.ask("/me/")
    return answer.status_code, answer.content, answer["WWW-Authenticate"]


def test_every_token_that_does_not_work_is_refused_in_the_same_words(program, sanne):
    withdrawn, old, gone = program(sanne), program(sanne, days=1), program(make_person("Wim"))
    withdraw_token(actor=sanne, token=withdrawn.token)
    AccessToken.objects.filter(pk=old.token.pk).update(expires_at=timezone.now())
    deactivate_person(actor=make_hr(), person=gone.token.person)

    refusals = {
        refusal_of(each)
        for each in (Program(), Program("ond_geraden"), Program("x"), withdrawn, old, gone)
    }

    assert len(refusals) == 1
    assert next(iter(refusals))[0] == 401
    assert next(iter(refusals))[2] == 'Bearer realm="api"'


def test_a_password_is_no_way_in(sanne):
    import base64

    words = base64.b64encode(f"{sanne.email}:{PASSWORD}".encode()).decode()
    answer = Program().get("/api/v1/me/", headers={"Authorization": f"Basic {words}"})

    assert answer.status_code == 401


def test_whoever_leaves_is_out_at_once_and_stays_out_after_coming_back(program, sanne):
    screen, hr = program(sanne), make_hr()

    before = screen.ask("/me/").status_code
    deactivate_person(actor=hr, person=sanne)
    after = screen.ask("/me/").status_code
    reactivate_person(actor=hr, person=sanne)

    assert (before, after, screen.ask("/me/").status_code) == (200, 401, 401)


def test_a_token_of_somebody_who_is_no_longer_active_does_not_work_however_that_came(
    program, sanne
):
    screen = program(sanne)
    sanne.is_active = False
    sanne.save()

    assert screen.ask("/me/").status_code == 401


def test_a_token_runs_out(program, sanne):
    screen = program(sanne, days=1)

    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert screen.ask("/me/").status_code == 401


def test_its_maker_sends_a_program_away_at_once(program, at_the_door, sanne):
    screen = program(sanne)

    answer = at_the_door.post(f"/settings/programs/{screen.token.pk}/withdraw/", follow=True)

    assert screen.ask("/me/").status_code == 401
    assert "Scherm" in answer.text
    assert AuditRecord.objects.filter(action="people.token.withdrawn").exists()


def test_nobody_withdraws_or_sees_what_another_made(program, sign_in, sanne):
    screen, wim = program(sanne), make_person("Wim Hoekstra")

    answer = sign_in(wim).post(f"/settings/programs/{screen.token.pk}/withdraw/")

    assert answer.status_code == 404
    assert screen.ask("/me/").status_code == 200
    assert "Scherm" not in sign_in(wim).get("/settings/programs/").text


def test_hr_sees_what_exists_and_ends_it_and_never_sees_the_secret(program, sign_in, sanne):
    screen = program(sanne)
    browser = sign_in(make_hr())

    listed = browser.get("/admin/people/accesstoken/").text
    browser.post(f"/admin/people/accesstoken/{screen.token.pk}/delete/", {"post": "yes"})
    deliver()

    assert "Scherm" in listed
    assert screen.token.token_hash not in listed
    assert screen.ask("/me/").status_code == 401
    assert any("HR" in message.body or "HR" in message.subject for message in mail.outbox)


def test_hr_does_not_end_what_an_administrator_made(program, sign_in):
    screen = program(make_administrator())

    answer = sign_in(make_hr()).post(
        f"/admin/people/accesstoken/{screen.token.pk}/delete/", {"post": "yes"}
    )

    assert answer.status_code == 403
    assert screen.ask("/me/").status_code == 200


def test_the_day_of_the_last_use_is_noted_once(program, sanne, django_assert_num_queries):
    screen = program(sanne)
    screen.ask("/me/")

    with django_assert_num_queries(1):
        screen.ask("/me/")

    assert AccessToken.objects.get().last_used_on == timezone.now().date()


def test_whoever_guesses_is_stopped_and_who_has_a_token_is_not(program, sanne):
    guesses = [Program("ond_geraden").ask("/me/").status_code for _number in range(62)]

    assert (guesses[0], guesses[-1]) == (401, 429)
    assert program(sanne).ask("/me/").status_code == 200


def test_a_program_hears_how_often_it_may_still_ask_and_when_to_go_on(program, sanne, settings):
    settings.API_READS_A_MINUTE = 2

    with time_machine.travel("2027-01-12T10:00:20Z", tick=False):
        screen = program(sanne)
        answers = [screen.ask("/me/") for _number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0]["RateLimit-Policy"] == '"reads";q=2;w=60'
    assert answers[0]["RateLimit"] == '"reads";r=1;t=40'
    assert answers[2]["Retry-After"] == "40"
    assert answers[2]["Content-Type"] == "application/problem+json"


def test_programs_are_counted_apart_and_writes_apart_from_reads(program, sanne, settings):
    settings.API_READS_A_MINUTE = settings.API_WRITES_A_MINUTE = 1
    one, two = program(sanne), program(sanne)

    answers = [
        one.ask("/me/"),
        two.ask("/me/"),
        one.send("/notifications/seen/"),
        one.ask("/me/"),
        one.send("/notifications/seen/"),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 204, 429, 429]


def test_a_session_alone_writes_nothing_without_the_pages_own_token(sanne):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(sanne)

    read = browser.get("/api/v1/me/")
    wrote = browser.post("/api/v1/notifications/seen/")

    assert (read.status_code, wrote.status_code) == (200, 403)
    assert wrote["Content-Type"] == "application/problem+json"


def test_a_token_opens_no_page(program, sanne):
    answer = program(sanne).get("/")

    assert answer["Location"].startswith("/accounts/login/")
