"""Who keeps the code of conduct, and who reads it."""

import pytest

from tests.factories.people import make_hr, make_person


@pytest.fixture
def fatima(db):
    """HR."""
    return make_hr("Fatima El Amrani", language="en")


@pytest.fixture
def bram(db):
    """An employee who has been here for years."""
    return make_person("Bram de Wit", language="en", joined_at="2020-01-05T08:00Z")


@pytest.fixture
def here(client, bram):
    """A browser in which Bram is signed in."""
    client.force_login(bram)
    return client


@pytest.fixture
def hr(client, fatima):
    """A browser in which HR is signed in."""
    client.force_login(fatima)
    return client
