"""A person chooses her password."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from intranet.platform.audit import record
from people.actions.noticing import note_account_change
from people.models import ActivationCode, Invitation, User


@transaction.atomic
def choose_password(*, person: User, password: str, tells_owner: bool = False) -> None:
    """Set the password of a person; what else could have set it is closed with that.

    `tells_owner` where nobody else tells her, who came in before, that she has another one.
    """
    was_here = person.has_come_in
    put_password(person, password)
    record("people.password.chosen", actor=person, subject=person)
    if tells_owner and was_here:
        note_account_change(person=person, what="password_changed")


@transaction.atomic
def replace_password(*, person: User, password: str, operator: int) -> None:
    """Set somebody's password from the command line of the machine; she is told of it.

    Nobody is signed in there, so what is recorded is the machine's own number for who did it.
    """
    was_here = person.has_come_in
    put_password(person, password)
    record("people.password.replaced", actor=None, subject=person, operator=operator)
    if was_here:
        note_account_change(person=person, what="password_changed")


def put_password(person: User, password: str) -> None:
    """Keep a password that is good enough, and close what else could set one."""
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    Invitation.objects.filter(person=person, used_at=None).delete()
    ActivationCode.objects.filter(person=person, used_at=None).delete()
