"""The audit log only grows, and shows when somebody made it do something else."""

import io
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from intranet.platform import clock, sealing
from intranet.platform.audit import record
from intranet.platform.models import AuditRecord, AuditSeal
from intranet.platform.sealing import check_log, head_digest, making, seal_what_waits
from intranet.platform.tasks import seal_log
from people.models import User
from tests.factories.communities import make_person
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(settings, monkeypatch):
    """Ten acts of one person, in seals of three; the last one waits."""
    monkeypatch.setattr(making, "MOST_IN_A_SEAL", 3)
    sanne = make_person("Sanne Postma")
    for number in range(9):
        record("tests.thing.done", actor=sanne, subject=sanne, number=number)
    seal_what_waits()
    record("tests.thing.done", actor=sanne)
    return list(AuditRecord.objects.order_by("pk"))


def as_owner(sql, *values):
    """Do what somebody can who has the database in her hands."""
    with connection.cursor() as cursor:
        for table, kind in (("auditrecord", "DISABLE"), ("auditseal", "DISABLE")):
            cursor.execute(f"ALTER TABLE platform_{table} {kind} TRIGGER USER")
        cursor.execute(sql, values)
        for table in ("auditrecord", "auditseal"):
            cursor.execute(f"ALTER TABLE platform_{table} ENABLE TRIGGER USER")


def found():
    """Return what a check finds wrong."""
    return [(one.kind, one.entry, one.seal) for one in check_log().findings]


def check(*arguments):
    """Run the command; return what it says, and whether it says that the log is whole."""
    said = io.StringIO()
    try:
        call_command("check_audit", *arguments, stdout=said)
    except CommandError as error:
        return said.getvalue() + str(error), error.returncode == 0
    return said.getvalue(), True


# ---- Growing


def test_a_line_costs_one_question_and_waits_for_nobody():
    sanne = make_person("Sanne Postma")

    with CaptureQueriesContext(connection) as asked:
        record("tests.thing.done", actor=sanne)

    assert len(asked) == 1
    assert AuditRecord.objects.get().seal_number is None


def test_everything_is_sealed_once_and_in_order(log):
    seals = list(AuditSeal.objects.order_by("number"))

    assert [(seal.number, seal.size) for seal in seals] == [(1, 3), (2, 3), (3, 3)]
    assert [seal.previous for seal in seals[1:]] == [seal.digest for seal in seals[:-1]]
    assert [each.seal_number for each in log] == [1] * 3 + [2] * 3 + [3] * 3 + [None]
    assert seal_what_waits() == 1
    assert seal_what_waits() == 0


def test_a_long_backlog_is_worked_off_in_steps(monkeypatch):
    monkeypatch.setattr(making, "MOST_IN_A_SEAL", 2)
    monkeypatch.setattr(making, "MOST_SEALS", 3)
    for _number in range(10):
        record("tests.thing.done", actor=None)

    assert [seal_what_waits(), seal_what_waits(), seal_what_waits()] == [6, 4, 0]
    assert check_log().is_whole


@pytest.mark.parametrize(
    "act",
    [
        lambda: AuditRecord.objects.update(action="tests.other"),
        lambda: AuditRecord.objects.filter(seal_number=None).update(actor_id=None),
        lambda: AuditRecord.objects.filter(seal_number=1).update(seal_number=2),
        lambda: AuditRecord.objects.filter(seal_number=1).update(seal_number=None),
        lambda: AuditRecord.objects.filter(seal_number=None).update(seal_number=4, at=clock.now()),
        lambda: AuditRecord.objects.filter(seal_number=None).delete(),
        lambda: AuditRecord.objects.all().delete(),
        lambda: AuditSeal.objects.update(size=F("size") + 1),
        lambda: AuditSeal.objects.all().delete(),
    ],
)
def test_the_database_refuses_to_change_or_remove_anything(log, act):
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        act()

    assert list(AuditRecord.objects.order_by("pk")) == log
    assert check_log().is_whole


def test_outside_the_tests_the_database_refuses_to_empty_the_log(log):
    refused = pytest.raises(IntegrityError, match="only grows")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE platform_auditrecord ENABLE TRIGGER the_log_is_never_emptied")
        cursor.execute("TRUNCATE platform_auditrecord")

    assert AuditRecord.objects.count() == len(log)


# ---- At the same moment


