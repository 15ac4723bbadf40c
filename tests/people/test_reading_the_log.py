"""Administrators read who did what; looking at one person is an act like any other."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from intranet.platform.audit import record
from intranet.platform.models import AuditCheck, AuditRecord
from intranet.platform.sealing import seal_what_waits
from intranet.platform.tasks import check_log_when_asked, tell_head_of_log
from people.actions import deactivate_person
from tests.architecture.sources import APPS, ROOT
from tests.counting import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, tom):
    """A browser in which the administrator is signed in."""
    tom.language = "en"
    tom.save()
    client.force_login(tom)
    return client


def page_of(answer):
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_an_administrator_reads_who_did_what_to_whom(admin, fatima, bram):
    deactivate_person(actor=fatima, person=bram)
    seal_what_waits()

    page = page_of(admin.get("/admin/log/"))

    assert "Fatima El Amrani ended the access of a colleague: Bram de Wit" in page
    assert "people.user" in page


def test_what_nobody_has_words_for_is_told_by_its_code(admin):
    record("tests.thing.done", actor=None)

    page = page_of(admin.get("/admin/log/"))

    assert "The system tests.thing.done" in page
    assert "not sealed yet" in page


def test_an_erased_person_is_a_number(admin, bram):
    record("people.profile.changed", actor=bram, subject=bram)
    number = bram.pk
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_user WHERE id = %s", [number])

    page = page_of(admin.get("/admin/log/"))

    assert f"not known here any more ({number}) changed a profile" in page
    assert "Bram" not in page


def test_it_is_read_in_pages_and_by_kind_and_day(admin, tom):
    for number in range(60):
        record("people.settings.changed", actor=tom, number=number)
    record("blogs.blog.started", actor=tom)

    first = page_of(admin.get("/admin/log/?kind=people."))
    cursor = re.search(r'name="cursor" value="([^"]+)"', first)[1]
    second = page_of(admin.get(f"/admin/log/?kind=people.&cursor={cursor}"))

    assert "started a blog" not in first
    shown = [re.findall(r'id="entry-(\d+)"', page) for page in (first, second)]
    numbers = [int(number) for page in shown for number in page]
    assert [len(page) for page in shown] == [50, 10]
    assert numbers == sorted(set(numbers), reverse=True)
    assert "Nothing found" in page_of(admin.get("/admin/log/?until=2001-01-01"))
    assert "started a blog" in page_of(admin.get("/admin/log/?since=2001-01-01"))


def test_nonsense_in_the_address_is_not_asked(admin, tom):
    record("blogs.blog.started", actor=tom)

    for nonsense in ("kind=x&since=gisteren&cursor=!!", "since=0001-01-01&until=9999-12-31"):
        assert "started a blog" in page_of(admin.get(f"/admin/log/?{nonsense}"))


def test_the_number_of_questions_does_not_grow_with_the_lines(admin, tom, bram):
    record("people.person.changed", actor=tom, subject=bram)
    few = queries_of(admin, "/admin/log/")
    for person in (tom, bram) * 10:
        record("communities.person.invited", actor=person, person=bram.pk)

    assert queries_of(admin, "/admin/log/") == few


def test_reading_it_is_not_recorded_but_looking_one_person_up_is(admin, tom, bram):
    record("people.profile.changed", actor=bram, subject=bram)
    record("people.settings.changed", actor=tom)
    before = AuditRecord.objects.count()

    admin.get("/admin/log/")
    admin.get(f"/admin/log/?person={bram.email}")
    assert AuditRecord.objects.count() == before
    page = page_of(admin.post("/admin/log/", {"person": bram.email}))

    looked = AuditRecord.objects.get(action="people.log.viewed")
    assert (looked.actor_id, looked.subject_id) == (tom.pk, bram.pk)
    assert "What Bram de Wit did" in page
    assert "Bram de Wit changed a profile" in page
    assert "changed settings" not in page


def test_who_is_not_there_cannot_be_looked_up(admin):
    answer = admin.post("/admin/log/", {"person": "niemand@noorderlicht.example"})

    assert answer.status_code == 422
    assert "Nobody signs in with this." in answer.content.decode()
    assert not AuditRecord.objects.filter(action="people.log.viewed").exists()


@pytest.mark.parametrize("address", ["/admin/log/", "/admin/log/check/"])
def test_hr_and_colleagues_do_not_see_the_log(client, fatima, bram, address):
    for person in (fatima, bram):
        client.force_login(person)
        assert client.post(address, {"person": bram.email}).status_code in (302, 403)
        assert client.get("/admin/log/").status_code in (302, 403)

    assert not AuditRecord.objects.exists()
    assert not AuditCheck.objects.exists()


def test_a_check_is_asked_for_and_its_result_read(admin, tom):
    record("people.profile.changed", actor=tom, subject=tom)
    seal_what_waits()

    admin.post("/admin/log/check/")
    admin.post("/admin/log/check/")
    waiting = page_of(admin.get("/admin/log/"))
    check_log_when_asked()
    page = page_of(admin.get("/admin/log/"))

    assert AuditCheck.objects.count() == 1
    assert "is being checked" in waiting
    assert "The log is whole." in page
    assert AuditCheck.objects.get().head in page


def test_a_check_names_what_is_wrong_also_an_end_that_an_earlier_one_saw(admin, tom):
    tell_head_of_log()
    record("people.profile.changed", actor=tom, subject=tom)
    seal_what_waits()
    check_log_when_asked()
    admin.post("/admin/log/check/")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM platform_auditrecord")
        cursor.execute("DELETE FROM platform_auditseal")

    check_log_when_asked()

    page = page_of(admin.get("/admin/log/"))
    assert "The log is not whole." in page
    assert "its end was cut off" in page


def test_every_act_of_the_product_has_words_in_the_log():
    known = {act for path in settings.AUDIT_WORDING for act in import_string(path)}
    said = {
        act
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for act in re.findall(r'\brecord\(\s*"([a-z_.]+)"', path.read_text())
    }

    assert sorted(said - known) == []
