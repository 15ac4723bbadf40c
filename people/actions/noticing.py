"""Telling that something about people changed: them, and whatever follows from it."""

from collections.abc import Iterable

from django.db import transaction

from intranet.platform.outbox import publish
from people.events import AccountChanged, PeopleChanged
from people.models import User

# People in one event.
AT_ONCE = 1000


@transaction.atomic
def note_account_change(
    *, person: User, what: str, email: str | None = None, actor: User | None = None
) -> None:
    """Owe her a mail about a change, where there is an address, and what else she is told by."""
    address = person.email or "" if email is None else email
    by = actor.pk if actor is not None and actor.pk != person.pk else None
    publish(AccountChanged(person_id=person.pk, what=what, email=address, actor_id=by))


@transaction.atomic
def note_people_changed(person_ids: Iterable[int]) -> None:
    """Tell that what can be known of these people is another than before."""
    ids = sorted(set(person_ids))
    for start in range(0, len(ids), AT_ONCE):
        publish(PeopleChanged(person_ids=tuple(ids[start : start + AT_ONCE])))
