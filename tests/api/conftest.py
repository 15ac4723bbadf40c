"""Programs that act for somebody."""

from datetime import timedelta

import pytest
from django.test import Client

from people.actions import make_token
from people.models import AccessToken

EVERYTHING = tuple(AccessToken.Scope.values)


class Program(Client):
    """A program with a token: it speaks JSON, English unless told otherwise, and has no session."""

    def __init__(self, secret: str = "", *, language: str = "en", **options) -> None:
        headers = {"Accept-Language": language} if language else {}
        if secret:
            headers["Authorization"] = f"Bearer {secret}"
        super().__init__(headers=headers, **options)

    def ask(self, address: str, **query):
        """Ask something; return what is said."""
        return self.get(f"/api/v1{address}", query)

    def send(self, address: str, sent=None, *, method: str = "post", key: str = ""):
        """Send something as JSON, with a key if it may have to be sent again."""
        headers = {"Idempotency-Key": key} if key else {}
        act = getattr(self, method)
        return act(f"/api/v1{address}", sent, content_type="application/json", headers=headers)


@pytest.fixture
def program():
    """Let somebody make a token for a program that may do this; everything, unless said."""

    def made(person, *scopes, **options):
        lasts = timedelta(days=options.pop("days", 30))
        token, secret = make_token(
            person=person, name="Scherm", scopes=scopes or EVERYTHING, lasts=lasts
        )
        client = Program(secret, **options)
        client.token, client.secret = token, secret
        return client

    return made
