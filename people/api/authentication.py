"""Who asks: a program with a token, or the page to try things out with the session it stands in."""

import zoneinfo
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request

from intranet.platform.limits import spent
from people.actions.tokens import token_with
from people.models import AccessToken, User

REALM = 'Bearer realm="api"'
WINDOW = 60
# Tokens that do not work, from one address; those that do are not kept out.
MOST_FAILURES = 60


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer ond_...`"""

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        """Return who made the token; unknown, run out, withdrawn and left are one refusal."""
        word, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if not word:
            return None
        token = token_with(secret.strip()) if word.lower() == "bearer" else None
        if token is None:
            count_failure(request)
            raise AuthenticationFailed(_("Show a token that works."))
        speak_as(token.person, request)
        return token.person, token

    def authenticate_header(self, request: Request) -> str:
        """Say how to come in."""
        return REALM


class PageAuthentication(SessionAuthentication):
    """The session of a page of ours, with its token against forgery."""

    def authenticate(self, request: Request) -> Any:
        """Return who is signed in; a program that shows a token is not somebody's page."""
        return None if "Authorization" in request.headers else super().authenticate(request)

    def enforce_csrf(self, request: Request) -> None:
        """Look for the token as on any page, before anybody asks what was sent and how."""
        super().enforce_csrf(request._request)


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema tells of it."""

    target_class = "people.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Return the definition."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "Made under Settings, “Access for programs”.",
        }


class PageScheme(OpenApiAuthenticationExtension):
    """Only for the page to try things out, so the schema keeps quiet about it."""

    target_class = "people.api.authentication.PageAuthentication"
    name: list[str] = []

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        """Return nothing."""
        return []

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        """Return nothing."""
        return []


def count_failure(request: Request) -> None:
    """Count a token that does not work, and answer no more of them when there were many."""
    if wait := wait_after_failure(request._request):
        raise Throttled(wait=wait)


def wait_after_failure(request: HttpRequest) -> int:
    """Count a secret that opens nothing; return for how many seconds no more are answered, or 0."""
    address = get_adapter().get_client_ip(request)
    failures = spent("api-failures", str(address), window=WINDOW)
    return failures.seconds_left if failures.times > MOST_FAILURES else 0


def speak_as(person: User, request: Request) -> None:
    """Speak the language the program asked for, else hers; and say times as she reads them."""
    if "Accept-Language" not in request.headers:
        speak_her_language(person, request._request)
    timezone.activate(zoneinfo.ZoneInfo(person.time_zone))


def speak_her_language(person: User, request: HttpRequest) -> None:
    """Speak the language in which she reads pages."""
    translation.activate(person.language)
    request.LANGUAGE_CODE = person.language  # type: ignore[attr-defined]
