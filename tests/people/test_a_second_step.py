"""A second step when signing in: codes from an app, spare codes."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from intranet.platform.models import AuditRecord
from intranet.platform.policy import Refused
from people.actions import remove_second_step
from tests.factories.people import PASSWORD
from tests.outbox import deliver


def code_now(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def signed_in(client, bram):
    client.post("/accounts/login/", {"login": bram.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture
def secret(signed_in, django_capture_on_commit_callbacks):
    page = signed_in.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="secret" value="(\w+)"', page)[1]
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    return secret


def test_a_person_switches_it_on_and_gets_spare_codes(signed_in, bram, secret, mailoutbox):
    deliver()

    assert set(Authenticator.objects.filter(user=bram).values_list("type", flat=True)) == {
        "totp",
        "recovery_codes",
    }
    assert (
        len(
            re.findall(
                r'class="code">(\d+)<',
                signed_in.get("/accounts/2fa/recovery-codes/").content.decode(),
            )
        )
        == 10
    )
    assert mailoutbox[0].to == [bram.email]


def test_the_secret_cannot_be_read_in_the_database(bram, secret):
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_the_password_alone_is_not_enough_any_more(client, bram, secret):
    client.logout()

    response = client.post("/accounts/login/", {"login": bram.email, "password": PASSWORD})

    assert response.url == "/accounts/2fa/authenticate/"
    assert client.get("/people/").status_code == 302


def test_the_code_lets_her_in(client, bram, secret):
    client.logout()
    client.post("/accounts/login/", {"login": bram.email, "password": PASSWORD, "next": "/people/"})

    response = client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})

    assert response.url == "/people/"


def test_a_code_that_was_used_does_not_work_again(client, bram, secret):
    code = code_now(secret)
    for expected in (200, 302):
        client.logout()
        client.post("/accounts/login/", {"login": bram.email, "password": PASSWORD})
        client.post("/accounts/2fa/authenticate/", {"code": code})

        assert client.get("/people/").status_code == expected


def test_codes_cannot_be_guessed_one_after_another(client, bram, secret):
    client.logout()
    client.post("/accounts/login/", {"login": bram.email, "password": PASSWORD})
    for number in range(7):
        client.post("/accounts/2fa/authenticate/", {"code": f"{number:06}"})

    client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})

    assert client.get("/people/").status_code == 302


def test_a_spare_code_works_once(client, bram, signed_in, secret):
    spare = re.search(
        r'class="code">(\d+)<', signed_in.get("/accounts/2fa/recovery-codes/").content.decode()
    )[1]
    for expected in (200, 302):
        client.logout()
        client.post("/accounts/login/", {"login": bram.email, "password": PASSWORD})
        client.post("/accounts/2fa/authenticate/", {"code": spare})

        assert client.get("/people/").status_code == expected


def test_switching_it_off_asks_who_it_is(client, bram, secret):
    client.logout()
    client.force_login(bram)

    response = client.post("/accounts/2fa/totp/deactivate/")

    assert response.url.startswith("/accounts/reauthenticate/")
    assert Authenticator.objects.filter(user=bram, type="totp").exists()


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/2fa/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/recovery-codes/download/",
        "/accounts/2fa/reauthenticate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
    ],
)
def test_every_page_about_it_is_there(signed_in, secret, address):
    assert signed_in.get(address).status_code == 200


def test_a_passkey_is_asked_for_without_saying_who_has_one(client, db):
    question = client.get(
        "/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"}
    ).json()

    assert question["request_options"]["publicKey"].get("allowCredentials", []) == []


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "x",
        "[]",
        "{}",
        "null",
        '{"id": "x"}',
        '{"id": "x", "rawId": 7}',
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    ],
)
def test_an_answer_that_is_no_passkey_is_refused(client, bram, answer):
    client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})

    response = client.post("/accounts/2fa/webauthn/login/", {"credential": answer})

    assert response.url == "/accounts/login/"
    assert client.get("/people/").status_code == 302


def test_nonsense_in_place_of_a_new_passkey_is_refused(signed_in, bram):
    signed_in.get("/accounts/2fa/webauthn/add/")

    response = signed_in.post(
        "/accounts/2fa/webauthn/add/", {"name": "x", "credential": '{"id": "x"}'}
    )

    assert response.status_code == 200
    assert not Authenticator.objects.exists()


def test_an_administrator_takes_away_what_somebody_lost(client, secret, tom, bram, mailoutbox):
    client.force_login(tom)
    step = Authenticator.objects.get(user=bram, type="totp")
    listed = client.get("/admin/mfa/authenticator/").content.decode()

    client.post(f"/admin/mfa/authenticator/{step.pk}/delete/", {"post": "yes"})
    deliver()

    assert bram.name in listed
    assert not Authenticator.objects.filter(user=bram).exists()
    assert AuditRecord.objects.filter(action="people.second_step.removed", actor_id=tom.pk).exists()
    assert mailoutbox[-1].to == [bram.email]


def test_nobody_reads_or_types_a_secret_in_the_administration(client, secret, tom, bram):
    client.force_login(tom)
    step = Authenticator.objects.get(user=bram, type="totp")

    page = client.get(f"/admin/mfa/authenticator/{step.pk}/change/").content.decode()

    assert step.data["secret"] not in page
    assert client.get("/admin/mfa/authenticator/add/").status_code == 403
    assert client.post(f"/admin/mfa/authenticator/{step.pk}/change/", {}).status_code == 403


def test_hr_takes_no_second_step_away(client, secret, fatima, bram):
    client.force_login(fatima)
    step = Authenticator.objects.get(user=bram, type="totp")

    with pytest.raises(Refused):
        remove_second_step(actor=fatima, step=step)

    assert client.get("/admin/mfa/authenticator/").status_code == 403
    assert Authenticator.objects.filter(pk=step.pk).exists()
