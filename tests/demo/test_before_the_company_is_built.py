"""Building the demo company: whole or not at all, and only in an empty place."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from intranet.demo.build import build_company
from intranet.demo.hiring import Hiring
from intranet.platform.models import AuditRecord
from people.models import User


def test_the_accounts_are_told_without_building_anything(db):
    said = StringIO()

    call_command("demo", "--accounts", stdout=said)

    assert "joke.veenstra@noorderlicht.example" in said.getvalue()
    assert not User.objects.filter(is_system=False).exists()


def test_a_build_that_breaks_off_leaves_nothing_behind(db, monkeypatch):
    monkeypatch.setattr(Hiring, "settle_in", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        build_company()

    assert not User.objects.filter(is_system=False).exists()
    assert not AuditRecord.objects.exists()


def test_it_is_not_built_where_others_work(db):
    User.objects.create_user(name="Iemand Anders", email="iemand@example.org")

    with pytest.raises(CommandError, match="empty database"):
        call_command("demo", stdout=StringIO())
