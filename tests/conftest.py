"""What every test may use."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from playwright.sync_api import expect

from intranet.platform.figures import forget_figures
from intranet.platform.organisation import forget_organisation
from moderation.feeds.code import forget_code
from moderation.screening.book import forget_book
from tests.serving import requests

# Milliseconds that a page may take to show something, on a machine that also runs the other tests.
expect.set_options(timeout=20_000)

# What refuses to empty the audit log, and on which table.
NEVER_EMPTIED = {
    "platform_auditrecord": "the_log_is_never_emptied",
    "platform_auditseal": "the_seals_are_never_emptied",
}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let tests that commit be followed by empty tables, the audit log with them."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table, trigger in NEVER_EMPTIED.items():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")


def forget_what_is_kept():
    """Forget all that the process keeps of what stands in the database."""
    cache.clear()
    forget_organisation()
    forget_code()
    forget_book()
    forget_figures()


@pytest.fixture(autouse=True)
def _nothing_kept_from_the_test_before():
    forget_what_is_kept()


@pytest.fixture(autouse=True)
def _nobody_is_served_any_more(request):
    """Let the server answer what a browser still asked, before the tables are emptied under it."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    requests.forget()
    yield
    requests.wait()


@pytest.fixture(autouse=True)
def _refusals_are_in_english():
    """A test that calls an action reads its sentences in English; pages speak as their reader."""
    with translation.override("en"):
        yield


@pytest.fixture
def own_store(settings, tmp_path):
    """Keep files in a folder of the test."""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": None},
        }
    }


@pytest.fixture
def sign_in(client):
    """Sign somebody in, in the browser of the test."""

    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in