@pytest.mark.django_db(transaction=True)
def test_a_line_that_is_committed_late_is_sealed_although_its_number_is_lower():
    written, later = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            record("tests.slow", actor=None)
            written.set()
            assert later.wait(20)

    def quick():
        assert written.wait(20)
        record("tests.quick", actor=None)
        sealed = seal_what_waits()
        later.set()
        return sealed

    assert together(slow, quick) == [None, 1]
    seal_log()

    lines = AuditRecord.objects.order_by("pk").values_list("action", "seal_number")
    assert list(lines) == [("tests.slow", 2), ("tests.quick", 1)]
    assert check_log().is_whole


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_seal_everything_once():
    for _number in range(50):
        record("tests.thing.done", actor=None)

    sealed = together(*[seal_what_waits] * 4)

    assert sum(sealed) == 50
    assert check_log().is_whole
    assert check_log().entries == 50


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_while_sealing_leaves_nothing_half(monkeypatch):
    record("tests.thing.done", actor=None)

    class Killed(BaseException):
        pass

    def die(*_arguments, **_named):
        raise Killed

    with monkeypatch.context() as dying, pytest.raises(Killed):
        dying.setattr("django.db.models.query.QuerySet.update", die)
        seal_what_waits()

    assert not AuditSeal.objects.exists()
    assert seal_what_waits() == 1
    assert check_log().is_whole


# ---- Showing


def test_a_log_that_nobody_touched_is_whole(log):
    said, is_whole = check()

    assert is_whole
    assert "whole: 9 entries under 3 seals" in said
    assert "Waiting for a seal: 1." in said
    assert head_digest() in said


def test_an_empty_log_is_whole(db):
    assert check() == (
        "The audit log is whole: 0 entries under 0 seals.\n"
        "Waiting for a seal: 0.\nHead: none yet\n",
        True,
    )


def test_a_changed_entry_is_named(log):
    as_owner("UPDATE platform_auditrecord SET actor_id = 1 WHERE id = %s", log[4].pk)

    said, is_whole = check()

    assert found() == [("changed", log[4].pk, 2)]
    assert f"Entry {log[4].pk} was changed after it was sealed (seal 2)." in said
    assert not is_whole


def test_a_removed_entry_is_named(log):
    as_owner("DELETE FROM platform_auditrecord WHERE id = %s", log[4].pk)

    assert found() == [("missing", log[4].pk, 2)]


def test_an_entry_that_was_put_in_is_named(log):
    as_owner(
        "INSERT INTO platform_auditrecord (id, at, action, subject_kind, details, seal_number)"
        " VALUES (%s, now(), 'tests.put_in', '', '{}', 2)",
        -5,
    )

    assert found() == [("put_in", -5, 2)]


def test_an_entry_that_is_dated_back_is_counted_once_it_is_sealed(log):
    as_owner(
        "INSERT INTO platform_auditrecord (id, at, action, subject_kind, details)"
        " VALUES (-5, now() - interval '3 days', 'tests.put_in', '', '{}')"
    )
    seal_what_waits()

    assert "Sealed more than a day after their date: 1." in check()[0]


def test_two_entries_that_change_places_are_named(log):
    as_owner(
        "UPDATE platform_auditrecord AS one SET details = other.details"
        " FROM platform_auditrecord AS other"
        " WHERE (one.id, other.id) IN ((%s, %s), (%s, %s))",
        *(log[1].pk, log[5].pk, log[5].pk, log[1].pk),
    )

    assert found() == [("changed", log[1].pk, 1), ("changed", log[5].pk, 2)]


def test_an_entry_that_is_taken_out_of_its_seal_is_named(log):
    as_owner("UPDATE platform_auditrecord SET seal_number = NULL WHERE id = %s", log[4].pk)
    seal_what_waits()

    assert found() == [("taken_out", log[4].pk, 2)]


def test_an_entry_that_names_a_seal_that_was_never_made_is_named(log):
    as_owner("UPDATE platform_auditrecord SET seal_number = 9 WHERE id = %s", log[9].pk)

    assert found() == [("put_in", log[9].pk, 9)]


@pytest.mark.parametrize(
    "change",
    [
        "sealed_at = sealed_at - interval '1 day'",
        "size = size + 1",
        "first_id = first_id - 1",
        "last_id = last_id + 1",
        "leaves = leaves || leaves",
        "leaves = substring(leaves from 2)",
        "batch = previous",
    ],
)
def test_a_changed_seal_is_named(log, change):
    as_owner(f"UPDATE platform_auditseal SET {change} WHERE number = 2")

    assert ("seal_changed", None, 2) in found()


