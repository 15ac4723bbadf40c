"""A new way into an account: whoever opens it, its owner is told, and it is recorded."""

import getpass
import os
import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from intranet.platform.models import AuditRecord
from notifications.feeds import bell
from notifications.models import Notification, Reason
from people.actions import accept_invitation, redeem_activation_code
from people.models import User
from people.roster.applying import apply_plan
from people.roster.plan import make_plan
from people.roster.reading import read_list
from tests.factories.people import PASSWORD, make_mechanic, make_person
from tests.outbox import deliver

pytestmark = pytest.mark.django_db

NEW = "graafmachine in de regen"


@pytest.fixture
def mehmet():
    """A mechanic without e-mail, who comes here with a number and a password."""
    return make_mechanic("Mehmet Kaya", password=PASSWORD, language="en")


@pytest.fixture
def hr(sign_in, fatima):
    """HR at work in the administration."""
    return sign_in(fatima)


def told(person):
    """Return why, and by whom, the bell rang."""
    rows = Notification.objects.filter(recipient=person).order_by("pk")
    return [(row.reason, row.actor_id) for row in rows]


def recorded(person):
    """Return what was written down about a person, and who did it."""
    rows = AuditRecord.objects.filter(subject_kind="people.user", subject_id=person.pk)
    return [(row.action, row.actor_id) for row in rows.order_by("pk")]


def print_code(hr, person):
    """Let HR print a sheet for this person; return the code on it."""
    sheet = hr.post("/admin/codes/", {"chosen": person.pk}).content.decode()
    return re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", sheet)[0]


def invite(hr, person):
    """Let HR invite somebody from the list of people."""
    chosen = {"action": "invite", "_selected_action": [person.pk]}
    hr.post("/admin/people/user/", chosen)


def give_address(hr, person, address):
    """Let HR write down another e-mail."""
    facts = {
        "name": person.name,
        "personnel_number": person.personnel_number or "",
        "kind_of_work": person.kind_of_work,
        "email": address,
    }
    answer = hr.post(f"/admin/people/user/{person.pk}/change/", facts)
    assert answer.status_code == 302


def link_in(mail):
    return re.search(r"https?://\S+?(/\S+)", mail.body)[1]


def test_a_code_for_somebody_who_is_here_is_told_in_the_bell(hr, mehmet, fatima, sign_in):
    print_code(hr, mehmet)
    deliver()

    page = sign_in(mehmet).get("/notifications/").content.decode()

    assert told(mehmet) == [(Reason.CODE_MADE, fatima.pk)]
    assert "Fatima El Amrani</strong> made a code for you" in page
    assert recorded(mehmet) == [("people.code.made", fatima.pk)]


def test_and_by_mail_to_who_has_an_address(hr, mailoutbox):
    priya = make_person("Priya Sharma", language="en")

    print_code(hr, priya)
    deliver()

    (mail,) = mailoutbox
    assert mail.to == [priya.email]
    assert "code" in mail.subject
    assert told(priya) == [(Reason.CODE_MADE, Notification.objects.get().actor_id)]


def test_a_first_code_is_the_usual_way_in_and_only_recorded(hr, fatima, mailoutbox):
    new = make_mechanic("Nieuwe Monteur")

    code = print_code(hr, new)
    redeem_activation_code(personnel_number=new.personnel_number, code=code, password=NEW)
    deliver()

    assert told(new) == []
    assert mailoutbox == []
    assert [action for action, _actor in recorded(new)] == [
        "people.code.made",
        "people.password.chosen",
        "people.code.redeemed",
    ]


def test_a_password_chosen_with_a_code_is_told_to_who_was_here(client, hr, mehmet, fatima):
    code = print_code(hr, mehmet)
    deliver()

    client.post(
        "/activate/",
        {"personnel_number": mehmet.personnel_number, "code": code, "password": NEW},
    )
    deliver()

    assert told(mehmet) == [(Reason.CODE_MADE, fatima.pk), (Reason.PASSWORD_CHOSEN, None)]
    assert ("people.password.chosen", mehmet.pk) in recorded(mehmet)


def test_an_invitation_of_who_is_here_already_is_told_in_the_bell_too(hr, fatima, mailoutbox):
    priya = make_person("Priya Sharma")

    invite(hr, priya)
    deliver()

    assert told(priya) == [(Reason.INVITED_AGAIN, fatima.pk)]
    # One mail: the invitation itself.
    assert len(mailoutbox) == 1
    assert ("people.person.invited", fatima.pk) in recorded(priya)


