"""What tests about conversations share."""

import pytest


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": None},
        }
    }


@pytest.fixture
def stored(tmp_path):
    """Ask how many files the store holds."""
    return lambda: len([path for path in (tmp_path / "files").rglob("*") if path.is_file()])