def test_a_seal_that_was_made_anew_does_not_fit_the_next(log):
    as_owner("UPDATE platform_auditrecord SET action = 'tests.other' WHERE id = %s", log[0].pk)
    first = AuditSeal.objects.get(number=1)
    as_owner("DELETE FROM platform_auditseal WHERE number = 1")
    anew = making.seal_of(list(AuditRecord.objects.filter(seal_number=1).order_by("pk")))
    anew.number, anew.previous, anew.sealed_at = 1, first.previous, first.sealed_at
    anew.digest = sealing.digests.digest_of_seal(anew)
    anew.save(force_insert=True)

    assert found() == [("seal_apart", None, 2)]


def test_a_missing_seal_is_named(log):
    as_owner("DELETE FROM platform_auditseal WHERE number = 2")

    assert found()[:2] == [("seal_missing", None, 2), ("seal_apart", None, 3)]


def test_an_end_that_was_cut_off_is_seen_by_whoever_noted_the_digest(log, tmp_path):
    noted = tmp_path / "noted.txt"
    noted.write_text(f"week 46\nHead: {head_digest()}\n")
    assert check("--expect", head_digest()) == check("--expect", str(noted))
    assert check("--expect", str(noted))[1]

    as_owner("DELETE FROM platform_auditrecord WHERE seal_number = 3")
    as_owner("DELETE FROM platform_auditseal WHERE number = 3")

    assert check()[1]
    said, is_whole = check("--expect", str(noted))
    assert not is_whole
    assert "its end was cut off" in said


def test_what_is_no_digest_is_refused(log, tmp_path):
    (tmp_path / "empty.txt").touch()

    for words in ("abc", str(tmp_path / "empty.txt")):
        with pytest.raises(CommandError):
            call_command("check_audit", "--expect", words, stdout=io.StringIO())


def test_erasing_a_person_keeps_the_chain(log):
    as_owner("DELETE FROM people_user WHERE name = 'Sanne Postma'")

    assert not User.objects.filter(pk=log[0].actor_id).exists()
    assert check_log().is_whole


def test_a_check_asks_as_much_of_a_long_log_as_of_a_short_one(log):
    with CaptureQueriesContext(connection) as short:
        check_log()
    for number in range(60):
        record("tests.thing.done", actor=None, number=number)
    seal_what_waits()

    with CaptureQueriesContext(connection) as long:
        assert check_log().is_whole

    assert len(short) == len(long)


# ---- Only ids


@pytest.mark.parametrize(
    "words", ["Sanne Postma", "sanne@noorderlicht.example", ["a b"], {"a": 1}, 1.5, "x" * 101]
)
def test_what_could_be_somebodys_words_is_refused(words):
    with pytest.raises(ValueError, match="ids and choices"):
        record("tests.thing.done", actor=None, facts=words)

    assert not AuditRecord.objects.exists()


texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
numbers = st.integers(-(2**62), 2**62)
CHANGES = st.one_of(
    st.tuples(st.just("at"), st.datetimes(timezones=st.just(clock.EPOCH.tzinfo))),
    st.tuples(st.sampled_from(["action", "subject_kind"]), texts),
    st.tuples(st.sampled_from(["actor_id", "subject_id"]), st.none() | numbers),
    st.tuples(
        st.just("details"),
        st.dictionaries(texts, st.none() | st.booleans() | numbers | texts, max_size=3),
    ),
)


class AnyChange(TestCase):
    """Whatever somebody changes in whichever entry, it shows."""

    @given(CHANGES, st.integers(0, 2))
    @examples(max_examples=120, deadline=None, derandomize=True)
    def test_any_change_of_any_entry_is_noticed(self, change, place):
        for number in range(3):
            record("tests.thing.done", actor=None, number=number)
        seal_what_waits()
        entry = AuditRecord.objects.order_by("pk")[place]
        field, value = change
        is_another = getattr(entry, field) != value

        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
        AuditRecord.objects.filter(pk=entry.pk).update(**{field: value})

        expected = [("changed", entry.pk, entry.seal_number)] if is_another else []
        assert found() == expected
