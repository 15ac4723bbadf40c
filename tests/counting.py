"""Counting what a page asks of the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(browser: Client, address: str) -> int:
    """Return how many queries a page needs once it was opened before.

    The smaller of two counts: what is kept for some seconds may be read anew in one of them.
    """
    browser.get(address)
    return min(counted(browser, address), counted(browser, address))


def counted(browser: Client, address: str) -> int:
    """Open a page and count its queries."""
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
    assert answer.status_code == 200
    return len(asked)
