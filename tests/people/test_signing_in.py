"""Signing in."""

from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress

from tests.factories.people import PASSWORD, make_administrator, make_person
from tests.people.counting import passwords_worked_out, without_token
from tests.people.redirects import ELSEWHERE


def sign_in(client, login, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": login, "password": password, **more})


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["email", "personnel_number"])
def test_a_person_signs_in_with_either_name_in_one_field(client, bram, name):
    response = sign_in(client, getattr(bram, name))

    assert response.url == "/"
    assert is_in(client)


@pytest.mark.parametrize("login", ["BRAM@Noorderlicht.example", " bram@noorderlicht.example "])
def test_capitals_and_spaces_do_not_matter(client, db, login):
    make_person("Bram de Wit", email="bram@noorderlicht.example")

    sign_in(client, login)

    assert is_in(client)


def test_a_personnel_number_is_found_in_any_capitals(client, db):
    make_person("Mehmet Kaya", email=None, personnel_number="NL-41x")

    sign_in(client, "nl-41X")

    assert is_in(client)


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(client, bram):
    known = sign_in(client, bram.email, "verkeerd wachtwoord")
    unknown = sign_in(
        client,
        "x" * len(bram.email.partition("@")[0]) + "@noorderlicht.example",
        "verkeerd wachtwoord",
    )

    assert without_token(known)[0] == without_token(unknown)[0] == 200
    assert bram.email in without_token(known)[1]
    assert without_token(known)[1].replace(bram.email, "") == without_token(unknown)[1].replace(
        "x" * len(bram.email.partition("@")[0]) + "@noorderlicht.example", ""
    )


@pytest.mark.parametrize(
    "login", ["known", "number", "unknown", "nobody@x.example", "waiting", "left"]
)
def test_the_same_work_is_done_whoever_it_is(
    client, bram, monkeypatch, login, django_assert_num_queries
):
    make_person("Wacht Nog", email="waiting@x.example", password=None)
    make_person("Hendrik Bos", email="left@x.example", is_active=False)
    sign_in(client, "warm@noorderlicht.example", "verkeerd wachtwoord")
    names = {
        "known": bram.email,
        "number": bram.personnel_number,
        "waiting": "waiting@x.example",
        "left": "left@x.example",
    }

    with passwords_worked_out(monkeypatch) as hashed, django_assert_num_queries(1):
        sign_in(client, names.get(login, login), "verkeerd wachtwoord")

    assert len(hashed) == 1


def test_after_a_few_wrong_passwords_even_the_right_one_waits(client, bram):
    for _ in range(6):
        sign_in(client, bram.email, "verkeerd wachtwoord")

    sign_in(client, bram.email)

    assert not is_in(client)


def test_a_colleague_is_not_kept_out_by_that(client, bram):
    for _ in range(8):
        sign_in(client, bram.email, "verkeerd wachtwoord")

    sign_in(client, make_person("Wim Hoekstra").email)

    assert is_in(client)


def test_one_address_cannot_try_everybody(client, bram):
    for number in range(60):
        sign_in(client, f"iemand{number}@noorderlicht.example", "zomer2026")

    sign_in(client, bram.email)

    assert not is_in(client)


def test_a_former_colleague_hears_of_it_only_with_the_right_password(client, db):
    left = make_person("Hendrik Bos", is_active=False)

    wrong, right = sign_in(client, left.email, "verkeerd"), sign_in(client, left.email)

    assert wrong.status_code == 200
    assert right.url == "/accounts/inactive/"
    assert not is_in(client)


def test_nobody_signs_in_as_the_product_itself(client, db):
    product = make_person("Onderling", is_system=True)

    sign_in(client, product.email)

    assert not is_in(client)


def test_an_address_that_was_changed_opens_nothing_any_more(client, bram, fatima):
    from people.actions import change_person

    old = bram.email
    sign_in(client, old)
    client.logout()

    change_person(actor=fatima, person=bram, email="bram.nieuw@noorderlicht.example")

    sign_in(client, old)
    assert not is_in(client)
    assert not EmailAddress.objects.exists()


def test_the_session_gets_another_number_when_somebody_signs_in(client, bram):
    client.get("/accounts/login/")
    client.session.save()
    before = client.session.session_key

    sign_in(client, bram.email)

    assert client.session.session_key != before


def test_one_goes_on_to_the_page_one_wanted(client, bram):
    response = sign_in(client, bram.email, next="/people/?q=wim")

    assert response.url == "/people/?q=wim"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_sent_to_another_site(client, bram, address):
    for page in (
        sign_in(client, bram.email, next=address),
        client.post("/settings/language/", {"language": "nl", "next": address}),
        client.post("/settings/theme/", {"theme": "dark", "next": address}),
    ):
        goal = urlsplit(page.url)
        assert (goal.scheme, goal.netloc) == ("", "")
        assert page.url.startswith("/")
        assert not page.url.startswith(("//", "/\\"))


def test_signed_out_people_are_sent_to_the_door(client, db):
    response = client.get("/people/")

    assert response.url == "/accounts/login/?next=/people/"


def test_the_admin_has_no_door_of_its_own(client, bram):
    response = client.get("/admin/login/?next=/admin/people/user/")

    assert response.url == "/accounts/login/?next=/admin/people/user/"


def test_an_administrator_comes_in_by_the_same_door(client, db):
    boss = make_administrator()

    response = sign_in(client, boss.email, next="/admin/")

    assert client.get(response.url).status_code == 200


def test_a_colleague_does_not_get_into_the_admin(here):
    response = here.get("/admin/", follow=True)

    assert response.status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/email/",
        "/accounts/confirm-email/",
        "/accounts/3rdparty/",
        "/accounts/login/code/confirm/",
    ],
)
def test_what_is_not_offered_is_not_there(here, address):
    assert here.get(address).status_code == 404


def test_signing_out_asks_first_and_needs_a_click(here):
    here.get("/accounts/logout/")
    assert is_in(here)

    here.post("/accounts/logout/")
    assert not is_in(here)
