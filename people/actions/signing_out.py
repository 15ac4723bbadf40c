"""Ending sessions: one device, all others, or every one of them."""

from collections.abc import Iterable
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from intranet.platform import clock
from intranet.platform.audit import record
from people.models import User


@transaction.atomic
def sign_out_device(*, person: User, session_id: int) -> None:
    """Sign out on one device; one that is not hers, or gone already, is left alone."""
    device = UserSession.objects.filter(user=person, pk=session_id)
    if end_sessions(keys_of(device)):
        record("people.device.signed_out", actor=person, subject=person)


@transaction.atomic
def sign_out_other_devices(*, person: User, but: str | None) -> None:
    """Sign out everywhere except in the session in which this is asked."""
    others = UserSession.objects.filter(user=person).exclude(session_key=but)
    if end_sessions(keys_of(others)):
        record("people.device.signed_out", actor=person, subject=person, others=True)


def end_all_sessions(person: User) -> None:
    """End every session of somebody who leaves."""
    end_sessions(keys_of(UserSession.objects.filter(user=person)))


def keys_of(devices: QuerySet[UserSession]) -> list[str]:
    """Return the sessions behind devices."""
    return list(devices.values_list("session_key", flat=True))


def end_sessions(keys: list[str]) -> int:
    """End sessions in the database now, and in the cache as soon as that is certain."""
    UserSession.objects.filter(session_key__in=keys).delete()
    Session.objects.filter(session_key__in=keys).delete()
    # A request in between could put the session into the cache again, so it goes last.
    transaction.on_commit(lambda: clear_cached(keys), robust=True)
    return len(keys)


def clear_cached(keys: Iterable[str]) -> None:
    """Remove sessions from the store, its cache included."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in keys:
        store().delete(key)


def clear_expired_sessions() -> None:
    """Forget sessions that ran out, and the devices they belonged to."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
