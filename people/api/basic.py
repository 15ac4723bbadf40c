"""Feeds and the calendar, read by programs that know but a name and a password (RFC 7617)."""

import base64
import binascii
import zoneinfo
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from people.actions.tokens import feed_password_with
from people.api.authentication import speak_her_language, wait_after_failure
from people.models import User

CHALLENGE = 'Basic realm="feeds", charset="UTF-8"'


def for_feed_readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let whoever is signed in read, and a program with a password for feeds of somebody.

    Any name will do beside the password, which is long and random and says by itself whose it is.
    """

    @login_not_required
    @wraps(view)
    def read(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if "Authorization" in request.headers:
            person = whose_password(request)
            if person is None:
                return refuse(request)
            speak_as(person, request)
        elif not request.user.is_authenticated:
            return challenge()
        return view(request, *args, **kwargs)

    return read


def whose_password(request: HttpRequest) -> User | None:
    """Return who made the password that the program shows; None when it opens nothing."""
    word, _space, shown = request.headers["Authorization"].partition(" ")
    try:
        pair = base64.b64decode(shown.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    token = feed_password_with(pair.partition(":")[2]) if word.lower() == "basic" else None
    return token.person if token else None


def speak_as(person: User, request: Any) -> None:
    """Let the view see who reads, in her language and at her hour."""
    request.user = person
    speak_her_language(person, request)
    timezone.activate(zoneinfo.ZoneInfo(person.time_zone))


def refuse(request: HttpRequest) -> HttpResponse:
    """Ask again, but not without an end from one address."""
    if wait := wait_after_failure(request):
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    return challenge()


def challenge() -> HttpResponse:
    """Ask for a name and a password."""
    return HttpResponse(status=401, headers={"WWW-Authenticate": CHALLENGE})
