"""Coming in with a code on paper."""

import re
from datetime import timedelta

import pytest

from intranet.platform import clock
from intranet.platform.policy import Refused
from people.actions import deactivate_person, make_activation_codes
from people.models import ActivationCode
from tests.factories.people import make_administrator, make_mechanic, make_person
from tests.people.counting import passwords_worked_out, without_token

PASSWORD = "graafmachine in de regen"  # noqa: S105


@pytest.fixture
def mehmet(db):
    return make_mechanic("Mehmet Kaya")


@pytest.fixture
def code(mehmet, fatima):
    return make_activation_codes(actor=fatima, people=[mehmet])[0][1]


def come_in(client, number, code, password=PASSWORD):
    return client.post(
        "/activate/", {"personnel_number": number, "code": code, "password": password}
    )


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_mechanic_chooses_a_password_and_is_in(client, mehmet, code):
    response = come_in(client, mehmet.personnel_number, code)

    mehmet.refresh_from_db()
    assert response.url == "/welcome/"
    assert is_in(client)
    assert mehmet.check_password(PASSWORD)


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: f" {code} ",
    ],
)
def test_a_code_may_be_typed_as_one_likes(client, mehmet, code, typed):
    come_in(client, mehmet.personnel_number, typed(code))

    assert is_in(client)


def test_a_code_has_no_letters_that_look_alike(mehmet, fatima):
    codes = "".join(make_activation_codes(actor=fatima, people=[mehmet])[0][1] for _ in range(50))

    assert re.fullmatch(r"([A-Z0-9]{4}-[A-Z0-9]{4})+", codes)
    assert not set(codes) & set("0O1ILSBZ")


def test_a_code_works_once(client, mehmet, code):
    come_in(client, mehmet.personnel_number, code)
    client.logout()

    again = come_in(client, mehmet.personnel_number, code, "een tweede wachtwoord")

    assert again.status_code == 422
    assert not is_in(client)


def test_a_code_works_for_thirty_days(client, mehmet, code):
    with clock.moved_to(clock.now() + timedelta(days=31)):
        come_in(client, mehmet.personnel_number, code)

    assert not is_in(client)


def test_a_new_code_closes_the_one_before(client, mehmet, fatima, code):
    make_activation_codes(actor=fatima, people=[mehmet])

    come_in(client, mehmet.personnel_number, code)

    assert not is_in(client)


def test_the_code_of_somebody_else_does_not_help(client, mehmet, code):
    come_in(client, make_mechanic("Kees Brouwer").personnel_number, code)

    assert not is_in(client)


def test_who_left_does_not_come_in_with_a_code(client, mehmet, fatima, code):
    deactivate_person(actor=fatima, person=mehmet)

    come_in(client, mehmet.personnel_number, code)

    assert not is_in(client)


def test_only_a_hash_of_a_code_is_kept(mehmet, code):
    kept = ActivationCode.objects.values_list().get()

    assert code not in str(kept)
    assert code.replace("-", "") not in str(kept)


@pytest.mark.parametrize("wrong", ["number", "code", "both"])
def test_nobody_learns_which_of_them_was_wrong(
    client, mehmet, code, wrong, monkeypatch, django_assert_num_queries
):
    number = "99999" if wrong in ("number", "both") else mehmet.personnel_number
    typed = "AAAA-AAAA" if wrong in ("code", "both") else code

    with passwords_worked_out(monkeypatch) as hashed:
        response = come_in(client, number, typed)

    assert len(hashed) == 1
    status, text = without_token(response)
    assert status == 422
    assert text.replace(number, "").replace(typed, "") == without_token(
        come_in(client, "12345", "CCCC-CCCC")
    )[1].replace("12345", "").replace("CCCC-CCCC", "")


def test_a_weak_password_is_refused_before_the_code_is_looked_at(client, mehmet, code):
    right, wrong = (
        come_in(client, mehmet.personnel_number, typed, "kort") for typed in (code, "AAAA-AAAA")
    )

    assert without_token(right)[1].replace(code, "") == without_token(wrong)[1].replace(
        "AAAA-AAAA", ""
    )
    assert not is_in(client)


def test_codes_cannot_be_tried_one_after_another(client, mehmet, code):
    for number in range(8):
        come_in(client, mehmet.personnel_number, f"AAAA-AAA{number}")

    response = come_in(client, mehmet.personnel_number, code)

    assert response.status_code == 429
    assert not is_in(client)


def test_that_limit_says_nothing_about_who_exists(client, db):
    answers = [come_in(client, "99999", f"AAAA-AAA{number}").status_code for number in range(9)]

    assert answers == [422] * 8 + [429]


def test_many_people_cannot_be_tried_from_one_address(client, mehmet, code):
    for number in range(120):
        come_in(client, str(70000 + number), "AAAA-AAAA")

    come_in(client, mehmet.personnel_number, code)

    assert not is_in(client)


def test_looking_at_the_page_changes_nothing(client, mehmet, code):
    client.get("/activate/")

    assert ActivationCode.objects.get().used_at is None


def test_only_hr_makes_codes(bram, mehmet):
    with pytest.raises(Refused):
        make_activation_codes(actor=bram, people=[mehmet])


def test_hr_cannot_make_a_code_for_an_administrator(fatima):
    with pytest.raises(Refused):
        make_activation_codes(actor=fatima, people=[make_administrator()])


def test_nobody_gets_a_code_without_a_personnel_number(fatima):
    made = make_activation_codes(actor=fatima, people=[make_person(personnel_number=None)])

    assert made == []


def test_hr_prints_a_sheet_with_a_card_for_each(client, mehmet, fatima):
    make_mechanic("Kees Brouwer", language="en")
    client.force_login(fatima)

    sheet = client.post("/admin/codes/").content.decode()

    assert sheet.count('class="codecard"') == 2
    assert sheet.count("<path d=") >= 2
    assert "style=" not in sheet
    assert "Personnel number" in sheet


def test_the_code_on_the_sheet_works(client, mehmet, fatima):
    client.force_login(fatima)
    code = re.search(r"codecard__code\">(\S+?)<", client.post("/admin/codes/").content.decode())[1]
    client.logout()

    come_in(client, mehmet.personnel_number, code)

    assert is_in(client)


def test_the_sheet_is_for_those_who_were_never_here(client, mehmet, fatima, bram):
    make_mechanic("Al Binnen", last_login=clock.now())
    client.force_login(fatima)

    page = client.get("/admin/codes/").content.decode()

    assert "Mehmet Kaya" in page
    assert "Al Binnen" not in page
    assert "Bram de Wit" not in page
