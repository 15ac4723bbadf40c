"""Seeing who accepted the code of conduct, and taking the proof along."""

import csv
import io
import re

import pytest

from intranet.platform.models import AuditRecord
from intranet.platform.sheets import as_words
from tests.counting import queries_of
from tests.factories.code import accept_code, make_version
from tests.factories.people import make_person

HERE = "/admin/moderation/codeversion/accepted/"


def names_in(response):
    return re.findall(
        r'class="entry__name"><a href="/people/\d+/">([^<]+)', response.content.decode()
    )


def rows_in(response):
    words = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(words), delimiter=";"))


def test_hr_sees_how_many_accepted_and_who_has_not_yet(hr, bram, fatima):
    make_version(fatima)
    accept_code(person=bram, number=1)
    make_person("Hendrik Bos", is_active=False)

    response = hr.get(HERE)

    assert "1 of 2 colleagues accepted version 1." in response.content.decode()
    assert names_in(response) == ["Fatima El Amrani"]
    assert names_in(hr.get(f"{HERE}?only=yes")) == ["Bram de Wit"]


def test_what_was_accepted_before_a_better_wording_counts(hr, bram, fatima):
    make_version(fatima, days_ago=9)
    accept_code(person=bram, number=1)
    make_version(fatima, is_material=False)

    assert "1 of 2 colleagues accepted version 2." in hr.get(HERE).content.decode()
    assert names_in(hr.get(f"{HERE}?version=2&only=yes")) == ["Bram de Wit"]


def test_what_was_accepted_before_something_that_matters_does_not_count(hr, bram, fatima):
    make_version(fatima, days_ago=9)
    accept_code(person=bram, number=1)
    make_version(fatima)

    assert "0 of 2 colleagues accepted version 2." in hr.get(HERE).content.decode()
    assert names_in(hr.get(f"{HERE}?version=1&only=yes")) == ["Bram de Wit"]


@pytest.mark.parametrize("only", ["not", "yes"])
def test_she_finds_somebody_by_name(hr, bram, fatima, only):
    make_version(fatima)
    sanne = make_person("Sanne Postma")
    if only == "yes":
        accept_code(person=bram, number=1)
        accept_code(person=sanne, number=1)

    assert names_in(hr.get(f"{HERE}?only={only}&q=sann")) == ["Sanne Postma"]
    assert "Nobody of that name" in hr.get(f"{HERE}?only={only}&q=xyz").content.decode()


@pytest.mark.parametrize("only", ["not", "yes"])
def test_a_long_list_is_read_page_by_page_and_nobody_is_missing(hr, fatima, only):
    make_version(fatima)
    people = [make_person(f"Persoon {number:03}") for number in range(120)]
    for person in people if only == "yes" else ():
        accept_code(person=person, number=1)

    seen, address = [], f"{HERE}?only={only}"
    while address:
        response = hr.get(address)
        seen += names_in(response)
        more = re.search(r'rel="next" href="([^"]+)"', response.content.decode())
        address = HERE + more[1].replace("&amp;", "&") if more else ""

    wanted = {person.name for person in people} | ({fatima.name} if only == "not" else set())
    assert sorted(seen) == sorted(wanted)


@pytest.mark.parametrize("only", ["not", "yes"])
def test_the_list_takes_as_many_queries_for_many_as_for_few(hr, fatima, only):
    make_version(fatima)

    def grow(number):
        for _each in range(number):
            person = make_person("Iemand Nieuw")
            if only == "yes":
                accept_code(person=person, number=1)
        return queries_of(hr, f"{HERE}?only={only}")

    assert grow(3) == grow(27)


def test_the_proof_is_a_file_of_who_accepted_what_when(hr, bram, fatima):
    make_version(fatima)
    accept_code(person=bram, number=1)

    response = hr.post(f"{HERE}1.csv")

    head, row = rows_in(response)
    assert head == ["name", "personnel number", "version", "accepted at"]
    assert row[:3] == ["Bram de Wit", bram.personnel_number, "1"]
    assert "attachment" in response["Content-Disposition"]
    assert AuditRecord.objects.filter(
        action="moderation.acceptances.exported", actor_id=fatima.pk
    ).exists()


def test_no_name_is_a_formula_in_the_file(hr, fatima):
    make_version(fatima)
    accept_code(person=make_person('=HYPERLINK("http://kwaad.example")'), number=1)

    _head, row = rows_in(hr.post(f"{HERE}1.csv"))

    assert row[0] == '\'=HYPERLINK("http://kwaad.example")'


@pytest.mark.parametrize("cell", ["=1+1", "+31 6", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_nothing_that_could_be_a_formula_stays_one(cell):
    assert as_words(cell) == f"'{cell}"


def test_the_proof_is_for_hr_only_and_never_taken_by_a_link(here, fatima, client):
    make_version(fatima)

    assert here.post(f"{HERE}1.csv").status_code in (302, 403)
    client.force_login(fatima)
    assert client.get(f"{HERE}1.csv").status_code == 405
    assert client.post(f"{HERE}7.csv").status_code == 404


def test_before_a_version_holds_the_page_says_so(hr):
    assert "No version holds yet" in hr.get(HERE).content.decode()
    assert hr.get(f"{HERE}?version=9").status_code == 404
