"""Counting what must be equal: queries, and passwords that were worked out."""

from contextlib import contextmanager

from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(client, address):
    """Return how many queries a page takes."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return len(queries)


@contextmanager
def passwords_worked_out(monkeypatch):
    """Count how often a password is hashed: what takes the time when somebody signs in."""
    hashed = []
    encode = MD5PasswordHasher.encode

    def counted(self, password, *args):
        hashed.append(password)
        return encode(self, password, *args)

    with monkeypatch.context() as patch:
        patch.setattr(MD5PasswordHasher, "encode", counted)
        yield hashed


def without_token(response):
    """Return a page without what differs each time: the token against forged forms."""
    from re import sub

    text = sub(
        r'(csrfmiddlewaretoken" value="|csrf-token" content=")\w+', "", response.content.decode()
    )
    return response.status_code, text
