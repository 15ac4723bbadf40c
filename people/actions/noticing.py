"""Telling a person that her account changed, in case it was somebody else."""

from django.db import transaction

from intranet.platform.outbox import publish
from people.events import AccountChanged
from people.models import User


@transaction.atomic
def note_account_change(*, person: User, what: str, email: str | None = None) -> None:
    """Owe her a mail about a change; who has no address finds it in her settings."""
    address = email or person.email
    if address:
        publish(AccountChanged(person_id=person.pk, what=what, email=address))
