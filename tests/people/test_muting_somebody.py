"""Muting somebody."""

import pytest

from intranet.platform.models import AuditRecord
from intranet.platform.policy import Refused
from people.actions import mute_person
from people.models import Mute
from tests.factories.people import make_person


@pytest.fixture
def mehmet(db):
    return make_person("Mehmet Kaya")


def test_a_person_mutes_a_colleague_and_takes_it_back(here, bram, mehmet):
    here.post(f"/people/{mehmet.pk}/mute/")
    assert Mute.objects.filter(person=bram, muted=mehmet).exists()

    here.post(f"/people/{mehmet.pk}/mute/remove/")
    assert not Mute.objects.exists()


def test_muting_twice_is_muting_once(here, mehmet):
    for _ in range(2):
        here.post(f"/people/{mehmet.pk}/mute/")

    assert Mute.objects.count() == 1


def test_the_profile_says_so_and_offers_the_way_back(here, mehmet):
    here.post(f"/people/{mehmet.pk}/mute/")

    assert f"/people/{mehmet.pk}/mute/remove/" in here.get(f"/people/{mehmet.pk}/").content.decode()


def test_nobody_else_learns_of_it(client, here, bram, mehmet):
    here.post(f"/people/{mehmet.pk}/mute/")
    client.force_login(mehmet)

    page = client.get(f"/people/{bram.pk}/").content.decode()

    assert "mute/remove" not in page
    assert not AuditRecord.objects.exists()


def test_nobody_mutes_herself(bram):
    with pytest.raises(Refused):
        mute_person(person=bram, colleague=bram)


def test_muting_needs_a_click(here, mehmet):
    assert here.get(f"/people/{mehmet.pk}/mute/").status_code == 405
