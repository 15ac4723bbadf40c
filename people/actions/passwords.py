"""A person chooses her password."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from intranet.platform.audit import record
from people.models import ActivationCode, Invitation, User


@transaction.atomic
def choose_password(*, person: User, password: str) -> None:
    """Set the password of a person; what else could have set it is closed with that."""
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    Invitation.objects.filter(person=person, used_at=None).delete()
    ActivationCode.objects.filter(person=person, used_at=None).delete()
    record("people.password.chosen", actor=person, subject=person)
