"""The company in which every text is marked, built once for all that a file asks about it."""

import copy

import pytest
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from tests.conftest import forget_what_is_kept
from tests.sight.world import build_world


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """Build it in a transaction of its own, which is taken back in the end."""
    files = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path_factory.mktemp("files")), "base_url": None},
    }
    kept_there = override_settings(STORAGES={**settings.STORAGES, "default": files})
    forget_what_is_kept()
    with django_db_blocker.unblock(), kept_there, transaction.atomic():
        with translation.override("en"):
            world = build_world()
        world.mails = list(mail.outbox)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(built, db):
    """Give a test the company as it was built; what the test changes is taken back."""
    return copy.deepcopy(built)
