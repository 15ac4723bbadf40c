"""Who works here and has not come in yet; for HR."""

from typing import Any

from intranet.platform import clock
from people.feeds.directory import narrowed
from people.models import Invitation, User
from people.querysets import UserQuerySet


def people_to_activate(only: dict[str, Any]) -> UserQuerySet:
    """Return people without e-mail who have a personnel number and were never here."""
    people = User.objects.awaited().filter(email=None).exclude(personnel_number=None)
    return narrowed(people, **only).with_card().by_name()


def people_to_invite(only: dict[str, Any]) -> UserQuerySet:
    """Return people with e-mail who were never here and have no invitation yet."""
    asked = Invitation.objects.open(clock.now()).values("person")
    people = User.objects.awaited().exclude(email=None).exclude(pk__in=asked)
    return narrowed(people, **only).with_card().by_name()
