"""What tests about people share."""

import pytest

from tests.factories.people import make_administrator, make_hr, make_person


@pytest.fixture(autouse=True)
def _own_store(own_store):
    """No test here finds the files of another."""


@pytest.fixture
def stored(tmp_path):
    """Ask which files the store holds."""

    def names():
        return sorted(path.name for path in (tmp_path / "files").rglob("*") if path.is_file())

    return names


@pytest.fixture
def bram(db):
    """An employee."""
    return make_person("Bram de Wit")


@pytest.fixture
def fatima(db):
    """HR."""
    return make_hr("Fatima El Amrani")


@pytest.fixture
def tom(db):
    """The administrator."""
    return make_administrator("Tom Beheer")


@pytest.fixture
def here(client, bram):
    """A browser in which Bram is signed in."""
    client.force_login(bram)
    return client
