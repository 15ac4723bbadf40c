"""Bringing people in from the old network."""

import pytest

from communities.models import Membership
from people.actions import ask_for_password_reset
from people.models import User
from tests.factories.communities import make_person
from tests.imports.exports import GROUP, Export
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


def test_a_user_becomes_a_person_with_her_job_team_and_location(bring_in):
    export = Export()
    export.user(2, "Éva Bos", job_title="Monteur", location="Assen", department="Storingen")

    bring_in(export)

    eva = User.objects.get(email="éva@noorderlicht.example")
    assert (eva.name, eva.job_title, eva.team.name) == ("Éva Bos", "Monteur", "Storingen")
    assert eva.location.name == "Assen"


def test_who_came_in_this_way_cannot_sign_in_with_any_password(bring_in, client):
    export = Export()
    export.user(2, "Bram de Wit")

    bring_in(export)

    bram = User.objects.get(name="Bram de Wit")
    assert bram.is_active
    assert not bram.has_usable_password()


def test_who_came_in_this_way_gets_no_link_for_a_new_password(bring_in, mailoutbox):
    export = Export()
    export.user(2, "Bram de Wit")
    bring_in(export)

    ask_for_password_reset(login="bram@noorderlicht.example")

    deliver()
    assert mailoutbox == []


def test_a_colleague_who_is_here_is_recognised_by_address_and_left_as_she_is(bring_in):
    sanne = make_person("Sanne Postma", email="sanne@noorderlicht.example", job_title="Planner")
    export = Export()
    export.user(2, "S. Postma", email="Sanne@Noorderlicht.example", job_title="Monteur")

    report = bring_in(export)

    sanne.refresh_from_db()
    assert report["people"]["recognised_by_address"] == 1
    assert (sanne.name, sanne.job_title) == ("Sanne Postma", "Planner")
    assert User.objects.filter(email="sanne@noorderlicht.example").count() == 1


@pytest.mark.parametrize(
    "cells",
    [
        {"state": "soft_delete"},
        {"suspended_at": "2017-09-01T00:00:00.000Z"},
        {"deleted_at": "2017-09-01T00:00:00.000Z"},
    ],
)
def test_who_was_suspended_or_is_gone_keeps_her_name_and_cannot_come_in(bring_in, cells):
    export = Export()
    export.message("Tot ziens", sender_id=export.user(2, "Hendrik Bos", **cells))

    report = bring_in(export)

    hendrik = User.objects.get(name="Hendrik Bos")
    assert not hendrik.is_active
    assert report["people"]["suspended_or_gone"] == 1
    assert not Membership.objects.filter(person=hendrik).exists()


def test_a_sender_who_is_in_no_users_file_is_made_from_his_messages(bring_in):
    export = Export()
    export.message(
        "Ik was er eerder",
        sender_id=77,
        sender_name="Kees Brouwer",
        sender_email="kees@oud.example",
    )

    report = bring_in(export)

    kees = User.objects.get(name="Kees Brouwer")
    assert (kees.email, kees.is_active) == ("kees@oud.example", False)
    assert report["people"]["known_only_from_messages"] == 1


def test_a_sender_who_turns_up_in_a_later_users_file_takes_his_place_after_all(bring_in):
    first, second = Export("1.zip", until="2018-01-01"), Export("2.zip", until="2019-01-01")
    first.message("Hoi", sender_id=77, sender_name="Kees Brouwer", sender_email="kees@oud.example")
    second.user(77, "Kees Brouwer", email="kees@oud.example", job_title="Monteur")

    bring_in(first)
    report = bring_in(second)

    kees = User.objects.get(name="Kees Brouwer")
    assert report["people"]["updated"] == 1
    assert (kees.is_active, kees.job_title) == (True, "Monteur")
    assert Membership.objects.filter(person=kees, community__name="Storingen").exists()


def test_two_accounts_of_one_person_with_one_address_become_one(bring_in):
    export = Export()
    old = export.user(2, "Bram de Wit", email="bram@noorderlicht.example", state="soft_delete")
    new = export.user(3, "Bram de Wit", email="Bram@noorderlicht.example")
    for account in (old, new):
        export.message(f"Van account {account}", sender_id=account)

    report = bring_in(export)

    bram = User.objects.get(name="Bram de Wit")
    assert bram.is_active
    assert report["people"]["of_whom_joined"] == 1


def test_an_address_that_was_handed_on_does_not_put_words_in_anothers_mouth(bring_in):
    export = Export()
    export.user(2, "Bram de Wit", email="info@noorderlicht.example", state="soft_delete")
    export.user(3, "Nadia Vos", email="info@noorderlicht.example")

    report = bring_in(export)

    assert User.objects.get(name="Nadia Vos").email == "info@noorderlicht.example"
    assert User.objects.get(name="Bram de Wit").email is None
    assert report["people"]["second_accounts_of_one_address"] == 1


def test_what_no_person_wrote_stands_under_an_account_that_says_so(bring_in):
    export = Export()
    export.message("Yara heeft de groep gemaakt", sender_type="bot")

    report = bring_in(export)

    machine = User.objects.get(is_system=True)
    assert machine.name == "Vorig netwerk (automatische berichten)"
    assert not machine.is_active
    assert report["messages"]["not_from_a_person"] == 1


def test_what_hr_changed_here_is_not_overwritten_by_a_newer_export(bring_in):
    first, second = Export("1.zip", until="2018-01-01"), Export("2.zip", until="2019-01-01")
    first.user(2, "Bram de Wit", job_title="Monteur")
    second.user(2, "Bram de Wit", job_title="Voorman")
    bring_in(first)
    User.objects.filter(name="Bram de Wit").update(job_title="Teamleider")

    report = bring_in(second)

    assert User.objects.get(name="Bram de Wit").job_title == "Teamleider"
    assert report["people"]["changed_here_and_kept"] == 1


def test_who_wrote_in_a_group_belongs_to_it_and_administrators_manage_it(bring_in):
    export = Export()
    export.group(GROUP, "Directie", private="true")
    export.message("Onder ons", sender_id=export.user(2, "Bram de Wit"), in_private_group="true")
    export.user(3, "Sanne Postma")

    bring_in(export)

    roles = dict(Membership.objects.values_list("person__name", "role"))
    assert roles == {"Yara Kamp": "manager", "Bram de Wit": "member"}


def test_a_group_without_an_administrator_is_managed_by_who_was_there_first(bring_in):
    export = Export()
    export.rows["Admins.csv"] = []
    export.message("Eerste", sender_id=export.user(2, "Bram de Wit"), at="2017-05-01T10:00:00Z")
    export.message("Tweede", sender_id=export.user(3, "Nadia Vos"), at="2017-05-02T10:00:00Z")

    bring_in(export)

    assert Membership.objects.get(person__name="Bram de Wit").role == "manager"
    assert Membership.objects.get(person__name="Nadia Vos").role == "member"


def test_who_left_a_community_here_is_not_put_back_by_the_next_import(bring_in):
    export = Export()
    export.message("Hoi", sender_id=export.user(2, "Bram de Wit"))
    bring_in(export)
    Membership.objects.filter(person__name="Bram de Wit").delete()

    bring_in(export)

    assert not Membership.objects.filter(person__name="Bram de Wit").exists()


def test_nobody_becomes_manager_of_a_community_that_was_here(bring_in):
    from tests.factories.communities import make_community

    company = make_community(is_company_wide=True)
    export = Export()
    export.message("Aan allen", group_id="", group_name="")

    bring_in(export)

    assert company.posts.count() == 1
    assert not Membership.objects.filter(community=company, person__name="Yara Kamp").exists()
