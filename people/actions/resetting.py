"""Asking for a new password."""

from django.db import transaction

from intranet.platform.outbox import publish
from people.events import PasswordResetAsked


@transaction.atomic
def ask_for_password_reset(*, login: str) -> None:
    """Owe an answer to whoever this is. Looking that up happens later, so it tells nothing here."""
    publish(PasswordResetAsked(login=login.strip().lower()[:254]))
