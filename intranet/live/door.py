"""Who may listen, and where: asked once when a page comes, and again whenever that may change."""

from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session

from communities.models import Community
from conversations.models import Thread
from intranet.live.stream import Listener
from intranet.platform import clock
from people.models import User

NOWHERE = ("nowhere", 0)
WITHOUT_NUMBER = ("home", "mine", "nowhere")


class NotHere(Exception):
    """Nobody is let in: signed out (401), or what she asks for is not there for her (404)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def let_in(scope: dict[str, Any]) -> Listener:
    """Return who listens where; NotHere when she may not. Asks the database."""
    key = session_key(scope)
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    request: Any = SimpleNamespace(session=store)
    person: Any = get_user(request) if key else None
    if person is None or not person.is_authenticated or not person.is_active:
        raise NotHere(401)
    place = place_asked(scope)
    return Listener(
        person=person.pk,
        session=key,
        seal=person.get_session_auth_hash(),
        place=place,
        audience=audience_at(person, place),
    )


def session_key(scope: dict[str, Any]) -> str:
    """Return the key in the cookie of the session; '' without one."""
    cookies = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    try:
        found = SimpleCookie("; ".join(cookies)).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return found.value if found else ""


def place_asked(scope: dict[str, Any]) -> tuple[str, int]:
    """Return where the page is: `at=thread:12`; nowhere in particular when it does not say."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("at", ["nowhere"])[0]
    kind, _colon, number = asked.partition(":")
    if kind in ("place", "thread") and number.isdecimal() and len(number) < 19:
        return kind, int(number)
    return (kind, 0) if kind in WITHOUT_NUMBER else NOWHERE


def audience_at(person: Any, place: tuple[str, int]) -> int | None:
    """Return the audience of a place in the person's sight; NotHere when she may not see it."""
    kind, number = place
    found: Any
    if kind == "place":
        found = Community.objects.readable_by(person).filter(pk=number)
    elif kind == "thread":
        found = Thread.objects.visible_to(person).filter(pk=number)
    else:
        return None
    audience: int | None = found.values_list("audience_id", flat=True).first()
    if audience is None:
        raise NotHere(404)
    return audience


def still_welcome(listeners: Collection[Listener]) -> set[Listener]:
    """Return the pages whose session did not end, and whose password is what it was."""
    sessions = {each.session for each in listeners}
    rows = Session.objects.filter(session_key__in=sessions, expire_date__gt=clock.now())
    alive = set(rows.values_list("session_key", flat=True))
    people = User.objects.active().only("password", "sessions_ended_at")
    people = people.filter(pk__in={each.person for each in listeners})
    # As Django does at each request: another password ends sessions whose rows are still there.
    seals = {person.pk: person.get_session_auth_hash() for person in people}
    return {
        each for each in listeners if each.session in alive and each.seal == seals.get(each.person)
    }