def test_a_first_invitation_rings_no_bell(hr):
    new = make_person("Nieuwe Collega", password=None)

    invite(hr, new)
    deliver()

    assert told(new) == []


def test_a_password_chosen_by_an_invitation_is_told_to_who_was_here(hr, fatima, mailoutbox):
    priya = make_person("Priya Sharma")
    invite(hr, priya)
    deliver()

    accept_invitation(token=link_in(mailoutbox[0]).strip("/").split("/")[-1], password=NEW)
    deliver()

    assert told(priya)[1:] == [(Reason.PASSWORD_CHOSEN, None)]
    assert len(mailoutbox) == 2


def test_an_address_that_hr_adds_is_told_to_who_came_in_without_one(hr, mehmet, fatima, mailoutbox):
    give_address(hr, mehmet, "iemand.anders@noorderlicht.example")
    deliver()

    assert told(mehmet) == [(Reason.EMAIL_CHANGED, fatima.pk)]
    # Nothing is said to an address of which nobody knows yet whose it is.
    assert mailoutbox == []


def test_an_address_in_hrs_list_is_told_as_well(mehmet, fatima):
    rows = (
        f"Naam;Personeelsnummer;E-mail\n{mehmet.name};{mehmet.personnel_number};nu@anders.example"
    )
    roster = read_list(rows.encode())
    plan = make_plan(roster, actor=fatima)

    apply_plan(actor=fatima, roster=roster, digest=plan.digest, leaving=[])
    deliver()

    assert told(mehmet) == [(Reason.EMAIL_CHANGED, fatima.pk)]


def test_a_forgotten_password_is_told_in_the_bell_and_by_mail(client, mailoutbox):
    bram = make_person("Bram de Wit")
    client.post("/accounts/password/reset/", {"email": bram.email})
    deliver()

    page = client.get(link_in(mailoutbox[0]), follow=True).redirect_chain[-1][0]
    client.post(page, {"password1": NEW, "password2": NEW})
    deliver()

    assert told(bram) == [(Reason.PASSWORD_CHOSEN, None)]
    assert len(mailoutbox) == 2
    assert recorded(bram) == [("people.password.chosen", bram.pk)]


def test_changing_it_oneself_is_told_to_who_has_no_mail(sign_in, mehmet):
    sign_in(mehmet).post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW})
    deliver()

    assert told(mehmet) == [(Reason.PASSWORD_CHOSEN, None)]


@pytest.fixture
def typed(monkeypatch):
    """Type these words where the command asks for a password."""

    def type_(*words):
        waiting = list(words)
        monkeypatch.setattr(getpass, "getpass", lambda _prompt: waiting.pop(0))

    return type_


def test_a_password_from_the_command_line_is_recorded_and_told(mehmet, typed, capsys):
    typed(NEW, NEW)

    call_command("changepassword", mehmet.personnel_number)
    deliver()

    row = AuditRecord.objects.get(action="people.password.replaced")
    assert (row.actor_id, row.subject_id, row.details) == (
        None,
        mehmet.pk,
        {"operator": os.getuid()},
    )
    assert told(mehmet) == [(Reason.PASSWORD_CHOSEN, None)]
    assert User.objects.get(pk=mehmet.pk).check_password(NEW)
    assert NEW not in capsys.readouterr().out


@pytest.mark.parametrize("words", [(NEW, "iets anders dan dat"), ("kort", "kort")])
def test_a_slip_at_the_command_line_changes_nothing(mehmet, typed, words):
    typed(*words)

    with pytest.raises(CommandError):
        call_command("changepassword", mehmet.personnel_number)

    assert User.objects.get(pk=mehmet.pk).check_password(PASSWORD)
    assert recorded(mehmet) == []


def test_the_command_line_knows_nobody_by_another_name(typed):
    typed(NEW, NEW)

    with pytest.raises(CommandError, match="Nobody signs in as"):
        call_command("changepassword", "niemand")


def test_the_account_of_another_is_in_nobodys_bell(hr, mehmet, fatima):
    print_code(hr, mehmet)
    deliver()
    before = len(bell(mehmet).lines)

    Notification.objects.update(recipient=fatima)

    assert (before, bell(fatima).lines) == (1, [])
