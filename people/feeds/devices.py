"""Where a person is signed in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from intranet.platform import clock
from people.models import User

# The first that a browser calls itself counts: each names its forerunners as well.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
POCKET = {"iPhone", "iPad", "Android"}


@dataclass(frozen=True)
class Device:
    """A browser in which somebody is signed in."""

    id: int
    name: str
    is_in_pocket: bool
    ip: str
    since: datetime
    is_this_one: bool


def devices_of(person: User, *, current: str | None) -> list[Device]:
    """Return where she is signed in: this browser first, then the newest."""
    alive = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    sessions = UserSession.objects.filter(user=person, session_key__in=alive)
    found = [
        Device(
            id=session.pk,
            name=named(session.user_agent),
            is_in_pocket=named_in(session.user_agent, SYSTEMS) in POCKET,
            ip=session.ip,
            since=session.created_at,
            is_this_one=session.session_key == current,
        )
        for session in sessions.order_by("-created_at", "-pk")
    ]
    return sorted(found, key=lambda device: not device.is_this_one)


def ways_to_sign_in(person: User) -> tuple[int, bool]:
    """Return how many passkeys she has, and whether she is asked for codes from an app."""
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return kinds.count(Authenticator.Type.WEBAUTHN), Authenticator.Type.TOTP in kinds


def named(user_agent: str) -> str:
    """Call a browser what its owner would call it."""
    browser = named_in(user_agent, BROWSERS) or _("A browser")
    system = named_in(user_agent, SYSTEMS)
    if not system:
        return browser
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}


def named_in(user_agent: str, names: tuple[tuple[str, str], ...]) -> str:
    """Return the first name whose sign stands in what a browser calls itself."""
    return next((name for sign, name in names if sign in user_agent), "")
