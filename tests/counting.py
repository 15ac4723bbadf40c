"""Counting what a page asks of the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from intranet.platform.organisation import forget_organisation


def queries_of(browser: Client, address: str) -> int:
    """Return how many queries a page needs once it was opened before."""
    # Read anew every ten seconds: without this, a slow machine would count that now and then.
    forget_organisation()
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
    assert answer.status_code == 200
    return len(asked)
