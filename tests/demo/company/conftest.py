"""The demo company, built once for all that is asked about it."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from intranet.demo.build import build_company


@pytest.fixture(scope="package")
def company(django_db_setup, django_db_blocker, tmp_path_factory):
    """Build it in a transaction of its own, which is taken back in the end."""
    files = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path_factory.mktemp("files")), "base_url": None},
    }
    kept_there = override_settings(STORAGES={**settings.STORAGES, "default": files})
    with django_db_blocker.unblock(), kept_there, transaction.atomic():
        yield build_company()
        transaction.set_rollback(True)
